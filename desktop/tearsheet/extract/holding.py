"""Turn blocks into sums: what each box around them holds of the page's words, links and paragraphs."""

from collections.abc import Sequence
from dataclasses import dataclass

from tearsheet.extract.blocks import Blocks, Box

A_PARAGRAPH = 20
"""Words from which on a block without many links counts as a paragraph."""


@dataclass(slots=True)
class Held:
    """What stands below a box: blocks, words, words in links, words in paragraphs."""

    blocks: int = 0
    size: float = 0.0
    linked: float = 0.0
    long: float = 0.0

    @property
    def prose(self) -> float:
        """Words in no link."""
        return self.size - self.linked


class Holding:
    """What each block has, and what each box holds."""

    def __init__(self, blocks: Blocks, sizes: Sequence[float]) -> None:
        """`sizes` are the blocks' words."""
        self.sizes = sizes
        self.shares = [min(1.0, block.linked / len(block.text)) for block in blocks.all]
        self.long = [
            size if size >= A_PARAGRAPH and s < 0.5 else 0.0 for size, s in zip(sizes, self.shares, strict=True)
        ]
        self.total = sum(sizes) or 1.0
        self.all_long = sum(self.long) or 1.0
        self.boxes = {box: Held() for box in blocks.boxes}
        for block in blocks.all:
            i, held = block.index, self.boxes[block.box]
            held.blocks += 1
            held.size += sizes[i]
            held.linked += sizes[i] * self.shares[i]
            held.long += self.long[i]
        # Boxes stand in the order of the page, so what is inside comes after what is around.
        for box in reversed(blocks.boxes):
            if box.around is not None:
                inner, outer = self.boxes[box], self.boxes[box.around]
                outer.blocks += inner.blocks
                outer.size += inner.size
                outer.linked += inner.linked
                outer.long += inner.long

    def shared(self, blocks: Blocks, said: Sequence[float]) -> dict[Box, float]:
        """Return how many words each box holds of what a witness says is the article; `said` is a share a block."""
        sums = dict.fromkeys(blocks.boxes, 0.0)
        for block in blocks.all:
            sums[block.box] += said[block.index] * self.sizes[block.index]
        for box in reversed(blocks.boxes):
            if box.around is not None:
                sums[box.around] += sums[box]
        return sums
