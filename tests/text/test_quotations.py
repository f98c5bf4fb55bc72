"""Words that a person typed are found where the text says them, and refused where it is not clear which are meant."""

import pytest

from tearsheet.text.quotations import nearest, places_of, same_letters

TEXT = (
    "“The water,” she said, “is high.”\n\nThe water fell on Thursday.\n\n"
    "渡船的价钱——涨了一倍。Ｆｕｌｌ　ｗｉｄｔｈ, the water."
)


def said(quote: str) -> list[str]:
    return [TEXT[start:end] for start, end in places_of(quote, TEXT)]


@pytest.mark.parametrize(
    ("quote", "there"),
    [
        ("is high", "is high"),
        ('the water," she said, "is', "The water,” she said, “is"),
        ("high. the water fell", "high.”\n\nThe water fell"),
        ("渡船的價錢--漲了", "渡船的价钱——涨了"),
        ("full width", "Ｆｕｌｌ　ｗｉｄｔｈ"),
    ],
)
def test_signs_spaces_case_width_and_script_do_not_matter(quote: str, there: str) -> None:
    assert said(quote) == [there]
    assert same_letters(quote, there)


def test_the_words_as_they_stand_come_before_the_same_letters_set_otherwise() -> None:
    assert said("the water") == ["the water"]
    assert len(said("The Water")) == 3


@pytest.mark.parametrize("quote", ["is higher", "渡船的价格", "", "——?", "😀"])
def test_words_that_are_not_there_are_nowhere(quote: str) -> None:
    assert places_of(quote, TEXT) == ()
    assert places_of("a", "") == ()


def test_a_quote_of_signs_is_found_as_it_stands() -> None:
    assert said("——") == ["——"]


def test_of_several_places_the_one_with_the_surroundings_that_were_said() -> None:
    places = places_of("The Water", TEXT)
    assert nearest(TEXT, places, prefix="", suffix="fell on") == places[1]
    assert nearest(TEXT, places, prefix="high!", suffix="") == places[1]
    assert nearest(TEXT, places, prefix="width", suffix="") == places[2]
    assert nearest(TEXT, places, prefix="", suffix="") is None
    assert nearest(TEXT, places, prefix="zzz", suffix="qqq") is None
    assert nearest("ab ab", places_of("a", "ab ab"), prefix="", suffix="b") is None


def test_one_place_is_the_place_whatever_is_said_around_it() -> None:
    assert nearest(TEXT, places_of("is high", TEXT), prefix="zzz", suffix="") is not None
    assert nearest(TEXT, (), prefix="a", suffix="b") is None
