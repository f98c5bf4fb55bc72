"""Turn a choice of light or dark into the colours everything is drawn with."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """Colours as #rrggbb, named by use. Every text colour reads at 4.5:1 or better on each surface it stands on.

    Surfaces: `side`, `pane` and `paper` are the three panes, `card` floats above them, `selected` is the raised row.
    Text: `ink`, `soft`, `faint` from loud to quiet, `accent_ink` for what can be acted on, `on_accent` on `accent`.
    `added`, `removed` and `moved` say what became of words, on `paper` or their own `_soft` ground; blue and red, which
    nearly everybody can tell apart.
    """

    name: str
    dark: bool
    paper: str
    pane: str
    side: str
    card: str
    selected: str
    side_hover: str
    pane_hover: str
    ink: str
    soft: str
    faint: str
    line: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_ink: str
    accent_soft: str
    handle: str
    shadow: str
    shadow_strength: float
    tags: tuple[str, ...]
    added: str
    added_soft: str
    removed: str
    removed_soft: str
    moved: str


LIGHT = Theme(
    name="light",
    dark=False,
    paper="#fbfaf7",
    pane="#f4f2ed",
    side="#ebe8e1",
    card="#ffffff",
    selected="#ffffff",
    side_hover="#e3dfd7",
    pane_hover="#ece9e2",
    ink="#23211d",
    soft="#565149",
    faint="#625d53",
    line="#e2ded5",
    accent="#b8432f",
    accent_hover="#a83a27",
    on_accent="#ffffff",
    accent_ink="#a63a27",
    accent_soft="#f3dfd9",
    handle="#b9b3a7",
    shadow="#281e14",
    shadow_strength=1.0,
    tags=("#c98a2d", "#5f8f4e", "#4a7fa5", "#8a6bb0", "#b85c7a", "#3f8f8a", "#a06a3f", "#6d7a8a"),
    added="#175a8c",
    added_soft="#dcebf6",
    removed="#a03222",
    removed_soft="#f7e1db",
    moved="#6a4a99",
)

DARK = Theme(
    name="dark",
    dark=True,
    paper="#1d1c1a",
    pane="#242320",
    side="#1a1917",
    card="#2b2a26",
    selected="#34322d",
    side_hover="#262522",
    pane_hover="#2c2b27",
    ink="#e9e5dc",
    soft="#b5afa2",
    faint="#a09a8d",
    line="#34322d",
    accent="#c24d38",
    accent_hover="#b9452f",
    on_accent="#ffffff",
    accent_ink="#ec826b",
    accent_soft="#43291f",
    handle="#57534b",
    shadow="#000000",
    shadow_strength=3.0,
    tags=("#d29a45", "#74a862", "#5f97bf", "#a488c9", "#cc7793", "#57a9a3", "#b98555", "#8794a5"),
    added="#86bdec",
    added_soft="#1f3547",
    removed="#f0907c",
    removed_soft="#472a23",
    moved="#c0a6ec",
)

_current = LIGHT


def current() -> Theme:
    """Return the theme everything is drawn with now."""
    return _current


def use(theme: Theme) -> None:
    """Draw everything with `theme` from the next paint on; `style.apply` does this and asks Qt to repaint."""
    global _current
    _current = theme
