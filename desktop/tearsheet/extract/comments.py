"""Turn a page that marks its article into the blocks of what readers wrote under it."""

from collections.abc import Sequence

from tearsheet.extract.blocks import Blocks, Box
from tearsheet.extract.groups import LIKELY
from tearsheet.extract.holding import A_PARAGRAPH
from tearsheet.extract.naming import meaning, says

_COMMENT = ("comment",)
_WHOLE = ("html", "body")


def comments_under(
    blocks: Blocks, within: Sequence[float], chances: Sequence[float], sizes: Sequence[float]
) -> set[int]:
    """Return the blocks named as comments outside the marked article; `within` is the mark's share in each block.

    Where the mark holds no paragraph it is not the article, and there are none. Not for threads, whose posts go by any
    name.
    """
    held = sum(sizes[block.index] for block in blocks.all if within[block.index] and chances[block.index] >= LIKELY)
    if held < A_PARAGRAPH:
        return set()
    named: dict[Box, bool] = {}
    for box in blocks.boxes:
        own = box.tag not in _WHOLE and says(meaning(box.element, box.tag), _COMMENT)
        named[box] = own or (box.around is not None and named[box.around])
    return {block.index for block in blocks.all if named[block.box] and not within[block.index]}
