"""Markdown read back by a renderer that is not ours, to be compared with the page it was written from."""

import re
from collections import Counter

import lxml.html
from lxml.html import HtmlElement
from markdown_it import MarkdownIt

from tearsheet.document.canonical import canonical_text
from tearsheet.document.sanitise import sanitise

_RENDERER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
_SAME = {"b": "strong", "i": "em", "s": "del", "strike": "del", "tt": "code", "samp": "code"}
_COUNTED = ("strong", "em", "del", "code", "sub", "sup", "mark", "kbd", "ruby", "h1", "h2", "h3", "h4", "h5", "h6")


def rendered(markdown: str) -> str:
    """Return the HTML that a reader of notes makes of `markdown`."""
    return str(_RENDERER.render(markdown))


def text_of(html: str) -> str:
    """Return the words of a page without the spaces between them, which no writer of Markdown keeps exactly."""
    return re.sub(r"\s", "", canonical_text(sanitise(html)))


def structure_of(html: str) -> Counter[tuple[str, ...]]:
    """Count what a page is made of: marks, headings, links, pictures, items by depth, quotations, rows of tables."""
    root = lxml.html.fragment_fromstring(sanitise(html), create_parent="div")
    return Counter(each for element in root.iter("*") for each in [_sign(element)] if each)


def _sign(element: HtmlElement) -> tuple[str, ...]:
    tag = _SAME.get(str(element.tag), str(element.tag))
    words = re.sub(r"\s", "", str(element.text_content()))
    within = [_SAME.get(str(each.tag), str(each.tag)) for each in element.iterancestors()]
    match tag:
        case "pre":
            return (tag, words)
        case "code" if "pre" in within:
            return ()
        case "a":
            return (
                (tag, element.get("href", ""), words) if words and not element.get("href", "#").startswith("#") else ()
            )
        case "img":
            return (tag, element.get("src", ""), element.get("alt", ""))
        case "li":
            return (tag, str(sum(each in ("ul", "ol") for each in within)), words)
        case "blockquote":
            return (tag, words)
        case "td" | "th":
            return ("cell", words) if words else ()
    return (tag, words) if tag in _COUNTED and words and tag not in within else ()
