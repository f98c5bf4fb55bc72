"""Turn an element that holds code into the text that stands in it and the name of its language."""

import re

from lxml import etree
from lxml.html import HtmlElement

_LANGUAGE = re.compile(r"(?:^|\s)(?:language-|lang-|highlight-source-|brush:\s*)([\w+#.-]+)")
_LINES = ("div", "p", "li", "tr")


def verbatim(element: HtmlElement) -> str:
    """Return the text within `element` as it stands: a line break for each `br`, its own lines for each block."""
    parts = [element.text or ""]
    for event, each in etree.iterwalk(element, events=("start", "end")):
        if each is element:
            continue
        if (each.tag == "br" and event == "start") or (each.tag in _LINES and not _at_line_start(parts)):
            parts.append("\n")
        parts.append((each.text if event == "start" else each.tail) or "")
    return "".join(parts)


def _at_line_start(parts: list[str]) -> bool:
    last = next((part for part in reversed(parts) if part), "\n")
    return last.endswith("\n")


def language_of(element: HtmlElement) -> str:
    """Return what a listing says its language is, "" where it does not."""
    named = (element, *element.iter("code"), *element.iterancestors("div", "figure"))
    found = (_LANGUAGE.search(each.get("class", "")) for each in named)
    return next((match[1] for match in found if match), "")
