"""Turn the pieces of a line (words, marks, finished Markdown) into one string of Markdown.

A hard line break is a newline in that string until its block says how it is written there.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape

from tearsheet.export.markdown import escapes
from tearsheet.export.markdown.passages import HIGHLIGHT

_DELIMITERS = {"strong": ("**",), "em": ("*", "_"), "del": ("~~",), HIGHLIGHT: ("==",)}
MARKS = frozenset(_DELIMITERS)
"""The elements that have delimiters in Markdown."""


@dataclass(frozen=True, slots=True)
class Words:
    """Text as the page has it; a newline is a line break."""

    text: str

    @property
    def first(self) -> str:
        return self.text[0]

    def write(self, before: str, after: str) -> str:
        return escapes.words(self.text, before=before, after=after)


@dataclass(frozen=True, slots=True)
class Finished:
    """Markdown that stays as it is: a link, a picture, inline HTML."""

    markdown: str

    @property
    def first(self) -> str:
        return self.markdown[0]

    def write(self, before: str, after: str) -> str:  # noqa: ARG002 - what stands around it does not matter
        return self.markdown


@dataclass(frozen=True, slots=True)
class Marked:
    """Emphasis of one kind around finished Markdown, which neither starts nor ends with a space."""

    tag: str
    inner: str

    @property
    def first(self) -> str:
        # Whether delimiter or tag, it is punctuation; the later of two that touch sees what the earlier became.
        return "<"

    def write(self, before: str, after: str) -> str:
        """Write delimiters where every renderer takes them for such, else HTML.

        CommonMark's delimiters fail beside Chinese: in `**中文。**中文` the closing ones stand between punctuation and
        a letter (spec 0.31, 6.2; commonmark-spec #650).
        """
        for delimiter in _DELIMITERS[self.tag]:
            if self._may_stand(delimiter, before, after):
                return f"{delimiter}{self.inner}{delimiter}"
        return in_tags(self.tag, self.inner)

    def _may_stand(self, delimiter: str, before: str, after: str) -> bool:
        if "[![" in self.inner:
            return False  # goldmark takes no delimiters around a link on a picture
        sign = delimiter[0]
        if sign in (before[-1:], after[:1], self.inner[0], self.inner[-1]):
            return False  # runs of one sign would be counted together
        if sign == "_" and not (_is_apart(before[-1:]) and _is_apart(after[:1])):
            return False
        return _flanks(self.inner[0], before[-1:]) and _flanks(self.inner[-1], after[:1])


@dataclass(frozen=True, slots=True)
class Code:
    """A code span."""

    text: str

    @property
    def first(self) -> str:
        return "<"  # as with marks, the later of two that touch gives way

    def write(self, before: str, after: str) -> str:
        """Write backticks, or HTML where those of the span before would be counted with them."""
        if before[-1:] == "`":
            return f"<code>{escapes.words(self.text, before=before, after=after)}</code>"
        return escapes.code(self.text)


Piece = Words | Finished | Marked | Code


def join(pieces: Iterable[Piece], *, before: str = " ", after: str = " ") -> str:
    """Write pieces one after another; `before` and `after` are the characters that will stand around them."""
    merged = _merged(pieces)
    written: list[str] = []
    last = before
    for index, piece in enumerate(merged):
        following = merged[index + 1].first if index + 1 < len(merged) else after
        written.append(piece.write(last, following))
        last = written[-1][-1]
    return "".join(written)


def marked(tag: str, pieces: Sequence[Piece], *, as_html: bool = False) -> tuple[Piece, ...]:
    """Return pieces under a mark, with the spaces at its ends outside it, and a mark of its own for each paragraph."""
    sign = ">" if as_html else _DELIMITERS[tag][0][0]
    parts = re.split(r"(\n(?:[^\S\n]*\n)+)", join(pieces, before=sign, after="<" if as_html else sign))
    return tuple(
        piece
        for part in parts
        for piece in _around(part, lambda bare: Finished(in_tags(tag, bare)) if as_html else Marked(tag, bare))
    )


def tagged(tag: str, pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Return pieces within inline HTML, for what Markdown has no sign for."""
    return (Finished(in_tags(tag, _one_line(join(pieces, before=">", after="<")))),)


def in_tags(tag: str, inner: str) -> str:
    """Return finished Markdown within inline HTML."""
    name = "mark" if tag == HIGHLIGHT else tag
    return f"<{name}>{inner}</{name}>"


def link(url: str, pieces: Sequence[Piece], title: str, *, as_html: bool = False) -> tuple[Piece, ...]:
    """Return a link, with the spaces at its ends outside it; nothing for one without words."""
    if as_html:
        begin = f'<a href="{escape(url)}"{_html_title(title)}>'
        words = _one_line(join(pieces, before=">", after="<"))
        return _around(words, lambda bare: Finished(f"{begin}{bare}</a>"))
    target = f"({escapes.destination(url)}{escapes.title(title)})"
    return _around(_one_line(join(pieces, before="[", after="]")), lambda bare: Finished(f"[{bare}]{target}"))


def image(url: str, alt: str, title: str, *, as_html: bool = False) -> Finished:
    """Return a picture."""
    alt = " ".join(alt.split())
    if as_html:
        return Finished(f'<img src="{escape(url)}" alt="{escape(alt)}"{_html_title(title)}>')
    return Finished(f"![{escapes.alternative(alt)}]({escapes.destination(url)}{escapes.title(title)})")


def kept_file(address: str, title: str, *, shown: bool) -> str:
    """Return a picture that was kept as a file, or a link to another kind of file, as a note's only line."""
    return image(address, title, "").markdown if shown else join(link(address, [Words(title)], ""))


def _html_title(title: str) -> str:
    return f' title="{escape(" ".join(title.split()))}"' if title.strip() else ""


def _merged(pieces: Iterable[Piece]) -> list[Piece]:
    """Join words that touch, and collapse their spaces as a page does."""
    merged: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, Words) and merged and isinstance(merged[-1], Words):
            merged[-1] = Words(merged[-1].text + piece.text)
        else:
            merged.append(piece)
    flat = (Words(re.sub(" {2,}", " ", piece.text)) if isinstance(piece, Words) else piece for piece in merged)
    return [piece for piece in flat if not (isinstance(piece, Words) and not piece.text)]


def _around(markdown: str, wrap: Callable[[str], Piece]) -> tuple[Piece, ...]:
    """Return `markdown` wrapped, but for the spaces at its ends; those alone when there is nothing else."""
    bare = markdown.strip()
    if not bare:
        return (Words(markdown),) if markdown else ()
    begin = markdown.index(bare)
    spaces = (markdown[:begin], markdown[begin + len(bare) :])
    before, after = ((Words(space),) if space else () for space in spaces)
    return (*before, wrap(bare), *after)


def _one_line(markdown: str) -> str:
    return re.sub(r"\s*\n\s*", "<br>", markdown)


def _flanks(inside: str, outside: str) -> bool:
    """Say whether a delimiter between these two characters opens or closes, under every reading of the rule.

    Versions of CommonMark differ on whether symbols (￥, emoji) are punctuation, so here they hurt and never help.
    """
    if inside.isspace():
        return False
    hurts = unicodedata.category(inside)[0] in "PS"
    return not hurts or _is_apart(outside)


def _is_apart(char: str) -> bool:
    """Say whether `char` surely is space or punctuation; nothing is space."""
    return not char or char.isspace() or unicodedata.category(char)[0] == "P" or (char.isascii() and not char.isalnum())
