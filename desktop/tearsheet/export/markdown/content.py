"""What an element has become on its way into Markdown: pieces of a line, whole blocks, or parts of a list or table."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from itertools import groupby

from tearsheet.export.markdown import escapes
from tearsheet.export.markdown.inline import Piece, join


class Kind(Enum):
    """What a block is, as far as its neighbours and its container care."""

    PARAGRAPH = auto()
    HEADING = auto()
    LIST = auto()
    TABLE = auto()
    NOTE = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Block:
    """A finished block of Markdown; a footnote has its `name`, and is written by `stacked`."""

    markdown: str
    kind: Kind = Kind.OTHER
    name: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """What a list's item holds."""

    content: tuple[Piece | Block, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """What a table's cell holds; `spans`: it takes the place of several."""

    content: tuple[Piece | Block, ...]
    header: bool = False
    spans: bool = False
    align: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a table's row."""

    cells: tuple[Cell, ...]


Content = Piece | Block | Item | Cell | Row


def loose(content: Iterable[Content]) -> Iterator[Piece | Block]:
    """Take items, rows and cells that stand in no list or table for what they hold, each on lines of its own."""
    stack = list(content)[::-1]
    while stack:
        each = stack.pop()
        if isinstance(each, Item | Cell):
            yield from blocks_of(each.content)
        elif isinstance(each, Row):
            stack += each.cells[::-1]
        else:
            yield each


def blocks_of(content: Iterable[Content]) -> list[Block]:
    """Return content as blocks: what stands in a line becomes paragraphs."""
    blocks: list[Block] = []
    run: list[Piece] = []
    for each in loose(content):
        if isinstance(each, Block):
            blocks += [*_paragraphs(run), each]
            run = []
        else:
            run.append(each)
    return [*blocks, *_paragraphs(run)]


def stacked(blocks: Iterable[Block], *, bare_notes: bool = False) -> str:
    """Return blocks one below the other; `bare_notes`: footnotes without their names, as blocks like others."""
    written = ""
    last: Block | None = None
    for block in blocks:
        if last is not None:
            # Two lists of one kind that touch would be read as one.
            apart = block.kind is Kind.LIST is last.kind and (block.markdown[0] == "-") == (last.markdown[0] == "-")
            written += "\n\n<!-- -->\n\n" if apart else "\n\n"
        written += (
            f"[^{block.name}]: {indented(block.markdown, 4)}" if block.name and not bare_notes else block.markdown
        )
        last = block
    return written


def indented(text: str, width: int) -> str:
    """Indent every line but the first, which stands behind a marker."""
    return re.sub(r"\n(?=[^\n])", "\n" + " " * width, text)


def has_blocks(content: Iterable[Content]) -> bool:
    return any(isinstance(each, Block | Item | Cell | Row) for each in content)


def pieces_of(content: Iterable[Content]) -> list[Piece]:
    """Return what stands in a line, without the blocks."""
    return [each for each in content if not isinstance(each, Block | Item | Cell | Row)]


def one_line(pieces: Iterable[Piece]) -> str:
    """Return pieces as one line: a heading, a cell."""
    return re.sub(r"\s*\n\s*", "<br>", join(pieces).strip(" \n"))


def _paragraphs(run: list[Piece]) -> Iterator[Block]:
    """Return the paragraphs of a run of pieces; a blank line, made by two line breaks, parts them."""
    lines = (line.strip(" ") for line in join(run).split("\n"))
    for blank, group in groupby(lines, key=lambda line: not line.strip()):
        if not blank:
            yield Block("\\\n".join(escapes.line(line) for line in group), Kind.PARAGRAPH)
