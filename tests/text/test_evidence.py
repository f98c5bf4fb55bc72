"""What an extractor gives as its reasons is said in words for people."""

from collections.abc import Iterator

import pytest

from tearsheet.text.evidence import Ground, ground_of, grounds_of_text, rule_in
from tearsheet.text.words import use_language


@pytest.fixture(autouse=True)
def english_afterwards() -> Iterator[None]:
    yield
    use_language("en")


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("title: h1, as the page declares it", "The headline, as the page itself declares it"),
        ("title: h1", "The headline"),
        ("title: <title>", "The page's title, as a browser shows it on the tab"),
        ("published: meta article:published_time", "What the page declares of itself (article:published_time)"),
        ("published: time near the headline", "A line near the headline"),
        ("published: JSON-LD of the page", "The page's data for search engines (JSON-LD)"),
        ("source: 来源 beside the text", "The label “来源” beside the text"),
        ("author: signed in the text", "Signed in the text"),
        ("keywords: meta news_keywords", "What the page declares of itself (news_keywords)"),
        ("language: html lang", "The language the page says it is in"),
        ("language: the text's script", "The characters the text is written with"),
        (
            "language: html lang, and the text's script",
            "The language the page says it is in, and the characters it is written with",
        ),
        ("language: rule weixin", "The rule “weixin” of its site"),
        ("title: the data of rule eastmoney", "The site's own data, read by the rule “eastmoney”"),
    ],
)
def test_where_a_field_was_found_is_said_in_words(reason: str, words: str) -> None:
    field = reason.partition(":")[0]
    assert ground_of(field, ("body: plain text", reason)) == Ground(words=words)


def test_what_has_no_words_is_quoted_as_it_is() -> None:
    reasons = ("author: span byline {name} %s", "body: by a way of tomorrow")
    assert ground_of("author", reasons) == Ground(words="span byline {name} %s", quoted=True)
    assert grounds_of_text(reasons) == (Ground(words="by a way of tomorrow", quoted=True),)


@pytest.mark.parametrize("reasons", [(), ("title: none",), ("published: not said", "author: h1")])
def test_what_was_not_found_stands_on_nothing(reasons: tuple[str, ...]) -> None:
    assert ground_of("title", reasons) is None
    assert ground_of("published", reasons) is None


def test_the_first_reason_counts_for_later_ones_found_nothing_new() -> None:
    ground = ground_of("source", ("source: meta", "source: 来源 in the text"))
    assert ground == Ground(words="What the page declares of itself")


def test_how_the_text_was_found_is_told_step_by_step() -> None:
    reasons = (
        "hidden but real: div js_content",
        "body: the page marks article",
        "title: h1",
        "body: in doubt (0.86), so readability was asked",
        "body: 40 of 120 blocks, 0.97 right by the judge's own estimate",
        "what the data lacks: https://e.example/a",
    )
    assert [ground.words for ground in grounds_of_text(reasons)] == [
        "Hidden until a script shows it, and shown here: <div js_content>",
        "The page marks <article> as its article",
        "In doubt (86 % sure), so Readability was asked as well",
        "40 of 120 parts kept, 97 % right by its own estimate",
        "What the data lacks was taken from https://e.example/a",
    ]


@pytest.mark.parametrize(
    ("estimate", "words"),
    [
        ("0.05", "1 of 9 parts kept, 5 % right by its own estimate"),
        ("0.00", "1 of 9 parts kept, 0 % right by its own estimate"),
        ("1.00", "1 of 9 parts kept, without any doubt"),
    ],
)
def test_an_estimate_is_told_in_per_cent(estimate: str, words: str) -> None:
    reason = f"body: 1 of 9 blocks, {estimate} right by the judge's own estimate"
    assert grounds_of_text((reason,)) == (Ground(words=words),)


def test_the_rule_that_found_the_text_is_named() -> None:
    assert rule_in(("title: h1", "body: the data of rule eastmoney")) == "eastmoney"
    assert rule_in(("body: rule news.example",)) == "news.example"
    assert rule_in(("body: 2 parts kept by rule mine", "body: the page marks main")) == ""


def test_the_words_follow_the_language() -> None:
    english = ground_of("title", ("title: h1",))
    use_language("zh_CN")
    assert ground_of("title", ("title: h1",)) == Ground(words="文章大标题") != english
