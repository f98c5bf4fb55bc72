"""Turn a prepared tree into the element that is the article, and the reason why this one."""

from typing import NamedTuple

import lxml.html
from lxml.etree import XPathError
from lxml.html import HtmlElement

from tearsheet.extract.containers import container, without_neighbours
from tearsheet.extract.dense import densest, is_too_big
from tearsheet.extract.readable import readable
from tearsheet.extract.trees import drop, prose, words_of
from tearsheet.model.errors import Reason, RuleError
from tearsheet.model.rule import SiteRule


class Body(NamedTuple):
    """The article's element, apart from the tree it came from, and why it was chosen."""

    element: HtmlElement
    reason: str
    by_rule: bool = False


def body(root: HtmlElement, rule: SiteRule | None) -> Body:
    """Choose: what the site's rule names, else readability's choice unless the page's own mark holds far more."""
    if rule is not None:
        drop(found for path in rule.remove for found in _found(root, path))
        if ruled := [found for path in rule.body for found in _found(root, path)]:
            return Body(_together(ruled), f"body: rule {rule.name}", by_rule=True)
    if is_too_big(root):
        return Body(densest(root), "body: the densest part, too many elements for more")
    return _judged(root)


def _judged(root: HtmlElement) -> Body:
    kept = readable(root)
    length = prose(kept) if kept is not None else 0
    marked = container(root)
    # One section of several is what readability gets wrong most.
    if marked is not None and length < marked.least_share * (marked_length := prose(marked.element)):
        return Body(marked.element, f"body: {marked.name}, {marked_length} characters (readability kept {length})")
    if kept is None or not words_of(kept):
        whole = root.find("body")
        return Body(without_neighbours(root if whole is None else whole), "body: the whole page")
    return Body(kept, "body: readability")


def _found(root: HtmlElement, path: str) -> list[HtmlElement]:
    try:
        found = root.xpath(path)
    except XPathError as error:
        raise RuleError(Reason.BAD_RULE, path) from error
    return [element for element in found if isinstance(element, HtmlElement)] if isinstance(found, list) else []


def _together(elements: list[HtmlElement]) -> HtmlElement:
    whole = lxml.html.Element("div")
    for element in elements:
        if not any(ancestor in elements for ancestor in element.iterancestors()):
            copied = without_neighbours(element) if len(elements) == 1 else element
            copied.tail = None
            whole.append(copied)
    return whole
