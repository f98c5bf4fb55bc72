"""Turn a prepared tree into the numbered parts that a person can point at, and into the page that shows them."""

import copy
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

import lxml.html
from lxml.html import HtmlElement

from tearsheet.document.sanitise import sanitise
from tearsheet.document.tokens import names
from tearsheet.extract.addresses import Base, make_absolute
from tearsheet.extract.blocks import Block, Blocks, Box, blocks_of
from tearsheet.extract.pictures import settle_pictures
from tearsheet.extract.trees import words_of
from tearsheet.model.repair import Part, PartKind, Place

MARK = "ts-part"
"""The attribute that numbers a part in the tree; it goes with every copy the article is put together of."""

_KINDS = {
    PartKind.TABLE: names("table"),
    PartKind.CELL: names("td th"),
    PartKind.LIST: names("ul ol dl"),
    PartKind.ITEM: names("li dd dt tr"),
    PartKind.HEADING: names("h1 h2 h3 h4 h5 h6"),
    PartKind.FILM: names("video audio iframe embed object"),
}
_PICTURES = names("img svg")
_OF_ONE_RUN = (PartKind.TEXT, PartKind.HEADING, PartKind.ITEM, PartKind.CELL)
_SEEN = _PICTURES | _KINDS[PartKind.FILM]
_FRAMES = names("iframe embed object")
_CELLS = names("td th")
_WHOLE_PAGE = names("html body")
_NO_MARKUP_OF_ARTICLES = names("form fieldset legend menu dir dialog optgroup option html body")
_LONGEST_WORDS = 60
_NEARLY_ALL, _NEARLY_NOTHING = 0.9, 0.02
_A_PICTURE = 20
"""A picture counts as much as so many characters."""


class Outline(NamedTuple):
    """The parts of a tree, in the order of the page, and the element each is; a part's number is its place here."""

    elements: tuple[HtmlElement, ...]
    parts: tuple[Part, ...]


def outline_of(root: HtmlElement) -> Outline:
    """Number the parts of a prepared tree by the attribute `MARK`; the same page always has the same numbers."""
    blocks = blocks_of(root)
    held = _held(blocks)
    chosen = {*_boxes(blocks, held), *_media(blocks, held), *_lines(blocks, held)} - {blocks.boxes[0].element}
    elements = tuple(element for element in root.iter("*") if element in chosen and element.tag not in _WHOLE_PAGE)
    for element in root.iter("*"):
        element.attrib.pop(MARK, None)
    for number, element in enumerate(elements):
        element.set(MARK, str(number))
    parts = tuple(_part(number, element) for number, element in enumerate(elements))
    return Outline(elements, parts)


def places_in(outline: Outline, before: dict[int, int], article: HtmlElement) -> tuple[Place, ...]:
    """Return where each part stands, by what `article`, chosen from the tree, holds of what was there `before`."""
    now = weights(article)
    held, kept = [0] * len(outline.parts), [0] * len(outline.parts)
    for part in reversed(outline.parts):
        number = part.number
        own = before.get(number, 0)
        held[number] += own
        kept[number] += min(own, now.get(number, 0))
        if part.around is not None:
            held[part.around] += held[number]
            kept[part.around] += kept[number]
    return tuple(_place(all_, some) for all_, some in zip(held, kept, strict=True))


def weights(root: HtmlElement) -> dict[int, int]:
    """Return how much each numbered part of a tree holds that is in no smaller one: characters, and pictures."""
    held: dict[int, int] = {}
    waiting: list[tuple[HtmlElement, int]] = [(root, -1)]
    while waiting:
        element, around = waiting.pop()
        number = int(element.get(MARK, around))
        own = _size(element.text) + (_A_PICTURE if element.tag in _SEEN else 0)
        for child in element:
            own += _size(child.tail)
            waiting.append((child, number))
        held[number] = held.get(number, 0) + own
    return held


def shown(root: HtmlElement, base: Base) -> str:
    """Return the sanitised HTML of a numbered tree, in which the part 7 has the id `in-part-7`."""
    whole = copy.deepcopy(root)
    body = whole.find("body") if whole.tag == "html" else whole
    page = whole if body is None else body
    for element in page.iter("*"):
        for name in ("id", "name", "class"):
            element.attrib.pop(name, None)
    for element in list(page.iter("*")):
        number = element.attrib.pop(MARK, None)
        if number is not None:
            _show_number(element, number)
        if element.tag in _NO_MARKUP_OF_ARTICLES or not str(element.tag).isalnum():
            element.tag = "div"
    settle_pictures(page, base)
    make_absolute(page, base)
    page.tail = None
    return sanitise(lxml.html.tostring(page, encoding="unicode"))


def _show_number(element: HtmlElement, number: str) -> None:
    if element.tag not in _SEEN:
        element.set("id", f"part-{number}")
        return
    # What stands for a picture or a film is put in its place later, so the number is on what is around it.
    holder = lxml.html.Element("span", id=f"part-{number}")
    holder.tail, element.tail = element.tail, None
    element.addprevious(holder)
    holder.append(_frame(element) if element.tag in _FRAMES else element)


def _frame(element: HtmlElement) -> HtmlElement:
    """Return words in the place of what is shown from elsewhere."""
    address = element.get("src") or element.get("data") or ""
    words: HtmlElement = lxml.html.Element("p")
    words.text = "▶ " + (element.get("title", "").strip() or urlsplit(address).netloc or address[:_LONGEST_WORDS])
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
    return words


def _held(blocks: Blocks) -> dict[Box, int]:
    """Count the blocks and the media in each box, and in all boxes inside it."""
    held = dict.fromkeys(blocks.boxes, 0)
    for box in (*(block.box for block in blocks.all), *(medium.box for medium in blocks.media)):
        held[box] += 1
    for box in reversed(blocks.boxes):
        if box.around is not None:
            held[box.around] += held[box]
    return held


def _boxes(blocks: Blocks, held: dict[Box, int]) -> Iterator[HtmlElement]:
    """Choose the boxes with anything in them, one of those that are around the very same."""
    inner = {box.around: box for box in blocks.boxes if box.around is not None and held[box] == held[box.around]}
    wrapped: set[Box] = set()
    for box in blocks.boxes:
        if held[box] and box not in wrapped:
            chain = [box]
            while chain[-1] in inner:
                chain.append(inner[chain[-1]])
            wrapped.update(chain)
            yield _best_of([each.element for each in chain])


def _best_of(chain: list[HtmlElement]) -> HtmlElement:
    """Of elements around the same things take the outermost that has a name, else the outermost; rather no cell."""
    fitting = [each for each in chain if each.tag not in _CELLS and each.tag not in _WHOLE_PAGE] or chain
    telling = [each for each in fitting if each.tag in ("table", "ul", "ol", "dl", "figure", "blockquote", "pre")]
    named = [each for each in fitting if each.get("id") or each.get("class")]
    return (telling or named or fitting)[0]


def _media(blocks: Blocks, held: dict[Box, int]) -> Iterator[HtmlElement]:
    """Choose the pictures and films that are not alone in their box."""
    return (medium.element for medium in blocks.media if held[medium.box] > 1)


def _lines(blocks: Blocks, held: dict[Box, int]) -> Iterator[HtmlElement]:
    """Choose the elements in a line that are all of it, where their box holds more than that line."""
    for block in blocks.all:
        if held[block.box] > 1 and (line := _line(block)) is not None:
            yield line


def _line(block: Block) -> HtmlElement | None:
    """Return the child of a block's box that all of the block is in."""
    found: set[HtmlElement] = set()
    for element, tail in block.slots:
        owner = element.getparent() if tail else element
        while owner is not None and owner is not block.box.element and owner.getparent() is not block.box.element:
            owner = owner.getparent()
        if owner is None or owner is block.box.element:
            return None
        found.add(owner)
    return found.pop() if len(found) == 1 else None


def _part(number: int, element: HtmlElement) -> Part:
    around = next((each.get(MARK) for each in element.iterancestors() if each.get(MARK) is not None), None)
    kind = _kind(element)
    begins = words_of(element) if kind in _OF_ONE_RUN else _first_words(element)
    words = begins[:_LONGEST_WORDS]
    if not words:
        words = next((alt for image in element.iter("img") if (alt := image.get("alt", "").strip())), "")
    return Part(
        number=number,
        around=int(around) if around is not None else None,
        kind=kind,
        words=words[:_LONGEST_WORDS],
    )


def _first_words(element: HtmlElement) -> str:
    """Return what a part of many begins with: words from several cells or items would run together."""
    return next((" ".join(text.split()) for text in map(str, element.itertext()) if text.strip()), "")


def _kind(element: HtmlElement) -> PartKind:
    for kind, tags in _KINDS.items():
        if element.tag in tags:
            return kind
    if not words_of(element):
        films = any(True for _ in element.iter(*_KINDS[PartKind.FILM]))
        return PartKind.FILM if films else PartKind.PICTURE
    holds_parts = any(inner.get(MARK) is not None for inner in element.iterdescendants("*"))
    return PartKind.BOX if holds_parts else PartKind.TEXT


def _place(held: int, kept: int) -> Place:
    if kept <= _NEARLY_NOTHING * held:
        return Place.OUT
    return Place.IN if kept >= _NEARLY_ALL * held else Place.PARTLY


def _size(text: str | None) -> int:
    return len("".join(text.split())) if text else 0
