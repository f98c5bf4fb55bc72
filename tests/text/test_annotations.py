"""Colours and states have names that tell them apart, in both languages."""

from collections.abc import Iterator

import pytest

from tearsheet.model.annotation import Colour, State
from tearsheet.text.annotations import name_of_colour, name_of_state
from tearsheet.text.words import LANGUAGES, language, use_language


@pytest.fixture(params=LANGUAGES)
def spoken(request: pytest.FixtureRequest) -> Iterator[str]:
    before = language()
    use_language(request.param)
    yield request.param
    use_language(before)


@pytest.mark.usefixtures("spoken")
def test_each_has_a_name_of_its_own() -> None:
    assert len({name_of_colour(colour) for colour in Colour}) == len(Colour) == 5
    assert len({name_of_state(state) for state in State}) == len(State)


def test_a_name_is_in_the_persons_language(spoken: str) -> None:
    assert name_of_colour(Colour.PINK) == {"en": "pink", "zh_CN": "粉色"}[spoken]
    assert name_of_state(State.UNSURE) == {"en": "moved? check", "zh_CN": "可能移位，待确认"}[spoken]
