"""The page an article is read as: what stands in it, and what never does."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import lxml.html
import pytest

from tearsheet.document.page import PageActions, article_page, language_of
from tearsheet.document.page_file import standalone_page
from tearsheet.document.page_words import PageWords
from tearsheet.model.article import Article, Kind, Resource
from tearsheet.model.extraction import Flag, Metadata
from tests.support.reader_articles import BASE, CHINA, article_of_post, blob_of, english_article, version

WORDS = PageWords()
PICTURE = blob_of(b"picture", width=640, height=480)
_PLAIN_TAGS = {"article", "header", "p", "h1", "span", "a", "aside", "div", "footer"}
HOSTILE = "\"><img src=x onerror=alert(1)><script>alert(2)</script>{date}\u202e&amp;</h1>'"


def page_of(article: Article, **more: object) -> lxml.html.HtmlElement:
    html = article_page(article, words=WORDS, picture_url=_url, zone=UTC, **more)  # type: ignore[arg-type]
    return lxml.html.fragment_fromstring(html, create_parent="article")


def body_of(html: str, *resources: Resource) -> lxml.html.HtmlElement:
    return page_of(replace(BASE, html=html, resources=resources)).find_class("ts-body")[0]


def text_of(element: lxml.html.HtmlElement) -> str:
    return " ".join(str(element.text_content()).split())


def _url(resource: Resource) -> str | None:
    return f"pictures/{resource.blob.sha256[:8]}.png" if resource.blob else None


def test_the_header_says_source_title_author_date_length_and_tags() -> None:
    page = page_of(english_article())
    assert text_of(page.find_class("ts-kicker")[0]) == "The Daily Bench"
    assert text_of(page.find("header/h1")) == "A walk by the river: what the flood of 1953 left behind"
    assert text_of(page.find_class("ts-meta")[0]) == (
        "Ada Marsh · 5 March 2026, 06:15 · 1,400 words · 6 min · rivers · history / floods · Original page"
    )


def test_a_date_is_shown_in_the_readers_zone_and_the_pages_own_on_hover() -> None:
    article = replace(BASE, metadata=Metadata(published=datetime(2022, 3, 2, 17, 24, 54, tzinfo=CHINA)))
    time = page_of(article).find(".//time")
    assert time.text == "2 March 2022, 09:24"
    assert time.get("title") == "2 March 2022, 17:24 (UTC+08:00)"


def test_a_day_without_a_time_is_not_moved_into_another_zone() -> None:
    article = replace(BASE, metadata=Metadata(published=datetime(2022, 3, 2, tzinfo=CHINA)))
    assert page_of(article).find(".//time").text == "2 March 2022"


def test_a_chinese_title_breaks_where_its_space_is() -> None:
    article = replace(BASE, metadata=Metadata(title="金融活水滴灌小微企业 倾力推进共同富裕", language="zh-CN"))
    title = page_of(article).find("header/h1")
    assert [part.text for part in title.find_class("ts-part")] == ["金融活水滴灌小微企业", "倾力推进共同富裕"]
    assert title.text_content() == "金融活水滴灌小微企业 倾力推进共同富裕"


def test_a_picture_is_shown_by_its_kept_copy_with_its_size() -> None:
    image = body_of(
        '<p><img src="https://a.example/1.png" alt="one" width="9"></p>',
        Resource(url="https://a.example/1.png", blob=PICTURE),
    ).find(".//img")
    assert image.get("src") == f"pictures/{PICTURE.sha256[:8]}.png"
    assert (image.get("width"), image.get("height"), image.get("loading")) == ("640", "480", "lazy")


@pytest.mark.parametrize("resources", [(Resource(url="https://a.example/1.png", failure="404"),), ()])
def test_a_missing_picture_leaves_a_place_that_says_so_and_no_address(resources: tuple[Resource, ...]) -> None:
    body = body_of('<p>Before <img src="https://a.example/1.png" alt="A map"> after.</p>', *resources)
    assert text_of(body) == "Before Picture missingA map after."
    assert body.find(".//img") is None


def test_the_alt_that_was_kept_with_a_picture_serves_where_the_page_gave_none() -> None:
    body = body_of('<p><img src="https://a.example/1"></p>', Resource(url="https://a.example/1", alt="A map"))
    assert text_of(body) == "Picture missingA map"


def test_no_picture_is_ever_loaded_from_its_own_site() -> None:
    body = body_of(
        '<picture><source srcset="https://a.example/2.png 2x"><img src="https://a.example/1.png" '
        'srcset="https://a.example/3.png 2x"></picture><video src="https://a.example/v.mp4" '
        'poster="https://a.example/p.png"></video><audio><source src="https://a.example/s.mp3"></audio>'
    )
    html = lxml.html.tostring(body, encoding="unicode")
    assert re.findall(r'(?:src|srcset|poster)="', html) == []
    assert [a.get("href") for a in body.iter("a")] == ["https://a.example/v.mp4", "https://a.example/s.mp3"]


def test_a_link_to_a_footnote_stays_in_the_page() -> None:
    body = body_of(
        '<p>One<a href="https://bench.example/walk#fn1">1</a> <a href="https://else.example/walk#fn1">x</a></p>'
        '<ol><li id="fn1">Note</li></ol>'
    )
    assert [a.get("href") for a in body.iter("a")] == ["#in-fn1", "https://else.example/walk#fn1"]


def test_the_stored_html_is_sanitised_again_on_its_way_to_the_page() -> None:
    body = body_of(
        '<p onclick="x()" style="position:fixed" class="ts-card">a<script>b</script><style>c</style></p>'
        '<a href="javascript:x()">d</a><iframe src="https://e.example"></iframe><base href="https://f.example">'
    )
    assert lxml.html.tostring(body, encoding="unicode").count("<") == 6
    assert text_of(body) == "ad"


@pytest.mark.parametrize("field", ["title", "byline", "source", "language"])
def test_hostile_metadata_is_only_text(field: str) -> None:
    metadata = Metadata(**{field: HOSTILE})  # type: ignore[arg-type]  # each field named is a string
    article = replace(BASE, metadata=metadata, tags=(HOSTILE,), note=HOSTILE)
    page = page_of(article)
    assert {str(element.tag) for element in page.iter()} <= _PLAIN_TAGS
    assert {name for element in page.iter() for name in element.attrib} <= {
        "class",
        "lang",
        "href",
        "rel",
        "aria-hidden",
    }


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", 'https://a.example/"onclick="x'])
def test_a_hostile_address_is_no_link_or_only_a_link(url: str) -> None:
    for kind in Kind:
        page = page_of(replace(BASE, url=url, kind=kind))
        assert all(a.get("href", "").startswith("https://a.example/") for a in page.iter("a"))
        assert all(set(a.attrib) <= {"href", "rel", "class"} for a in page.iter("a"))


def test_full_width_indents_and_blank_paragraphs_are_marked_and_not_lost() -> None:
    body = body_of("<p>\u3000\u3000缩进的一段。</p><p>&nbsp;</p><p><br></p><p>没有缩进。</p>")
    first, blank, broken, plain = body.findall("p")
    assert first.find_class("ts-indent")[0].text == "\u3000\u3000"
    assert first.text_content() == "\u3000\u3000缩进的一段。"
    assert [p.get("class") for p in (blank, broken, plain)] == ["ts-blank", "ts-blank", None]


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ("<p><strong>坚守服务初心普惠小微</strong></p>", "ts-subhead"),
        ("<p>\u3000\u3000<b>一、总体要求</b></p>", "ts-subhead"),
        ("<p><strong>这是一句强调的话。</strong></p>", None),
        ("<p><strong>A</strong> and <strong>B</strong></p>", None),
        (f"<p><strong>{'很' * 41}</strong></p>", None),
    ],
)
def test_a_short_bold_paragraph_is_a_subheading(html: str, kind: str | None) -> None:
    assert body_of(html).find("p").get("class") == kind


def test_a_credit_after_a_picture_is_its_caption() -> None:
    picture = '<p><img src="https://a.example/1.png"></p>'
    kept = Resource(url="https://a.example/1.png", blob=PICTURE)
    body = body_of(f"{picture}<p>&nbsp;</p><p>图片来源：新华社</p><p>图片来源：又一处</p>", kept)
    assert [p.get("class") for p in body.findall("p")] == ["ts-picture", "ts-blank", "ts-caption", None]


def test_a_table_scrolls_in_its_own_frame_and_the_text_after_it_stays_behind_it() -> None:
    body = body_of("<div><table><tr><td>a<table><tr><td>b</td></tr></table></td></tr></table>tail</div>")
    frames = body.find_class("ts-wide")
    assert len(frames) == 1
    assert frames[0].tail == "tail"


def test_a_long_tables_frame_is_marked_and_a_first_row_of_headings() -> None:
    rows = "<tr><td>1</td><td>2</td></tr>" * 20
    long = body_of(f"<table><tr><th>A</th><th>B</th></tr>{rows}</table>")
    assert len(long.find_class("ts-long")) == len(long.find_class("ts-headings")) == 1
    other = body_of("<table><tr><th>A</th><td>B</td></tr><tr><th>A</th><td>B</td></tr></table>")
    assert other.find_class("ts-long") == other.find_class("ts-headings") == []


def test_another_script_moves_nothing_and_leaves_code_alone() -> None:
    html = "<p>头发 <em>发展</em>皇后</p><pre>头发</pre><p>看 <code>发</code> 后来</p>"
    chinese = replace(BASE, html=html, text="头发发展", metadata=Metadata(title="头发", language="zh-CN"))
    body = page_of(chinese, script="traditional").find_class("ts-body")[0]
    assert body.text_content() == "頭髮 發展皇后头发看 发 後來"
    assert body.get("lang") == "zh-Hant"


@pytest.mark.parametrize(("language", "text"), [("ja", "头发"), ("en", "头发"), ("zh-TW", "頭髮發展")])
def test_only_chinese_of_the_other_script_is_changed(language: str, text: str) -> None:
    article = replace(BASE, html=f"<p>{text}后</p>", text=text, metadata=Metadata(title="t", language=language))
    assert page_of(article, script="traditional").find_class("ts-body")[0].text_content() == f"{text}后"


def test_every_paragraph_of_the_seed_is_on_the_page(shared: Path) -> None:
    article = article_of_post((shared / "seed" / "post.txt").read_text("utf-8"))
    stored = lxml.html.fragment_fromstring(article.html, create_parent="div")
    shown = page_of(article).find_class("ts-body")[0]
    assert [text_of(p) for p in shown.findall("p")] == [text_of(p) for p in stored.findall("p")]
    assert len(shown.findall("p")) == 37
    assert [text_of(p) for p in shown.find_class("ts-subhead")] == [
        "坚守服务初心普惠小微",
        "科技重构小微金融新路径",
        "增量扩面聚力破题融资难",
    ]


def test_nothing_deep_is_lost() -> None:
    html = "<div>" * 400 + "<p>deep</p>" + "</div>" * 400
    assert "deep" in text_of(body_of(html))


def test_control_characters_and_lone_surrogates_do_not_cut_the_page() -> None:
    odd = "be\x00fore\x0b&#1;&#xfffe; \ud800\uffffafter"
    body = body_of(f'<p>\u3000{odd}</p><img src="https://a.example/1">', Resource(url="https://a.example/1", alt=odd))
    assert text_of(body).count("after") == 2
    article = replace(BASE, metadata=Metadata(title=odd), tags=(odd,), html=f"<p>{odd}</p>")
    assert standalone_page(article, words=WORDS, picture_url=_url).encode("utf-8").count(b"after") >= 3


@pytest.mark.parametrize("moment", [datetime.min, datetime.max])
def test_the_first_and_the_last_day_there_is_can_be_shown(moment: datetime) -> None:
    for hours in (-14, 14):
        published = (moment.replace(hour=12)).replace(tzinfo=timezone(timedelta(hours=hours)))
        article = replace(BASE, metadata=Metadata(published=published))
        html = article_page(article, words=WORDS, picture_url=_url, zone=timezone(timedelta(hours=-hours)))
        assert str(moment.year) in html


def test_a_link_that_is_no_address_stays_a_link_that_leads_nowhere_worse() -> None:
    body = body_of('<p><a href="http://[bad#in">x</a> <a href="http://[also">y</a></p>')
    assert text_of(body) == "x y"


def test_the_footer_says_what_is_missing_and_how_the_page_was_read() -> None:
    article = replace(
        english_article(), versions=(version(1, Flag.THIN), version(2, Flag.DEPTH_LOST)), version=version(2).id
    )
    footer = page_of(article).find("footer")
    assert [text_of(p) for p in footer] == [
        "Part of the page was nested too deeply to be read; the original may hold more.",
        "2 pictures are missing.",
        "Kept 23 November 2026, 09:30 from bench.example",
    ]


def test_buttons_are_there_only_when_they_have_an_address() -> None:
    article = english_article()
    assert page_of(article).find_class("ts-button") == []
    button = page_of(article, actions=PageActions(retry_pictures="article://x/")).find_class("ts-button")[0]
    assert (button.get("href"), button.text) == ("article://x/", "Try again")


def test_a_kept_link_shows_its_address_and_the_reason() -> None:
    article = replace(BASE, kind=Kind.LINK, html="", words=0)
    card = page_of(article, reason="it was a login page.").find_class("ts-card")[0]
    assert text_of(card) == "Only the link was kept: it was a login page.https://bench.example/walk"


def test_a_kept_file_shows_its_name_type_and_size_and_a_picture_itself() -> None:
    article = replace(BASE, kind=Kind.FILE, file=replace(PICTURE, size=12345), metadata=Metadata(title="map.png"))
    page = page_of(article, actions=PageActions(open_file="article://o/"))
    assert text_of(page.find_class("ts-card")[0]) == "map.pngimage/png · 12,345 bytes Open file"
    assert page.find(".//img").get("src") == f"pictures/{PICTURE.sha256[:8]}.png"


@pytest.mark.parametrize(
    ("text", "language"),
    [("央行今日开展操作", "zh-CN"), ("日本語のページ", "ja"), ("한국어", "ko"), ("English", "en")],
)
def test_a_page_that_names_no_language_gets_that_of_its_letters(text: str, language: str) -> None:
    assert language_of(replace(BASE, metadata=Metadata(title=text))) == language


def test_a_file_of_its_own_holds_its_style_and_lets_nothing_run_or_load() -> None:
    html = standalone_page(english_article(PICTURE), words=WORDS, picture_url=_url, zone=timezone(timedelta(0)))
    assert html.startswith("<!doctype html>")
    document = lxml.html.document_fromstring(html)
    policy = next(meta.get("content", "") for meta in document.iter("meta") if meta.get("http-equiv"))
    assert policy.startswith("default-src 'none'; img-src 'self' file: data:; style-src 'sha256-")
    assert not [style for style in document.iter("style") if "url(" in (style.text or "")]
    assert document.xpath("//@src") == [f"pictures/{PICTURE.sha256[:8]}.png"]
    assert document.get("lang") == "en"


def test_no_payload_of_the_corpus_leaves_anything_that_runs(shared: Path) -> None:
    rows = (shared / "corpora" / "hostile" / "payloads.jsonl").read_text("utf-8").splitlines()
    payloads = [json.loads(row)["html"] for row in rows]
    assert len(payloads) > 1000
    for payload in payloads:
        body = body_of(payload)
        for element in body.iter("*"):
            assert element.tag not in ("script", "style", "iframe", "object", "embed", "form", "svg", "base", "meta")
            assert not [name for name in element.attrib if name.startswith("on") or name in ("style", "name")]
            for name in ("href", "src"):
                assert re.match(r"https?:|mailto:|#|data:image/(?!svg)|$", element.get(name, ""), re.I), payload
