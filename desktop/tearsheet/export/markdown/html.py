"""Turn an element that Markdown has no form for into HTML that stands in Markdown."""

import re
from copy import deepcopy

import lxml.html
from lxml.html import HtmlElement

_ATTRIBUTES = {
    "a": ("href", "title"),
    "img": ("src", "alt", "title"),
    "td": ("colspan", "rowspan"),
    "th": ("colspan", "rowspan", "scope"),
    "ol": ("start", "reversed"),
    "details": ("open",),
    "math": ("display",),
}
_LINE_END = "\ue000"
_BEFORE = re.compile(r"(?=<(?:tr|thead|tbody|tfoot|dt|dd|caption)\b)|(?=</(?:table|dl)>)|(?<=</summary>)")


def block(element: HtmlElement) -> str:
    """Return an element as an HTML block: no blank line in it, for that would end it."""
    return _BEFORE.sub("\n", inline(element))


def inline(element: HtmlElement) -> str:
    """Return an element as HTML on one line, with no attributes but those that say what it is."""
    copy = deepcopy(element)
    copy.tail = None
    for each in copy.iter("*"):
        kept = _ATTRIBUTES.get(each.tag, ())
        for name in set(each.attrib) - set(kept):
            del each.attrib[name]
        _flatten(each)
    html: str = lxml.html.tostring(copy, encoding="unicode")
    return html.replace(_LINE_END, "&#10;")


def _flatten(element: HtmlElement) -> None:
    within = element.tag == "pre" or next(element.iterancestors("pre"), None) is not None
    if element.text:
        element.text = _flat(element.text, kept=within)
    if element.tail:
        element.tail = _flat(element.tail, kept=within and element.tag != "pre")


def _flat(text: str, *, kept: bool) -> str:
    return re.sub(r"\r\n?|\n", _LINE_END, text) if kept else re.sub(r"[ \t\r\n]+", " ", text)
