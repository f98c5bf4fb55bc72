"""Turn what a page declares about itself (meta elements, JSON-LD) into plain lookups."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from lxml.html import HtmlElement

_WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*$")
_TRAILING_COMMA = re.compile(r",\s{0,200}(?=[}\]])")
_ARTICLE = re.compile(r"Article|Posting|Report|Review|Recipe|NewsItem", re.IGNORECASE)
# Written about or beneath the article, and the only nodes of their kind on some pages.
_PART = re.compile(r"^(?:Claim|Product|User)?Review$|Comment", re.IGNORECASE)
_WHOLE = re.compile(r"^(?:\w{0,20}WebPage|ItemPage|FAQPage|AboutPage)$")
_ORGANISATION = re.compile(r"Organi[sz]ation|Corporation|Company")
_DEEPEST = 12
_LONGEST_SCRIPT = 2_000_000

Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Declared:
    """A page's declarations: `meta` by lower-case name, and the JSON-LD nodes of the article and of the page.

    `repeated` holds every value of the names that stand more than once; a node that is not there is empty.
    """

    meta: dict[str, str]
    repeated: dict[str, list[str]]
    linked: Node
    page: Node
    nodes: dict[str, Node]

    def first(self, *names: str) -> str:
        """Return the content of the first of these meta names that says something."""
        return next((self.meta[name] for name in names if self.meta.get(name)), "")

    def every(self, name: str) -> list[str]:
        """Return all that the meta elements of this name say, each once."""
        return list(dict.fromkeys(self.repeated.get(name) or [value for value in [self.meta.get(name)] if value]))

    def texts(self, key: str) -> list[str]:
        """Return the names or texts that the article's node has under `key`, references followed."""
        return [text for value in _listed(self.linked.get(key)) if (text := self._text(value))]

    def organisations(self, key: str) -> set[str]:
        """Return the names under `key` that are said to be those of organisations."""
        values = (self._followed(value) for value in _listed(self.linked.get(key)))
        found = (value for value in values if isinstance(value, dict) and _ORGANISATION.search(str(value.get("@type"))))
        return {self._text(value) for value in found}

    def page_texts(self, key: str) -> list[str]:
        """Return the same of the article's node, or, where that says nothing, of the page's."""
        return self.texts(key) or [text for value in _listed(self.page.get(key)) if (text := self._text(value))]

    def _text(self, value: object) -> str:
        value = self._followed(value)
        if isinstance(value, dict):
            value = next((value[key] for key in ("name", "url", "@value") if isinstance(value.get(key), str)), "")
        return " ".join(unescape(value).split()) if isinstance(value, str) else ""

    def _followed(self, value: object) -> object:
        if isinstance(value, dict) and "name" not in value and isinstance(value.get("@id"), str):
            return self.nodes.get(value["@id"], value)
        return value


def declared(root: HtmlElement) -> Declared:
    """Read the declarations of a page. Broken JSON-LD counts as none."""
    meta: dict[str, str] = {}
    repeated: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").strip().lower()
        content = " ".join((element.get("content") or element.get("value") or "").split())
        if name and content:
            if name in meta:
                repeated.setdefault(name, [meta[name]]).append(content)
            meta.setdefault(name, content)
    nodes = [node for text in _linked_texts(root) for node in _nodes(_loaded(text))]
    typed = [(_types(node), node) for node in nodes if "@type" in node]
    articles = [node for types, node in typed if _is_article(types)]
    pages = [node for types, node in typed if any(_WHOLE.match(each) for each in types)]
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and "name" in node}
    return Declared(meta, repeated, max(articles, key=len, default={}), max(pages, key=len, default={}), by_id)


def _types(node: Node) -> list[str]:
    return [str(each) for each in _listed(node["@type"])]


def _is_article(types: list[str]) -> bool:
    return any(_ARTICLE.search(each) and not _PART.search(each) for each in types)


def _linked_texts(root: HtmlElement) -> Iterator[str]:
    """Yield what is said as JSON-LD, which some frameworks put into a meta element instead of a script."""
    for element in root.iter("script", "meta"):
        kind, text = ("type", element.text) if element.tag == "script" else ("name", element.get("content"))
        if text and "ld+json" in element.get(kind, "").lower():
            yield text


def _loaded(text: str) -> object:
    if len(text) > _LONGEST_SCRIPT:
        return None
    text = _WRAPPING.sub("", text).strip()
    for attempt in (text, _TRAILING_COMMA.sub("", text)):
        try:
            # What stands behind the first value (a second brace, a stray semicolon) takes nothing from it.
            return json.JSONDecoder(strict=False).raw_decode(attempt)[0]
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(value: object, depth: int = 0) -> Iterator[Node]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for item in value.values():
            if isinstance(item, list | dict):
                yield from _nodes(item, depth + 1)


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value is None else [value]
