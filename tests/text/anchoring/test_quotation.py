"""A quotation from elsewhere is found in a text, or refused."""

import pytest

from tearsheet.model.annotation import Anchor, Orphan, Selector
from tearsheet.text.anchoring import anchor

TEXT = (
    "The tide came in at noon. The ferry left at one, and the town was quiet again.\n\n"
    "In the evening the ferry came back. 渡船在傍晚回来，没有人下船。\n\n"
    "The tide went out, and the town was asleep."
)


def quoted(exact: str, prefix: str = "", suffix: str = "", start: int = 0) -> Selector:
    return Selector(exact=exact, prefix=prefix, suffix=suffix, start=start, end=start + len(exact))


def words(place: Anchor | Orphan) -> str | None:
    return TEXT[place.start : place.end] if isinstance(place, Anchor) else None


@pytest.mark.parametrize("exact", ["left at one", "没有人下船", "noon"])
def test_words_that_stand_once_are_found_and_sure(exact: str) -> None:
    place = anchor(TEXT, quoted(exact))
    assert words(place) == exact
    assert isinstance(place, Anchor)
    assert place.sure


def test_words_that_stand_twice_are_refused_and_the_one_nearest_to_the_offset_is_offered() -> None:
    place = anchor(TEXT, quoted("the ferry", start=100))
    assert anchor(TEXT, quoted("the town")) == Orphan(nearest=Anchor(start=53, end=61, sure=False))
    assert words(place) == "the ferry"
    assert anchor(TEXT, quoted("the town", start=150)) == Orphan(
        nearest=Anchor(start=TEXT.rindex("the town"), end=TEXT.rindex("the town") + 8, sure=False)
    )


def test_what_stands_around_them_tells_which() -> None:
    place = anchor(TEXT, quoted("the town", prefix="went out, and ", suffix=" was asleep."))
    assert place == Anchor(start=TEXT.rindex("the town"), end=TEXT.rindex("the town") + 8, sure=True)


def test_words_that_stand_once_but_among_others_are_refused_when_short_and_to_be_looked_at_when_long() -> None:
    before, after = "Quite another beginning ", " 完全不同的结尾"
    assert isinstance(anchor(TEXT, quoted("noon", before, after)), Orphan)
    place = anchor(TEXT, quoted("In the evening the ferry came back. 渡船在傍晚回来", before, after))
    assert isinstance(place, Anchor)
    assert not place.sure


def test_another_house_style_is_the_same_words() -> None:
    assert words(anchor(TEXT, quoted("渡船在傍晚回來,没有人下船."))) == "渡船在傍晚回来，没有人下船。"
    assert words(anchor(TEXT, quoted("THE  FERRY LEFT"))) == "The ferry left"


def test_a_misquotation_is_found_but_not_sure() -> None:
    place = anchor(TEXT, quoted("The ferry left at two, and the town was quite quiet again."))
    assert words(place) == "The ferry left at one, and the town was quiet again."
    assert isinstance(place, Anchor)
    assert not place.sure


@pytest.mark.parametrize("exact", ["", " ", "\n\n", "nothing of the kind stands here", "全无此事", "zz"])
def test_what_is_not_there_is_an_orphan(exact: str) -> None:
    place = anchor(TEXT, quoted(exact))
    assert isinstance(place, Orphan)


@pytest.mark.parametrize("text", ["", "a" * 1_000_000, "e" + "\u0301" * 100_000, "ab " * 300_000, "\u200b" * 100_000])
@pytest.mark.parametrize("exact", ["a", "ab a", "\u200b", "x" * 10_000, "e\u0301"])
def test_no_text_is_too_strange(text: str, exact: str) -> None:
    place = anchor(text, quoted(exact, prefix="b", suffix="ab"))
    if isinstance(place, Anchor):
        assert 0 <= place.start < place.end <= len(text)
