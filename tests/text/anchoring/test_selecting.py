"""What is marked becomes a selector, and cuts nothing that people see as one character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.model.annotation import Selector
from tearsheet.text.anchoring import select
from tearsheet.text.anchoring.graphemes import cluster_end, cluster_start

FAMILY = "👨\u200d👩\u200d👧"
CLUSTERS = (
    "a",
    "中",
    "𠀀",
    "e\u0301\u0323",
    FAMILY,
    "👍🏽",
    "🇨🇳",
    "각",
    "\u1100\u1161\u11a8",
    "שָׁ",
    "क्षि",
    "ทำ",
    "\r\n",
    "❤\ufe0f",
    "1\ufe0f\u20e3",
)


def test_a_selector_says_its_words_and_what_stands_around_them() -> None:
    assert select("The cat sat on the mat.", 4, 7) == Selector(
        exact="cat", prefix="The ", suffix=" sat on the mat.", start=4, end=7
    )


def test_no_more_than_sixty_four_characters_around_it_are_kept() -> None:
    made = select("a" * 90 + "中" + "b" * 90, 90, 91)
    assert (made.prefix, made.exact, made.suffix) == ("a" * 64, "中", "b" * 64)


@pytest.mark.parametrize("cluster", CLUSTERS)
def test_ends_inside_of_a_character_move_outwards(cluster: str) -> None:
    text = f"x{cluster}y"
    for start in range(1, len(cluster) + 1):
        for end in range(start + 1, len(cluster) + 2):
            assert select(text, start, end).exact == (cluster if start <= len(cluster) else "y")


@pytest.mark.parametrize("cluster", CLUSTERS)
def test_the_surroundings_begin_and_end_with_whole_characters(cluster: str) -> None:
    made = select(cluster * 70 + "xyz" + cluster * 70, 70 * len(cluster), 70 * len(cluster) + 3)
    assert made.exact == "xyz"
    assert made.prefix == cluster * (64 // len(cluster)) == made.suffix


def test_two_flags_are_two_characters() -> None:
    assert select("🇨🇳🇺🇸", 2, 3).exact == "🇺🇸"


def test_a_selection_made_backwards_or_beyond_the_text_is_one_of_the_text() -> None:
    assert select("abc", 9, 1).exact == "bc"
    assert select("", 3, -3) == Selector(exact="", prefix="", suffix="", start=0, end=0)


def test_a_million_combining_marks_take_no_time() -> None:
    text = "e" + "\u0301" * 1_000_000
    assert select(text, 500_000, 500_001).exact


@given(st.lists(st.sampled_from(CLUSTERS)), st.integers(0, 60), st.integers(0, 60))
def test_what_is_marked_is_in_the_selection_and_stands_where_it_says(parts: list[str], one: int, other: int) -> None:
    text = "".join(parts)
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    made = select(text, start, end)
    assert made.start <= start <= end <= made.end
    assert text[made.start : made.end] == made.exact
    assert text.startswith(made.prefix + made.exact + made.suffix, made.start - len(made.prefix))


@given(
    st.text(st.sampled_from("a中𠀀e\u0301👨\u200d👍🏽🇨🇳שלום\u05b8가\u1161\u0e33\r\n\u200b\ufeff")), st.integers(0, 40)
)
def test_moving_an_end_outwards_twice_moves_it_once(text: str, place: int) -> None:
    place = min(place, len(text))
    start, end = cluster_start(text, place), cluster_end(text, place)
    assert start <= place <= end
    assert (cluster_start(text, start), cluster_end(text, end)) == (start, end)
