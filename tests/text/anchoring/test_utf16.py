"""Offsets as Qt and JavaScript count them, and as Python does."""

from hypothesis import given
from hypothesis import strategies as st

from tearsheet.text.anchoring import Utf16Offsets, from_utf16, to_utf16

MIXED = st.text(st.sampled_from("aé中𠀀𪚥🇨🇳👨\u200d👩e\u0301שלום\u200f\r\n\U0010ffff\ud800"))


def units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def test_an_emoji_and_a_rare_ideograph_count_twice() -> None:
    assert [to_utf16("a😀𠮷b", offset) for offset in range(5)] == [0, 1, 3, 5, 6]


def test_the_second_half_of_a_character_belongs_to_it() -> None:
    assert [from_utf16("a😀b", offset) for offset in range(5)] == [0, 1, 1, 2, 3]


def test_offsets_outside_become_the_ends() -> None:
    assert (to_utf16("😀", -1), to_utf16("😀", 9), from_utf16("😀", -1), from_utf16("😀", 9)) == (0, 2, 0, 1)


@given(MIXED)
def test_it_counts_what_utf_16_has(text: str) -> None:
    offsets = Utf16Offsets(text)
    assert [offsets.to_utf16(offset) for offset in range(len(text) + 1)] == [
        units(text[:offset]) for offset in range(len(text) + 1)
    ]


@given(MIXED)
def test_there_and_back_is_the_same_place(text: str) -> None:
    offsets = Utf16Offsets(text)
    for offset in range(len(text) + 1):
        assert offsets.from_utf16(offsets.to_utf16(offset)) == offset


@given(MIXED)
def test_every_code_unit_belongs_to_the_character_it_is_of(text: str) -> None:
    offsets = Utf16Offsets(text)
    owners = [place for place, character in enumerate(text) for _ in range(units(character))]
    assert [offsets.from_utf16(unit) for unit in range(len(owners))] == owners
