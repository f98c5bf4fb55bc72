"""What programs for notes take for markup beyond CommonMark, GFM, footnotes and TeX between dollar signs."""

from collections.abc import Callable
from dataclasses import dataclass

from tearsheet.export.markdown.front_matter import front_matter
from tearsheet.export.markdown.joplin import joplin_head
from tearsheet.model.article import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """What one kind of notes has: `==` around highlights, which are HTML's `mark` elsewhere, and `^names` of blocks.

    `head` is what stands above an article's words.
    """

    name: str
    highlights: bool = False
    block_ids: bool = False
    head: Callable[[Article], str] = front_matter


OBSIDIAN = Dialect(name="obsidian", highlights=True, block_ids=True)
JOPLIN = Dialect(name="joplin", highlights=True, head=joplin_head)
GFM = Dialect(name="gfm")

DIALECTS = (OBSIDIAN, JOPLIN, GFM)
