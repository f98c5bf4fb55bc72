"""Turn the blocks that were kept into the article's element: a copy of the page's tree with only them in it."""

import copy
import re
from collections.abc import Iterable, Sequence

import lxml.html
from lxml.html import HtmlElement

from tearsheet.document.tokens import names
from tearsheet.extract.blocks import Block, Slot

_WHOLE = names("math pre ruby picture video audio object iframe svg")
_WRAPPERS = names("html body div section article main center span")
_PLAIN = names("form fieldset legend dialog label body html")
_ATTRIBUTE = re.compile(r"[A-Za-z_][\w.:-]*\Z", re.ASCII)
_ENDS_OF_LINES = names("br hr")


def assemble(
    root: HtmlElement, kept: Iterable[Block], media: Iterable[HtmlElement], tables: Sequence[HtmlElement]
) -> HtmlElement:
    """Return a new `div` of what stands in `root` of these blocks, media and whole tables, in their own structure."""
    copier = _Copier(kept, media, tables)
    whole = copier.copied(root)
    return _unwrapped(whole if whole is not None else lxml.html.Element("div"))


class _Copier:
    def __init__(self, kept: Iterable[Block], media: Iterable[HtmlElement], tables: Sequence[HtmlElement]) -> None:
        self._slots: set[Slot] = set()
        self._needed: set[HtmlElement] = set()
        self._media = set(media)
        self._tables = set(tables)
        for block in kept:
            for element, tail in block.slots:
                self._slots.add((element, tail))
                self._need(element.getparent() if tail else element)
        for element in (*self._media, *self._tables):
            self._need(element)
        self._targets = {link.get("href", "")[1:] for link in self._needed if link.tag == "a"} - {""}

    def _need(self, element: HtmlElement | None) -> None:
        while element is not None and element not in self._needed:
            self._needed.add(element)
            element = element.getparent()

    def copied(self, element: HtmlElement) -> HtmlElement | None:
        """Return a copy of `element` with what is needed of it; None when nothing is."""
        if element not in self._needed:
            return None
        if element.tag in _WHOLE or element in self._media or element in self._tables:
            whole = copy.deepcopy(element)
            whole.tail = None
            return whole
        # A start tag that runs into its attributes ("ulclass=…") is a name that no element may be made by.
        plain = element.tag in _PLAIN or not element.tag.isalnum()
        made: HtmlElement = lxml.html.Element("div" if plain else element.tag, _attributes(element))
        if (element, False) in self._slots:
            made.text = element.text
        for child in element:
            self._add(made, child)
        return made

    def _add(self, made: HtmlElement, child: HtmlElement) -> None:
        if child.tag in _ENDS_OF_LINES:
            if _may_end_line(made, child.tag):
                made.append(lxml.html.Element(child.tag))
        elif (copied := self.copied(child)) is not None:
            made.append(copied)
        elif not len(child) and self._targets.intersection((child.get("id", ""), child.get("name", ""))):
            # An empty element that a link of the article leads to.
            made.append(lxml.html.Element("a", id=child.get("id") or child.get("name", "")))
        if child.tail and (child, True) in self._slots:
            if len(made):
                made[-1].tail = (made[-1].tail or "") + child.tail
            else:
                made.text = (made.text or "") + child.tail


def _may_end_line(made: HtmlElement, tag: str) -> bool:
    """Whether one more line end says something: two part paragraphs, more part what is no longer there."""
    last = made[-2:]
    if not last:
        return bool((made.text or "").strip())
    return len(last) < 2 or not all(_is_bare(each, tag) for each in last)


def _is_bare(element: HtmlElement, tag: str) -> bool:
    return element.tag == tag and not (element.tail or "").strip()


def _attributes(element: HtmlElement) -> dict[str, str]:
    return {name: value for name, value in element.items() if _ATTRIBUTE.match(name)}


def _unwrapped(element: HtmlElement) -> HtmlElement:
    """Return the innermost wrapper that holds all."""
    while len(element) == 1 and not (element.text or "").strip() and not (element[0].tail or "").strip():
        if element[0].tag not in _WRAPPERS:
            break
        element = element[0]
    if element.tag in _WRAPPERS:
        element.tag = "div"
        element.tail = None
        return element
    made: HtmlElement = lxml.html.Element("div")
    made.append(element)
    return made
