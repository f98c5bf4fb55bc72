"""Turn what a page declares about itself (meta elements, JSON-LD) into plain lookups."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from lxml.html import HtmlElement

_WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*$")
_ARTICLE = re.compile(r"Article|Posting|Report|Review|Recipe|NewsItem", re.IGNORECASE)
_DEEPEST = 12

Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Declared:
    """A page's declarations: `meta` by lower-case name, and the JSON-LD node that is the article, empty without one."""

    meta: dict[str, str]
    linked: Node
    nodes: dict[str, Node]

    def first(self, *names: str) -> str:
        """Return the content of the first of these meta names that says something."""
        return next((self.meta[name] for name in names if self.meta.get(name)), "")

    def texts(self, key: str) -> list[str]:
        """Return the names or texts that the article's node has under `key`, references followed."""
        return [text for value in _listed(self.linked.get(key)) if (text := self._text(value))]

    def _text(self, value: object) -> str:
        if isinstance(value, dict):
            if "name" not in value and isinstance(value.get("@id"), str):
                value = self.nodes.get(value["@id"], value)
            value = next((value[key] for key in ("name", "url", "@value") if isinstance(value.get(key), str)), "")
        return " ".join(unescape(value).split()) if isinstance(value, str) else ""


def declared(root: HtmlElement) -> Declared:
    """Read the declarations of a page. Broken JSON-LD counts as none."""
    meta: dict[str, str] = {}
    for element in root.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").strip().lower()
        content = " ".join((element.get("content") or element.get("value") or "").split())
        if name and content:
            meta.setdefault(name, content)
    nodes = [
        node for script in root.iter("script") if _is_linked(script) for node in _nodes(_loaded(script.text or ""))
    ]
    articles = [node for node in nodes if _ARTICLE.search(" ".join(map(str, _listed(node.get("@type")))))]
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and "name" in node}
    return Declared(meta, max(articles, key=len, default={}), by_id)


def _is_linked(script: HtmlElement) -> bool:
    return "ld+json" in script.get("type", "").lower()


def _loaded(text: str) -> object:
    try:
        return json.loads(_WRAPPING.sub("", text).strip(), strict=False)
    except (ValueError, RecursionError):
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
