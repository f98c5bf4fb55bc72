"""Turn blocks into those that only lead elsewhere: "read more" lines, and cards with the beginning of another text."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, islice

from tearsheet.document.tokens import names
from tearsheet.extract.blocks import Block, Blocks, Box, outwards

_MOSTLY = 0.5
_LEADING_AWAY = re.compile(
    r"\W*(?:read (?:more|next|also)|related(?: stories| articles)?|see also|more on this|you may also like|"
    r"(?:推荐|点击|相关|延伸|扩展)阅读|阅读更多|往期(?:推荐|回顾)|猜你喜欢)\s*[:：|｜>»]",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"[【\[（(]\s*(?:详细|詳細|全文|阅读全文|閱讀全文|查看全文)\s*[】\]）)]\W*\Z")
_CUT = re.compile(r"\s*(?:\.{2,}|…+)\s*\Z")
_LAST_WORDS = 40
_SHORTEST_BEGINNING = 30
_MOST_CUT = 50
_CARDS = names("li article dd")
_PROSE = names("p div li dd section")


def teasers(blocks: Blocks, likely: Sequence[bool]) -> set[int]:
    """Return the indexes of blocks that lead elsewhere; `likely` says which the judge takes for the article's."""
    boxes = _ending_in_a_link(blocks) | _repeating(blocks, likely)
    return {
        block.index
        for block in blocks.all
        if _leads_away(block) or (boxes and not boxes.isdisjoint(outwards(block.box)))
    }


def _leads_away(block: Block) -> bool:
    """Whether a block says "Read more:" and is a link to that."""
    return block.linked > _MOSTLY * len(block.text) and _LEADING_AWAY.match(block.text) is not None


def _ending_in_a_link(blocks: Blocks) -> set[Box]:
    """Return the boxes of teasers that end in a link to where they go on, as Chinese portals write it: 【详细】."""
    return {
        next((box for box in outwards(block.box) if box.tag in _CARDS), block.box)
        for block in blocks.all
        if block.linked and _GOES_ON.search(block.text[-_LAST_WORDS:])
    }


def _repeating(blocks: Blocks, likely: Sequence[bool]) -> set[Box]:
    """Return the boxes of a list of teasers in which this very article is one: its words, cut short."""
    cut = list(
        islice(
            (
                block
                for block in blocks.all
                if likely[block.index]
                and block.box.tag in _PROSE
                and len(block.text) >= _SHORTEST_BEGINNING
                and _CUT.search(block.text)
            ),
            _MOST_CUT,
        )
    )
    if not cut:
        return set()
    whole = _Texts([block for block in blocks.all if likely[block.index]])
    repeated = {block: text for block in cut if (text := whole.goes_on(block)) is not None}
    own = {box for block in repeated.values() for box in outwards(block.box)}
    called = {_name(card) for block in repeated if (card := block.box.around) is not None and card.element.get("class")}
    return {box for box in blocks.boxes if called and _name(box) in called and box not in own}


class _Texts:
    """Blocks whose words are searched all at once."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        self._all = "\n".join(block.text for block in blocks)
        self._ends = list(accumulate(len(block.text) + 1 for block in blocks))

    def goes_on(self, block: Block) -> Block | None:
        """Return the block in which the words of this one, without the dots at its end, are said whole."""
        words = _CUT.sub("", block.text)
        place = self._all.find(words)
        while place >= 0:
            found = self._blocks[bisect_right(self._ends, place)]
            if found is not block and len(found.text) > len(block.text):
                return found
            place = self._all.find(words, self._ends[bisect_right(self._ends, place)])
        return None


def _name(box: Box) -> tuple[str, str | None]:
    return box.tag, box.element.get("class")
