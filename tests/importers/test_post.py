"""A post becomes an item: its properties, the links at its end and its body, each oddity told."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from tearsheet.importers.jekyll import JEKYLL
from tearsheet.model.importing import Entry, Item, Odd

CHINA = timezone(timedelta(hours=8))
CHANGED = datetime(2026, 1, 2, tzinfo=UTC)
FRONT = 'layout: post\ntitle: "标题"\ndate: 2022-03-02 17:24:54 +0800\ncategories: caijingwang\ntags: 财经网新闻'
BODY = "<p>“第一段。”</p>\n <p>第二段。</p>"
CREDIT = '<p class="em_media">（文章来源：财经网）</p>'
LINK = "http://share.example/html_News/NewsShare.html?infoCode=NW202203022294529950"
BACK = "[返回财经网新闻](//news.example/category/caijingwang.html)｜[返回首页](//news.example/)"
SEED_SHAPED = f"---\n{FRONT}\n---\n{BODY}{CREDIT}\n\n<{LINK}>\n\n{BACK}"


def _read(text: str | bytes, name: str = "_posts/2022-03-02-a.md", **more: str) -> Item:
    data = text.encode() if isinstance(text, str) else text
    return JEKYLL.read(Entry(name=name, data=data, changed=CHANGED, **more))  # type: ignore[arg-type]


def _post(front: str = FRONT, body: str = BODY) -> str:
    return f"---\n{front}\n---\n{body}\n"


def _odd(item: Item) -> list[Odd]:
    return [oddity.kind for oddity in item.oddities]


def test_a_post_in_the_seeds_shape_is_read_whole() -> None:
    item = _read(SEED_SHAPED)
    assert item.title == "标题"
    assert item.published == item.saved == datetime(2022, 3, 2, 17, 24, 54, tzinfo=CHINA)
    assert item.tags == ("财经网新闻",)
    assert (item.source, item.section) == ("财经网", "caijingwang")
    assert item.link == LINK
    assert item.html.strip() == BODY + CREDIT
    assert item.oddities == ()


@pytest.mark.parametrize("end", ["", "\n", "\n\n---\n"])
def test_the_links_at_its_end_may_be_markdown_html_or_bare(end: str) -> None:
    for link in (f"<{LINK}>", LINK, f"[原文链接]({LINK})", f'<p><a href="{LINK}">阅读原文</a></p>', f"原文：{LINK}"):
        item = _read(_post(body=f"{BODY}\n\n{link}\n\n{BACK}{end}"))
        assert (item.link, item.html.strip()) == (LINK, BODY), link


def test_a_link_that_the_text_ends_with_stays_in_the_text() -> None:
    item = _read(_post(body="Some *words*.\n\nhttps://example.com/more"))
    assert item.link == ""
    assert "https://example.com/more" in item.html
    item = _read(_post(body="Some *words*.\n\n[What to read next](https://example.com/next)"))
    assert item.link == ""
    assert "What to read next" in item.html


def test_a_sites_front_page_is_no_articles_link() -> None:
    item = _read(_post(body=f"{BODY}\n\n<https://example.com/>\n\n{BACK}"))
    assert item.link == ""
    assert "https://example.com/" in item.html


def test_the_link_may_stand_in_the_front_matter() -> None:
    item = _read(_post(front=f"{FRONT}\nsource: {LINK}", body=f"{BODY}\n\n<{LINK}>\n\n{BACK}"))
    assert (item.link, item.html.strip()) == (LINK, BODY)


def test_a_link_that_leads_nowhere_is_told_and_left_out() -> None:
    item = _read(_post(front=f"{FRONT}\nlink: http://[broken/x"))
    assert (item.link, _odd(item)) == ("", [Odd.LINK_UNREADABLE])


def test_a_source_is_named_above_below_or_by_the_way_back() -> None:
    assert _read(_post(front=f"{FRONT}\nmedium: 大众网")).source == "大众网"
    assert _read(_post(body=f"{BODY}<p>（信息来源：新华社）</p>")).source == "新华社"
    assert _read(_post(body=f"{BODY}\n\n{BACK}")).source == "财经网"
    assert _read(_post(body=f"{BODY}\n\n[返回首页](/)")).source == ""


def test_a_way_back_names_the_source_that_its_category_spells() -> None:
    item = _read(_post(front="title: a\ncategories: tengxunxinwen", body="一\n\n[返回腾讯新闻](/c)｜[首页](/)"))
    assert item.source == "腾讯新闻"
    item = _read(_post(front="title: a\ncategories: the-daily-bench", body="One\n\n[Back to The Daily Bench](/c)"))
    assert (item.source, item.tags) == ("The Daily Bench", ())


def test_categories_are_tags_but_for_the_source_in_letters() -> None:
    item = _read(_post(front="title: a\nmedium: 大众网\ncategories: [dazhongwang, 财经]\ntags: x"))
    assert item.tags == ("x", "财经")
    assert item.section == "dazhongwang/财经"


@pytest.mark.parametrize(
    ("said", "tags"),
    [
        ("tags: 大众网新闻", ("大众网新闻",)),
        ("tags: a b", ("a", "b")),
        ("tags: machine learning, 财经，股票", ("machine learning", "财经", "股票")),
        ("tags: [a b, c]", ("a b", "c")),
        ("tags:\n- a b\n- c\n- a b", ("a b", "c")),
        ("tag: a b", ("a b",)),
        ("tags:", ()),
        ("tags: []", ()),
    ],
)
def test_tags_are_a_string_or_a_list(said: str, tags: tuple[str, ...]) -> None:
    assert _read(_post(front=f"title: a\n{said}")).tags == tags


@pytest.mark.parametrize(
    ("name", "front", "day", "odd"),
    [
        ("2022-03-02-a.md", "date: 2022-03-04 10:00:00 -0500", "2022-03-04T10:00:00-05:00", []),
        ("2022-03-02-a.md", "date: 2022-03-04T10:00:00Z", "2022-03-04T10:00:00+00:00", []),
        ("2022-03-02-a.md", "date: 2022-03-04 10:00", "2022-03-04T10:00:00+08:00", [Odd.NO_OFFSET]),
        ("2022-03-02-a.md", "date: 2022-03-04", "2022-03-04T00:00:00+08:00", [Odd.NO_OFFSET]),
        ("2022-03-02-a.md", "date:", "2022-03-02T00:00:00+08:00", [Odd.DATE_FROM_NAME]),
        ("2022-3-2-a.md", "x: y", "2022-03-02T00:00:00+08:00", [Odd.DATE_FROM_NAME]),
        ("2022-03-02-a.md", "date: soon", "2022-03-02T00:00:00+08:00", [Odd.DATE_UNREADABLE, Odd.DATE_FROM_NAME]),
        ("-202205262391921712.md", "date: ", "2022-05-26T00:00:00+08:00", [Odd.DATE_FROM_NAME]),
        ("-a.md", f"date:\nlink: {LINK}", "2022-03-02T00:00:00+08:00", [Odd.DATE_FROM_LINK]),
        ("2022-13-45-a.md", f"link: {LINK}", "2022-03-02T00:00:00+08:00", [Odd.DATE_FROM_LINK]),
    ],
)
def test_a_date_is_found_where_there_is_one(name: str, front: str, day: str, odd: list[Odd]) -> None:
    item = _read(_post(front=f"title: 标题\n{front}"), name=f"_posts/{name}")
    assert item.published is not None
    assert item.published.isoformat() == day
    assert item.saved == item.published
    assert _odd(item) == odd


def test_a_post_without_any_date_was_saved_when_its_file_was_changed() -> None:
    item = _read(_post(front="title: a"), name="a.md")
    assert (item.published, item.saved, _odd(item)) == (None, CHANGED, [Odd.NO_DATE])


def test_a_date_without_an_offset_is_in_the_sites_zone() -> None:
    text = _post(front="title: a\ndate: 2022-07-02 10:00:00", body="words")
    assert _read(text, zone="America/New_York").published == datetime(
        2022, 7, 2, 10, tzinfo=timezone(timedelta(hours=-4))
    )
    assert _read(text, zone="Nowhere/Atall").published == datetime(2022, 7, 2, 10, tzinfo=UTC)


def test_a_post_without_a_title_is_called_by_its_heading_or_its_file() -> None:
    item = _read(_post(front="title: ''\ndate: 2022-03-02 17:24:54 +0800", body="# 一个 *标题*\n\n正文"))
    assert (item.title, _odd(item)) == ("一个 标题", [Odd.NO_TITLE])
    assert _read(_post(front="date: 2022-03-02 17:24:54 +0800"), name="2022-03-02-spring-tea.md").title == "spring tea"


def test_gbk_is_read_and_told() -> None:
    item = _read(SEED_SHAPED.replace("\n", "\r\n").encode("gb18030"), charset="gb18030")
    assert (item.title, item.source, item.link) == ("标题", "财经网", LINK)
    assert _odd(item) == [Odd.OTHER_ENCODING]


def test_bytes_that_are_no_text_are_told_and_the_rest_is_read() -> None:
    item = _read(SEED_SHAPED.encode().replace("第二".encode(), b"\xff\xfe"))
    assert "第一段" in item.html
    assert Odd.LOST_CHARACTERS in _odd(item)


def test_markdown_becomes_html() -> None:
    item = _read(_post(body="# One\n\n**中文**，*b* ~~c~~\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```ruby\nx = 1\n```\n"))
    for markup in ("<h1>One</h1>", "<strong>中文</strong>", "<s>c</s>", "<td>1</td>", 'class="language-ruby"'):
        assert markup in item.html


def test_html_alone_is_left_as_it_is() -> None:
    body = '<div class="x">\n\n    <p>not *code*</p>\n\n<p>“q” -- $1 {% raw %}{{ x }}{% endraw %}</p></div>'
    assert _read(_post(body=body)).html.strip() == body.replace("{% raw %}", "").replace("{% endraw %}", "")


def test_markdown_between_html_is_read_as_kramdown_would() -> None:
    html = _read(_post(body="<p>a</p>\n\n## Between\n\n<p>b</p>")).html
    assert html.index("<p>a</p>") < html.index("<h2>Between</h2>") < html.index("<p>b</p>")


def test_kramdowns_own_signs_are_no_text() -> None:
    body = (
        "{::options toc_levels='1' /}\n* TOC\n{:toc}\n\n{::nomarkdown}\n<p>*a*</p>\n{:/}\n\n"
        "*b*{:.c}\n{: #id .class}\n{::comment}no{:/comment}"
    )
    html = _read(_post(body=body)).html
    assert "<p>*a*</p>" in html
    assert "{:" not in html
    assert "no" not in html


def test_liquid_is_shown_as_far_as_the_post_says_it() -> None:
    body = (
        '{% highlight ruby %}\nputs "<a>"\n{% endhighlight %}\n\n'
        "![p]({{ site.baseurl }}/a.png) [l]({{ '/b.html' | relative_url }})\n\n"
        "{% comment %}no{% endcomment %}&#123;&#123; kept }}\n\n{% include gallery.html %} {{ page.title }}"
    )
    item = _read(_post(body=body))
    assert '<code class="language-ruby">puts "&lt;a&gt;"' in item.html
    assert "{% include gallery.html %}" in item.html
    assert "no" not in item.html
    assert [(odd.kind, odd.detail) for odd in item.oddities] == [(Odd.TEMPLATE_LEFT, "include, page.title")]
    assert "https://pictures.invalid/a.png" in item.html


def test_pictures_beside_a_post_are_named_in_full() -> None:
    body = '<p><img src="a b.png"><img src="../x.png"><img src=/y.png><img src="https://h.example/z.png"></p>'
    html = _read(_post(body=body), site="https://blog.example").html
    for address in ("_posts/a b.png", "x.png", "y.png"):
        assert f'"https://blog.example/{address}"' in html
    assert '"https://h.example/z.png"' in html


def test_a_note_of_ours_is_read_too() -> None:
    uid = "0123456789abcdef0123456789abcdef"
    front = (
        f'title: "T"\nsource: "{LINK}"\nauthor:\n  - "张三"\n  - "李四"\npublished: 2022-03-02T17:24:54+08:00\n'
        f'created: 2023-01-01T00:00:00+00:00\ndescription: "D"\nsite: "大众网"\neditor: "E"\nlanguage: "zh-Hans"\n'
        f'keywords:\n  - "k"\nnote: "N"\ntearsheet: "{uid}"'
    )
    item = _read(_post(front=front))
    assert (item.link, item.byline, item.source, item.uid) == (LINK, "张三、李四", "大众网", uid)
    assert (item.excerpt, item.editor, item.language, item.note) == ("D", "E", "zh-Hans", "N")
    assert item.saved == datetime(2023, 1, 1, tzinfo=UTC)
    assert item.keywords == ("k",)


@pytest.mark.parametrize("text", ["", "---\n---\n", "\0\0\0", "---", "{% raw %}", "<p", "[" * 5000, "<a" * 5000])
def test_whatever_a_post_is_it_becomes_an_item(text: str) -> None:
    assert _read(text, name="x.md").title


@pytest.mark.parametrize(
    ("tags", "told", "read"),
    [
        ('["财经网新闻", "a b"]', '["a b"]', ("a b",)),
        ('"财经网新闻"', "[]", ()),
        ('"财经网新闻"', '["财经网新闻"]', ("财经网新闻",)),
        ('["财经网新闻", "new"]', '["a b"]', ("财经网新闻", "new")),
        ('["财经网新闻", "a b"]', '{"a b"}', ("财经网新闻", "a b")),
    ],
    ids=["without the source's", "none", "the source's too", "changed since", "not ours"],
)
def test_a_post_of_our_own_has_the_tags_that_its_article_had(tags: str, told: str, read: tuple[str, ...]) -> None:
    uid = "0123456789abcdef" * 2
    front = f"title: a\nsource: 财经网\ntags: {tags}\n# tearsheet:{uid[:16]} {uid} {told}"
    item = _read(_post(front=front, body="一"))

    assert item.tags == read
    assert item.uid == ("" if told.startswith("{") else uid)
