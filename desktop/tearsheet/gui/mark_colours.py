"""Turn a highlight's colour into its shades in a reading theme, as the page's own style sheet has them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tearsheet.text.shades import shades

if TYPE_CHECKING:
    from tearsheet.model.annotation import Colour


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkColours:
    """What a highlight is filled with, and the stronger shade that is ruled under it."""

    surface: str
    rule: str


def mark_colours(theme: str, colour: Colour) -> MarkColours:
    """Return a colour's shades in a theme (`light`, `sepia` …)."""
    known = shades(theme)
    return MarkColours(surface=known[f"mark-{colour}"], rule=known[f"rule-{colour}"])
