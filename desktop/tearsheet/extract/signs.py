"""Turn a page's tree into the elements that may speak of the article, found in one pass over it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from lxml.html import HtmlElement

from tearsheet.extract.strings import one_line
from tearsheet.extract.trees import named

UNREAD = frozenset(("script", "style", "noscript", "template", "svg", "path", "head", "select", "button", "textarea"))
"""Elements whose text is not a line that people read."""

_PROMISES = {
    "authors": "author nickname byline by-line contributor writer written journalist reporter js_name postedby "
    "posted-by people",
    "dates": "date time publish posted pubtime byline article-info post-meta entry-meta info source created",
    "sources": "source js_name",
    "headlines": "title headline",
}
_HINTS = tuple((hint, kind) for kind, hints in _PROMISES.items() for hint in hints.split())
_SPEAKING = (
    "div", "span", "p", "a", "li", "ul", "section", "header", "h1", "h2", "h3", "h4", "h5", "h6", "time", "td", "dd",
    "dt", "small", "strong", "b", "em", "i", "address", "cite", "figcaption", "aside", "label", "legend", "author",
)  # fmt: skip
_NAMES_READ = 300
_BESIDE = re.compile(
    r"related|recirc|comment|sidebar|(?<!post-)(?<!entry-)footer|(?<!elementor-)widget(?!-wrap)|recommend|popular|copyright|event|cookie|"
    r"consent|latest|trending|carousel|breadcrumb|read-?next|up-?next",
    re.IGNORECASE,
)
_OUTSIDE = frozenset(("nav", "aside", "footer", "figure", "dialog"))
_LOOKED_UP = 6
_MOST_NODES = 200
_PART = "\x1f"


@dataclass(slots=True)
class Signs:
    """The elements of a page that are what their tag says, and those whose names promise one thing or another."""

    headings: list[HtmlElement]
    times: list[HtmlElement]
    headlines: list[HtmlElement] = field(default_factory=list)
    authors: list[HtmlElement] = field(default_factory=list)
    dates: list[HtmlElement] = field(default_factory=list)
    sources: list[HtmlElement] = field(default_factory=list)


def signs_of(root: HtmlElement) -> Signs:
    """Walk the tree once, past the elements that hold no line of text."""
    signs = Signs(list(root.iter("h1")), list(root.iter("time", "relative-time")))
    lists = {kind: getattr(signs, kind) for kind in _PROMISES}
    for element in root.iter(*_SPEAKING):
        for name in (element.get("class"), element.get("id")):
            if name and (kinds := _kinds(name if len(name) <= _NAMES_READ else name[:_NAMES_READ])):
                for kind in kinds:
                    found = lists[kind]
                    if not found or found[-1] is not element:
                        found.append(element)
    return signs


@lru_cache(8192)
def _kinds(name: str) -> tuple[str, ...]:
    """Return what a class or id promises. It is asked of every name, and a pattern takes several times as long."""
    name = name.lower()
    found: tuple[str, ...] = ()
    for hint, kind in _HINTS:
        if hint in name and kind not in found:
            found += (kind,)
    return found


def pieces_of(element: HtmlElement, longest: int) -> list[str]:
    """Return the texts in `element` as they are parted by tags; nothing when they are longer than `longest`."""
    pieces: list[str] = []
    length = 0
    for text in _texts(element, [_MOST_NODES]):
        if piece := " ".join(text[: 2 * longest + 2000].split()):
            pieces.append(piece)
            length += len(piece)
        if length > longest:
            return []
    return pieces


def line_of(element: HtmlElement, longest: int) -> str:
    """Return the text of `element` on one line, a space wherever a tag parts it; empty when it is too long."""
    return " ".join(pieces_of(element, longest))


def heading_of(element: HtmlElement, longest: int) -> str:
    """Return the text of `element` as it reads, tags in the middle of words and all; empty when it is too long."""
    text = ""
    for each in _texts(element, [_MOST_NODES]):
        text += each
        if len(text) > 4 * longest:
            return ""
    text = one_line(text)
    return text if len(text) <= longest else ""


def parts_of(element: HtmlElement, longest: int) -> str:
    """Return the text of `element` as it reads, a line for each part of it that is said apart.

    A link ends what it says, and so does an element that another one follows at once; empty when it is too long.
    """
    text = ""
    for each in _parts(element, [_MOST_NODES]):
        text += each
        if len(text) > 4 * longest:
            return ""
    text = "\n".join(line for part in text.split(_PART) if (line := one_line(part)))
    return text if len(text) <= longest else ""


def _parts(element: HtmlElement, left: list[int]) -> Iterator[str]:
    left[0] -= 1
    if left[0] < 0:
        yield "x" * 10_000
        return
    if element.text:
        yield element.text
    for child in element:
        if child.tag == "br":
            yield " "
        elif child.tag not in UNREAD:
            yield from _parts(child, left)
            is_followed = child.getnext() is not None and not (child.tail or "").strip()
            if child.tag == "a" or is_followed:
                yield _PART
        if child.tail:
            yield child.tail


def _texts(element: HtmlElement, left: list[int]) -> Iterator[str]:
    left[0] -= 1
    if left[0] < 0:
        # More elements than any line has: said as a text too long for one.
        yield "x" * 10_000
        return
    if element.text:
        yield element.text
    for child in element:
        if child.tag == "br":
            yield "\n"
        elif child.tag not in UNREAD:
            yield from _texts(child, left)
        if child.tail:
            yield child.tail


def is_beside(element: HtmlElement, levels: int = _LOOKED_UP) -> bool:
    """Whether `element` stands in what surrounds an article, by its ancestors and the names of the nearest `levels`."""
    names = [named(element)]
    for step, ancestor in enumerate(element.iterancestors()):
        if ancestor.tag in _OUTSIDE:
            return True
        if step < levels and ancestor.tag not in ("body", "html", "main"):
            names.append(named(ancestor))
    return any(_BESIDE.search(name[:_NAMES_READ]) for name in names)
