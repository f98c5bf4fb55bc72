"""Turn a person's choice of theme, letters and lines into what the page is set with."""

import re
from dataclasses import dataclass, replace
from functools import cache

from tearsheet.resources import resource
from tearsheet.settings.preferences import Preferences

THEMES = ("light", "sepia", "dark", "black")
SIZES = range(13, 41)
MEASURES = (27, 32, 40)
LEADINGS = (160, 185, 210)
FACES = ("serif", "sans")
PARAGRAPHS = ("spaced", "indented")
EDGES = ("", "justified", "ragged")
SCRIPTS = ("", "simplified", "traditional")
_USUAL_SIZE, _USUAL_MEASURE, _USUAL_LEADING = 18, 32, 185


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingStyle:
    """How articles are set: `theme` "" follows the window; size in pixels, measure in em, leading in per cent.

    `edges` "" are as the article's language is set; `script` "" shows Chinese as it was written.
    """

    theme: str = ""
    size: int = _USUAL_SIZE
    measure: int = _USUAL_MEASURE
    leading: int = _USUAL_LEADING
    face: str = "serif"
    paragraphs: str = "spaced"
    edges: str = ""
    script: str = ""

    def bigger(self, steps: int) -> "ReadingStyle":
        """Return this style with its letters `steps` pixels larger, within what can be read."""
        return replace(self, size=min(max(self.size + steps, SIZES[0]), SIZES[-1]))

    def theme_on(self, *, dark: bool) -> str:
        """Return the theme's name in a window that is dark or light."""
        return self.theme or ("dark" if dark else "light")


def style_of(preferences: Preferences) -> ReadingStyle:
    """Return the style that was chosen; what is out of range takes its usual value."""
    size, measure, leading = preferences.reader_size, preferences.reader_measure, preferences.reader_leading
    return ReadingStyle(
        theme=preferences.reader_theme if preferences.reader_theme in THEMES else "",
        size=size if size in SIZES else _USUAL_SIZE,
        measure=measure if measure in MEASURES else _USUAL_MEASURE,
        leading=leading if leading in LEADINGS else _USUAL_LEADING,
        face=preferences.reader_face if preferences.reader_face in FACES else "serif",
        paragraphs=preferences.reader_paragraphs if preferences.reader_paragraphs in PARAGRAPHS else "spaced",
        edges=preferences.reader_edges if preferences.reader_edges in EDGES else "",
        script=preferences.reader_script if preferences.reader_script in SCRIPTS else "",
    )


def with_style(preferences: Preferences, style: ReadingStyle) -> Preferences:
    """Return the preferences with `style` chosen."""
    return replace(
        preferences,
        reader_theme=style.theme,
        reader_size=style.size,
        reader_measure=style.measure,
        reader_leading=style.leading,
        reader_face=style.face,
        reader_paragraphs=style.paragraphs,
        reader_edges=style.edges,
        reader_script=style.script,
    )


@cache
def colours_of(theme: str) -> dict[str, str]:
    """Return a reading theme's colours by name (`paper`, `ink` …), read from the style sheet that holds them."""
    sheet = resource(f"reader/themes/{theme}.css").read_text("utf-8")
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", sheet))


def is_dark(theme: str) -> bool:
    """Tell whether a reading theme is light letters on dark paper."""
    return theme in ("dark", "black")
