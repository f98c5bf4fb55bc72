"""Turn a highlight's colour into its shades in a reading theme, as the page's own style sheet has them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from tearsheet.resources import resource

if TYPE_CHECKING:
    from tearsheet.model.annotation import Colour


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkColours:
    """What a highlight is filled with, and the stronger shade that is ruled under it."""

    surface: str
    rule: str


def mark_colours(theme: str, colour: Colour) -> MarkColours:
    """Return a colour's shades in a theme (`light`, `sepia` …)."""
    shades = _shades(theme)
    return MarkColours(surface=shades[f"mark-{colour}"], rule=shades[f"rule-{colour}"])


@cache
def _shades(theme: str) -> dict[str, str]:
    sheet = resource("reader/marks.css").read_text("utf-8")
    block = re.search(rf'\[data-theme="{theme}"\] \{{(.*?)\}}', sheet, re.DOTALL)
    assert block is not None  # noqa: S101 - every theme has its block there, which a test sees to
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", block[1]))
