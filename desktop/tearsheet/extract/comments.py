"""Turn the chances of an article's blocks into those without what readers wrote under it."""

from collections.abc import Sequence

from tearsheet.extract.blocks import Blocks, Box
from tearsheet.extract.holding import A_PARAGRAPH
from tearsheet.extract.keeping import LIKELY
from tearsheet.extract.marks import Mark
from tearsheet.extract.naming import meaning, says

_COMMENT = ("comment",)
_WHOLE = ("html", "body")


def without_comments(
    blocks: Blocks, chances: Sequence[float], sizes: Sequence[float], mark: Mark | None
) -> tuple[list[float], int]:
    """Return the chances, and how many blocks named as comments outside the marked article have none any more.

    Where the mark holds no paragraph it is not the article, and all stays. Not for threads, whose posts go by any name.
    """
    if mark is None:
        return list(chances), 0
    inside: dict[Box, bool] = {}
    comments: dict[Box, bool] = {}
    for box in blocks.boxes:
        around = box.around
        inside[box] = box is mark.box or (around is not None and inside[around])
        named = box.tag not in _WHOLE and says(meaning(box.element, box.tag), _COMMENT)
        comments[box] = named or (around is not None and comments[around])
    held = sum(sizes[b.index] for b in blocks.all if inside[b.box] and chances[b.index] >= LIKELY)
    if held < A_PARAGRAPH:
        return list(chances), 0
    outside = {block.index for block in blocks.all if comments[block.box] and not inside[block.box]}
    count = sum(chances[i] >= LIKELY for i in outside)
    return [0.0 if i in outside else chance for i, chance in enumerate(chances)], count
