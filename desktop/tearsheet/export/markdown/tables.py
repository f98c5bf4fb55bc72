"""Turn a table into a Markdown table, into HTML where it has no such form, or a layout into what it holds."""

from collections.abc import Iterable, Sequence

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

# A cell with more paragraphs than this, and no header anywhere, is a page set in a table.
_CELL_PARAGRAPHS = 2


def written_table(element: HtmlElement, content: Iterable[Content]) -> list[Block]:
    """Return the blocks of a table whose parts are `content`."""
    rows, around = _rows(content)
    if _is_layout(rows):
        return [*around, *(block for row in rows for cell in row for block in blocks_of(cell.content))]
    cells = [[_cell(cell) for cell in row] for row in rows]
    if any(cell is None for row in cells for cell in row) or any(cell.spans for row in rows for cell in row):
        return [Block(html.block(element), Kind.TABLE)]
    header = 1 if all(cell.header for cell in rows[0]) else 0
    return [*around, Block(_grid([[cell or "" for cell in row] for row in cells], header), Kind.TABLE)]


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


def _is_layout(rows: Sequence[tuple[Cell, ...]]) -> bool:
    """Say whether a table only places things: a single column or cell, or cells that hold whole parts of a page."""
    cells = [cell for row in rows for cell in row]
    if not any(cell.header for cell in cells):
        if all(len(row) == 1 for row in rows):
            return True
        return any(_is_part_of_page(cell) for cell in cells)
    return not cells


def _is_part_of_page(cell: Cell) -> bool:
    blocks = [each for each in cell.content if isinstance(each, Block)]
    return len(blocks) > _CELL_PARAGRAPHS or any(block.kind in (Kind.TABLE, Kind.HEADING) for block in blocks)


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


def _grid(rows: list[list[str]], header: int) -> str:
    width = max(len(row) for row in rows)
    head = rows[0] if header else [""] * width
    lines = [_line(head, width), "|" + " --- |" * width]
    return "\n".join([*lines, *(_line(row, width) for row in rows[header:])])


def _line(row: list[str], width: int) -> str:
    return "| " + " | ".join([*row, *[""] * (width - len(row))]) + " |"
