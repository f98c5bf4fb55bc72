"""Turn what is kept of a page into what of it belongs to other articles, which the site shows below this one."""

import re
from collections.abc import Collection, Iterable, Sequence
from math import inf

from tearsheet.document.tokens import names
from tearsheet.extract.blocks import Block, Blocks, Box, outwards

_HEADINGS = names("h1 h2 h3 h4 h5 h6")
READ_NEXT = re.compile(r"recommend|related|read-?next|tuijian|xiangguan", re.IGNORECASE)
"""What sites call the part of a page in which they show other articles."""
_MOSTLY = 0.8
_FEWEST = 3
_MOST_GROUPS = 20
_SHORTEST = 60
_MOST_IN_CARDS = 2


def other_articles(blocks: Blocks, kept: Collection[int], sizes: Sequence[float]) -> set[int]:
    """Return the blocks, kept or not, of cards and boxes that stand behind the article, apart from it.

    Cards are three or more boxes of one name, each under a heading that is a link. Where they hold far more than the
    rest, they are the article: a list of restaurants after its introduction.
    """
    found: set[int] = set()
    for boxes, most in (*((cards, _MOST_IN_CARDS) for cards in _cards(blocks)), (_called_read_next(blocks), inf)):
        inside = {block.index for block in blocks.all if not boxes.isdisjoint(outwards(block.box))}
        rest = set(kept) - inside
        if sum(sizes[i] for i in inside.intersection(kept)) > most * sum(sizes[i] for i in rest):
            continue
        if not inside.isdisjoint(kept) and _is_apart(blocks, inside, rest, sizes):
            found |= inside
    return found


def _cards(blocks: Blocks) -> Iterable[set[Box]]:
    """Return groups of boxes that stand in one box, have one name, and hold a heading that is a link."""
    groups: dict[tuple[Box, str, str], set[Box]] = {}
    for block in blocks.all:
        if not _is_linked_heading(block):
            continue
        for box in outwards(block.box):
            name = box.element.get("class", "")
            if box.around is not None and (name or box.tag in ("li", "article")):
                groups.setdefault((box.around, box.tag, name), set()).add(box)
    return sorted((boxes for boxes in groups.values() if len(boxes) >= _FEWEST), key=len, reverse=True)[:_MOST_GROUPS]


def _is_linked_heading(block: Block) -> bool:
    """Whether a heading leads to another page, not to itself."""
    if block.linked <= _MOSTLY * len(block.text) or not any(box.tag in _HEADINGS for box in outwards(block.box)):
        return False
    links = (each for element, _ in block.slots for each in (element, *element.iterancestors("a")) if each.tag == "a")
    return any(not link.get("href", "#").startswith("#") for link in links)


def _called_read_next(blocks: Blocks) -> set[Box]:
    return {
        box
        for box in blocks.boxes
        if READ_NEXT.search(f"{box.element.get('class', '')} {box.element.get('id', '')}") is not None
    }


def _is_apart(blocks: Blocks, inside: set[int], rest: set[int], sizes: Sequence[float]) -> bool:
    """Whether the rest is an article by itself, before what is inside, in a box of its own."""
    whole = sum(sizes[i] for i in rest)
    first = min(inside)
    if whole < _SHORTEST or sum(sizes[i] for i in rest if i < first) < _MOSTLY * whole:
        return False
    home = _home(blocks, rest, sizes, _MOSTLY * whole)
    return not any(home in outwards(blocks.all[i].box) for i in inside)


def _home(blocks: Blocks, rest: set[int], sizes: Sequence[float], enough: float) -> Box:
    """Return the innermost box that holds enough."""
    held: dict[Box, float] = {}
    for i in rest:
        for box in outwards(blocks.all[i].box):
            held[box] = held.get(box, 0.0) + sizes[i]
    return max((box for box, size in held.items() if size >= enough), key=lambda box: box.depth)
