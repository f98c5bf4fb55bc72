"""What stands in a line of an outline: words, code, raised and lowered signs, pictures, formulas, HTML.

Marks and links are on the pieces, not around them: mldoc takes them in its own order, whatever order the page had.
"""

import re
from dataclasses import dataclass, field
from html import escape

from tearsheet.export.markdown.logseq.escapes import in_html
from tearsheet.export.markdown.passages import HIGHLIGHT

MARKS = (HIGHLIGHT, "del", "strong", "em")
"""The elements that have signs in mldoc, from the outermost inwards."""

# mldoc reads no HTML in the last nine characters of a text.
_SHORTEST = 10
_KNOWN = re.compile(r"<(?:a|code|del|details|dl|em|h[1-6]|img|ins|kbd|mark|pre|q|ruby|span|strong|sub|sup|table|u)\b")


@dataclass(frozen=True, slots=True)
class Link:
    """Where a piece leads."""

    url: str
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """What all pieces have: the marks on them, and where they lead."""

    marks: frozenset[str] = field(default=frozenset())
    link: Link | None = None

    @property
    def html(self) -> str:
        """What the piece is in HTML, without its marks and link."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Words(Piece):
    """Text as the page has it."""

    text: str

    @property
    def html(self) -> str:
        return _escaped(self.text)


@dataclass(frozen=True, slots=True)
class Code(Piece):
    """A code span."""

    text: str

    @property
    def html(self) -> str:
        return f"<code>{_escaped(self.text)}</code>"


@dataclass(frozen=True, slots=True)
class Script(Piece):
    """Words that are raised (`^`) or lowered (`_`)."""

    sign: str
    text: str

    @property
    def html(self) -> str:
        tag = "sup" if self.sign == "^" else "sub"
        return f"<{tag}>{_escaped(self.text)}</{tag}>"


@dataclass(frozen=True, slots=True)
class Picture(Piece):
    """A picture."""

    url: str
    alt: str = ""
    title: str = ""

    @property
    def html(self) -> str:
        title = f' title="{escape(self.title)}"' if self.title else ""
        return f'<img src="{escape(self.url)}" alt="{escape(self.alt)}"{title}/>'


@dataclass(frozen=True, slots=True)
class Formula(Piece):
    """A formula whose TeX can stand between `sign` and `sign`; `text` is how it stands in an article's text."""

    sign: str
    tex: str
    text: str

    @property
    def html(self) -> str:
        return _escaped(self.text)


@dataclass(frozen=True, slots=True)
class Html(Piece):
    """HTML on one line, for what mldoc has no sign for."""

    markup: str

    @property
    def html(self) -> str:
        return self.markup


@dataclass(frozen=True, slots=True)
class Break(Piece):
    """The end of a line."""

    @property
    def html(self) -> str:
        return "<br/>"


def _escaped(text: str) -> str:
    """Return text in HTML, without the backslashes that mldoc would see in that."""
    return escape(text, quote=False).replace("\\", "&#92;")


def as_html(piece: Piece) -> str:
    """Return a piece with its link and its marks as HTML."""
    markup = piece.html
    if piece.link is not None:
        title = f' title="{escape(piece.link.title)}"' if piece.link.title else ""
        markup = f'<a href="{escape(piece.link.url)}"{title}>{markup}</a>'
    for mark in reversed(MARKS):
        if mark in piece.marks:
            tag = "mark" if mark == HIGHLIGHT else mark
            markup = f"<{tag}>{markup}</{tag}>"
    return markup


def readable(markup: str) -> str:
    """Return HTML that mldoc takes for such: long enough, in an element that it knows, with nothing like a property."""
    known = len(markup) >= _SHORTEST and _KNOWN.match(markup)
    return in_html(markup if known else f"<span>{markup}</span>")
