"""A highlight is on its words in the next version, or honestly an orphan."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tearsheet.model.annotation import Anchor, Orphan, Selector
from tearsheet.text.anchoring import align, select

ENGLISH = (
    "The harbour master closed the eastern pier on Tuesday.",
    "Nobody had asked the two engineers who built it. They learned of it from the radio.",
    "Repairs will cost four million, and the tide allows three hours of work a day.",
    "The council meets again in March to vote on the money.",
    "Until then the ferry lands at the old slipway, an hour later than before.",
)
CHINESE = (
    "周二上午，港务局关闭了东防波堤。",
    "没有人问过建造它的两名工程师，他们是从广播里听说的。",
    "修复需要四百万元，潮水每天只留出三个小时的施工时间。",
    "镇政府三月再次开会，就这笔钱进行表决。",
    "在那之前，渡船停靠在旧船台，比以前晚一个小时。",
)


def article(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs)


def found(old: str, new: str, words: str) -> str | None:
    """Return what a highlight on `words` stands on in the newer text, None for an orphan."""
    place = anchored(old, new, words)
    return new[place.start : place.end] if isinstance(place, Anchor) else None


def anchored(old: str, new: str, words: str) -> Anchor | Orphan:
    start = old.index(words)
    return align(old, new).anchor(select(old, start, start + len(words)))


@pytest.mark.parametrize("paragraphs", [ENGLISH, CHINESE])
def test_every_passage_of_an_unchanged_text_stays_where_it_is(paragraphs: tuple[str, ...]) -> None:
    text = article(*paragraphs)
    alignment = align(text, text)
    for start in range(len(text)):
        for end in range(start + 1, min(start + 30, len(text)) + 1):
            made = select(text, start, end)
            if not made.exact.isspace():
                assert alignment.anchor(made) == Anchor(start=made.start, end=made.end, sure=True), made


def test_a_paragraph_put_before_it_moves_it_down() -> None:
    assert found(article(*ENGLISH), article("News!", *ENGLISH), "two engineers") == "two engineers"


def test_misspelt_words_are_the_same_words() -> None:
    new = article(*ENGLISH).replace("council meets", "counsil meats")
    assert found(article(*ENGLISH), new, "council meets again") == "counsil meats again"


def test_a_misspelt_first_or_last_letter_is_still_of_the_word() -> None:
    new = article(*ENGLISH).replace("council", "kounciI")
    assert found(article(*ENGLISH), new, "council") == "kounciI"


def test_house_style_is_no_change() -> None:
    old, new = article(*CHINESE), "\n".join(CHINESE).replace("，", ", ").replace("。", ".").replace("两名", "兩名")
    assert found(old, new, "工程师，他们") == "工程师, 他们"
    assert found(old, new, "两名工程师") == "兩名工程师"


def test_a_sentence_put_into_it_is_inside_of_it_and_one_put_beside_it_is_not() -> None:
    new = article(*ENGLISH).replace("built it. ", "built it. It was raining hard. ")
    both = "who built it. They learned"
    assert found(article(*ENGLISH), new, both) == "who built it. It was raining hard. They learned"
    assert found(article(*ENGLISH), new, "Nobody had asked the two engineers who built it.") == (
        "Nobody had asked the two engineers who built it."
    )
    assert found(article(*ENGLISH), new, "They learned of it") == "They learned of it"


def test_words_that_were_deleted_are_gone_though_they_stand_elsewhere_and_that_place_is_offered() -> None:
    old = article("Subscribe to our letter.", *ENGLISH, "Subscribe to our letter.")
    place = anchored(old, article(*ENGLISH, "Subscribe to our letter."), "Subscribe to our letter.")
    assert isinstance(place, Orphan)
    assert place.nearest is not None
    assert not place.nearest.sure


def test_a_repeated_word_stays_the_one_that_was_marked() -> None:
    old = article(*ENGLISH)
    second = old.rindex(" it ") + 1
    place = align(old, article("It, it and it.", *ENGLISH)).anchor(select(old, second, second + 2))
    assert place == Anchor(start=second + 16, end=second + 18, sure=True)


def test_a_rewritten_sentence_takes_its_highlight_with_it() -> None:
    new = article(ENGLISH[0], "Quite another story has been put in this place by somebody.", *ENGLISH[2:])
    assert found(article(*ENGLISH), new, "They learned of it from the radio.") is None
    assert found(article(*ENGLISH), new, "radio") is None


def test_paragraphs_that_moved_together_are_sure_and_one_alone_is_to_be_looked_at() -> None:
    old = article(*ENGLISH, *CHINESE)
    together = anchored(old, article(*ENGLISH[3:], *CHINESE, *ENGLISH[:3]), "two engineers")
    alone = anchored(old, article(ENGLISH[0], *ENGLISH[2:], *CHINESE, ENGLISH[1]), "two engineers")
    assert isinstance(together, Anchor)
    assert isinstance(alone, Anchor)
    assert (together.sure, alone.sure) == (True, False)


def test_a_sentence_quoted_above_is_not_the_sentence_that_was_deleted() -> None:
    new = article("They learned of it from the radio.", ENGLISH[0], *ENGLISH[2:])
    place = anchored(article(*ENGLISH), new, "They learned of it from the radio.")
    assert isinstance(place, Orphan)
    assert place.nearest == Anchor(start=0, end=34, sure=False)


def test_another_article_with_the_same_boilerplate_has_none_of_it() -> None:
    letter = "Sign up for our newsletter."
    old, new = article(*ENGLISH * 3, letter), article(*CHINESE * 3, letter)
    assert found(old, new, "newsletter") is None


def test_the_part_before_a_wall_keeps_its_highlights_and_the_rest_are_orphans() -> None:
    old, new = article(*ENGLISH), article(*ENGLISH[:2], "Subscribe now.")
    assert found(old, new, "from the radio") == "from the radio"
    assert found(old, new, "in March") is None


def test_a_selector_made_on_yet_another_text_is_looked_for_by_its_words() -> None:
    old = article(*ENGLISH)
    wanted = Selector(exact="vote on the money", prefix="in March to ", suffix=".", start=3, end=20)
    place = align(old, article("News!", old)).anchor(wanted)
    assert place == Anchor(start=old.index("vote") + 7, end=old.index("money") + 12, sure=True)


def test_a_selector_without_words_is_an_orphan() -> None:
    nothing = Selector(exact="", prefix="", suffix="", start=4, end=4, picture="https://pages.example/a.png")
    assert align("some text", "some text").anchor(nothing) == Orphan()


HOSTILE = {
    "one character": "a" * 1_000_000,
    "two in turn": "ab" * 500_000,
    "one line": "Hello, world.\n" * 20_000,
    "line breaks": "\n" * 300_000,
    "combining marks": "e" + "\u0301" * 300_000,
    "characters that nobody sees": "a\u200bb\u200d\ufeff" * 50_000,
    "right to left": "שלום עולם \u202eאבג\u202c\n\n" * 20_000,
    "many different ones": "".join(map(chr, range(0x4E00, 0x9E00))) * 10,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("other", ["", article(*ENGLISH), "itself"], ids=["nothing", "an article", "itself"])
def test_no_text_is_too_strange(text: str, other: str) -> None:
    other = f"x{text}{text[:99]}" if other == "itself" else other
    for old, new in ((text, other), (other, text)):
        alignment = align(old, new)
        for start in (0, len(old) // 2, max(0, len(old) - 5)):
            place = alignment.anchor(select(old, start, start + 7))
            if isinstance(place, Anchor):
                assert 0 <= place.start < place.end <= len(new)


def test_five_thousand_highlights_are_anchored_on_one_alignment() -> None:
    chance = random.Random(1)
    old = article(*(" ".join(chance.choices(" ".join(ENGLISH).split(), k=80)) for _ in range(200)))
    new = old[:1000] + "Put in." + old[1000:]
    alignment = align(old, new)
    for _ in range(5_000):
        start = chance.randrange(2_000, len(old) - 100)
        place = alignment.anchor(select(old, start, start + chance.randint(2, 90)))
        assert isinstance(place, Anchor)


@settings(deadline=None)
@given(
    st.text(st.sampled_from("ab中𠀀 \n.👨\u200d\u0301ש\u200b"), max_size=60),
    st.text(st.sampled_from("ab中𠀀 \n.👨\u200d\u0301ש\u200b"), max_size=60),
    st.integers(0, 60),
    st.integers(0, 60),
)
def test_a_place_is_always_inside_of_the_text_and_of_whole_characters(old: str, new: str, one: int, two: int) -> None:
    place = align(old, new).anchor(select(old, one, two))
    anchor = place.nearest if isinstance(place, Orphan) else place
    if anchor is not None:
        assert 0 <= anchor.start < anchor.end <= len(new)
        if isinstance(place, Anchor):
            made = select(new, anchor.start, anchor.end)
            assert (made.start, made.end) == (anchor.start, anchor.end)
