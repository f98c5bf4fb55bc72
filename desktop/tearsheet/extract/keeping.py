"""Turn the chance of each block into what is kept: blocks, the pictures between them, and tables as a whole."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from lxml.html import HtmlElement

from tearsheet.document.tokens import names
from tearsheet.extract.blocks import Block, Blocks, Box, Medium, outwards
from tearsheet.extract.captions import is_caption
from tearsheet.extract.footnotes import footnotes
from tearsheet.extract.groups import LIKELY, mean_of, settle_groups, settle_tables
from tearsheet.extract.naming import meaning, says
from tearsheet.extract.tails import tail_of
from tearsheet.extract.teasers import teasers

_HEADINGS = names("h1 h2 h3 h4 h5 h6")
_CAPTIONS = names("figcaption caption")
_LISTS = names("ul ol dl")
_HEADING_LIKELY = 0.2
_BETWEEN_LIKELY = 0.1
_GAP_LIKELY = 0.2
_LINKS_LIKELY = 0.3
_LINK_LIKELY = 0.35
_A_PAIR = 2
_MOSTLY = 0.5
_LONGEST_ATTRIBUTION = 40
_ATTRIBUTION = re.compile(r"[（(【\[]?\s*(?:文章|信息|新闻|稿件|本文)?(?:来源|來源)\s*[:：]\s*\S")
_NEAR = 3
_MOST_OF_IT = 0.8
_NOT_OF_ARTICLES = ("comment", "share", "related", "sponsor", "subscri", "footer", "nav")


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """What of a page is kept as the article, and how good that probably is (F1, by the chances themselves)."""

    blocks: list[Block]
    media: list[HtmlElement]
    tables: list[HtmlElement]
    expected: float


def keep(blocks: Blocks, chances: Sequence[float], sizes: Sequence[float], own: Box | None = None) -> Keeping:
    """Choose by the chance of each block; what belongs together is kept or left together.

    Pictures in the article's `own` box, where it is known, are kept wherever they stand in it.
    """
    away = teasers(blocks, [chance >= LIKELY for chance in chances])
    chances = [0.0 if place in away else chance for place, chance in enumerate(chances)]
    tables = settle_tables(blocks.all, chances, sizes)
    settle_groups(blocks.all, chances, sizes)
    kept = {block.index for block in blocks.all if chances[block.index] >= LIKELY}
    _fill_gaps(blocks.all, chances, kept, sizes)
    _add_headings(blocks.all, chances, kept)
    kept |= {block.index for block in blocks.all if _is_attribution(block) and block.index - 1 in kept}
    kept |= footnotes(blocks.all, kept)
    kept -= tail_of(blocks.all, kept)
    home = _home(blocks, kept, sizes)
    media = [
        medium
        for medium in blocks.media
        if _belongs(medium, home, len(blocks.all), kept) or (own is not None and own in outwards(medium.box))
    ]
    _add_captions(blocks.all, media, kept)
    sure = sum(chances[i] * sizes[i] for i in kept)
    whole = sum(sizes[i] for i in kept) + sum(chance * size for chance, size in zip(chances, sizes, strict=True))
    return Keeping(
        blocks=[block for block in blocks.all if block.index in kept],
        media=[medium.element for medium in media],
        tables=[table.element for table in tables],
        expected=2 * sure / whole if whole else 0.0,
    )


def _is_attribution(block: Block) -> bool:
    """Whether a line says where the text is from, as the last line of most Chinese articles does."""
    return len(block.text) <= _LONGEST_ATTRIBUTION and _ATTRIBUTION.match(block.text) is not None


def _add_headings(blocks: Sequence[Block], chances: Sequence[float], kept: set[int]) -> None:
    """Keep a heading that the judge was not sure of where what stands under it is kept, and more so in mid-text."""
    for block in reversed(blocks):
        i = block.index
        likely = _BETWEEN_LIKELY if i - 1 in kept else _HEADING_LIKELY
        if i not in kept and block.box.tag in _HEADINGS and chances[i] >= likely and i + 1 in kept:
            kept.add(i)


def _fill_gaps(blocks: Sequence[Block], chances: Sequence[float], kept: set[int], sizes: Sequence[float]) -> None:
    """Keep what stands between two kept blocks of one box, but nothing foreign; links need to be likelier."""
    order = sorted(kept)
    for before, after in pairwise(order):
        gap = range(before + 1, after)
        # What stands under the page's headline, before the text, is who wrote it and when.
        if not gap or blocks[before].box.tag == "h1":
            continue
        around = _around_both(blocks[before].box, blocks[after].box)
        if around is None:
            continue
        linked = sum(blocks[i].linked for i in gap) > sum(len(blocks[i].text) for i in gap) / 2
        foreign = any(_is_foreign(blocks[i].box, around) for i in gap)
        likely = _GAP_LIKELY if not linked else _LINKS_LIKELY if _are_lists(blocks, gap, around) else _LINK_LIKELY
        if not foreign and mean_of(gap, chances, sizes) >= likely:
            kept.update(gap)


def _are_lists(blocks: Sequence[Block], gap: range, around: Box) -> bool:
    """Whether a gap is filled by lists of `around` itself: links that an article lists, as a report on courses does."""
    lists = {next((box for box in outwards(blocks[i].box) if box.tag in _LISTS), None) for i in gap}
    return len(gap) > _A_PAIR and all(found is not None and found.around is around for found in lists)


def _around_both(before: Box, after: Box) -> Box | None:
    """Return the box that both stand in, one of them directly and the other perhaps in a list or the like."""
    for box, other in ((before, after), (after, before)):
        if box.around is not None and box.around in (other.around, other.around.around if other.around else None):
            return box.around
    return None


def _is_foreign(box: Box, around: Box) -> bool:
    """Whether a box, or one between it and `around`, is named as what sites put between paragraphs."""
    inside = takewhile(lambda each: each is not around, outwards(box))
    return any(says(meaning(each.element, each.tag), _NOT_OF_ARTICLES) for each in inside)


def _home(blocks: Blocks, kept: set[int], sizes: Sequence[float]) -> set[Box]:
    """Return the innermost box that holds most of what is kept, and all boxes inside it."""
    held = dict.fromkeys(blocks.boxes, 0.0)
    for i in kept:
        held[blocks.all[i].box] += sizes[i]
    for box in reversed(blocks.boxes):
        if box.around is not None:
            held[box.around] += held[box]
    home = blocks.boxes[0]
    inside: set[Box] = set()
    for box in blocks.boxes[1:]:
        if box.around is home and held[box] >= _MOST_OF_IT * held[blocks.boxes[0]]:
            home = box
    for box in blocks.boxes:
        if box is home or box.around in inside:
            inside.add(box)
    return inside


def _belongs(medium: Medium, home: set[Box], count: int, kept: set[int]) -> bool:
    """Whether a picture stands in the article: between its blocks, or in its box before the first or after the last."""
    if says(meaning(medium.element, medium.element.tag), _NOT_OF_ARTICLES):
        return False
    place = medium.before
    before = any(i in kept for i in range(max(0, place - _NEAR), place))
    after = any(i in kept for i in range(place, min(count, place + _NEAR)))
    if before and after:
        return True
    return (place - 1 in kept or place in kept) and _is_at_home(medium.box, home)


def _is_at_home(box: Box, home: set[Box]) -> bool:
    """Whether a box is inside the article's, and in none that is named as something else there."""
    while box in home:
        around = box.around
        if around is None or around not in home:
            return True
        if says(meaning(box.element, box.tag), _NOT_OF_ARTICLES):
            return False
        box = around
    return False


def _add_captions(blocks: Sequence[Block], media: Sequence[Medium], kept: set[int]) -> None:
    """Keep what stands under a picture that is kept, once: some templates print it for every width of screen."""
    figures = {figure for medium in media if (figure := _figure(medium.box)) is not None}
    said: set[str] = set()
    for block in blocks:
        if _is_caption(block.box) and (block.index in kept or _figure(block.box) in figures):
            words = "".join(block.text.split())
            (kept.discard if words in said else kept.add)(block.index)
            said.add(words)


def _figure(box: Box) -> Box | None:
    return next((each for each in outwards(box) if each.tag == "figure"), None)


def _is_caption(box: Box) -> bool:
    return any(each.tag in _CAPTIONS or is_caption(each.element) for each in takewhile(_is_no_figure, outwards(box)))


def _is_no_figure(box: Box) -> bool:
    return box.tag != "figure"
