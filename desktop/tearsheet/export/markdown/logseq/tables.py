"""Turn a table into one that mldoc reads: rows of cells, and in those nothing but lines."""

from collections.abc import Sequence
from dataclasses import dataclass

from tearsheet.export.markdown.logseq.blocks import Block

# A row of nothing but these groups columns, as in Org.
_GROUPS = frozenset(("", "/", "<", "\\<", ">"))
# mldoc reads no HTML in the last nine characters of a cell.
_BREAK, _LATE_BREAK = " <br /> ", ' <br title=""/> '
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class CellLines:
    """The lines of a cell, and how many columns it takes."""

    lines: Sequence[str]
    columns: int = 1


def written_table(rows: Sequence[Sequence[CellLines]], *, header: bool) -> Block | None:
    """Return a table, None where a row would be read as another thing."""
    grid = [[text for cell in row for text in (_cell(cell.lines), *[""] * (cell.columns - 1))] for row in rows]
    if any(_GROUPS.issuperset(row) for row in grid):
        return None
    width = max(map(len, grid))
    written = [_line(row, width) for row in grid]
    if len(written) > 1 or not header:
        written.insert(1 if header else 0, "|" + "---|" * width)
    return Block(lines=tuple(written))


def _cell(lines: Sequence[str]) -> str:
    written = ""
    for each in reversed(lines):
        sign = "" if not written else _BREAK if len(written) >= _SHORTEST else _LATE_BREAK
        written = f"{each}{sign}{written}"
    return written


def _line(row: Sequence[str], width: int) -> str:
    return f"| {' | '.join([*row, *[''] * (width - len(row))])} |"
