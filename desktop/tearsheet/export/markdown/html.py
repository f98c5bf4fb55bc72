"""Turn an element that Markdown has no form for into HTML that stands in Markdown."""

import re
from copy import deepcopy

import lxml.html
from lxml.html import HtmlElement

from tearsheet.export.markdown.formulas import in_text
from tearsheet.export.markdown.passages import HIGHLIGHT

_ATTRIBUTES = {
    "a": ("href", "title"),
    "img": ("src", "alt", "title"),
    "td": ("align", "colspan", "rowspan"),
    "th": ("align", "colspan", "rowspan", "scope"),
    "ol": ("start", "reversed", "type"),
    "li": ("value",),
    "pre": ("class",),
    "code": ("class",),
    "input": ("type", "checked", "disabled"),
    "details": ("open",),
    "math": ("display", "alttext"),
}
_LINE_END = "\ue000"
_BEFORE = re.compile(r"(?=<(?:tr|thead|tbody|tfoot|dt|dd|caption)\b)|(?=</(?:table|dl)>)|(?<=</summary>)")


def block(element: HtmlElement) -> str:
    """Return an element as an HTML block: no blank line in it, for that would end it."""
    if element.tag == "pre":
        # This one ends with its end tag, whatever lines stand in it (CommonMark 0.31, 4.6).
        return _html(element).replace(_LINE_END, "\n")
    return _BEFORE.sub("\n", inline(element))


def inline(element: HtmlElement) -> str:
    """Return an element as HTML on one line, with no attributes but those that say what it is."""
    return _html(element).replace(_LINE_END, "&#10;")


def _html(element: HtmlElement) -> str:
    copy = deepcopy(element)
    copy.tail = None
    for mark in copy.iter(HIGHLIGHT):
        mark.tag = "mark"
    for formula in copy.iter("math"):
        if not len(formula) and not formula.text:
            formula.text = in_text(formula)
    for each in copy.iter("*"):
        kept = _ATTRIBUTES.get(each.tag, ())
        for name in set(each.attrib) - set(kept):
            del each.attrib[name]
        _flatten(each)
    html: str = lxml.html.tostring(copy, encoding="unicode")
    return html


def _flatten(element: HtmlElement) -> None:
    within = element.tag == "pre" or next(element.iterancestors("pre"), None) is not None
    if element.text:
        element.text = _flat(element.text, kept=within)
    if element.tail:
        element.tail = _flat(element.tail, kept=within and element.tag != "pre")


def _flat(text: str, *, kept: bool) -> str:
    return re.sub(r"\r\n?|\n", _LINE_END, text) if kept else re.sub(r"[ \t\r\n]+", " ", text)
