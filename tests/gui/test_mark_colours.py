"""The five colours can be read on, and told from each other, in every theme and by everybody."""

from itertools import pairwise

import pytest

from tearsheet.gui.mark_colours import mark_colours
from tearsheet.gui.reader_style import THEMES, colours_of
from tearsheet.model.annotation import Colour
from tearsheet.resources import resource
from tests.gui.test_theme import contrast

_TEXT, _LINE = 4.5, 3.0


def lightness(colour: str) -> float:
    """Return CIE lightness, from 0 to 100, by contrast with black."""
    luminance = contrast(colour, "#000000") * 0.05 - 0.05
    return float(116 * luminance ** (1 / 3) - 16)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("colour", Colour)
def test_text_can_be_read_on_every_colour(theme: str, colour: Colour) -> None:
    assert contrast(colours_of(theme)["ink"], mark_colours(theme, colour).surface) >= _TEXT


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("colour", Colour)
def test_the_line_of_a_colour_stands_out_from_paper_and_card(theme: str, colour: Colour) -> None:
    for surface in ("paper", "card"):
        assert contrast(mark_colours(theme, colour).rule, colours_of(theme)[surface]) >= _LINE


@pytest.mark.parametrize("theme", THEMES)
def test_who_sees_no_colours_sees_five_shades(theme: str) -> None:
    shades = [lightness(mark_colours(theme, colour).surface) for colour in Colour]
    assert all(one - other >= 2.5 for one, other in pairwise(shades)), shades


def test_each_colour_has_a_line_of_its_own_kind() -> None:
    sheet = resource("reader/marks.css").read_text("utf-8")
    kinds = [
        next(
            (kind for kind in ("solid", "double", "dotted", "wavy") if f"{kind} {width} var(--rule-{colour})" in sheet),
            "",
        )
        for colour, width in zip(Colour, ("0", "1.5px", "1px", "2px", "1px"), strict=True)
    ]
    assert kinds == ["", "solid", "double", "dotted", "wavy"]
