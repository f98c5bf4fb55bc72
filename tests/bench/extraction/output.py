"""Turn what programs return into one shape, in which it is scored and kept."""

from dataclasses import dataclass, replace
from typing import Self


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """An article as a program read it. Without `text` of its own, its text is made of `html`; "" is "not said"."""

    text: str | None = None
    html: str = ""
    title: str = ""
    author: str = ""
    date: str = ""
    site: str = ""
    lang: str = ""

    def with_markup(self, html: str) -> Self:
        """Return it with markup that another call gave."""
        return replace(self, html=html)
