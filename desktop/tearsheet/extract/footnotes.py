"""Turn the marks of footnotes in what is kept into the notes themselves, which stand at the end and look like lists."""

from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from tearsheet.extract.blocks import Block, Box

_LONGEST_MARK = 6
_LEVELS = 3


def footnotes(blocks: Sequence[Block], kept: set[int]) -> set[int]:
    """Return the blocks that short links in the kept ones lead to: `1`, `[2]`, `†`."""
    wanted = {name for i in kept for name in _pointed_at(blocks[i])}
    if not wanted:
        return set()
    notes = {block.box for block in blocks if block.index not in kept and not wanted.isdisjoint(_names(block))}
    return {block.index for block in blocks if block.index not in kept and _within(block.box, notes)}


def _pointed_at(block: Block) -> Iterator[str]:
    for element, tail in block.slots:
        link = None if tail else next((e for e in (element, *element.iterancestors()) if e.tag == "a"), None)
        if link is not None and link.get("href", "").startswith("#") and len(link.text_content()) <= _LONGEST_MARK:
            yield link.get("href", "")[1:]


def _names(block: Block) -> set[str]:
    elements: list[HtmlElement] = [element for element, _tail in block.slots]
    box: Box | None = block.box
    for _level in range(_LEVELS):
        if box is not None:
            elements.append(box.element)
            box = box.around
    return {name for element in elements for name in (element.get("id"), element.get("name")) if name}


def _within(box: Box | None, notes: set[Box]) -> bool:
    for _level in range(_LEVELS):
        if box is None:
            return False
        if box in notes:
            return True
        box = box.around
    return False
