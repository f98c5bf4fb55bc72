"""Turn a page's own marks of its article (ids, classes, itemprop, `article`, `main`) into the box they stand on."""

from collections.abc import Callable
from typing import NamedTuple

from lxml.html import HtmlElement

from tearsheet.document.tokens import names
from tearsheet.extract.blocks import Blocks, Box
from tearsheet.extract.holding import Holding

# What the large Chinese sites and the editors of their public ones call it: WeChat, Eastmoney, Sina, QQ, CSDN, cnblogs,
# Xinhua, Sohu, gov.cn; TRS, People's Daily, NetEase.
_IDS = names(
    "js_content ContentBody artibody article_content articleContent Main-Article-QQ content_views cnblogs_post_body "
    "detailContent mp-editor UCAP-CONTENT"
)
_CLASSES = names("TRS_Editor rm_txt_con post_body")
_MOST_OF_THEM = 0.6
SUREST = 1.0
"""The surety of a mark that only an editor or a site's own template sets."""


def _class_has(name: str) -> Callable[[HtmlElement], bool]:
    return lambda element: name in element.get("class", "")


# From the surest to the vaguest.
_MARKS: tuple[Callable[[HtmlElement], bool], ...] = (
    lambda element: element.get("id") in _IDS or not _CLASSES.isdisjoint(element.get("class", "").split()),
    lambda element: "articleBody" in element.get("itemprop", ""),
    _class_has("entry-content"),
    _class_has("article-content"),
    _class_has("post-content"),
    _class_has("article-body"),
    lambda element: element.tag == "article",
    lambda element: element.tag == "main",
    lambda element: element.get("role") == "main",
)


class Mark(NamedTuple):
    """The marked box, and how sure the mark is: 1 for the surest, less for others."""

    box: Box
    surety: float


def marked(blocks: Blocks, holding: Holding) -> Mark | None:
    """Return the box with the surest mark, unless it is one of many: cards of a list, posts of a thread."""
    found: dict[int, list[Box]] = {}
    for box in blocks.boxes:
        if box.element.attrib or box.tag in ("article", "main"):
            place = next((place for place, mark in enumerate(_MARKS) if mark(box.element)), None)
            if place is not None and holding.boxes[box].prose > 0:
                found.setdefault(place, []).append(box)
    for place in sorted(found):
        best = max(found[place], key=lambda box: holding.boxes[box].prose)
        if not _is_one_of_many(best, found[place], holding):
            return Mark(best, SUREST - place / len(_MARKS))
    return None


def within(blocks: Blocks, mark: Mark | None) -> list[float]:
    """Return, for each block, the surety of the mark around it, 0 where there is none."""
    if mark is None:
        return [0.0] * len(blocks.all)
    inside: dict[Box, bool] = {}
    for box in blocks.boxes:
        inside[box] = box is mark.box or (box.around is not None and inside[box.around])
    return [mark.surety if inside[block.box] else 0.0 for block in blocks.all]


def _is_one_of_many(best: Box, found: list[Box], holding: Holding) -> bool:
    if len(found) == 1:
        return False
    among = set(found)
    outermost = [box for box in found if not _is_within(box, among)]
    return holding.boxes[best].prose < _MOST_OF_THEM * sum(holding.boxes[box].prose for box in outermost)


def _is_within(box: Box, others: set[Box]) -> bool:
    around = box.around
    while around is not None:
        if around in others:
            return True
        around = around.around
    return False
