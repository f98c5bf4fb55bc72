"""How articles are set: what is chosen, kept, and can be read."""

from datetime import UTC, datetime

import pytest

from tearsheet.document.page_words import PageWords
from tearsheet.gui.reader_style import SIZES, THEMES, ReadingStyle, colours_of, is_dark, style_of, with_style
from tearsheet.gui.reader_words import page_words
from tearsheet.gui.theme import DARK, LIGHT
from tearsheet.settings.preferences import Preferences


def luminance(colour: str) -> float:
    """Return a colour's relative luminance (WCAG 2.2)."""
    parts = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


CODE = ("keyword", "string", "number", "comment", "function", "type", "deleted", "inserted")


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        *((text, ground) for text in ("ink", "soft") for ground in ("paper", "card", "pane")),
        ("accent", "paper"),
        ("accent", "card"),
        ("accent", "accent-soft"),
        ("paper", "accent"),
        *((part, "pane") for part in CODE),
    ],
)
def test_every_text_can_be_read_on_its_ground(theme: str, text: str, ground: str) -> None:
    colours = colours_of(theme)
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("window", [LIGHT, DARK])
def test_the_page_and_the_window_are_of_one_paper(window: object) -> None:
    assert window in (LIGHT, DARK)
    colours = colours_of("dark" if window is DARK else "light")
    theme = DARK if window is DARK else LIGHT
    assert (colours["paper"], colours["ink"], colours["line"]) == (theme.paper, theme.ink, theme.line)


def test_a_style_survives_the_preferences() -> None:
    style = ReadingStyle(
        theme="black",
        size=22,
        measure=40,
        leading=210,
        face="sans",
        paragraphs="indented",
        edges="ragged",
        script="traditional",
    )
    kept = with_style(Preferences(language="zh_CN"), style)
    assert style_of(kept) == style
    assert kept.language == "zh_CN"


def test_nothing_chosen_and_nonsense_are_the_usual_style() -> None:
    nonsense = Preferences(
        reader_theme="pink",
        reader_size=900,
        reader_measure=-1,
        reader_leading=7,
        reader_face="x",
        reader_paragraphs="x",
        reader_edges="x",
        reader_script="x",
    )
    assert style_of(Preferences()) == ReadingStyle()
    assert style_of(nonsense) == ReadingStyle()


def test_letters_stop_growing_and_shrinking() -> None:
    assert ReadingStyle().bigger(100).size == SIZES[-1]
    assert ReadingStyle().bigger(-100).size == SIZES[0]


def test_a_theme_of_its_own_wins_over_the_windows() -> None:
    assert ReadingStyle().theme_on(dark=True) == "dark"
    assert ReadingStyle(theme="sepia").theme_on(dark=True) == "sepia"
    assert [is_dark(name) for name in THEMES] == [False, False, True, True]


def test_the_windows_english_is_the_pages_own() -> None:
    window, own = page_words(), PageWords()
    moment = datetime(2026, 3, 5, 7, 4, tzinfo=UTC)
    assert (window.moment(moment), window.day(moment)) == (own.moment(moment), own.day(moment))
    for name in ("words", "characters", "minutes", "pictures_missing"):
        for count in (1, 2, 3420):
            assert getattr(window, name)(count) == getattr(own, name)(count)
    for name in ("original", "kept", "untitled", "picture_missing", "only_link", "no_article", "flags", "language"):
        assert getattr(window, name) == getattr(own, name)
