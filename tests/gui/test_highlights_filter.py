"""What the list of highlights is narrowed to, as a query and as words that can be pressed away."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from tearsheet.gui.highlights_filter import Narrowing, Since
from tearsheet.model.annotation import AnnotationQuery, Colour, State
from tearsheet.model.ids import ArticleId

NOW = datetime(2026, 3, 4, 15, 30, tzinfo=timezone(timedelta(hours=8)))


def test_nothing_typed_and_nothing_chosen_is_everything() -> None:
    assert Narrowing().query("  ", NOW) == AnnotationQuery()


def test_words_phrases_and_tags_are_told_apart() -> None:
    query = replace(Narrowing(), tag="a").query('river "stone bridge" #history/floods tag:b #', NOW)
    assert query.words == ("river", "stone bridge", "#")
    assert query.tags == ("a", "history/floods", "b")


@pytest.mark.parametrize(
    ("since", "day"),
    [
        (Since.TODAY, datetime(2026, 3, 4)),
        (Since.WEEK, datetime(2026, 2, 26)),
        (Since.MONTH, datetime(2026, 2, 3)),
        (Since.YEAR, datetime(2026, 1, 1)),
    ],
)
def test_a_span_of_time_begins_in_the_morning_of_a_day(since: Since, day: datetime) -> None:
    assert Narrowing(since=since).query("", NOW).since == day.replace(tzinfo=NOW.tzinfo)


def test_a_colour_is_let_in_and_left_out_by_turns() -> None:
    once = Narrowing().with_colour(Colour.PINK).with_colour(Colour.GREEN)
    assert once.query("", NOW).colours == (Colour.GREEN, Colour.PINK)
    assert once.with_colour(Colour.PINK).query("", NOW).colours == (Colour.GREEN,)


def test_each_part_is_said_and_can_be_taken_away() -> None:
    whole = Narrowing(
        colours=frozenset({Colour.BLUE}),
        tag="a/b",
        state=State.ORPHAN,
        since=Since.WEEK,
        article=ArticleId(7),
        title="High water",
    )
    assert [words for words, _left in whole.parts()] == ["not in this version", "Last 7 days", "#a/b", "High water"]
    left = [each for _words, each in whole.parts()]
    assert (left[0].state, left[1].since, left[2].tag, left[3].article) == (None, None, "", None)
    assert all(each.colours == whole.colours for each in left)
