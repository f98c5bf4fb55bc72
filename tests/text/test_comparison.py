"""Two versions of a text, compared as a person would mark them."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tearsheet.model.comparison import Change, Fate, Passage
from tearsheet.text.comparison import compare

SIGNS = {Change.SAME: "{}", Change.ADDED: "+{}+", Change.REMOVED: "-{}-"}
PIER = "The harbour master closed the eastern pier on Tuesday."
RADIO = "Nobody had asked the two engineers who built it. They learned of it from the radio."
MONEY = "Repairs will cost four million, and the tide allows three hours of work a day."


def marked(passage: Passage) -> str:
    return "".join(SIGNS[piece.change].format(piece.text) for piece in passage.pieces)


def fates(old: str, new: str) -> list[tuple[Fate, int]]:
    return [(passage.fate, passage.move) for passage in compare(old, new)]


def one(old: str, new: str) -> str:
    (passage,) = compare(old, new)
    return marked(passage)


def test_the_same_text_is_kept() -> None:
    assert [(each.fate, marked(each)) for each in compare("A b.\n\nC d.", "A b.\nC d.")] == [
        (Fate.KEPT, "A b."),
        (Fate.KEPT, "C d."),
    ]


def test_changed_words_are_marked_whole() -> None:
    assert one(PIER, PIER.replace("eastern", "western")) == (
        "The harbour master closed the -eastern-+western+ pier on Tuesday."
    )
    assert one("It cost 1200 in all.", "It cost 1300 in all.") == "It cost -1200-+1300+ in all."


def test_chinese_is_marked_by_character() -> None:
    assert one("周二上午，港务局关闭了东防波堤。", "周二下午，港务局关闭了西防波堤。") == (
        "周二-上-+下+午，港务局关闭了-东-+西+防波堤。"
    )


def test_words_that_stayed_by_chance_in_the_midst_of_changes_are_not_told_apart() -> None:
    old = "The mayor of the town opened the bridge on Monday at noon, as everybody had expected, with a speech."
    new = "The mayor closed, to our surprise, the tunnel on Friday at night, as everybody had expected, with a speech."
    passage = compare(old, new)[0]
    assert passage.fate is Fate.CHANGED
    assert sum(piece.change is Change.SAME for piece in passage.pieces) <= 4
    assert passage.pieces[-1].text.endswith("as everybody had expected, with a speech.")


def test_a_character_as_people_see_it_is_never_cut() -> None:
    assert one("We saw e\u0301tudes and more 👍🏽 here.", "We saw e\u0300tudes and more 👍🏿 here.") == (
        "We saw -e\u0301tudes-+e\u0300tudes+ and more -👍🏽-+👍🏿+ here."
    )


def test_paragraphs_come_and_go() -> None:
    assert fates(f"{PIER}\n\n{RADIO}", f"{RADIO}\n\n{MONEY}") == [(Fate.REMOVED, 0), (Fate.KEPT, 0), (Fate.ADDED, 0)]


def test_a_paragraph_with_nothing_in_common_is_another_one() -> None:
    assert fates(f"{PIER}\n\n{RADIO}", f"{PIER}\n\n完全是另一回事，没有一个字相同。") == [
        (Fate.KEPT, 0),
        (Fate.REMOVED, 0),
        (Fate.ADDED, 0),
    ]


def test_a_moved_paragraph_stands_at_both_places_with_one_number() -> None:
    old, new = f"{PIER}\n\n{RADIO}\n\n{MONEY}", f"{RADIO}\n\n{MONEY}\n\n{PIER}"
    assert fates(old, new) == [(Fate.MOVED_AWAY, 1), (Fate.KEPT, 0), (Fate.KEPT, 0), (Fate.MOVED_HERE, 1)]


def test_a_moved_paragraph_may_have_changed_on_the_way() -> None:
    passages = compare(f"{PIER}\n\n{RADIO}\n\n{MONEY}", f"{RADIO}\n\n{MONEY}\n\n{PIER.replace('eastern', 'western')}")
    away, here = passages[0], passages[-1]
    assert marked(away) == "The harbour master closed the -eastern- pier on Tuesday."
    assert marked(here) == "The harbour master closed the +western+ pier on Tuesday."


def test_short_lines_that_are_the_same_are_kept_in_their_place() -> None:
    assert fates("1.\n\nx y\n\n2.\n\nz", "1.\n\nsomething\n\n2.\n\nz") == [
        (Fate.KEPT, 0),
        (Fate.REMOVED, 0),
        (Fate.ADDED, 0),
        (Fate.KEPT, 0),
        (Fate.KEPT, 0),
    ]


def test_nothing_compared_with_something_is_added() -> None:
    assert compare("", "") == ()
    assert fates("", "a\n\nb") == [(Fate.ADDED, 0), (Fate.ADDED, 0)]
    assert fates("a\n\nb", " \n ") == [(Fate.REMOVED, 0), (Fate.REMOVED, 0)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a" * 1_000_000, "b" + "a" * 1_000_000),
        ("ab\n" * 50_000, "b\n" + "ab\ncd\n" * 25_000),
        ("word " * 200_000, "other " * 160_000),
        ("".join(map(chr, range(0x4E00, 0x9E00))) * 50, "".join(map(chr, range(0x5E00, 0x9E00))) * 60),
    ],
    ids=["one character", "short lines", "one word", "many ideographs"],
)
def test_a_million_characters_are_compared_all_the_same(old: str, new: str) -> None:
    check_both_sides(old, new)


@settings(deadline=None)
@given(
    st.lists(st.text(st.sampled_from("ab中 .e\u0301👍🏽\u200b\t"), max_size=20), max_size=12),
    st.randoms(use_true_random=False),
)
def test_the_pieces_put_together_are_both_texts(lines: list[str], chance: random.Random) -> None:
    edited = [line[: len(line) // 2] + chance.choice(["", "x", "中"]) + line[len(line) // 2 :] for line in lines]
    chance.shuffle(edited)
    check_both_sides("\n".join(lines), "\n\n".join(edited))


@settings(deadline=None)
@given(st.lists(st.sampled_from([PIER, RADIO, MONEY, "周二上午，港务局关闭了东防波堤。", "1."])), st.data())
def test_paragraphs_moved_and_repeated_put_together_are_both_texts(lines: list[str], data: st.DataObject) -> None:
    check_both_sides("\n".join(lines), "\n".join(data.draw(st.permutations(lines))))


def check_both_sides(old: str, new: str) -> None:
    passages = compare(old, new)
    older = (Fate.KEPT, Fate.CHANGED, Fate.REMOVED, Fate.MOVED_AWAY)
    newer = (Fate.KEPT, Fate.CHANGED, Fate.ADDED, Fate.MOVED_HERE)
    assert side(passages, older, Change.REMOVED) == [line for line in old.split("\n") if line.strip()]
    assert side(passages, newer, Change.ADDED) == [line for line in new.split("\n") if line.strip()]
    moves = [passage.move for passage in passages if passage.fate is Fate.MOVED_AWAY]
    assert moves == sorted(passage.move for passage in passages if passage.fate is Fate.MOVED_HERE)
    assert moves == list(range(1, len(moves) + 1))


def side(passages: tuple[Passage, ...], fates: tuple[Fate, ...], change: Change) -> list[str]:
    return [
        "".join(piece.text for piece in passage.pieces if piece.change in (Change.SAME, change))
        for passage in passages
        if passage.fate in fates
    ]
