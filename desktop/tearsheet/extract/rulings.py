"""Turn a rule's rulings into a tree without what they take out, and the elements that they keep."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from lxml.etree import XPathError
from lxml.html import HtmlElement

from tearsheet.document.tokens import names
from tearsheet.extract.trees import drop
from tearsheet.model.errors import Reason, RuleError
from tearsheet.model.rule import Ruling

_NEVER_OUT = names("html body")
_TAKEN_FOR_FURNITURE = names("nav aside footer header form menu")


class Settled(NamedTuple):
    """The elements that belong to the article for certain, in the order of the page, and who says so."""

    kept: tuple[HtmlElement, ...]
    reasons: tuple[str, ...]


def settle(root: HtmlElement, rulings: Sequence[Ruling]) -> Settled:
    """Take out of `root` what the rulings say is not the article. Raises RuleError for what is no XPath."""
    said = {element: ruling for ruling in rulings for element in named_by(root, ruling.path)}
    kept = {element for element, ruling in said.items() if ruling.keeps}
    around = {ancestor for element in kept for ancestor in element.iterancestors()}
    for element in said:
        if element not in kept and element.tag not in _NEVER_OUT:
            _take_out(element, kept, around)
    for element in kept:
        element.attrib.pop("hidden", None)
        if element.tag in _TAKEN_FOR_FURNITURE:
            element.tag = "div"
    counted = Counter((ruling.rule, ruling.keeps) for ruling in said.values())
    reasons = tuple(
        f"body: {count} {'part' if count == 1 else 'parts'} {'kept' if keeps else 'taken out'} by rule {rule}"
        for (rule, keeps), count in counted.items()
    )
    return Settled(tuple(element for element in root.iter("*") if element in kept) if kept else (), reasons)


def named_by(root: HtmlElement, path: str) -> list[HtmlElement]:
    """Return the elements that an XPath names. Raises RuleError."""
    try:
        found = root.xpath(path)
    except XPathError as error:
        raise RuleError(Reason.BAD_RULE, path) from error
    return [element for element in found if isinstance(element, HtmlElement)] if isinstance(found, list) else []


def outermost(elements: Sequence[HtmlElement]) -> list[HtmlElement]:
    """Return those of `elements` that are inside no other."""
    among = set(elements)
    return [element for element in elements if among.isdisjoint(element.iterancestors())]


def _take_out(element: HtmlElement, kept: set[HtmlElement], around: set[HtmlElement]) -> None:
    """Take out an element, but for what is kept inside it."""
    if element in kept:
        return
    if element not in around:
        drop([element])
        return
    element.text = None
    for child in list(element):
        child.tail = None
        _take_out(child, kept, around)
