"""A small part of the benchmark, the same every time, as a floor: `python -m tests.bench.anchoring` has the whole."""

from functools import cache

import pytest

from tests.bench.anchoring.board import Standing, standings
from tests.bench.anchoring.cases import cases
from tests.bench.anchoring.score import RIGHT, WRONG, share
from tests.bench.anchoring.texts import own_texts


@cache
def board() -> dict[str, Standing]:
    return standings(cases(own_texts("held-out", 4, 6), 4))


def test_of_a_hundred_highlights_ninety_nine_are_right_through_sixteen_kinds_of_edit() -> None:
    assert share(board()["Tearsheet"].whole, RIGHT) >= 99


def test_of_a_thousand_that_are_sure_three_are_wrong_at_most_and_most_are_sure() -> None:
    assert share(board()["Tearsheet"].sure, WRONG) <= 0.3
    assert board()["Tearsheet"].sure_share >= 90


@pytest.mark.parametrize("edit", ["another article", "truncated"])
def test_where_the_words_are_gone_nothing_is_placed(edit: str) -> None:
    assert board()["Tearsheet"].edits[edit][WRONG] == 0


def test_an_unchanged_text_keeps_every_highlight() -> None:
    assert share(board()["Tearsheet"].edits["unchanged"], RIGHT) == 100


def test_without_the_old_text_few_are_surely_wrong() -> None:
    assert share(board()["Tearsheet, by quote alone"].sure, WRONG) <= 1


@pytest.mark.parametrize(
    "peer", ["position only", "nearest exact", "prefix+exact+suffix", "quote matcher, no threshold"]
)
def test_no_other_way_is_right_as_often(peer: str) -> None:
    assert share(board()[peer].whole, RIGHT) < share(board()["Tearsheet"].whole, RIGHT)
