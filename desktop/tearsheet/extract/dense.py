"""Turn a tree too big for readability into the element its prose stands in, in linear time."""

import copy

from lxml.html import HtmlElement

from tearsheet.extract.trees import drop

MOST_ELEMENTS = 150_000
_MOST_OF_IT = 0.75
_TOO_DEEP = "/*" * 300
_BESIDE = (
    "descendant::nav | descendant::aside | descendant::footer | descendant::form | descendant::header[not(.//p)] | "
    "descendant::*[@hidden]"
)


def is_too_big(root: HtmlElement) -> bool:
    """Whether readability would need minutes (1,000,000 elements took it 26 s), or a walk would go too deep for Python.

    Formatting that is never closed is opened again by the parser, deeper than what was bounded before it.
    """
    return bool(root.xpath(f"count(//*) > {MOST_ELEMENTS} or boolean({_TOO_DEEP})"))


def densest(root: HtmlElement) -> HtmlElement:
    """Return a copy of the innermost element that holds three quarters of the page's text outside links."""
    body = root.find("body")
    element = root if body is None else body
    own = _text_held(element)
    whole = own[element]
    while True:
        inner = max(element, key=lambda child: own.get(child, 0), default=None)
        if inner is None or own.get(inner, 0) < _MOST_OF_IT * whole or inner.tag in ("p", "pre", "table", "ul", "ol"):
            return without_neighbours(element)
        element = inner


def without_neighbours(element: HtmlElement) -> HtmlElement:
    """Return a copy of `element` without navigation, asides, forms, footers and what is hidden."""
    whole = copy.deepcopy(element)
    whole.tail = None
    drop(whole.xpath(_BESIDE))
    return whole


def _text_held(root: HtmlElement) -> dict[HtmlElement, int]:
    """Sum up, from the leaves, the characters of every element that are in no link."""
    held: dict[HtmlElement, int] = {}
    for element in reversed(list(root.iter("*"))):
        below = 0 if element.tag == "a" else len((element.text or "").strip())
        for child in element:
            below += (0 if element.tag == "a" else held.get(child, 0)) + len((child.tail or "").strip())
        held[element] = below
    return held
