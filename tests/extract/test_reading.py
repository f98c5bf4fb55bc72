import json
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tearsheet.extract import read
from tearsheet.model.errors import NothingReadable, Reason, RuleError
from tearsheet.model.extraction import Flag
from tearsheet.model.page import Page
from tearsheet.model.rule import Ruling, SiteRule
from tests.support.made_pages import ADDRESS, page_of

SENTENCE = (
    "The tide, which nobody had asked, came in at four, and took the chairs, the table, and the minutes we kept. "
)
ARTICLE = f"<article><h1>The tide came in</h1><p>{SENTENCE * 2}</p><p>{SENTENCE}</p></article>"
RULE = SiteRule(name="example", key="k", json_html=("text", "data.0.body"), timezone="+08:00", language="zh-CN")


def json_page(**data: object) -> Page:
    return page_of(json.dumps(data), "application/json")


def refusal(*pages: Page) -> NothingReadable:
    with pytest.raises(NothingReadable) as caught:
        read(pages)
    return caught.value


def test_the_same_page_always_gives_the_same_extraction() -> None:
    assert read((page_of(ARTICLE),)) == read((page_of(ARTICLE),))


def test_html_and_text_say_the_same() -> None:
    extraction = read((page_of(ARTICLE),))
    assert extraction.text == f"{SENTENCE * 2}".strip() + "\n\n" + SENTENCE.strip()
    assert extraction.words == 63
    assert extraction.metadata.title == "The tide came in"


def test_a_data_body_is_taken_whole_and_the_rendered_page_gives_what_it_lacks() -> None:
    rendered = page_of(
        "<html lang=zh-CN><title>潮水来了_某网</title><h1>潮水来了</h1><p class=time>2022-03-02 17:24</p>"
        "<p>来源：某报</p><div id=ContentBody><p>渲染出来的正文。</p></div>"
    )
    extraction = read((json_page(text="<p>第一段。</p><p>第二段。</p>"), rendered), RULE)
    assert extraction.text == "第一段。\n\n第二段。"
    assert (extraction.metadata.title, extraction.metadata.source) == ("潮水来了", "某报")
    assert extraction.metadata.published == datetime.fromisoformat("2022-03-02T17:24:00+08:00")


def test_what_the_data_says_wins_over_the_rendered_page() -> None:
    rule = replace(RULE, json_title=("title",), json_published=("time",), json_source=("by.name",))
    data = json_page(text="<p>正文。</p>", title="A &amp; <b>B</b>", time=1646213094, by={"name": "某报"})
    other = page_of("<title>C</title><h1>C</h1><p class=time>2001-01-01</p>")
    metadata = read((data, other), rule).metadata
    assert (metadata.title, metadata.source) == ("A & B", "某报")
    assert metadata.published == datetime.fromisoformat("2022-03-02T17:24:54+08:00")
    assert metadata.published.utcoffset() == timedelta(hours=8)


def test_what_was_filled_in_says_which_page_it_came_from() -> None:
    rule = replace(RULE, json_title=("title",))
    other = page_of("<title>C</title><h1>C</h1><meta name=author content='Ada Marsh'>")
    reasons = read((json_page(text="<p>正文。</p>", title="A"), other), rule).reasons
    named = [reason for reason in reasons if reason.startswith(("title", "author"))]
    assert named == ["title: the data of rule example", "author: meta author"]


def test_paths_lead_through_lists_and_the_first_that_says_something_counts() -> None:
    assert read((json_page(text="", data=[{"body": "一行\n\n二行"}]),), RULE).text == "一行\n\n二行"


def test_a_callback_around_the_data_is_taken_off() -> None:
    page = page_of('\ufeffcb_1({"text": "<p>(正文)。</p>"});', "application/javascript")
    assert read((replace(page, media_type="application/json"),), RULE).text == "(正文)。"


@pytest.mark.parametrize("body", ["{}", "[]", '{"text": 3', "null", '{"text": {"a": 1}}', "[" * 100_000])
def test_data_that_is_not_as_the_rule_says_is_a_rule_error(body: str) -> None:
    with pytest.raises(RuleError) as caught:
        read((page_of(body, "application/json"),), RULE)
    assert caught.value.reason is Reason.BAD_ANSWER


def test_a_rules_paths_win_over_every_guess() -> None:
    rule = SiteRule(
        name="r",
        key="k",
        body=("//div[@class='b']", "//div[@id='c']"),
        rulings=(Ruling(rule="r", path="//p[@class='x']", keeps=False),),
    )
    html = f"{ARTICLE}<div class=b><p>one</p><p class=x>gone</p></div><div id=c><p>two</p></div>"
    assert read((page_of(html),), rule).text == "one\n\ntwo"


def test_a_rule_with_a_broken_path_says_so() -> None:
    with pytest.raises(RuleError) as caught:
        read((page_of(ARTICLE),), SiteRule(name="r", key="k", body=("//[",)))
    assert (caught.value.reason, caught.value.detail) == (Reason.BAD_RULE, "//[")


def test_a_rule_whose_path_finds_nothing_leaves_the_page_to_the_extractor() -> None:
    assert "The tide" in read((page_of(ARTICLE),), SiteRule(name="r", key="k", body=("//div[@id='gone']",))).text


def test_plain_text_becomes_paragraphs() -> None:
    extraction = read((page_of("A title\n\nOne line\nand <another>.\n\nTwo.", "text/plain"),))
    assert extraction.metadata.title == "A title"
    assert extraction.html == "<p>One line<br>and &lt;another&gt;.</p><p>Two.</p>"


def test_plain_text_without_a_title_has_its_files_name() -> None:
    page = page_of("一行\n二行", "text/plain", address="https://x.example/a/%E7%AC%94%E8%AE%B0.txt")
    extraction = read((page,))
    assert (extraction.metadata.title, extraction.text) == ("笔记.txt", "一行\n\n二行")


@pytest.mark.parametrize("media_type", ["application/json", "application/pdf", "image/png", "application/xml"])
def test_what_is_no_page_is_not_read(media_type: str) -> None:
    assert refusal(page_of("x", media_type)).detail == media_type


@pytest.mark.parametrize(
    "html",
    [
        "",
        " ",
        "<html></html>",
        "<title>t</title>",
        "<title>登录</title><form><p>请输入账号密码登录</p><input type=password><button>登录</button></form>",
        "<title>App</title><div id=root></div><noscript>You need to enable JavaScript to run this app.</noscript>",
        "<title>App</title><p>Please enable JavaScript to continue using this application.</p>",
        "<title>列表</title><ul>"
        + "".join(f"<li><a href=/{n}>一条新闻的标题第{n}号</a></li>" for n in range(40))
        + "</ul>",
        "<title>Index</title>" + "".join(f"<p><a href=/{n}>Headline number {n} of today</a></p>" for n in range(40)),
        "<script>document.write('x')</script>",
    ],
)
def test_a_page_without_an_article_is_nothing_readable(html: str) -> None:
    refusal(page_of(html))


def test_a_refusal_names_the_page_by_its_title() -> None:
    assert refusal(page_of("<title> 登录 \n - 某站</title>")).title == "登录 - 某站"


@pytest.mark.parametrize(
    "html",
    [
        "<h1>停水通知</h1><p>明日八时至十二时停水，请各家提前蓄水。</p>",
        "<article><h1>It snowed</h1><p>It snowed in the night, and the trains are late.</p></article>",
        "<div class=post><p>Rest in peace, old friend, and thank you for the boat.</p></div>",
        f"<h1>Ten links I liked</h1><p>{SENTENCE}</p>" + "<p><a href=/a>a link</a></p>" * 10,
        f"{ARTICLE}<form><input type=password></form>",
        '<meta property="og:type" content="article"><h1>快讯</h1><p>水退了。</p>',
    ],
)
def test_a_short_article_is_an_article(html: str) -> None:
    assert read((page_of(html),)).words > 0


def test_a_title_made_to_hurt_is_cleaned_and_cut() -> None:
    title = "../\x00\u202e\"'{{ x }}" + "long " * 3000
    extraction = read((page_of(f"<title>{title}</title>{ARTICLE.replace('h1', 'b')}"),))
    assert extraction.metadata.title.startswith("../\"'{{ x }}long")
    assert len(extraction.metadata.title) <= 500
    assert extraction.flags == (Flag.TITLE_SHORTENED,)


def test_control_characters_reach_no_field() -> None:
    html = (
        "<html lang='e\x00n'><title>a\x01b&#2;</title><meta name=author content='c\x03 d&#4;'>"
        "<meta name=description content='e\x05&#6;'><meta property=og:site_name content='f\x07'>"
        f"<article><p title='g\x08'>{SENTENCE}&#0;&#8;&#xFFFE;&#55296;</p><img src='h\x0b.png' alt='i\x0c'></article>"
    )
    extraction = read((page_of(html),))
    assert not [c for c in repr(extraction.html + extraction.text + str(extraction.metadata)) if ord(c) < 32]
    assert not [c for c in extraction.html + extraction.text if ord(c) < 32 and c != "\n"]


def test_text_cut_by_the_server_is_said() -> None:
    assert read((replace(page_of(ARTICLE), maybe_cut_short=True),)).flags == (Flag.MAYBE_CUT_SHORT,)


def test_reasons_say_which_choice_was_made() -> None:
    reasons = read((page_of(ARTICLE),)).reasons
    assert "body: the page marks article" in reasons
    assert any(reason.startswith("body: 3 of 3 blocks") for reason in reasons)
    assert any(reason.startswith("title: ") for reason in reasons)


def test_the_excerpt_and_the_picture_come_from_the_text_where_the_page_names_none() -> None:
    extraction = read((page_of(ARTICLE.replace("</h1>", "</h1><img src=a.png>")),))
    assert extraction.metadata.excerpt.startswith("The tide, which nobody had asked")
    assert len(extraction.metadata.excerpt) <= 200
    assert extraction.metadata.image == "https://pages.example/news/a.png"
    assert ADDRESS not in extraction.metadata.image
