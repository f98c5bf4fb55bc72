"""Turn a prepared tree into its blocks: the runs of text that a person sees as one paragraph, line, item or cell."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml.html import HtmlElement

from tearsheet.document.tokens import names

_BREAKING = names(
    "address article aside blockquote body caption center col colgroup dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option "
    "p pre section summary table tbody td tfoot th thead tr ul"
)
_UNSEEN = names("head script style template noscript select textarea button datalist")
_MEDIA = names("img video audio iframe svg object embed")

Slot = tuple[HtmlElement, bool]
"""Where a piece of text hangs: an element, and whether the text is its tail rather than its own."""


@dataclass(slots=True, eq=False)
class Box:
    """An element that breaks lines, and the boxes it stands in."""

    element: HtmlElement
    around: "Box | None"
    tag: str
    depth: int


@dataclass(slots=True, eq=False)
class Block:
    """A run of text without a break in it; `box` is the innermost box around it, `linked` its characters in links."""

    box: Box
    index: int
    text: str = ""
    linked: int = 0
    slots: list[Slot] = field(default_factory=list)


@dataclass(slots=True)
class Medium:
    """A picture, film or frame; `before` is the index of the block that follows it, or that it stands in."""

    element: HtmlElement
    box: Box
    before: int


@dataclass(slots=True)
class Blocks:
    """A page's boxes, blocks and media, each in the order of the page."""

    boxes: list[Box] = field(default_factory=list)
    all: list[Block] = field(default_factory=list)
    media: list[Medium] = field(default_factory=list)


def outwards(box: Box | None) -> Iterator[Box]:
    """Go from a box to the whole page, through all that it stands in."""
    while box is not None:
        yield box
        box = box.around


def blocks_of(root: HtmlElement) -> Blocks:
    """Part the body of `root` into blocks. What is never shown has none."""
    body = root.find("body") if root.tag == "html" else root
    walk = _Walk()
    walk.box(root if body is None else body, None)
    return walk.found


_NO_DEPTH: Final = -1


class _Walk:
    def __init__(self) -> None:
        self.found = Blocks()
        self._open: Block | None = None
        self._pieces: list[str] = []

    def box(self, element: HtmlElement, around: Box | None) -> None:
        self._end()
        depth = around.depth if around is not None else _NO_DEPTH
        box = Box(element, around, element.tag, depth + 1)
        self.found.boxes.append(box)
        self._inside(element, box, linked=False)
        self._end()

    def _inside(self, element: HtmlElement, box: Box, *, linked: bool) -> None:
        if element.text:
            self._text(element, element.text, box, tail=False, linked=linked)
        # A listing is one block, whatever lines, tables of line numbers and colours it is made of.
        unbroken = box.tag == "pre"
        for child in element:
            tag = child.tag
            if tag in _BREAKING and not unbroken:
                self.box(child, box)
            elif tag == "br":
                if not unbroken:
                    self._end()
            elif tag in _MEDIA:
                self.found.media.append(Medium(child, box, len(self.found.all)))
            elif tag not in _UNSEEN:
                self._inside(child, box, linked=linked or tag == "a")
            if child.tail:
                self._text(child, child.tail, box, tail=True, linked=linked)

    def _text(self, element: HtmlElement, text: str, box: Box, *, tail: bool, linked: bool) -> None:
        if self._open is None:
            if text.isspace():
                return
            self._open = Block(box, len(self.found.all))
        self._open.slots.append((element, tail))
        self._pieces.append(text)
        if linked:
            self._open.linked += len(text.strip())

    def _end(self) -> None:
        block, self._open = self._open, None
        if block is not None:
            block.text = " ".join("".join(self._pieces).split())
            self._pieces = []
            if block.text:
                self.found.all.append(block)
