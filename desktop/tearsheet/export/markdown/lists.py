"""Turn a list's items into a Markdown list."""

import re
from collections.abc import Iterable

from tearsheet.export.markdown.content import Block, Content, Item, Kind, blocks_of, indented

# A list may follow a line of text directly only when it cannot be taken for more of that line.
_INTERRUPTS = re.compile(r"(?:-|1\.) \S")


def written_list(content: Iterable[Content], *, start: int | None) -> list[Block]:
    """Return a list as one block, numbered from `start`, bulleted when that is None; none when it has no items."""
    items = _items(content)
    loose = any(sum(block.kind is not Kind.LIST for block in item) > 1 for item in items)
    written = []
    for number, item in enumerate(items):
        marker = "- " if start is None else f"{start + number}. "
        written.append((marker + indented(_item(item), len(marker))).rstrip())
    text = ("\n\n" if loose else "\n").join(written)
    return [Block(text, Kind.LIST)] if text else []


def _items(content: Iterable[Content]) -> list[list[Block]]:
    """Return the blocks of each item; what stands in the list outside an item belongs to the item before it."""
    items: list[list[Block]] = []
    for each in content:
        blocks = blocks_of([each])
        if isinstance(each, Item) or (blocks and not items):
            items.append(blocks)
        elif blocks:
            items[-1] += blocks
    return items


def _item(blocks: list[Block]) -> str:
    written = ""
    for block in blocks:
        close = block.kind is Kind.LIST and _INTERRUPTS.match(block.markdown)
        written += ("\n" if close else "\n\n") * bool(written) + block.markdown
    return written
