"""Turn a page's excerpt into the paragraph that it was cut from, and so into where the article begins."""

import re
from itertools import takewhile
from typing import NamedTuple

from tearsheet.extract.apart import READ_NEXT
from tearsheet.extract.blocks import Blocks, Box, outwards
from tearsheet.text.cjk import count_words

_FEWEST_WORDS = 15
_LONGER = 1.2
_PARTED = re.compile(r"\W+")


class Beginning(NamedTuple):
    """The first paragraph's block, and the blocks of what the site would have people read next."""

    block: int
    others: frozenset[int]


def beginning_of(blocks: Blocks, excerpt: str) -> Beginning | None:
    """Find the one paragraph that begins with the excerpt and goes on after it.

    One that ends with it is a standfirst, which may be the site's as well as the article's.
    """
    if count_words(excerpt) < _FEWEST_WORDS:
        return None
    said = _letters(excerpt)
    found = [block for block in blocks.all if block.box.tag == "p" and _goes_on(_letters(block.text), said)]
    if len(found) != 1:
        return None
    around = set(outwards(found[0].box))
    others = (block.index for block in blocks.all if _is_related(block.box, around))
    return Beginning(found[0].index, frozenset(others))


def _goes_on(text: str, said: str) -> bool:
    return text.startswith(said) and len(text) > _LONGER * len(said)


def _letters(text: str) -> str:
    return _PARTED.sub("", text)


def _is_related(box: Box, around: set[Box]) -> bool:
    """Whether a box, or one around it that the beginning is not in, is named as what to read next."""
    apart = takewhile(lambda each: each not in around, outwards(box))
    return any(READ_NEXT.search(f"{each.element.get('class', '')} {each.element.get('id', '')}") for each in apart)
