"""An article's versions are listed, compared and chosen from at the command line."""

from pathlib import Path

import pytest

from tests.cli.conftest import Tearsheet
from tests.support.annotated import MOVED, PARAGRAPHS, TEXT
from tests.support.desks import desk_at
from tests.support.keepings import keeping

LATER = MOVED.replace("a cow was found alive", "a white cow was found alive").replace(
    PARAGRAPHS[2], "It snowed at Easter."
)


@pytest.fixture
def flood(library: Path) -> str:
    """A fourth article in three versions, 4 to 6; the last is shown."""
    desk = desk_at(library)
    for text in (TEXT, MOVED, LATER):
        added = desk.library.add(keeping("flood", text, title="High water"))
    desk.close()
    return str(added.article)


def test_versions_are_rows(tearsheet: Tearsheet, flood: str) -> None:
    rows = tearsheet("versions", flood, "--json").rows
    assert [(row["article"], row["id"], row["current"]) for row in rows] == [(4, 4, False), (4, 5, False), (4, 6, True)]
    assert rows[0].keys() >= {"captured", "method", "extractor", "title", "words", "flags", "share"}
    assert rows[0]["captured"] == "2026-03-01T08:30:00+00:00"


def test_people_see_which_is_shown(tearsheet: Tearsheet, flood: str) -> None:
    lines = tearsheet("versions", flood).out.splitlines()
    assert [line.split()[:2] for line in lines][2] == ["6", "●"]
    assert lines[0].startswith("4 ") and "105 words" in lines[0] and lines[0].endswith("fetch  High water")


def test_one_is_chosen(tearsheet: Tearsheet, flood: str) -> None:
    rows = tearsheet("versions", flood, "--choose", "4", "--json").rows
    assert [row["id"] for row in rows if row["current"]] == [4]
    assert tearsheet("show", flood, "--json").rows[0]["text"] == TEXT
    assert tearsheet("show", flood, "--version", "6", "--json").rows[0]["text"] == LATER
    assert tearsheet("versions", flood, "--choose", "1").code == 1
    assert tearsheet("versions", "1", "2", "--choose", "1").code == 2


def test_the_last_two_are_compared_unless_others_are_named(tearsheet: Tearsheet, flood: str) -> None:
    def pair(*named: str) -> set[tuple[object, object]]:
        return {(row["older"], row["newer"]) for row in tearsheet("diff", flood, *named, "--json").rows}

    assert pair() == {(5, 6)}
    assert pair("4") == {(4, 6)}
    assert pair("6", "4") == {(6, 4)}
    tearsheet("versions", flood, "--choose", "4")
    assert pair() == {(4, 6)}


def test_rows_say_what_became_of_each_paragraph(tearsheet: Tearsheet, flood: str) -> None:
    rows = tearsheet("diff", flood, "4", "5", "--json").rows
    assert [(row["fate"], row["move"]) for row in rows] == [
        ("moved-here", 1),
        *[("kept", None)] * 4,
        ("moved-away", 1),
    ]
    assert rows[1]["pieces"] == [{"change": "same", "text": PARAGRAPHS[0]}]


def test_people_see_what_is_new_word_by_word(tearsheet: Tearsheet, flood: str) -> None:
    lines = tearsheet("diff", flood).out.splitlines()
    assert lines[0].startswith("~   Nobody was drowned, though a {+white +}cow was found alive")
    assert lines[1] == "    (2 paragraphs as they were)"
    assert {line[:4] for line in lines[2:-1]} <= {"-   ", "+   ", "~   "}
    assert "snowed" in "".join(lines[2:-1]) and lines[-1] == "    (1 paragraph as it was)"


def test_people_see_that_a_paragraph_moved(tearsheet: Tearsheet, flood: str) -> None:
    lines = tearsheet("diff", flood, "4", "5").out.splitlines()
    assert lines == [
        f"+   moved here (1): {PARAGRAPHS[4]}",
        "    (4 paragraphs as they were)",
        f"-   moved away (1): {PARAGRAPHS[4][:60]}…",
    ]


def test_where_nothing_differs_that_is_said(tearsheet: Tearsheet, flood: str) -> None:
    ran = tearsheet("diff", flood, "4", "4")
    assert (ran.out, ran.err) == ("    (5 paragraphs as they were)\n", "The two say the same.\n")
    ran = tearsheet("diff", "1")
    assert (ran.code, ran.out, ran.err) == (0, "", "There is only one version.\n")


def test_what_makes_no_sense_is_wrong_usage(tearsheet: Tearsheet, flood: str) -> None:
    assert tearsheet("diff", flood, "a", "b").code == 2
    assert tearsheet("diff", flood, "4", "5", "6").code == 2
    assert tearsheet("diff", "site:example.com").code == 2
    assert tearsheet("diff", flood, "4", "99").code == 1
    assert tearsheet("diff", "99").code == 1
    assert tearsheet("diff").code == 2
