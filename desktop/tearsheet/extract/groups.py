"""Turn the chances of what belongs together, the cells of a table or the items of a list, into one."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from tearsheet.document.tokens import names
from tearsheet.extract.blocks import Block, Box, outwards

LIKELY = 0.47
"""The chance from which on a block is kept; where precision and recall meet on pages not learned from."""

_TELLING = names("th caption")
_CELLS = names("td th")
_WHOLE = names("blockquote details figure")
_GROUPS = names("ul ol dl") | _WHOLE
_TABLE_LIKELY = 0.3
_LIST_LIKELY = 0.65
_LIST_BETWEEN_LIKELY = 0.25
_LINKS_BETWEEN_LIKELY = 0.4
_ANNOUNCED_LIKELY = 0.05
_ITEM_LIKELY = 0.2
_NO_DIFFERENCE = 0.15
_MOSTLY = 0.5
_LONGEST_CELL = 200
_MOST_OF_PAGE = 0.6
_COLON = re.compile(r"[:：]\W*\Z")
_LONGEST_END = 8
_LEADS_AWAY = re.compile(
    r"\b(?:related|(?:further|keep) reading|read (?:more|next|also)|see also|more (?:on|from|about|stories|articles)|"
    r"(?:may|might) (?:also|like)|also like)\b|相关|相關|延伸|推荐|推薦|更多|往期|猜你",
    re.IGNORECASE,
)
_LONGEST_LEADING = 80


def settle_tables(blocks: Sequence[Block], chances: list[float], sizes: Sequence[float]) -> list[Box]:
    """Give all cells of a table of data one chance; return the tables that are kept."""
    kept = []
    for table, indexes in _tables(blocks).items():
        if not _is_data(table, [blocks[i] for i in indexes], sizes):
            continue
        mean = mean_of(indexes, chances, sizes)
        for i in indexes:
            chances[i] = max(mean, LIKELY) if mean >= _TABLE_LIKELY else mean
        if mean >= _TABLE_LIKELY:
            kept.append(table)
    return kept


def _tables(blocks: Sequence[Block]) -> dict[Box, list[int]]:
    """Return the innermost tables with the blocks in them, but for those that hold another table."""
    inside: dict[Box, list[int]] = {}
    outer: set[Box] = set()
    for block in blocks:
        tables = [box for box in outwards(block.box) if box.tag == "table"]
        outer.update(tables[1:])
        if tables:
            inside.setdefault(tables[0], []).append(block.index)
    return {table: indexes for table, indexes in inside.items() if table not in outer}


def _is_data(table: Box, blocks: Sequence[Block], sizes: Sequence[float]) -> bool:
    """Whether a table holds data rather than laying out the page: rows of several short cells, or a head or a caption.

    Without a head, one that holds most of the page is no table of data either.
    """
    here = [sizes[block.index] for block in blocks]
    if max(here) > _LONGEST_CELL:
        return False
    if any(block.box.tag in _TELLING for block in blocks):
        return True
    cells = {next((box for box in outwards(block.box) if box.tag in _CELLS), table) for block in blocks}
    rows = Counter(cell.around for cell in cells)
    return sum(count > 1 for count in rows.values()) > 1 and sum(here) <= _MOST_OF_PAGE * sum(sizes)


def settle_groups(blocks: Sequence[Block], chances: list[float], sizes: Sequence[float]) -> None:
    """Keep what the judge left of a list, a quotation or a fold that is kept for the most part.

    A list between two blocks that are kept needs less, one of links more than others; one that the paragraph before it
    announces belongs to that.
    """
    inside: dict[Box, list[int]] = {}
    for block in blocks:
        group = next((box for box in outwards(block.box) if box.tag in _GROUPS), None)
        if group is not None:
            inside.setdefault(group, []).append(block.index)
    for group, indexes in inside.items():
        mean = mean_of(indexes, chances, sizes)
        if mean >= (LIKELY if group.tag in _WHOLE else _LIST_LIKELY):
            _lift(indexes, chances, to=mean)
        elif _belong_together(blocks, [blocks[i] for i in indexes], chances, mean):
            _lift(indexes, chances, to=LIKELY)
        elif mean_of(indexes, {i: float(chances[i] >= LIKELY) for i in indexes}, sizes) >= _MOSTLY:
            _lift([i for i in indexes if chances[i] >= _ITEM_LIKELY], chances, to=LIKELY)


def _lift(indexes: Iterable[int], chances: list[float], *, to: float) -> None:
    for i in indexes:
        chances[i] = max(chances[i], to)


def _announces(text: str) -> bool:
    """Whether a paragraph leaves to a list what it begins to say."""
    if _COLON.search(text[-_LONGEST_END:]) is None:
        return False
    return len(text) > _LONGEST_LEADING or _LEADS_AWAY.search(text) is None


def _belong_together(blocks: Sequence[Block], group: Sequence[Block], chances: Sequence[float], mean: float) -> bool:
    """Whether a list between kept blocks is likely enough for that, or its items are all the same to the judge.

    To part it in the second case would be chance, and what is left of it no list.
    """
    linked = sum(block.linked for block in group) > _MOSTLY * sum(len(block.text) for block in group)
    first, last = group[0].index, group[-1].index
    after_kept = first > 0 and chances[first - 1] >= LIKELY
    if after_kept and mean >= _ANNOUNCED_LIKELY and _announces(blocks[first - 1].text):
        return True
    between = after_kept and last + 1 < len(chances) and chances[last + 1] >= LIKELY
    if between and mean >= (_LINKS_BETWEEN_LIKELY if linked else _LIST_BETWEEN_LIKELY):
        return True
    here = [chances[block.index] for block in group]
    return max(here) >= LIKELY and max(here) - min(here) <= _NO_DIFFERENCE


def mean_of(indexes: Iterable[int], chances: Sequence[float] | Mapping[int, float], sizes: Sequence[float]) -> float:
    """Return the chance of several blocks together, in which each word counts the same."""
    indexes = list(indexes)
    return sum(chances[i] * sizes[i] for i in indexes) / (sum(sizes[i] for i in indexes) or 1)
