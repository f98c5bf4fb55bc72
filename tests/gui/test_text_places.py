"""Places in an article's text and in what a view shows of it, each found from the other."""

import pytest

from tearsheet.gui.text_places import TextPlaces

TEXT = "A title\n\nOne two three.\n\nFour five."


def through(text: str, shown: str, words: str, *, converted: bool = False) -> str:
    places = TextPlaces(text, shown, converted=converted)
    start = text.index(words)
    there = places.shown(start, start + len(words))
    assert there is not None
    back = places.kept(*there)
    assert back is not None and text[back[0] : back[1]] == words
    return shown[there[0] : there[1]]


def test_the_same_text_has_the_same_places() -> None:
    assert TextPlaces(TEXT, TEXT).same
    assert through(TEXT, TEXT, "two three") == "two three"


def test_another_script_has_a_character_for_each() -> None:
    assert through("銀行發展", "银行发展", "發展", converted=True) == "发展"
    assert TextPlaces("銀行發展", "银行发展", converted=True).same


@pytest.mark.parametrize(
    ("shown", "found"),
    [
        ("Bench\nA title\nOne two  three.\nFour five.\nKept today", "two  three.\nFour"),
        ("A title\n\ufffc\nOne\u3000two three.\n\ufffcFour five.", "two three.\n\ufffcFour"),
    ],
)
def test_other_spaces_pictures_and_what_stands_around_do_not_matter(shown: str, found: str) -> None:
    assert through(TEXT, shown, "two three.\n\nFour") == found


def test_what_has_other_words_in_it_is_found_by_what_became_of_them() -> None:
    text = "The river rose in the night. " * 3 + "The stone bridge was closed to carts by noon."
    shown = text.replace("The stone", "Picture missing. The stone")
    assert through(text, shown, "stone bridge was closed") == "stone bridge was closed"


def test_what_is_not_shown_has_no_place() -> None:
    places = TextPlaces(TEXT, "Nothing of it is here, but other words altogether.")
    assert places.shown(9, 20) is None
    assert places.kept(0, 7) is None


def test_of_which_too_little_is_shown_has_no_place() -> None:
    text = "The first paragraph stands as it was.\n\nThe second one is cut.\n\nThe third one stands as well."
    places = TextPlaces(text, text.replace("second one is cut", "second …"))
    start = text.index("one is cut")
    assert places.shown(start, start + len("one is cut.")) is None
    assert places.shown(text.index("third"), text.index("third") + 5) is not None


def test_a_place_between_words_stays_between_them() -> None:
    shown = "Bench\nA title\nOne two three.\nFour five."
    places = TextPlaces(TEXT, shown)
    assert places.shown(TEXT.index("Four"), TEXT.index("Four")) == (shown.index("Four"), shown.index("Four"))


def test_only_spaces_selected_is_nothing_selected() -> None:
    assert TextPlaces(TEXT, f" {TEXT}").kept(8, 9) is None
