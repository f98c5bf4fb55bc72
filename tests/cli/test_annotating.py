"""Highlights and notes are made and listed from the command line; rows are what scripts rely on."""

import gzip
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Tearsheet
from tests.support.annotated import BRIDGE, COW, TEXT, WITHOUT_BRIDGE
from tests.support.desks import desk_at
from tests.support.keepings import keeping

PROMISED = {"id", "article", "version", "quote", "state", "text", "start", "end", "note", "colour", "tags"}


@pytest.fixture
def flood(library: Path) -> str:
    """A fourth article, whose text is worth marking."""
    return keep(library, TEXT)


def keep(library: Path, text: str) -> str:
    desk = desk_at(library)
    article = desk.library.add(keeping("flood", text, title="High water")).article
    desk.close()
    return str(article)


def index(folder: Path, *rows: object) -> str:
    file = folder / "marks.jsonl"
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    file.write_text("\n".join(lines), encoding="utf-8")
    return str(file)


def test_words_are_marked_with_all_that_is_said_of_them(tearsheet: Tearsheet, flood: str) -> None:
    ran = tearsheet(
        "annotate",
        flood,
        "--quote",
        BRIDGE,
        "--note",
        "why **carts**?",
        "--colour",
        "pink",
        "--tag",
        "a/b",
        "--tag",
        "c",
        "--json",
    )
    (row,) = ran.rows
    assert ran.code == 0 and row.keys() >= PROMISED | {"error"}
    assert (row["id"], row["article"], row["version"], row["error"]) == (1, int(flood), 4, None)
    assert (row["quote"], row["text"], row["state"]) == (BRIDGE, BRIDGE, "anchored")
    assert TEXT[int(str(row["start"])) : int(str(row["end"]))] == BRIDGE
    assert (row["note"], row["colour"], row["tags"]) == ("why **carts**?", "pink", ["a/b", "c"])
    assert {**row, "error": None} == {**tearsheet("annotations", flood, "--json").rows[0], "error": None}


def test_people_are_told_what_was_marked(tearsheet: Tearsheet, flood: str) -> None:
    ran = tearsheet("annotate", flood, "--quote", "a  COW was found", "--note", "one\ntwo")
    assert (ran.code, ran.out, ran.err) == (0, "Marked: 1  “a cow was found”  one two\n", "1 passage marked.\n")
    ran = tearsheet("annotate", flood, "--note", "on all of it", "--json")
    assert (ran.rows[0]["quote"], ran.rows[0]["start"], ran.rows[0]["end"]) == ("", None, None)


def test_words_that_recur_need_what_stands_around_them(tearsheet: Tearsheet, flood: str) -> None:
    ran = tearsheet("annotate", flood, "--quote", "the water", "--json")
    assert (ran.code, ran.rows[0]["error"]) == (1, "several-in-text")
    assert "say what stands before or after" in ran.err
    assert tearsheet("annotate", flood, "--quote", "the water", "--suffix", " every hour").code == 0
    assert tearsheet("annotate", flood, "--quote", "the water", "--prefix", "On Thursday ").code == 0
    starts = [row["start"] for row in tearsheet("annotations", flood, "--json").rows]
    assert starts == [TEXT.index("the water every"), TEXT.index("the water fell")]


def test_words_that_are_not_there_are_said_and_nothing_is_lost(tearsheet: Tearsheet, flood: str) -> None:
    tearsheet("annotate", flood, "--quote", BRIDGE)
    ran = tearsheet("annotate", flood, "--quote", "the price of tea", "--json")
    assert ran.code == 1
    (row,) = ran.rows
    assert (row["id"], row["quote"], row["error"]) == (None, "the price of tea", "not-in-text")
    assert ran.err.startswith("These words are not in the article's text.")
    assert len(tearsheet("annotations", "--json").rows) == 1


def test_each_row_of_an_index_has_an_outcome_of_its_own(tearsheet: Tearsheet, flood: str, tmp_path: Path) -> None:
    rows = index(
        tmp_path,
        {"quote": BRIDGE, "note": "一", "tags": ["x"], "id": "mine"},
        {"quote": "the price of tea"},
        "no json",
        {"item": 1, "quote": "香气", "colour": "green"},
        {"item": "99", "quote": "a"},
        {"quote": "the water", "prefix": "height of "},
        {"start": 4, "end": 9},
        {"start": 4, "end": 9_999},
        {"quote": COW, "colour": "red"},
        {"quote": COW, "tags": "x"},
        {"quote": 7},
        {"quote": COW, "start": True},
        "[]",
        {"note": "on the whole"},
    )
    ran = tearsheet("annotate", flood, "--index", rows, "--json")
    assert ran.code == 1
    assert [row["row"] for row in ran.rows] == list(range(1, 15))
    assert [row["error"] for row in ran.rows] == [
        *(None, "not-in-text", "bad-row", None, "no-such-article", None, None, "outside-text"),
        *("bad-row", "bad-row", "bad-row", "bad-row", "bad-row", None),
    ]
    assert [row["text"] for row in ran.rows if row["error"] is None] == [BRIDGE, "香气", "the water", "river", ""]
    assert (ran.rows[0]["row_id"], ran.rows[0]["note"], ran.rows[0]["tags"]) == ("mine", "一", ["x"])
    assert ran.rows[3]["article"] == 1
    said = tearsheet("annotate", flood, "--index", rows)
    assert (
        said.err.splitlines()[0]
        == f"{rows}:2: These words are not in the article's text. Nothing was marked by them. (the price of tea)"
    )
    assert said.err.splitlines()[-1] == "5 passages marked."


def test_an_index_may_name_every_article_itself_and_be_gzipped(
    tearsheet: Tearsheet, flood: str, tmp_path: Path
) -> None:
    file = tmp_path / "marks.jsonl.gz"
    file.write_bytes(gzip.compress(json.dumps({"item": f"id:{flood}", "quote": COW}).encode()))
    assert tearsheet("annotate", "--index", str(file), "--json").rows[0]["text"] == COW
    assert tearsheet("annotate", "--index", index(tmp_path, {"quote": "Low"}), "--json").rows[0]["error"] == "bad-row"
    assert tearsheet("annotate", "--index", index(tmp_path, {"item": "site:example.com", "quote": "Low"})).code == 1


def test_thousands_of_rows_are_one_run(tearsheet: Tearsheet, flood: str, tmp_path: Path) -> None:
    marks = [{"start": start % 400, "end": start % 400 + 20} for start in range(3000)]
    ran = tearsheet("annotate", flood, "--index", index(tmp_path, *marks), "--json")
    assert (ran.code, len(ran.rows), ran.err) == (0, 3000, "3,000 passages marked.\n")
    assert len({row["id"] for row in ran.rows}) == 3000


@pytest.mark.parametrize(
    "wrong",
    [
        (),
        ("1",),
        ("--quote", "x"),
        ("1", "2", "--quote", "x"),
        ("site:example.com", "--quote", "x"),
        ("1", "--quote", "x", "--colour", "red"),
        ("1", "--index", "nowhere.jsonl"),
    ],
    ids=" ".join,
)
def test_what_makes_no_sense_is_wrong_usage(tearsheet: Tearsheet, wrong: tuple[str, ...]) -> None:
    ran = tearsheet("annotate", *wrong)
    assert ran.code == 2 and ran.err


def test_an_article_that_is_not_there_is_said(tearsheet: Tearsheet) -> None:
    assert tearsheet("annotate", "99", "--quote", "x").code == 1
    assert tearsheet("annotations", "99").code == 1


def test_annotations_follow_the_text_and_orphans_come_last_with_their_words(
    tearsheet: Tearsheet, flood: str, library: Path
) -> None:
    for words in (COW, BRIDGE):
        tearsheet("annotate", flood, "--quote", words)
    keep(library, WITHOUT_BRIDGE)
    rows = tearsheet("annotations", flood, "--json").rows
    assert [(row["id"], row["version"], row["made_on"], row["state"]) for row in rows] == [
        (1, 5, 4, "anchored"),
        (2, 5, 4, "orphan"),
    ]
    assert (rows[1]["quote"], rows[1]["text"], rows[1]["start"], rows[1]["end"]) == (BRIDGE, "", None, None)
    before = tearsheet("annotations", flood, "--version", "4", "--json").rows
    assert [(row["id"], row["version"], row["state"]) for row in before] == [(2, 4, "anchored"), (1, 4, "anchored")]


def test_people_see_a_line_for_each(tearsheet: Tearsheet, flood: str, library: Path) -> None:
    tearsheet("annotate", flood, "--quote", BRIDGE, "--note", "n", "--tag", "t")
    tearsheet("annotate", flood, "--quote", "A schoolmaster", "--colour", "green")
    keep(library, WITHOUT_BRIDGE)
    assert tearsheet("annotations").out.splitlines() == [
        "2  4  green                        “A schoolmaster”",
        f"1  4  yellow  not in this version  “{BRIDGE}”  n  #t",
    ]


def test_all_of_the_library_are_listed_newest_first(tearsheet: Tearsheet, flood: str) -> None:
    tearsheet("annotate", flood, "--quote", COW)
    tearsheet("annotate", "1", "--quote", "香气")
    assert [row["text"] for row in tearsheet("annotations", "--json").rows] == ["香气", COW]
    assert [row["text"] for row in tearsheet("annotations", "1", flood, "--json").rows] == ["香气", COW]
    tearsheet("delete", "1")
    assert [row["text"] for row in tearsheet("annotations", "--json").rows] == [COW]


def test_where_nothing_is_marked_that_is_said(tearsheet: Tearsheet) -> None:
    ran = tearsheet("annotations")
    assert (ran.code, ran.out, ran.err) == (0, "", "Nothing is marked.\n")
    assert tearsheet("annotations", "--version", "1").code == 2
    assert tearsheet("annotations", "1", "--version", "9").code == 1


def test_notes_are_found_by_search(tearsheet: Tearsheet, flood: str) -> None:
    tearsheet("annotate", flood, "--quote", BRIDGE, "--note", "渡船", "--tag", "ferries")
    assert [row["id"] for row in tearsheet("list", "渡船", "--json").rows] == [int(flood)]
    assert [row["id"] for row in tearsheet("list", "ferries", "--json").rows] == [int(flood)]
