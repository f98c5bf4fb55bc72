"""What programs for notes take for markup beyond CommonMark, GFM, footnotes and TeX between dollar signs."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """What one kind of notes has: `==` around highlights, which are HTML's `mark` elsewhere, and `^names` of blocks."""

    name: str
    highlights: bool = False
    block_ids: bool = False


OBSIDIAN = Dialect(name="obsidian", highlights=True, block_ids=True)
GFM = Dialect(name="gfm")

DIALECTS = (OBSIDIAN, GFM)
