"""What is typed into the search field, and what is meant."""

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.model.ids import ArticleId
from tearsheet.model.query import Feature, Field, Query, Trouble, Understood
from tearsheet.text.queries import parse, understand, with_tag_renamed

_HAS = (Feature.HIGHLIGHT, Feature.NOTE, Feature.IMAGE)
_AB = (Query(words=("a",)), Query(words=("b",)))


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
        ("-坏 -“不 要”", Query(none_of=(Query(words=("坏",)), Query(words=("不 要",))))),
        ("well-known - -", Query(words=("well-known", "-", "-"))),
        ("tag:财经/A股 tag：b/", Query(tags=("财经/A股", "b"))),
        ("source:大众网", Query(words=("大众网",), fields=(Field.SOURCE,))),
        ('SOURCE:"The Times"', Query(words=("The Times",), fields=(Field.SOURCE,))),
        ("site:News.Example site:b.example", Query(hosts=("news.example", "b.example"))),
        ("id:42 id:1,2", Query(ids=(ArticleId(42), ArticleId(1), ArticleId(2)))),
        ("is:unread is:favourite", Query(read=False, favourite=True)),
        ("is:read is:archived is:favorite", Query(read=True, archived=True, favourite=True)),
        ("is:deleted", Query(deleted=True)),
        ("is:orphaned has:highlight has:note has:image", Query(has=(Feature.ORPHAN, *_HAS))),
        ("lang:zh lang:English", Query(languages=("zh", "en"))),
        ("标签:财经 状态：未读", Query(tags=("财经",), read=False)),
        ("作者:王五 wort", Query(words=("王五",), fields=(Field.AUTHOR,), any_of=((Query(words=("wort",)),),))),
        ("title:沪指", Query(words=("沪指",), fields=(Field.TITLE,))),
        ("in:title 沪指 大涨", Query(words=("沪指", "大涨"), fields=(Field.TITLE,))),
        ("股市 in:title in:notes", Query(words=("股市",), fields=(Field.TITLE, Field.NOTES))),
        ("a OR b", Query(any_of=((Query(words=("a",)), Query(words=("b",))),))),
        ("a OR b c", Query(words=("c",), any_of=((Query(words=("a",)), Query(words=("b",))),))),
        ("a | b | -c", Query(any_of=((*_AB, Query(none_of=(Query(words=("c",)),))),))),
        ("tag:a OR is:unread", Query(any_of=((Query(tags=("a",)), Query(read=False)),))),
        ("-tag:a -is:read", Query(none_of=(Query(tags=("a",)), Query(read=True)))),
        ('"OR" or', Query(words=("OR", "or"))),
        ("is:read is:unread", Query(read=True, any_of=((Query(read=False),),))),
        (
            "source:大众网 source:Times",
            Query(
                any_of=(
                    (
                        Query(words=("大众网",), fields=(Field.SOURCE,)),
                        Query(words=("Times",), fields=(Field.SOURCE,)),
                    ),
                )
            ),
        ),
    ],
)
def test_a_search_is_understood(typed: str, query: Query) -> None:
    assert understand(typed) == Understood(query=query, problems=understand(typed).problems)
    assert parse(typed) == query


@pytest.mark.parametrize(
    "typed",
    [
        "mailto:a@b.example",
        "https://news.example/a?b",
        "C:",
        "12:30",
        "：x",
    ],
)
def test_what_is_no_known_prefix_is_searched_for_as_it_stands(typed: str) -> None:
    assert parse(typed) == Query(words=(typed,))


@pytest.mark.parametrize(
    ("typed", "trouble", "place"),
    [
        ("银行 is:strange", Trouble.BAD_VALUE, "is:strange"),
        ("id:forty 银行", Trouble.BAD_VALUE, "id:forty"),
        ("id:9999999999999999999 银行", Trouble.BAD_VALUE, "id:9999999999999999999"),
        ("银行 in:nowhere", Trouble.BAD_VALUE, "in:nowhere"),
        ("银行 tag:", Trouble.NO_VALUE, "tag:"),
        ("tag:/ 银行", Trouble.NO_VALUE, "tag:/"),
        ("银行 -before:someday", Trouble.BAD_DATE, "-before:someday"),
        ("银行 on:2022-02-31", Trouble.BAD_DATE, "on:2022-02-31"),
        ("saved:none 银行", Trouble.NO_SUCH_SEARCH, "saved:none"),
        ("银行 OR", Trouble.NOTHING_TO_CHOOSE, "OR"),
        ("OR 银行", Trouble.NOTHING_TO_CHOOSE, "OR"),
        ("银行 -is:deleted", Trouble.BAD_VALUE, "-is:deleted"),
        ("“银行", Trouble.OPEN_QUOTE, "“银行"),
    ],
)
def test_what_is_not_understood_is_named_and_the_rest_is_searched_for(typed: str, trouble: Trouble, place: str) -> None:
    understood = understand(typed)

    assert understood.query == Query(words=("银行",))
    (problem,) = understood.problems
    assert problem.trouble is trouble and typed[problem.start : problem.end] == place


@pytest.mark.parametrize(
    ("typed", "since", "until"),
    [
        ("before:2022", None, "2022-01-01"),
        ("after:2022年3月", "2022-03-01", None),
        ("on:2022-03-02", "2022-03-02", "2022-03-03"),
        ("on:2022年3月2日", "2022-03-02", "2022-03-03"),
        ('on:"3 March 2022"', "2022-03-03", "2022-03-04"),
        ("on:3/2/2022", "2022-02-03", "2022-02-04"),
        ("日期:昨天", "2026-02-28", "2026-03-01"),
        ("on:today", "2026-03-01", "2026-03-02"),
        ("on:上周", "2026-02-16", "2026-02-23"),
        ("on:去年", "2025-01-01", "2026-01-01"),
        ("on:上个月", "2026-02-01", "2026-03-01"),
        ("on:12月", "2026-12-01", "2027-01-01"),
        ("on:2月9日", "2026-02-09", "2026-02-10"),
        ("after:7d", "2026-02-22", None),
        ("after:三天前", "2026-02-26", None),
        ("after:2021 before:2022-03 before:2023", "2021-01-01", "2022-03-01"),
        ("on:２０２２年", "2022-01-01", "2023-01-01"),
    ],
)
def test_dates_are_read_as_people_write_them(typed: str, since: str | None, until: str | None) -> None:
    now = datetime(2026, 3, 1, 1, 30, tzinfo=timezone(timedelta(hours=8)))
    query = understand(typed, now=now).query

    days = [moment and moment.isoformat() for moment in (query.since, query.until)]
    assert days == [day and f"{day}T00:00:00+08:00" for day in (since, until)]


def test_a_saved_search_stands_for_what_it_says_and_never_for_itself() -> None:
    saved = {"银行": "银行 is:unread", "round": "a saved:round", "in words": "b OR c"}

    assert understand("A股 saved:银行", saved=saved).query == Query(words=("A股", "银行"), read=False)
    assert understand("saved:round", saved=saved).query == Query(words=("a",))
    assert understand('-saved:"in words"', saved=saved).query == Query(none_of=(parse("b OR c"),))


@given(st.text(alphabet=st.sampled_from("ab银行 OR|-:\"“”tagisonbefore：2年月(){}*^'")))
def test_nothing_that_can_be_typed_is_refused(typed: str) -> None:
    for problem in understand(typed).problems:
        assert 0 <= problem.start < problem.end <= len(typed)


@pytest.mark.parametrize("new", ["b", "b c", '"b"', "“b", "a", 'b "c” d'])
@given(text=st.text(st.sampled_from('tag: a/b"“”-OR'), max_size=30))
def test_a_renamed_tag_is_asked_for_where_the_old_one_was_and_nothing_else_changes(new: str, text: str) -> None:
    renamed = with_tag_renamed(text, "a", new)

    assert _tags(parse(renamed)) == [_called(path, new) for path in _tags(parse(text))]
    assert _words(parse(renamed)) == _words(parse(text))


def _called(path: str, new: str) -> str:
    return new + path[1:] if f"{path}/".startswith("a/") else path


def _tags(query: Query) -> list[str]:
    inner = (*(each for group in query.any_of for each in group), *query.none_of)
    return [*query.tags, *(path for each in inner for path in _tags(each))]


def _words(query: Query) -> list[str]:
    inner = (*(each for group in query.any_of for each in group), *query.none_of)
    return [*query.words, *(word for each in inner for word in _words(each))]
