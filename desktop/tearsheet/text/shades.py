"""Turn a reading theme's name into the shades of its highlights, as the page's own style sheet has them."""

import re
from collections.abc import Mapping
from functools import cache

from tearsheet.resources import resource


@cache
def shades(theme: str) -> Mapping[str, str]:
    """Return #rrggbb by name in a theme (`light`, `sepia` …): `mark-yellow` is its surface, `rule-yellow` its rule."""
    sheet = resource("reader/marks.css").read_text("utf-8")
    block = re.search(rf'\[data-theme="{theme}"\] \{{(.*?)\}}', sheet, re.DOTALL)
    assert block is not None  # noqa: S101 - every theme has its block there, which a test sees to
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", block[1]))
