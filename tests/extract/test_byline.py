import json

import pytest

from tearsheet.extract.addresses import Base
from tearsheet.extract.metadata import Found, metadata_of
from tearsheet.extract.parse import parse

PAGE = "https://www.tidetable.example/a/b.html"


def found(html: str) -> Found:
    return metadata_of(parse(f"<html><title>Kettles at night</title>{html}</html>").root, Base(PAGE, PAGE), None)


def linked(**node: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **node})}</script>'


H1 = "<h1>Kettles at night</h1>"


@pytest.mark.parametrize(
    ("html", "byline"),
    [
        (
            linked(author={"@type": "Person", "name": "Uploader One"}) + H1 + "<p>By <a href=/x>Ann Lee</a></p>",
            "Ann Lee",
        ),
        (linked(author={"name": "Ann Lee"}) + H1 + "<p>By Ann Lee and friends of the sea</p>", "Ann Lee"),
        (linked(author={"name": "Ann Margaret Lee"}) + H1 + "<p>By Ann</p>", "Ann Margaret Lee"),
        ("<meta name=author content=张三>" + H1 + "<p>本报记者 李四</p>", "李四"),
        ("<meta name=author content=张三>" + H1 + "<p>作者：张三</p>", "张三"),
    ],
)
def test_a_printed_byline_wins_over_a_declared_one_that_names_somebody_else(html: str, byline: str) -> None:
    assert found(html).metadata.byline == byline


def test_the_site_as_its_own_author_counts_last() -> None:
    site = "<meta property=og:site_name content='Tide Table'><meta name=author content='Tide Table'>"
    assert found(site + H1 + "<a rel=author href=/a>Ann Lee</a>").metadata.byline == "Ann Lee"
    assert found(site + H1).metadata.byline == "Tide Table"


def test_an_organisation_that_only_repeats_the_sites_name_is_no_author() -> None:
    node = linked(author={"@type": "Organization", "name": "Tidetable"})
    assert found(node + H1).metadata.byline == ""
    assert (
        found(linked(author={"@type": "Organization", "name": "Bureau of Tides"}) + H1).metadata.byline
        == "Bureau of Tides"
    )


@pytest.mark.parametrize(
    ("html", "byline"),
    [
        (
            "<meta name=citation_author content='Lee, Ann'><meta name=citation_author content='Dahl, Bo'>",
            "Ann Lee, Bo Dahl",
        ),
        ("<meta name=twitter:label1 content='Written by'><meta name=twitter:data1 content='Ann Lee'>", "Ann Lee"),
        ("<meta name=twitter:label1 content='Price'><meta name=twitter:data1 content='Ann Lee'>", ""),
        ("<meta property=article:author content='https://www.facebook.com/tide'>", ""),
        ("<meta name=twitter:creator content=@tide>", ""),
        (H1 + "<div class=author-name>Ann Lee</div>", "Ann Lee"),
        (H1 + "<div class=author-bio>Ann Lee</div>", ""),
        (H1 + "<div class=related><div class=author-name>Ann Lee</div></div>", ""),
        (H1 + "<p>正文。</p><p>Written by <b>Ann Lee</b>, who lives by the sea</p>", "Ann Lee"),
        ("<span id=js_author_name>潮汐阿三</span>", "潮汐阿三"),
        ("<h1>夜里的水壶</h1><p>来源：某报　记者：张三、李四</p>", "张三、李四"),
        ("<h1>夜里的水壶</h1><p>文/张三</p><p>图/李四</p>", "张三"),
        ("<h1>夜里的水壶</h1><p>编译｜王五</p>", "王五"),
        ("<h1>夜里的水壶</h1><span class=author>佚名</span>", ""),
        ("<h1>夜里的水壶</h1><a class=follow-nickName href=/u/1>夜航船</a>", "夜航船"),
        (H1 + "<p>text</p><div class=post-footer>Posted by <a rel=author href=/u>Marta</a></div>", "Marta"),
        ("<h1>夜裡的水壺</h1><p>記者張三／台北報導</p>", "張三"),
        ("<aside><h3>Author</h3><p>Lisa D. Ellis</p></aside>", "Lisa D. Ellis"),
        ("<dl><dt>作者</dt><dd>沈之远</dd></dl>", "沈之远"),
        ("<aside class=sidebar><a rel=author href=/a>Ann Lee</a></aside>", "Ann Lee"),
        ("<aside class=sidebar><a rel=author>Ann Lee</a> <a rel=author>Bo Dahl</a></aside>", ""),
        (H1 + "<h4>By <a href=/x>The Tide editors</a></h4>", "The Tide editors"),
        ("<div class=publish-author>Dec. 19, 2025 · Ann Lee on behalf of us</div>", "Ann Lee"),
        ("<div><strong>Contributors:</strong> Ann Lee</div>", "Ann Lee"),
    ],
)
def test_every_place_where_pages_name_authors(html: str, byline: str) -> None:
    assert found(html).metadata.byline == byline


def test_the_reason_names_the_evidence() -> None:
    assert "author: JSON-LD" in found(linked(author="Ann Lee")).reasons
    assert "author: a line near the headline" in found(H1 + "<p>By Ann Lee</p>").reasons
    assert not any(reason.startswith("author") for reason in found(H1).reasons)
