"""Turn a table into a Markdown table, or into HTML where it has no such form."""

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from lxml.html import HtmlElement

from tearsheet.export.markdown import html
from tearsheet.export.markdown.content import (
    Block,
    Cell,
    Content,
    Kind,
    Row,
    blocks_of,
    has_blocks,
    one_line,
    pieces_of,
)

_RULES = {"": "---", "left": ":--", "center": ":-:", "right": "--:"}


def written_table(element: HtmlElement, content: Iterable[Content]) -> list[Block]:
    """Return the blocks of a table whose parts are `content`."""
    rows, around = _rows(content)
    if not rows:
        return around
    cells = [[_cell(cell) for cell in row] for row in rows]
    if any(cell is None for row in cells for cell in row) or any(cell.spans for row in rows for cell in row):
        return [Block(html.block(element), Kind.TABLE)]
    written = [[cell or "" for cell in row] for row in cells]
    header = 1 if _is_header(rows[0]) else 0
    return [*around, Block(_grid(written, header, _alignments(rows[header:] or rows)), Kind.TABLE)]


def _rows(content: Iterable[Content]) -> tuple[list[tuple[Cell, ...]], list[Block]]:
    """Return the rows, and the blocks that stand in no row: a caption."""
    rows: list[tuple[Cell, ...]] = []
    others: list[Content] = []
    for each in content:
        if isinstance(each, Row):
            rows += [each.cells] if each.cells else []
        elif isinstance(each, Cell):
            rows.append((each,))
        else:
            others.append(each)
    return rows, blocks_of(others)


def _cell(cell: Cell) -> str | None:
    """Return a cell as one line, None when it cannot be one."""
    if not has_blocks(cell.content):
        text = one_line(pieces_of(cell.content))
    else:
        blocks = blocks_of(cell.content)
        if any(block.kind is not Kind.PARAGRAPH for block in blocks):
            return None
        text = "<br>".join(block.markdown.replace("\\\n", "<br>") for block in blocks)
    # In a table a backslash before a bar is taken off, in code too, so code that has one itself has no form here.
    return None if "\\|" in text else text.replace("|", "\\|")


def _is_header(row: tuple[Cell, ...]) -> bool:
    """Say whether a row names the columns; the corner above the names of the rows has none."""
    return any(cell.header for cell in row) and all(cell.header or not cell.content for cell in row)


def _alignments(rows: Sequence[tuple[Cell, ...]]) -> list[str]:
    """Return how each column is aligned: as all of its cells are, where they agree."""
    columns = zip_longest(*rows)
    agreed = ({cell.align for cell in column if cell is not None and cell.content} for column in columns)
    return [aligned.pop() if len(aligned) == 1 else "" for aligned in agreed]


def _grid(rows: list[list[str]], header: int, alignments: list[str]) -> str:
    width = max(len(row) for row in rows)
    head = rows[0] if header else [""] * width
    rules = [_RULES[align] for align in [*alignments, *[""] * (width - len(alignments))]]
    return "\n".join([_line(head, width), _line(rules, width), *(_line(row, width) for row in rows[header:])])


def _line(row: list[str], width: int) -> str:
    return "| " + " | ".join([*row, *[""] * (width - len(row))]) + " |"
