"""The tag that somebody begins to type, from those there are."""

import pytest

from tearsheet.text.tag_suggestions import by_use, fitting

KNOWN = ("财经/A股", "天气", "history/Sea", "economy", "财经", "research", "財富")


@pytest.mark.parametrize(
    ("begun", "found"),
    [
        ("财", ("财经/A股", "财经", "財富")),
        ("财经/", ("财经/A股",)),
        ("a", ("财经/A股", "history/Sea", "research")),
        ("SEA", ("history/Sea", "research")),
        ("#his", ("history/Sea",)),
        ("经", ("财经/A股", "财经")),
        ("cj", ("财经/A股", "财经")),
        ("caij", ("财经/A股", "财经")),
        ("tq", ("天气",)),
        ("", KNOWN),
        ("nothing", ()),
    ],
)
def test_a_part_that_begins_so_comes_first(begun: str, found: tuple[str, ...]) -> None:
    assert fitting(begun, KNOWN, 8) == found


def test_no_more_are_offered_than_asked_for() -> None:
    assert fitting("", KNOWN, 2) == KNOWN[:2]
    assert fitting("e", KNOWN, 1) == ("economy",)


def test_tags_given_last_come_before_those_used_most() -> None:
    counts = [("a", 1), ("b", 9), ("c", 5), ("d", 5)]
    assert by_use(counts, ["d", "gone", "a", "d"]) == ("d", "a", "b", "c")
