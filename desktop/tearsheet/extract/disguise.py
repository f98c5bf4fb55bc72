"""Turn a prepared tree into one that readability does not misread: without the names that it takes amiss.

Readability 0.9 drops and marks down elements for words anywhere in their names: "widget" empties every Elementor page,
"tweet" takes quotations, "foot" takes footnotes.
"""

import re

from lxml.html import HtmlElement

from tearsheet.extract.prepare import paragraphs_held
from tearsheet.extract.trees import drop, linked, named, words_of

# Words for which readability 0.9 removes an element (left) or counts against it (right), wherever they stand in a name.
_REMOVED_FOR = re.compile(
    r"combx|comment|community|disqus|extra|foot|header|menu|remark|rss|shoutbox|sidebar|sponsor|ad-break|agegate|"
    r"pagination|pager|popup|tweet|twitter|contact|footer|footnote|masthead|outbrain|promo|related|shopping",
    re.IGNORECASE,
)
_MARKED_DOWN_FOR = re.compile(r"com-|media|meta|scroll|tags|tool|widget", re.IGNORECASE)
_FURNITURE = re.compile(
    r"(?:^|\s)(?:(?:site-|page-|main-|top-)?(?:nav|navbar|menu|footer|foot|bottom|copyright|breadcrumbs?|crumbs?)|topbar)"
    r"(?:\s|$)",
    re.IGNORECASE,
)
_TOP = re.compile(r"(?:^|\s)(?:top|head|header|toolbar|links)(?:\s|$)", re.IGNORECASE)
_NOTE = re.compile(r"footnote|endnote|(?:^|\s)fn\d*(?:\s|$)", re.IGNORECASE)
_HOLDS_MUCH = 0.4
_LONGEST_FURNITURE = 200


def disguise(root: HtmlElement) -> None:
    """Take off, in place, names that would cost an element its place: of quotations, notes, what holds the article."""
    for quotation in root.iter("blockquote"):
        quotation.attrib.pop("class", None)
    held, total = paragraphs_held(root)
    around_articles = {ancestor for e in root.iter("h1", "main", "article") for ancestor in e.iterancestors()}
    for element in root.xpath("//*[@class or @id]"):
        name = named(element)
        if element.tag in ("html", "body"):
            continue
        if _NOTE.search(name):
            element.attrib.pop("class", None)
            element.attrib.pop("id", None)
        elif "elementor" in name:
            element.set("class", element.get("class", "").replace("widget", ""))
        if element not in around_articles and _is_furniture(element, name):
            drop([element])
        elif held[element] > _HOLDS_MUCH * total:
            _clear_name(element)


def _is_furniture(element: HtmlElement, name: str) -> bool:
    """Whether the element is named as what surrounds every page of a site, and is no more than that."""
    if not _FURNITURE.search(name):
        return bool(_TOP.search(name)) and linked(element) > len(words_of(element)) / 2
    return len(words_of(element)) <= _LONGEST_FURNITURE


def _clear_name(element: HtmlElement) -> None:
    """Take the misread words off; comments may well be longer than the article, so those need its title inside."""
    holds_title = element.find(".//h1") is not None
    for attribute in ("class", "id"):
        value = _MARKED_DOWN_FOR.sub("", element.get(attribute, ""))
        value = _REMOVED_FOR.sub("", value) if holds_title else value
        if attribute in element.attrib:
            element.set(attribute, value)
