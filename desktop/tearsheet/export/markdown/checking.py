"""Turn a tree, and the Markdown written of it, into what each says, to see that they say the same.

What is said is a text, and signs on it: marks, links, pictures, listings, items and cells, each with its place. Places
count the characters that are no space, so a space may stand on either side of a delimiter.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import unquote

import lxml.html
from lxml import etree
from lxml.html import HtmlElement

from tearsheet.document.tokens import names
from tearsheet.export.markdown.code import language_of, verbatim
from tearsheet.export.markdown.formulas import is_display
from tearsheet.export.markdown.passages import HIGHLIGHT

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

# Deeper than any article goes (document/bounds.py); markdown-it gives up the words that are deeper.
_NESTING = 1000
_SAME = {"b": "strong", "i": "em", "s": "del", "strike": "del", "tt": "code", "samp": "code", HIGHLIGHT: "mark"}
_MARKS = frozenset(("strong", "em", "del", "mark"))
_SPANS = names("a code sub sup mark kbd ins u q ruby rt")
_BLOCKS = names("h1 h2 h3 h4 h5 h6 blockquote pre li td th dl dt dd details summary")
_APART = _BLOCKS | names("p div ul ol table tr hr section article figure figcaption caption note")
# What blocks and lines leave behind; the paragraphs of a cell are lines.
_BLOCK_END, _LINE_END = "\n", "\v"
_GAP = re.compile(r"\s{2,}|[\n\v]")
_FORMULA = re.compile(r"\$\$(?=\S)([^$]+)\$\$|\$(?=\S)([^$\n]*[^$\s])\$(?!\d)")

Sign = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What a page or a note says."""

    text: str
    signs: Counter[Sign]


def says_the_same(blocks: HtmlElement, markdown: str) -> bool:
    """Say whether a renderer that is not ours reads in `markdown` just what `blocks` hold."""
    try:
        rendered = _renderer().render(markdown)
    except RecursionError:
        return False
    read = lxml.html.fragment_fromstring(f"<div>{rendered}</div>", parser=_parser())
    return said(read) == said(blocks)


def said(root: HtmlElement) -> Said:
    """Return what a tree says, without looking twice at any part of it."""
    reading = _Reading()
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            reading.start(element)
        else:
            reading.end(element)
            if element is not root and element.tail:
                reading.add(element.tail)
    text = _GAP.sub(_gap, "".join(reading.parts)).strip()
    return Said(text, Counter(reading.signs))


def _gap(spaces: re.Match[str]) -> str:
    return "\n" * min(2, spaces[0].count(_BLOCK_END)) or ("\n" if _LINE_END in spaces[0] else " ")


@cache
def _parser() -> lxml.html.HTMLParser:
    return lxml.html.HTMLParser(remove_comments=True, huge_tree=True)


@cache
def _renderer() -> "MarkdownIt":
    # Loaded with the first note: who only reads or searches does without.
    from markdown_it import MarkdownIt

    from tearsheet.export.markdown.highlight_rule import pair_delimiters, read_delimiters

    renderer = MarkdownIt("commonmark", {"html": True, "maxNesting": _NESTING}).enable(["table", "strikethrough"])
    renderer.inline.ruler.before("escape", "formula", _formula)
    renderer.inline.ruler.before("emphasis", "highlight", read_delimiters)
    renderer.inline.ruler2.before("emphasis", "highlight", pair_delimiters)
    renderer.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    renderer.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return renderer


def _formula(state: "StateInline", silent: bool) -> bool:
    """Read TeX between dollar signs as readers of notes do, where CommonMark knows nothing of it."""
    found = _FORMULA.match(state.src, state.pos) if state.src[state.pos] == "$" else None
    if found is None:
        return False
    if not silent:
        display = ' display="block"' if found[1] else ""
        state.push("html_inline", "", 0).content = f'<math alttext="{escape(found[1] or found[2])}"{display}></math>'
    state.pos = found.end()
    return True


@dataclass(slots=True)
class _Reading:
    """What was read so far."""

    parts: list[str] = field(default_factory=list)
    signs: list[Sign] = field(default_factory=list)
    place: int = 0
    listings: int = 0
    formulas: int = 0
    open_: list[int] = field(default_factory=list)
    lists: list["_List"] = field(default_factory=list)
    tables: list["_Table"] = field(default_factory=list)
    last: dict[str, int] = field(default_factory=dict)

    def add(self, text: str) -> None:
        words = text.split()
        if self.formulas or not text:
            return
        if words:
            self.parts.append(" " * text[0].isspace() + " ".join(words) + " " * text[-1].isspace())
            self.place += sum(map(len, words))
        else:
            self.parts.append(" ")

    def start(self, element: HtmlElement) -> None:
        tag = _SAME.get(element.tag, element.tag)
        self.open_.append(self.place)
        if tag in _APART:
            self.parts.append(self._end_of_block())
        match tag:
            case "br":
                self.parts.append(self._end_of_line())
            case "img":
                self._set(tag, unquote(element.get("src", "")), _line(element.get("alt")), _line(element.get("title")))
            case "hr":
                self._set(tag)
            case "input":
                self.add("[x] " if element.get("checked") is not None else "[ ] ")
            case "math" if element.get("alttext"):
                self._set(tag, element.get("alttext", ""), "block" if is_display(element) else "")
                self.formulas += 1
            case "ul" | "ol":
                self.lists.append(_List.of(element))
            case "table":
                self.tables.append(_Table())
            case "td" | "th" if self.tables:
                self.tables[-1].column += 1
            case "li" if self.lists and element.get("value"):
                self.lists[-1].number = _number(element.get("value"), self.lists[-1].number)
            case "pre":
                self.listings += 1
        if element.text:
            self.add(element.text)

    def end(self, element: HtmlElement) -> None:
        tag = _SAME.get(element.tag, element.tag)
        begin = self.open_.pop()
        if self.place > begin and not self.formulas and not (self.listings and tag not in ("a", "pre")):
            self._sign(tag, element, begin)
        match tag:
            case "math" if element.get("alttext"):
                self.formulas -= 1
            case "ul" | "ol":
                self.lists.pop()
            case "table":
                self.tables.pop()
            case "tr" if self.tables:
                self.tables[-1].row += self.place > begin
                self.tables[-1].column = 0
            case "td" | "th" if self.tables:
                self.tables[-1].column += _number(element.get("colspan"), 1) - 1
            case "li" if self.lists:
                self.lists[-1].number += self.lists[-1].step
            case "pre":
                self.listings -= 1
        if tag in _APART:
            self.parts.append(self._end_of_block())

    def _end_of_block(self) -> str:
        if self.listings:
            return " "
        return _LINE_END if self.tables else _BLOCK_END * 2

    def _end_of_line(self) -> str:
        if self.listings:
            return " "
        return _LINE_END if self.tables else _BLOCK_END

    def _set(self, tag: str, *what: str) -> None:
        """Note what stands in a place of its own, as a character does."""
        if not self.formulas:
            self.signs.append((tag, self.place, *what))
            self.place += 1

    def _sign(self, tag: str, element: HtmlElement, begin: int) -> None:
        if tag in _MARKS:
            before = self.last.get(tag)
            if before is not None and self.signs[before][2] == begin:
                self.signs[before] = (tag, self.signs[before][1], self.place)
            else:
                self.last[tag] = len(self.signs)
                self.signs.append((tag, begin, self.place))
        elif tag == "a":
            url = element.get("href", "").strip()
            if is_followed(url):
                self.signs.append((tag, begin, self.place, unquote(url), _line(element.get("title"))))
        elif tag == "pre":
            self.signs.append((tag, begin, self.place, language_of(element), verbatim(element).strip("\n")))
        elif tag == "li":
            number = self.lists[-1].number if self.lists and self.lists[-1].step else 0
            self.signs.append((tag, begin, self.place, len(self.lists), number))
        elif tag in ("td", "th"):
            where = (self.tables[-1].row, self.tables[-1].column) if self.tables else ()
            self.signs.append(("cell", begin, self.place, *where))
        elif tag in _BLOCKS or tag in _SPANS:
            self.signs.append((tag, begin, self.place))


@dataclass(slots=True)
class _List:
    """A list that is open: the number of the next item, and what comes after it, 0 where there are bullets."""

    number: int
    step: int

    @classmethod
    def of(cls, element: HtmlElement) -> "_List":
        if element.tag == "ul":
            return cls(0, 0)
        backwards = element.get("reversed") is not None
        first = len(element) if backwards else 1
        return cls(_number(element.get("start"), first), -1 if backwards else 1)


@dataclass(slots=True)
class _Table:
    """A table that is open, and how far it was read."""

    row: int = 0
    column: int = 0


def is_followed(url: str) -> bool:
    """Say whether a link to `url` leads out of the article, to where a note can lead too."""
    return url.lower().startswith(("http://", "https://", "mailto:"))


def _line(text: str | None) -> str:
    return " ".join((text or "").split())


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,8}", text.strip()) else otherwise
