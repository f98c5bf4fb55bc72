import json
from datetime import datetime, timedelta

import pytest

from tearsheet.extract.addresses import Base
from tearsheet.extract.metadata import Found, metadata_of
from tearsheet.extract.parse import parse
from tearsheet.model.rule import SiteRule

PAGE = "https://x.example/a/b.html"


def found(html: str, *, address: str = PAGE, rule: SiteRule | None = None) -> Found:
    return metadata_of(parse(html).root, Base(address, address), rule)


def linked(**node: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **node})}</script>'


@pytest.mark.parametrize(
    ("html", "title"),
    [
        ("<title>A headline of words - The Site</title><h1>A headline of words</h1>", "A headline of words"),
        ("<title>标题在这里_财经_某某网</title>", "标题在这里"),
        ("<title>标题在这里-某某网</title>", "标题在这里"),
        ("<title>A – dash of a title | Site</title>", "A – dash of a title"),
        ("<title>How we fixed it all, and more | Discord</title><h1>Discord</h1>", "How we fixed it all, and more"),
        ("<title>x</title>" + linked(headline="Q&amp;A with a baker"), "Q&A with a baker"),
        ("<h1>Only a heading</h1>", "Only a heading"),
        ("<title>One</title>", "One"),
        ("", ""),
        ("<title>a\u202eb\u200b c\x00</title>", "ab c"),
    ],
)
def test_the_title_is_the_articles_and_not_the_sites(html: str, title: str) -> None:
    assert found(f"<html><head>{html}</head><body></body></html>").metadata.title == title


def test_the_sites_known_name_is_cut_off_either_end() -> None:
    site = "<meta property=og:site_name content='The Long Table'>"
    for title in ("The Long Table: Kettles", "Kettles | The Long Table", "The Long Table | Kettles"):
        titled = found(f"{site}<title>{title}</title>").metadata.title
        assert titled in ("Kettles", "The Long Table: Kettles")


@pytest.mark.parametrize(
    ("html", "byline"),
    [
        (linked(author={"name": "Ines Carver"}), "Ines Carver"),
        (linked(author=[{"name": "A Bee"}, {"name": "C Dee"}]), "A Bee, C Dee"),
        (linked(author="By A Bee"), "A Bee"),
        ("<meta name=author content='by Wen Tai'>", "Wen Tai"),
        ("<meta name=author content=admin><p class=byline>By Rosa Lind | 3 May 2022</p>", "Rosa Lind"),
        ("<a rel=author href=/x>Tom Ajayi</a>", "Tom Ajayi"),
        ("<h1>t</h1><div><span>By Una Ford</span></div>", "Una Ford"),
        ("<h1>标题</h1><p>来源：某报 作者：张三</p>", "张三"),
        ("<p class=author>https://x.example/me</p>", ""),
        ("<p>by the way</p>", ""),
    ],
)
def test_the_byline_is_who_the_page_names(html: str, byline: str) -> None:
    assert found(html).metadata.byline == byline


@pytest.mark.parametrize(
    ("html", "published"),
    [
        (linked(datePublished="2022-03-02T09:24:54Z"), "2022-03-02T09:24:54+00:00"),
        ("<meta property=article:published_time content='2022-03-02T17:24:54+08:00'>", "2022-03-02T17:24:54+08:00"),
        ("<time datetime=2022-03-02>Wednesday</time>", "2022-03-02T00:00:00+00:00"),
        ("<h1>t</h1><p>Posted by nobody</p><p>March 2, 2022</p>", "2022-03-02T00:00:00+00:00"),
        ("<html lang=zh><div class=time>2022年3月2日 17:24</div>", "2022-03-02T17:24:00+08:00"),
        ("<h1>标题标题</h1><p>正文都是中文</p><span>发布时间：2022-03-02 17:24:54</span>", "2022-03-02T17:24:54+08:00"),
        ('<html lang=zh><script>var ct = "1646213094";</script>', "2022-03-02T17:24:54+08:00"),
        ("<html lang=zh><meta name=pubdate content='2022-03-02 17:24:54 +0000'>", "2022-03-02T17:24:54+00:00"),
    ],
)
def test_the_date_keeps_its_offset_and_a_chinese_one_without_is_chinas(html: str, published: str) -> None:
    moment = found(html).metadata.published
    expected = datetime.fromisoformat(published)
    assert moment == expected
    assert moment is not None
    assert moment.utcoffset() == expected.utcoffset()


def test_a_date_in_the_address_is_the_last_resort() -> None:
    address = "https://x.example/2022/03/02/story.html"
    assert found("<p>a</p>", address=address).metadata.published == datetime.fromisoformat("2022-03-02T00:00:00+00:00")


@pytest.mark.parametrize(
    "html",
    [
        "<p>In 2022-03-02 it happened, and the text goes on about it, longer than any line under a headline would.</p>",
        "<footer>© 2022-03-02</footer>",
        "<aside><time datetime=2022-03-02></time></aside>",
        "<div class=related><span class=date>2022-03-02</span></div>",
    ],
)
def test_a_date_beside_the_article_is_not_its_own(html: str) -> None:
    assert found(html).metadata.published is None


def test_a_rule_knows_where_its_site_is() -> None:
    rule = SiteRule(name="r", key="k", timezone="+09:00")
    moment = found("<div class=time>2022-03-02 17:24</div>", rule=rule).metadata.published
    assert moment is not None
    assert moment.utcoffset() == timedelta(hours=9)


@pytest.mark.parametrize(
    ("html", "language"),
    [
        ("<html lang=en-gb><p>words of English</p>", "en-GB"),
        ("<html lang=zh_Hans_CN><p>中文的文字</p>", "zh-Hans-CN"),
        ("<html lang=en><p>模板里写着英文，其实这些都是中文</p>", "zh-Hans"),
        ("<html lang=zh><p>這些說的都是學習與經驗</p>", "zh-Hant"),
        ("<html lang=zh-CN><p>這些說的都是學習與經驗</p>", "zh-Hant"),
        ("<html lang=zh-TW><p>這些說的都是學習與經驗</p>", "zh-TW"),
        ("<html lang=zh><p>一二三</p>", "zh"),
        ("<meta property=og:locale content=zh_CN><p>中文的文字</p>", "zh-CN"),
        ("<p>これは日本語の文章です</p>", "ja"),
        ("<p>한국어로 쓴 글입니다</p>", "ko"),
        ("<p>words</p>", ""),
        ("<html lang='{{ lang }}'><p>words</p>", ""),
    ],
)
def test_the_language_is_what_the_page_says_unless_its_script_disproves_it(html: str, language: str) -> None:
    assert found(html).metadata.language == language


def test_source_and_site_are_the_publisher_and_the_server() -> None:
    metadata = found("<meta property=og:site_name content=东方某网><p class=source>来源：大众网</p>").metadata
    assert (metadata.source, metadata.site) == ("大众网", "东方某网")
    assert found("<h1>夜里的水壶</h1><a class=source href=/>大众网</a>").metadata.source == "大众网"
    assert found("<h1>夜里的水壶</h1><a class=data-source href=/>大众网</a>").metadata.source == ""
    assert found("<p class=source>Source: The Tide Table</p>").metadata.source == "The Tide Table"
    assert found(linked(publisher={"name": "Tide Table"})).metadata.source == "Tide Table"


def test_the_picture_is_the_declared_one_in_full() -> None:
    assert found("<meta property=og:image content=/p.png>").metadata.image == "https://x.example/p.png"
    assert found(linked(image=[{"url": "p.png"}])).metadata.image == "https://x.example/a/p.png"
    assert found("<p>none</p>").metadata.image == ""


@pytest.mark.parametrize(
    "script", ["{", "[" * 5000, "null", '{"@type": 3, "author": {"name": {"x": 1}}}', '{"@graph": 1}']
)
def test_broken_declarations_are_none(script: str) -> None:
    html = f'<script type="application/ld+json">{script}</script><title>t</title>'
    assert found(html).metadata.title == "t"


def test_references_between_declarations_are_followed() -> None:
    graph = [
        {"@type": "Article", "author": {"@id": "#p"}, "headline": "h"},
        {"@type": "Person", "@id": "#p", "name": "P Q"},
    ]
    script = f'<script type="application/ld+json"><!--{json.dumps({"@graph": graph})}--></script>'
    assert found(script).metadata.byline == "P Q"


@pytest.mark.parametrize(
    ("html", "canonical"),
    [
        ("<link rel=canonical href=/a/story>", "https://x.example/a/story"),
        ("<meta property=og:url content=https://x.example/a/story>", "https://x.example/a/story"),
        ("<link rel=canonical href=/><meta property=og:url content=/a/story>", "https://x.example/a/story"),
        ("<link rel=canonical href='javascript:x'>", ""),
        ("<p>none</p>", ""),
    ],
)
def test_the_pages_own_address_is_not_the_sites_front_page(html: str, canonical: str) -> None:
    assert found(html).metadata.canonical == canonical


@pytest.mark.parametrize(
    ("html", "keywords"),
    [
        ("<meta property=article:tag content=tides><meta property=article:tag content=kettles>", ("tides", "kettles")),
        (
            "<meta name=keywords content='law&amp;regulation, media&amp;copyright'>",
            ("law&regulation", "media&copyright"),
        ),
        (linked(keywords=["潮汐", "水壶"]), ("潮汐", "水壶")),
        ("<meta name=keywords content='潮汐，水壶、 厨房'>", ("潮汐", "水壶", "厨房")),
        (
            "<meta name=keywords content='Q&amp;amp;A, &amp;quot;kettles&amp;quot;, -, C++'>",
            ("Q&A", '"kettles"', "C++"),
        ),
        ("<meta name=keywords content='a list, a list, of the site'><meta property=article:tag content=own>", ("own",)),
        ("<p>none</p>", ()),
    ],
)
def test_tags_are_the_articles_before_they_are_the_pages(html: str, keywords: tuple[str, ...]) -> None:
    assert found(html).metadata.keywords == keywords


def test_the_section_is_declared() -> None:
    assert found(linked(articleSection="财经")).metadata.section == "财经"
    assert found("<meta property=article:section content=Coast>").metadata.section == "Coast"


def test_each_field_says_where_it_stands() -> None:
    page = (
        "<html lang=zh><title>夜里的水壶</title><meta property=og:image content=/p.png>"
        "<meta name=description content=短><meta name=keywords content=水壶,夜话>"
        "<meta property=og:site_name content=潮汐网><link rel=canonical href=/a/b><h1>夜里的水壶</h1>"
        "<p>2022-03-02　来源：某报　作者：张三</p>"
    )
    assert found(page).reasons == (
        "title: h1, as the page declares it",
        "published: a line near the headline",
        "author: credited beside the text",
        "source: 来源 beside the text",
        "site: meta og:site_name",
        "excerpt: meta description",
        "image: meta og:image",
        "canonical: link",
        "keywords: meta keywords",
        "language: html lang, and the text's script",
    )
