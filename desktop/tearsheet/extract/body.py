"""Turn a prepared tree into the element that is the article, and the reasons why this one."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import lxml.html
from lxml.html import HtmlElement

from tearsheet.extract.apart import other_articles
from tearsheet.extract.assemble import assemble
from tearsheet.extract.beginning import beginning_of
from tearsheet.extract.blocks import Block, Blocks, Box, blocks_of
from tearsheet.extract.comments import comments_under
from tearsheet.extract.dense import densest, is_too_big, without_neighbours
from tearsheet.extract.features import Features, size_of
from tearsheet.extract.groups import LIKELY
from tearsheet.extract.holding import Holding
from tearsheet.extract.judge import judge
from tearsheet.extract.keeping import Keeping, keep
from tearsheet.extract.marks import SUREST, Mark, marked, within
from tearsheet.extract.readable import kept_by_readability
from tearsheet.extract.rulings import named_by, outermost, settle
from tearsheet.extract.told import Told
from tearsheet.extract.trees import label
from tearsheet.model.rule import SiteRule

_IN_DOUBT = 0.94
"""Below this expected F1 readability is asked too: about a third of pages, most of them threads and lists."""
_QUICK_WEIGHT = 0.3
_BLIND = 0.1


class Body(NamedTuple):
    """The article's element, apart from the tree it came from, and why it was chosen."""

    element: HtmlElement
    reasons: tuple[str, ...]
    by_rule: bool = False


def body(root: HtmlElement, rule: SiteRule | None, told: Told) -> Body:
    """Choose: what the site's rule names, else what the judge takes for the article, block by block."""
    settled = settle(root, rule.rulings if rule is not None else ())
    ruled = [found for path in rule.body for found in named_by(root, path)] if rule is not None else []
    if rule is not None and ruled:
        parts = {*ruled, *settled.kept}
        ordered = [element for element in root.iter("*") if element in parts] if settled.kept else ruled
        chosen = Body(_in_one(outermost(ordered)), (f"body: rule {rule.name}",), by_rule=True)
    elif is_too_big(root):
        chosen = Body(densest(root), ("body: the densest part, too many elements for more",))
    else:
        chosen = _judged(root, told, settled.kept)
    return chosen._replace(reasons=(*settled.reasons, *chosen.reasons))


def _judged(root: HtmlElement, told: Told, kept: Sequence[HtmlElement]) -> Body:
    blocks = blocks_of(root)
    if not blocks.all and not kept:
        whole = root.find("body")
        return Body(without_neighbours(root if whole is None else whole), ("body: the whole page, which has no text",))
    inside = {inner for element in kept for inner in element.iter("*")}
    sure = {block.index for block in blocks.all if inside and _is_inside(block, inside)}
    keeping, reasons = _keeping(root, blocks, told, sure)
    if kept:
        keeping = _with_kept(keeping, blocks, kept, inside, sure)
        return Body(_assembled(root, keeping), tuple(reasons), by_rule=True)
    if not keeping.blocks:
        whole = root.find("body")
        reasons.append("body: the whole page, for nothing in it looks like an article")
        return Body(without_neighbours(root if whole is None else whole), tuple(reasons))
    return Body(_assembled(root, keeping), tuple(reasons))


def _assembled(root: HtmlElement, keeping: Keeping) -> HtmlElement:
    return assemble(root, keeping.blocks, keeping.media, keeping.tables)


def _is_inside(block: Block, inside: set[HtmlElement]) -> bool:
    return all((element.getparent() if tail else element) in inside for element, tail in block.slots)


def _with_kept(
    keeping: Keeping, blocks: Blocks, kept: Sequence[HtmlElement], inside: set[HtmlElement], sure: set[int]
) -> Keeping:
    """Add what a rule keeps to what the judge keeps, and take off the names that would have it cleaned away later."""
    chosen = sure.union(block.index for block in keeping.blocks)
    media = {*keeping.media, *(medium.element for medium in blocks.media if medium.element in inside)}
    for element in kept:
        for named in (element, *element.iterancestors()):
            named.attrib.pop("class", None)
            named.attrib.pop("id", None)
    return replace(
        keeping,
        blocks=[block for block in blocks.all if block.index in chosen],
        media=[medium.element for medium in blocks.media if medium.element in media],
        tables=[*keeping.tables, *(element for element in kept if element.tag == "table")],
    )


class Evidence(NamedTuple):
    """What the judge hears of a page: its blocks' words and figures, and the box that the page itself marks.

    `within` says how surely each block stands in that.
    """

    sizes: list[float]
    features: Features
    mark: Mark | None
    within: list[float]

    @property
    def own(self) -> Box | None:
        """The box that can be nothing but the article's."""
        return self.mark.box if self.mark is not None and self.mark.surety == SUREST else None


def evidence_of(blocks: Blocks, told: Told) -> Evidence:
    """Gather what can be known of the blocks without asking another extractor."""
    sizes = [size_of(block.text) for block in blocks.all]
    holding = Holding(blocks, sizes)
    mark = marked(blocks, holding)
    inside = within(blocks, mark)
    return Evidence(sizes, Features(blocks, holding, told, inside), mark, inside)


def _keeping(root: HtmlElement, blocks: Blocks, told: Told, sure: set[int]) -> tuple[Keeping, list[str]]:
    """Keep by the judge's chances; the blocks in `sure` are certain."""
    evidence = evidence_of(blocks, told)
    sizes, features, mark, inside = evidence
    rows = features.rows()
    chances = [judge("quick").chance(row) for row in rows]
    reasons = [f"body: the page marks {label(mark.box.element)}"] if mark is not None else []
    never = set() if told.is_thread else comments_under(blocks, inside, chances, sizes)
    count = sum(chances[i] >= LIKELY for i in never)
    reasons += [f"body: {count} blocks of comments left out"] if count else []
    keeping = keep(blocks, _certain(chances, sure, never), sizes, evidence.own)
    if keeping.expected < _IN_DOUBT:
        reasons.append(f"body: in doubt ({keeping.expected:.2f}), so readability was asked")
        kept = kept_by_readability(root, blocks.all)
        if _is_blind(kept, keeping, sizes):
            reasons.append("body: readability saw next to nothing")
        else:
            added = features.rows_with(kept)
            chance = judge("thorough").chance
            thorough = [chance([*row, *more]) for row, more in zip(rows, added, strict=True)]
            chances = [_together(*both) for both in zip(chances, thorough, strict=True)]
            keeping = keep(blocks, _certain(chances, sure, never), sizes, evidence.own)
    keeping, because = _by_testimony(keeping, blocks, told, evidence, _certain(chances, sure, never))
    return keeping, [*reasons, *because, _said(keeping, blocks)]


def _by_testimony(
    keeping: Keeping, blocks: Blocks, told: Told, evidence: Evidence, chances: list[float]
) -> tuple[Keeping, list[str]]:
    """Keep what the page itself says is the article, where the judge kept nothing of it."""
    kept = {block.index for block in keeping.blocks}
    inside = {i for i, surety in enumerate(evidence.within) if surety == SUREST}
    if inside and kept.isdisjoint(inside):
        marked_only = keep(blocks, [float(i in inside) for i in range(len(chances))], evidence.sizes, evidence.own)
        return marked_only, ["body: all that the page marks, for the judge saw nothing in it"]
    begins = beginning_of(blocks, told.excerpt)
    if begins is not None and begins.block not in kept:
        certain = _certain(chances, {begins.block}, set(begins.others))
        return keep(blocks, certain, evidence.sizes, evidence.own), ["body: begins where the page's excerpt does"]
    others = set() if told.is_thread else other_articles(blocks, kept, evidence.sizes)
    if others:
        reason = f"body: {len(others & kept)} blocks of other articles left out"
        return keep(blocks, _certain(chances, set(), others), evidence.sizes, evidence.own), [reason]
    return keeping, []


def _certain(chances: list[float], sure: set[int], never: set[int]) -> list[float]:
    return [1.0 if i in sure else 0.0 if i in never else chance for i, chance in enumerate(chances)]


def _is_blind(kept: list[float], keeping: Keeping, sizes: list[float]) -> bool:
    """Whether readability took next to nothing of what the quick judge would keep: then its word means nothing."""
    seen = sum(kept[block.index] * sizes[block.index] for block in keeping.blocks)
    return seen < _BLIND * sum(sizes[block.index] for block in keeping.blocks)


def _said(keeping: Keeping, blocks: Blocks) -> str:
    share = f"{len(keeping.blocks)} of {len(blocks.all)} blocks"
    return f"body: {share}, {keeping.expected:.2f} right by the judge's own estimate"


def _together(quick: float, thorough: float) -> float:
    """Return the chance by both judges: the quick one keeps a say, for the other leans on readability."""
    return _QUICK_WEIGHT * quick + (1 - _QUICK_WEIGHT) * thorough


def _in_one(elements: list[HtmlElement]) -> HtmlElement:
    whole = lxml.html.Element("div")
    for element in elements:
        copied = without_neighbours(element) if len(elements) == 1 else element
        copied.tail = None
        whole.append(copied)
    return whole
