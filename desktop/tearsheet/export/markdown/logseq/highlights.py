"""Turn annotations into the block of a page in Logseq that lists them, a block with its own blocks for each."""

import re
from collections.abc import Sequence

from tearsheet.export.markdown.logseq import escapes
from tearsheet.export.markdown.logseq.blocks import Block, outline
from tearsheet.export.markdown.logseq.lines import line, lines_of
from tearsheet.export.markdown.logseq.pieces import Break, Link, Picture, Piece, Words
from tearsheet.export.markdown.quotations import known_of
from tearsheet.export.markdown.tidy import PictureAddress
from tearsheet.model.annotation import PlacedAnnotation
from tearsheet.text.words import _

_BRACKETS = re.compile(r"[\[\]]+")
_ITEM = re.compile(r"(?:[-*+]|\d+[.)])\s+(.*)")


def logseq_highlights(annotations: Sequence[PlacedAnnotation], *, url: str, picture_address: PictureAddress) -> str:
    """Return annotations below one heading, each with what was written and a link to the page at `url` below it."""
    if not annotations:
        return ""
    entries = tuple(_entry(each, url, picture_address) for each in annotations)
    return outline([Block(lines=(line([Words(_("Highlights"))]),), level=2, below=entries)])


def _entry(placed: PlacedAnnotation, url: str, picture_address: PictureAddress) -> Block:
    notes = _note(placed.annotation.note)
    quoted = [f"> {each}" for each in _quoted(placed, picture_address) if each]
    facts = Block(lines=(_facts(placed, url),))
    if quoted:
        return Block(lines=tuple(quoted), below=(*notes, facts))
    first, *others = [*notes, facts]
    return Block(lines=first.lines, below=(*first.below, *others))


def _quoted(placed: PlacedAnnotation, picture_address: PictureAddress) -> list[str]:
    selector = placed.annotation.selector
    if selector is None:
        return []
    said = (placed.text or selector.exact).strip()
    shown = picture_address(placed.picture or selector.picture) if selector.picture else None
    if shown:
        return [line([Picture(shown, " ".join(said.split()))])]
    pieces: list[Piece] = []
    for each in said.splitlines():
        pieces += [Words(" ".join(each.split())), Break()]
    return lines_of(pieces)


def _note(note: str) -> list[Block]:
    """Return a note, which is Markdown, as it is: a block for each paragraph and each item."""
    blocks: list[Block] = []
    goes_on = False
    for each in map(str.strip, note.strip().splitlines()):
        item = _ITEM.fullmatch(each)
        if item or (each and not goes_on):
            blocks.append(Block(lines=(item[1] if item else each,)))
        elif each:
            blocks[-1] = Block(lines=(*blocks[-1].lines, each))
        goes_on = bool(each)
    return blocks


def _facts(placed: PlacedAnnotation, url: str) -> str:
    tags = [f"#[[{_BRACKETS.sub('', ' '.join(tag.split()))}]]" for tag in placed.annotation.tags if tag.strip()]
    known = [escapes.words(fact) for fact in known_of(placed)]
    back = [line([Words(_("Original page"), link=Link(url))])] if url else []
    return " · ".join((*tags, *known, *back))
