"""Turn a page's text into a tree that has lost nothing, whatever its depth."""

import re
from html import unescape
from typing import NamedTuple

import lxml.html
from lxml.etree import ParserError
from lxml.html import HtmlElement

from tearsheet.document.bounds import bounded, has_monstrous_tag
from tearsheet.document.characters import fit

_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>", re.IGNORECASE)
# A browser goes on after an early end of the page; libxml2 puts what follows where nobody looks for it.
_ENDS = re.compile(r"</(?:body|html)\s*>(?=[\s\S]{200})", re.IGNORECASE)
_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,6})|([0-9]{1,7}));?")
_EXCESSIVE = "Excessive depth"
# One step a level: whether a tree is deeper is asked without a walk in Python.
_DEEPER = f"boolean({'/*' * 240})"


class Parsed(NamedTuple):
    """A tree, and how many paragraphs, cells or items in it had to become mere lines (their text is there)."""

    root: HtmlElement
    flattened: int


def parse(html: str) -> Parsed:
    """Parse a page. libxml2 drops all text below some depth without a word, so what is too deep is flattened first."""
    html = _REFERENCE.sub(_settled, _ENDS.sub("", _DECLARATION.sub("", fit(html), count=1)))
    flattened = 0
    if has_monstrous_tag(html):
        html, flattened = bounded(html)
    root, lost = _tree(html)
    if lost or root.xpath(_DEEPER):
        html, flattened = bounded(html)
        root, _ = _tree(html)
    return Parsed(root, flattened)


def parse_fragment(html: str) -> Parsed:
    """Parse part of a page, such as the body a site's data holds; the root is a `div` around it."""
    parsed = parse(f"<!doctype html><html><body><div>{html}</div></body></html>")
    body = parsed.root.find("body")
    inner = lxml.html.Element("div")
    if body is not None:
        inner.extend(list(body))
    # A stray end tag in the fragment makes two of the one around it.
    return Parsed(inner[0] if len(inner) == 1 else inner, parsed.flattened)


def _settled(reference: "re.Match[str]") -> str:
    """Leave a numeric reference as it is, unless libxml2 would make a control character of it where browsers do not."""
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    if code in (0x9, 0xA) or 0x1F < code < 0x7F or 0x9F < code < 0xD800 or 0xDFFF < code < 0xFFFE or code > 0xFFFF:
        return reference[0]
    if code == 0 or 0xD800 <= code <= 0xDFFF:
        return ""
    # 0x80 to 0x9F are Windows' quotation marks and dashes (HTML, 13.2.5.84).
    return fit(unescape(reference[0]))


def _tree(html: str) -> tuple[HtmlElement, bool]:
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = lxml.html.document_fromstring(html.encode(), parser=parser)
    except ParserError:
        return lxml.html.document_fromstring("<html><body></body></html>"), False
    return root, any(_EXCESSIVE in error.message for error in parser.error_log)
