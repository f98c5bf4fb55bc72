"""Turn a prepared tree into the elements that the page itself marks as its article."""

import copy
from typing import NamedTuple

from lxml.html import HtmlElement

from tearsheet.extract.trees import drop, label, prose, words_of

# Marks from the surest to the vaguest, each with the share of its prose below which readability kept too little:
# a name that sites give to nothing but a body is believed early, `main` only against a scrap.
_MARKS = (
    ("//*[@id='js_content']", 0.85),
    ("//*[@id='ContentBody']", 0.85),
    ("//*[contains(@itemprop, 'articleBody')]", 0.85),
    ("//*[@id='artibody' or @id='article_content' or @id='articleContent' or @id='Main-Article-QQ']", 0.85),
    ("//*[contains(@class, 'entry-content')]", 0.75),
    ("//*[contains(@class, 'article-content')]", 0.75),
    ("//*[contains(@class, 'post-content')]", 0.75),
    ("//*[contains(@class, 'article-body')]", 0.75),
    ("//article", 0.5),
    ("//main", 0.3),
    ("//*[@role='main']", 0.2),
)
_BESIDE = "descendant::nav | descendant::aside | descendant::footer | descendant::form | descendant::header[not(.//p)]"
_MOST_OF_THEM = 0.6


class Container(NamedTuple):
    """An element marked as the article, and the share of its prose below which another reading kept too little."""

    element: HtmlElement
    name: str
    least_share: float


def container(root: HtmlElement) -> Container | None:
    """Return a copy of the element with the surest mark, without what stands beside the article in it."""
    for path, least_share in _MARKS:
        found = [element for element in root.xpath(path) if words_of(element)]
        if not found:
            continue
        best = max(found, key=prose)
        if not _is_one_of_many(best, found):
            return Container(without_neighbours(best), label(best), least_share)
    return None


def without_neighbours(element: HtmlElement) -> HtmlElement:
    """Return a copy of `element` without navigation, asides, forms and footers."""
    whole = copy.deepcopy(element)
    whole.tail = None
    drop(whole.xpath(_BESIDE))
    return whole


def _is_one_of_many(best: HtmlElement, found: list[HtmlElement]) -> bool:
    """Whether the marked elements are cards of a list, or posts of a thread, so that none of them is the page's."""
    if len(found) == 1:
        return False
    marked = set(found)
    outermost = [element for element in found if marked.isdisjoint(element.iterancestors())]
    return prose(best) < _MOST_OF_THEM * sum(prose(element) for element in outermost)
