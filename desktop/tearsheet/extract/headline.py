"""Turn a page into the short lines around its headline, where people read who wrote it and when."""

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from lxml.html import HtmlElement

from tearsheet.extract.signs import UNREAD, pieces_of

LONGEST = 160

_AFTER = 70
_BEFORE = 14
_PROSE = 240
_LOOKED_AT = 1000
_MOST_PROSE = 2


class Line(NamedTuple):
    """A short text: the element it is in, and its pieces as tags part them."""

    element: HtmlElement
    pieces: tuple[str, ...]

    @property
    def text(self) -> str:
        return " ".join(self.pieces)


def lines_near_headline(headline: HtmlElement) -> list[Line]:
    """Return the short texts after the headline up to the second long paragraph, nearest first, then those before."""
    return _each_once([*_behind(headline), *_after(headline), *_before(headline)])


def lines_about(box: HtmlElement) -> list[Line]:
    """Return the same about a box that stands in for the headline, with what stands in it first."""
    return _each_once([*_within(box), *_behind(box), *_after(box), *_before(box)])


def _each_once(lines: list[Line]) -> list[Line]:
    # A box and the only text in it are one line, told of the inner one, which knows what it is (a time, a link).
    once: dict[tuple[str, ...], Line] = {}
    for line in lines:
        if line.pieces not in once or once[line.pieces].element in line.element.iterancestors():
            once[line.pieces] = line
    return list(once.values())


def _within(box: HtmlElement) -> Iterator[Line]:
    for element in islice(box.iterdescendants(), _AFTER):
        if element.tag not in UNREAD and (pieces := pieces_of(element, LONGEST)):
            yield Line(element, tuple(pieces))


def _behind(headline: HtmlElement) -> Iterator[Line]:
    """Return the bare text behind the headline's end tag, which is in no element of its own."""
    text = " ".join((headline.tail or "")[:_LOOKED_AT].split())
    if 0 < len(text) <= LONGEST:
        yield Line(headline, (text,))


def _after(headline: HtmlElement) -> Iterator[Line]:
    prose = 0
    for element in islice(_following(headline), _AFTER):
        if element.tag in UNREAD:
            continue
        if len(element.text or "") > _PROSE:
            prose += 1
            if prose == _MOST_PROSE:
                return
        if pieces := pieces_of(element, LONGEST):
            yield Line(element, tuple(pieces))


def _before(headline: HtmlElement) -> Iterator[Line]:
    for element in islice(_preceding(headline), _BEFORE):
        if element.tag not in UNREAD and (pieces := pieces_of(element, LONGEST)):
            yield Line(element, tuple(pieces))


def _following(element: HtmlElement) -> Iterator[HtmlElement]:
    """Walk on behind `element` without what is in it. The following axis of XPath makes a list of all the rest."""
    node: HtmlElement | None = element
    while node is not None:
        if (after := node.getnext()) is None:
            node = node.getparent()
        else:
            yield from after.iter("*")
            node = after


def _preceding(element: HtmlElement) -> Iterator[HtmlElement]:
    """Walk back from `element`, past the boxes it is in: they say in one breath what the lines in them say apart."""
    node: HtmlElement | None = element
    while node is not None:
        if (before := node.getprevious()) is None:
            node = node.getparent()
        else:
            yield from _backwards(before)
            node = before


def _backwards(element: HtmlElement) -> Iterator[HtmlElement]:
    for child in reversed(element):
        yield from _backwards(child)
    yield element
