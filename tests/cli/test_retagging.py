"""Tags of the whole library, saved searches and the way back, from the command line."""

import shutil
from pathlib import Path

from tearsheet.library import open_library
from tearsheet.model.outlet import Outlet
from tearsheet.workflows.outlets import begin
from tests.cli.conftest import Tearsheet


def test_tags_are_listed_with_their_numbers(tearsheet: Tearsheet) -> None:
    assert tearsheet("tags", "--json").rows == [
        {"tag": "sea/tides", "articles": 1, "annotations": 0},
        {"tag": "茶", "articles": 1, "annotations": 0},
    ]
    assert [line.split() for line in tearsheet("tags").out.splitlines()] == [["sea/tides", "1"], ["茶", "1"]]


def test_a_tag_is_renamed_merged_and_deleted_and_all_of_it_undone(tearsheet: Tearsheet) -> None:
    renamed = tearsheet("tags", "--rename", "sea", "ocean", "--json")
    assert renamed.code == 0 and renamed.rows[0]["articles"] == [3]
    assert tearsheet("tags", "--merge", "ocean", "茶").code == 0
    assert tearsheet("tags", "--delete", "茶").code == 0
    assert tearsheet("tags", "--json").rows == []

    done = tearsheet("undo", "--json")
    assert (done.code, done.rows[0]["words"], done.rows[0]["changed"]) == (0, "delete tag “茶”", [1, 3])
    assert "Undone: delete tag “茶”" in done.err
    assert [row["tag"] for row in tearsheet("tags", "--json").rows] == ["茶", "茶/tides"]
    tearsheet("undo")
    assert "Undone: rename tag “sea” to “ocean”" in tearsheet("undo").err
    assert [row["tag"] for row in tearsheet("tags", "--json").rows] == ["sea/tides", "茶"]


def test_a_tag_that_there_is_already_is_not_joined_unasked(tearsheet: Tearsheet) -> None:
    refused = tearsheet("tags", "--rename", "茶", "sea")
    assert refused.code == 1 and "already" in refused.err
    assert tearsheet("tags", "--rename", "nothing", "x").code == 1


def test_what_was_done_is_listed_and_taken_back_by_number(tearsheet: Tearsheet) -> None:
    tearsheet("mark", "1", "2", "+archived")
    tearsheet("tag", "3", "+new")
    listed = tearsheet("undo", "--list", "--json").rows
    assert [row["words"] for row in listed] == ["tag 1 article “new”", "archive 2 articles"]

    taken = tearsheet("undo", str(listed[1]["step"]))
    assert taken.code == 0 and "archive 2 articles" in taken.err
    assert [row["archived"] for row in tearsheet("list", "--json").rows] == [False, False, False]
    lines = tearsheet("undo", "--list").out.splitlines()
    assert "undone" in lines[1] and "undone" not in lines[0] and "Tides" in lines[0]
    assert tearsheet("undo", str(listed[1]["step"])).code == 1
    assert "Done again: archive 2 articles" in tearsheet("undo", "--redo", str(listed[1]["step"])).err


def test_nothing_done_is_nothing_to_undo(tearsheet: Tearsheet) -> None:
    nothing = tearsheet("undo")
    assert nothing.code == 1 and "nothing to undo" in nothing.err


def test_a_search_is_saved_found_by_its_name_and_removed(tearsheet: Tearsheet) -> None:
    assert tearsheet("searches", "--add", "The bench", "source:Bench", "-flood").code == 0
    assert tearsheet("searches", "--add", "The bench", "x").code == 1
    assert tearsheet("searches", "--json").rows == [
        {"name": "The bench", "query": "source:Bench -flood", "sort": "saved"}
    ]
    assert tearsheet("searches").out.split() == ["The", "bench", "source:Bench", "-flood"]
    assert tearsheet("searches", "--remove", "The bench").code == 0
    assert tearsheet("searches").out == ""
    tearsheet("undo")
    assert len(tearsheet("searches", "--json").rows) == 1


def test_a_saved_search_names_what_it_finds(tearsheet: Tearsheet) -> None:
    tearsheet("searches", "--add", "茶叶", "新茶")
    assert [row["id"] for row in tearsheet("list", "--json", "saved:茶叶").rows] == [1]


def test_a_search_without_words_or_name_is_refused(tearsheet: Tearsheet) -> None:
    assert tearsheet("searches", "--add", "name").code == 2
    assert tearsheet("searches", "--add", " ", "words").code == 2


def test_what_saved_searches_export_is_written_and_what_could_not_be_is_said(
    tearsheet: Tearsheet, library: Path, tmp_path: Path
) -> None:
    assert "No saved search" in tearsheet("searches", "--export").err
    tearsheet("searches", "--add", "The bench", "source:Bench")
    folder = tmp_path / "notes"
    folder.mkdir()
    with open_library(library) as opened:
        uid = opened.uid
    begin(Outlet(library=uid, search="The bench", form="text", folder=str(folder)))
    (row,) = tearsheet("searches", "--export", "--json").rows
    assert (row["name"], row["written"], row["total"], row["left"], row["error"]) == ("The bench", 2, 2, 0, None)
    assert len(list(folder.iterdir())) == 2
    assert tearsheet("searches", "--export").out.rstrip().endswith("0 articles written")
    shutil.rmtree(folder)
    gone = tearsheet("searches", "--export", "--json")
    assert (gone.code, gone.rows[0]["error"]) == (1, "folder-gone")
