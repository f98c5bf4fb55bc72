"""Every text can be read on every surface it stands on, in both themes."""

import pytest

from tearsheet.gui.theme import DARK, LIGHT, Theme

SURFACES = ("paper", "pane", "side", "card", "selected", "side_hover", "pane_hover", "accent_soft")
QUIET = ("ink", "soft", "faint", "accent_ink")
PAIRS = [(text, surface) for text in QUIET for surface in SURFACES] + [
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("soft", "line"),
    ("faint", "line"),
    ("added", "paper"),
    ("added", "added_soft"),
    ("removed", "paper"),
    ("removed", "removed_soft"),
    ("moved", "paper"),
]
LEAST = 4.5


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize(("text", "surface"), PAIRS)
def test_text_can_be_read_on_its_surface(theme: Theme, text: str, surface: str) -> None:
    assert contrast(getattr(theme, text), getattr(theme, surface)) >= LEAST


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_the_accent_and_the_tags_can_be_seen(theme: Theme) -> None:
    for colour in (theme.accent, *theme.tags):
        assert contrast(colour, theme.side) >= 2.2, colour


def test_the_measure_itself_knows_black_from_white() -> None:
    assert round(contrast("#000000", "#ffffff"), 1) == 21.0
