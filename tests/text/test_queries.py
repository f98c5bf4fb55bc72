"""What is typed into the search field, and what is meant."""

import pytest

from tearsheet.model.ids import ArticleId
from tearsheet.model.query import Query
from tearsheet.text.queries import parse


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("", Query()),
        ("   ", Query()),
        ("财经 新闻", Query(words=("财经", "新闻"))),
        ("财经\u3000新闻", Query(words=("财经", "新闻"))),
        ('"a phrase" word', Query(words=("a phrase", "word"))),
        ("“中国 人民”", Query(words=("中国 人民",))),
        ("「東京」『大阪』", Query(words=("東京", "大阪"))),
        ('"never closed', Query(words=("never closed",))),
        ('""', Query()),
        ("-坏 -“不 要”", Query(without=("坏", "不 要"))),
        ("well-known - -", Query(words=("well-known", "-", "-"))),
        ("tag:财经/A股 tag：b/", Query(tags=("财经/A股", "b"))),
        ('source:大众网 SOURCE:"The Times"', Query(sources=("大众网", "The Times"))),
        ("site:News.Example", Query(hosts=("news.example",))),
        ("id:42 id:1,2", Query(ids=(ArticleId(42), ArticleId(1), ArticleId(2)))),
        ("is:unread is:favourite", Query(read=False, favourite=True)),
        ("is:read is:archived is:favorite", Query(read=True, archived=True, favourite=True)),
        ("is:deleted", Query(deleted=True)),
    ],
)
def test_a_search_is_understood(typed: str, query: Query) -> None:
    assert parse(typed) == query


@pytest.mark.parametrize(
    "typed",
    [
        "is:strange",
        "id:forty",
        "id:9999999999999999999",
        "in:title",
        "tag:/",
        "https://news.example/a?b",
        "C:",
        "12:30",
        "：x",
    ],
)
def test_what_is_no_known_prefix_is_searched_for_as_it_stands(typed: str) -> None:
    assert parse(typed) == Query(words=(typed,))


def test_an_unwanted_prefix_is_an_unwanted_word() -> None:
    assert parse("-tag:a") == Query(without=("tag:a",))
