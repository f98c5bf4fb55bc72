"""Turn a prepared tree into the element that is the article, and the reasons why this one."""

from typing import NamedTuple

import lxml.html
from lxml.etree import XPathError
from lxml.html import HtmlElement

from tearsheet.extract.assemble import assemble
from tearsheet.extract.blocks import Blocks, blocks_of
from tearsheet.extract.dense import densest, is_too_big, without_neighbours
from tearsheet.extract.features import Features, size_of
from tearsheet.extract.holding import Holding
from tearsheet.extract.judge import judge
from tearsheet.extract.keeping import Keeping, keep
from tearsheet.extract.marks import Mark, marked, within
from tearsheet.extract.readable import kept_by_readability
from tearsheet.extract.told import Told
from tearsheet.extract.trees import drop, label
from tearsheet.model.errors import Reason, RuleError
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
    if rule is not None:
        drop(found for path in rule.remove for found in _found(root, path))
        if ruled := [found for path in rule.body for found in _found(root, path)]:
            return Body(_in_one(ruled), (f"body: rule {rule.name}",), by_rule=True)
    if is_too_big(root):
        return Body(densest(root), ("body: the densest part, too many elements for more",))
    return _judged(root, told)


def _judged(root: HtmlElement, told: Told) -> Body:
    blocks = blocks_of(root)
    if not blocks.all:
        whole = root.find("body")
        return Body(without_neighbours(root if whole is None else whole), ("body: the whole page, which has no text",))
    keeping, reasons = _keeping(root, blocks, told)
    if not keeping.blocks:
        whole = root.find("body")
        reasons.append("body: the whole page, for nothing in it looks like an article")
        return Body(without_neighbours(root if whole is None else whole), tuple(reasons))
    return Body(assemble(root, keeping.blocks, keeping.media, keeping.tables), tuple(reasons))


class Evidence(NamedTuple):
    """What the judge hears of a page: its blocks' words and figures, and the box that the page itself marks."""

    sizes: list[float]
    features: Features
    mark: Mark | None


def evidence_of(blocks: Blocks, told: Told) -> Evidence:
    """Gather what can be known of the blocks without asking another extractor."""
    sizes = [size_of(block.text) for block in blocks.all]
    holding = Holding(blocks, sizes)
    mark = marked(blocks, holding)
    return Evidence(sizes, Features(blocks, holding, told, within(blocks, mark)), mark)


def _keeping(root: HtmlElement, blocks: Blocks, told: Told) -> tuple[Keeping, list[str]]:
    sizes, features, mark = evidence_of(blocks, told)
    rows = features.rows()
    quick = [judge("quick").chance(row) for row in rows]
    keeping = keep(blocks, quick, sizes)
    reasons = [f"body: the page marks {label(mark.box.element)}"] if mark is not None else []
    if keeping.expected < _IN_DOUBT:
        reasons.append(f"body: in doubt ({keeping.expected:.2f}), so readability was asked")
        kept = kept_by_readability(root, blocks.all)
        if _is_blind(kept, keeping, sizes):
            return keeping, [*reasons, "body: readability saw next to nothing", _said(keeping, blocks)]
        added = features.rows_with(kept)
        chance = judge("thorough").chance
        thorough = [chance([*row, *more]) for row, more in zip(rows, added, strict=True)]
        keeping = keep(blocks, [_together(*both) for both in zip(quick, thorough, strict=True)], sizes)
    return keeping, [*reasons, _said(keeping, blocks)]


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


def _found(root: HtmlElement, path: str) -> list[HtmlElement]:
    try:
        found = root.xpath(path)
    except XPathError as error:
        raise RuleError(Reason.BAD_RULE, path) from error
    return [element for element in found if isinstance(element, HtmlElement)] if isinstance(found, list) else []


def _in_one(elements: list[HtmlElement]) -> HtmlElement:
    whole = lxml.html.Element("div")
    for element in elements:
        if not any(ancestor in elements for ancestor in element.iterancestors()):
            copied = without_neighbours(element) if len(elements) == 1 else element
            copied.tail = None
            whole.append(copied)
    return whole
