"""Turn an article's markup into its canonical text, which search, annotations and their offsets stand on.

The text is what a browser shows of the words, and a walk over a DOM can make it again:
- Blocks are parted by an empty line. Items of a list, rows of a table, captions and `<br>` only end a line; two
  `<br>` leave an empty one. There is never more than one empty line, nor one at either end, but inside `pre`.
- Runs of space, tab and line feed are one space, none at either end of a line. All other characters, U+00A0 and
  U+3000 among them, stay as they are, in no normal form but the page's own. `pre` keeps all but its last line feed.
- The cells of a row that hold text stand on one line, with a tab between.
- Left out: alternative texts of pictures, readings over ruby text (`rt`, `rp`), contents of `audio` and `video`, and
  whatever is never shown (scripts, styles, comments).
Offsets into it are code points (Web Annotation Data Model, 4.2.5).
"""

import re
from collections import Counter
from html import unescape
from typing import Final

from tearsheet.document.tokens import Kind, names, tokens

VERSION = 1
"""Goes up when the same markup gives another text."""

_CELLS = names("td th")
_READINGS = names("rt rp rtc")
_HIDDEN = _READINGS | names("audio canvas noscript object select template video")
_SPACES = re.compile(r"[ \t\n\r\f]+")

# What may stand between two pieces of text. The later in the list wins: a paragraph in a cell starts no line.
_NOTHING, _SPACE, _LINE, _BLOCK, _CELL, _ROW, _TABLE = range(7)
_SEPARATORS: Final = ("", " ", "\n", "\n\n", "\t", "\n", "\n\n")
_BEFORE_AND_AFTER = {
    **dict.fromkeys(
        names(
            "address article aside blockquote body center details dialog dir div dl fieldset figure footer form h1 h2 "
            "h3 h4 h5 h6 header hgroup hr html main menu nav ol p pre section ul"
        ),
        _BLOCK,
    ),
    **dict.fromkeys(names("caption dd dt figcaption legend li option summary"), _LINE),
    **dict.fromkeys(names("tbody tfoot thead tr"), _ROW),
    "table": _TABLE,
}


def canonical_text(html: str) -> str:
    """Return the text of `html`, in linear time whatever its depth."""
    text = _Text()
    hidden = _Hidden()
    for kind, name, begin, end in tokens(html):
        if kind is Kind.TEXT:
            if not hidden:
                text.add(unescape(html[begin:end]))
        elif kind is Kind.START:
            if name in _HIDDEN:
                hidden.start(name)
            elif not hidden:
                text.start(name)
        elif kind is Kind.END:
            if hidden:
                hidden.end(name)
            else:
                text.end(name)
    return text.whole()


class _Hidden:
    """The open elements whose contents are not shown; false when there is none."""

    def __init__(self) -> None:
        self._names: list[str] = []
        self._count: Counter[str] = Counter()

    def __bool__(self) -> bool:
        return bool(self._names)

    def start(self, name: str) -> None:
        # One reading ends where the next begins; their end tags may be left out.
        if name in _READINGS and self._names and self._names[-1] in _READINGS:
            self._pop()
        self._names.append(name)
        self._count[name] += 1

    def end(self, name: str) -> None:
        if name == "ruby":
            while self._names and self._names[-1] in _READINGS:
                self._pop()
        elif self._count[name]:
            while self._pop() != name:
                pass

    def _pop(self) -> str:
        name = self._names.pop()
        self._count[name] -= 1
        return name


class _Text:
    """The text so far, and what stands between it and the next character."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._between = _NOTHING
        self._preformatted = 0
        self._pre_begins = False
        self._cells = [0]

    def add(self, text: str) -> None:
        if self._preformatted:
            self._add_as_it_is(text)
            return
        words = _SPACES.sub(" ", text)
        if words.startswith(" "):
            self._separate(_SPACE)
        if words := words.lstrip(" "):
            self._write(words.rstrip(" "))
            if words.endswith(" "):
                self._separate(_SPACE)

    def start(self, name: str) -> None:
        if name == "br":
            self._break()
        elif name in _CELLS:
            self._cells[-1] += 1
            if self._cells[-1] > 1:
                self._separate(_CELL)
        else:
            self._separate(_BEFORE_AND_AFTER.get(name, _NOTHING))
        if name == "table":
            self._cells.append(0)
        elif name == "tr":
            self._cells[-1] = 0
        elif name == "pre":
            self._preformatted += 1
            self._pre_begins = True

    def end(self, name: str) -> None:
        self._separate(_BEFORE_AND_AFTER.get(name, _NOTHING))
        if name == "table" and len(self._cells) > 1:
            self._cells.pop()
        elif name == "pre" and self._preformatted:
            self._end_pre()

    def whole(self) -> str:
        return "".join(self._parts)

    def _separate(self, how: int) -> None:
        if how > self._between:
            self._between = how

    def _write(self, text: str) -> None:
        if self._parts:
            self._parts.append(_SEPARATORS[self._between])
        self._parts.append(text)
        self._between = _NOTHING
        self._pre_begins = False

    def _break(self) -> None:
        if self._preformatted:
            self._add_as_it_is("\n")
        else:
            self._separate(_BLOCK if self._between == _LINE else _LINE)

    def _add_as_it_is(self, text: str) -> None:
        text = text.replace("\r\n", "\n")
        # The parser of HTML drops a line feed that stands right after the tag (13.2.6.4.7).
        if self._pre_begins and text.startswith("\n"):
            text = text[1:]
            self._pre_begins = False
        if text:
            self._write(text)

    def _end_pre(self) -> None:
        self._preformatted -= 1
        if self._parts and self._parts[-1].endswith("\n"):
            self._parts[-1] = self._parts[-1][:-1]
