"""A person's decisions, from the command line."""

import pytest

from tests.cli.conftest import Tearsheet


def test_tags_are_put_on_and_taken_off_at_once(tearsheet: Tearsheet) -> None:
    assert tearsheet("tag", "1", "2", "+news", "-茶", "+a b").code == 0
    rows = {row["id"]: row["tags"] for row in tearsheet("list", "--json").rows}
    assert rows[1] == ["a b", "news"]
    assert rows[2] == ["a b", "news"]


@pytest.mark.parametrize("removed", ["-query", "-history", "-json", "-l"])
def test_a_tag_that_looks_like_an_option_can_be_taken_off(tearsheet: Tearsheet, removed: str) -> None:
    tearsheet("tag", "3", f"+{removed[1:]}")
    assert tearsheet("tag", "3", removed).code == 0
    (row,) = tearsheet("list", "id:3", "--json").rows
    assert row["tags"] == ["sea/tides"]


def test_marks_are_set_and_taken_off_and_others_stay(tearsheet: Tearsheet) -> None:
    assert tearsheet("mark", "1", "+read", "+favourite").code == 0
    (row,) = tearsheet("mark", "1", "-read", "+archived", "--json").rows
    assert (row["read"], row["archived"], row["favourite"]) == (False, True, True)


def test_a_search_names_all_that_it_finds(tearsheet: Tearsheet) -> None:
    assert tearsheet("mark", 'source:"The Daily Bench"', "+read").code == 0
    assert {row["id"] for row in tearsheet("list", "is:read", "--json").rows} == {2, 3}


def test_an_edit_changes_what_is_named_and_nothing_else(tearsheet: Tearsheet) -> None:
    assert (
        tearsheet("edit", "1", "--title", "新标题", "--published", "2022-03-03 08:00 +0800", "--byline", "王芳").code
        == 0
    )
    (row,) = tearsheet("show", "1", "--json").rows
    assert (row["title"], row["byline"], row["source"]) == ("新标题", "王芳", "大众网")
    assert row["published"] == "2022-03-03T08:00:00+08:00"


def test_what_is_given_as_nothing_is_cleared(tearsheet: Tearsheet) -> None:
    tearsheet("edit", "1", "--published", "2022-03-03 08:00 +0800")
    assert tearsheet("edit", "1", "--published", "", "--byline", "").code == 0
    (row,) = tearsheet("show", "1", "--json").rows
    assert (row["published"], row["byline"], row["source"]) == (None, "", "大众网")


def test_what_was_deleted_is_gone_until_it_is_taken_back(tearsheet: Tearsheet) -> None:
    assert tearsheet("delete", "1").code == 0
    assert {row["id"] for row in tearsheet("list", "--json").rows} == {2, 3}
    assert tearsheet("show", "1").code == 1
    assert tearsheet("undelete", "1").code == 0
    assert {row["id"] for row in tearsheet("list", "--json").rows} == {1, 2, 3}


@pytest.mark.parametrize(
    "arguments",
    [
        ("tag", "1"),
        ("tag", "+news"),
        ("mark", "1", "+fine"),
        ("mark", "1"),
        ("edit", "1"),
        ("edit", "1", "--published", "soon"),
        ("edit", "water", "--title", "two at once"),
    ],
)
def test_a_decision_that_is_none_is_wrong_usage_and_changes_nothing(
    tearsheet: Tearsheet, arguments: tuple[str, ...]
) -> None:
    before = tearsheet("list", "--json").out
    ran = tearsheet(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err
    assert tearsheet("list", "--json").out == before


def test_items_may_stand_on_both_sides_of_options(tearsheet: Tearsheet) -> None:
    rows = tearsheet("mark", "1", "--json", "2", "+read").rows
    assert [row["id"] for row in rows] == [1, 2]


def test_quiet_says_nothing_when_all_is_well(tearsheet: Tearsheet) -> None:
    ran = tearsheet("-q", "mark", "1", "+read")
    assert (ran.code, ran.out, ran.err) == (0, "", "")
