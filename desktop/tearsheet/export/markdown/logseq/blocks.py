"""Turn blocks into the outline that they are in Logseq: a bullet each, what is below them indented by tabs."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from itertools import zip_longest

_NUMBER = "logseq.order-list-type:: number"
# mldoc 1.6 reads neither a table nor a rule in a block's first line, but below a property; this one is never shown.
_HIDDEN = "collapsed:: false"


class Kind(Enum):
    """What a block is, as far as its neighbours care."""

    PARAGRAPH = auto()
    ITEM = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A block with its lines and what is below it; `level` is that of a heading.

    Logseq counts those that have a `number`, from one, and on from the numbered block right before.
    """

    lines: tuple[str, ...]
    kind: Kind = Kind.OTHER
    level: int = 0
    number: int | None = None
    below: tuple["Block", ...] = field(default=())


def items(blocks: Sequence[Sequence[Block]], numbers: Sequence[int]) -> list[Block]:
    """Return a list's items, each of several blocks: the first, and the others below it.

    Logseq counts from one; where the page counts otherwise its `numbers` are words.
    """
    counted = list(numbers) == list(range(1, len(blocks) + 1))
    made = [_item(each, number) for each, number in zip_longest(blocks, numbers[: len(blocks)])]
    return made if counted or not numbers else list(map(_with_number, made))


def _item(blocks: Sequence[Block], number: int | None) -> Block:
    if not blocks or blocks[0].kind is Kind.ITEM:
        return Block(lines=("",), kind=Kind.ITEM, number=number, below=gathered(blocks))
    first, *others = blocks
    return replace(first, kind=Kind.ITEM, number=number, below=(*first.below, *gathered(others)))


def _with_number(item: Block) -> Block:
    """Return an item with its number as words."""
    number = f"{item.number}\\."
    if not item.level and not is_special(item.lines[0]):
        return replace(item, lines=(f"{number} {item.lines[0]}", *item.lines[1:]), number=None)
    held = replace(item, kind=Kind.OTHER, number=None, below=())
    return Block(lines=(number,), kind=Kind.ITEM, below=(held, *item.below))


def gathered(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Put the items of lists below the paragraph that they follow, as it is what they belong to."""
    placed: list[Block] = []
    for block in blocks:
        holder = placed[-1] if placed and placed[-1].kind is Kind.PARAGRAPH else None
        if block.kind is not Kind.ITEM or holder is None:
            placed += _continued(placed, block)
        else:
            placed[-1] = replace(holder, below=(*holder.below, *_continued(holder.below, block)))
    return tuple(placed)


def _continued(before: Sequence[Block], block: Block) -> list[Block]:
    """Return a block with its number as words where Logseq would go on counting from those before it."""
    last = before[-1] if before else None
    if block.number is None:
        return [block]
    goes_on = last is not None and last.number is not None and block.number == last.number + 1
    begins = block.number == 1 and (last is None or last.number is None)
    return [block if goes_on or begins else _with_number(block)]


def is_special(line: str) -> bool:
    """Say whether a line begins what has to begin it: a quotation, a listing, a table, HTML, a formula, a rule."""
    return line.startswith((">", "```", "#+", "|", "<", "$$", "---"))


def outlined(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Put what follows a heading below it, up to the next of its level or of one above, so that it folds with it."""
    root: list[Block] = []
    open_: list[tuple[Block, list[Block]]] = []

    def close(level: int) -> None:
        while open_ and open_[-1][0].level >= level:
            heading, below = open_.pop()
            (open_[-1][1] if open_ else root).append(replace(heading, below=(*heading.below, *below)))

    for block in blocks:
        if block.level:
            close(block.level)
            open_.append((block, []))
        else:
            (open_[-1][1] if open_ else root).append(block)
    close(0)
    return tuple(root)


def flattened(blocks: Sequence[Block]) -> Iterator[Block]:
    """Go through blocks and all that is below them, in order."""
    waiting = list(reversed(blocks))
    while waiting:
        block = waiting.pop()
        yield block
        waiting += reversed(block.below)


def outline(blocks: Sequence[Block]) -> str:
    """Return blocks as an outline, without a last newline."""
    lines: list[str] = []
    waiting = [(block, 0) for block in reversed(blocks)]
    while waiting:
        block, depth = waiting.pop()
        lines += _lines(block, depth)
        waiting += [(below, depth + 1) for below in reversed(block.below)]
    return "\n".join(lines)


def _lines(block: Block, depth: int) -> Iterator[str]:
    indent = "\t" * depth
    first, *others = block.lines or ("",)
    if block.level and not first.startswith("<"):
        first = f"{'#' * block.level} {first}"
    if block.number is not None:
        special = is_special(first) and not block.level
        first, others = (_NUMBER, [first, *others]) if special else (first, [_NUMBER, *others])
    elif first.startswith(("|", "---")):
        first, others = _HIDDEN, [first, *others]
    yield f"{indent}- {first}".rstrip(" ")
    for line in others:
        yield f"{indent}  {line}" if line else ""
