"""Turn markup into counted pictures, links, headings, items …, and gold text into those its page should have given.

No peer wrote this gold: the text that a person kept is looked up in the page's own tree, and what stands around the
blocks that are found, and between them, belongs to the article. Precision is a lower bound, for gold leaves out
captions and lists that a reader would miss.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote, urljoin, urlsplit

import lxml.html
from lxml.html import HtmlElement

from tearsheet.document.tokens import names
from tests.bench.extraction.shingles import squeezed

KINDS = ("picture", "link", "heading", "item", "cell", "code", "quotation", "caption")

Items = dict[str, Counter[Hashable]]
"""How often each thing of a kind occurs, by what tells it from others: a picture's file, an item's first words."""

_HEADINGS = names("h1 h2 h3 h4 h5 h6")
_BLOCKS = names(
    "address article aside blockquote body br caption center col colgroup dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html isindex legend li main menu nav "
    "noscript ol optgroup option p pre section summary table tbody td tfoot th thead title tr ul video audio iframe"
)
_UNREAD = names("button head iframe math noscript script select style svg template textarea")
_SOURCES = ("data-src", "data-original", "data-lazy-src", "data-actualsrc", "src")
_NUMBER = re.compile(r"^(?:[-*•]|\d+[.)、])+")
_LONG, _DEEP, _AROUND = 40, 600, 3
_IN_BOTH_PLACES = 2


def items(html: str, base: str) -> Items:
    """Return what the markup of an article holds."""
    found = _no_items()
    for element in _elements(html):
        kind = _kind(element)
        text = squeezed(element.text_content()) if kind else ""
        if kind == "picture":
            source = element.get("src") or element.get("data-src") or ""
            if source and not source.startswith("data:"):
                found["picture"][_file(source, base)] += 1
        elif kind == "link":
            if element.get("href") and text:
                found["link"][_link(element, base)] += 1
        elif kind:
            found[kind][_told_by(kind, text)] += 1
    return found


def project(page: str, gold: str, base: str) -> Items:
    """Return what the article in `page` holds, `gold` being its text."""
    expected = _no_items()
    blocks, pictures = _walk(_parse(page))
    text, lines = squeezed(gold), Counter(_unnumbered(squeezed(line)) for line in gold.splitlines())
    inside = _occurring(blocks, text)
    long = [number for number in inside if len(blocks[number].key) >= _LONG]
    if not long:
        return expected
    seen: set[HtmlElement] = set()
    for number in sorted(inside):
        if long[0] - _AROUND <= number <= long[-1] + _AROUND and not _is_beside_text(blocks[number], lines, base):
            _expect_around(blocks[number], text, base, seen, expected)
    for element, after in pictures:
        before, behind = range(after - _AROUND, after), range(after, after + _AROUND)
        if set(before) & set(long) and set(behind) & set(long) and (source := _source(element)):
            expected["picture"][_file(source, base)] += 1
    return expected


@dataclass(slots=True)
class _Block:
    """A piece of a page's text with nothing between that breaks the line."""

    element: HtmlElement
    pieces: list[str] = field(default_factory=list)
    key: str = ""


def _walk(root: HtmlElement) -> tuple[list[_Block], list[tuple[HtmlElement, int]]]:
    """Return the blocks of a page, and its pictures, each with the number of the block after it."""
    blocks: list[_Block] = []
    pictures: list[tuple[HtmlElement, int]] = []
    open_block: list[_Block] = []

    def close() -> None:
        for block in open_block:
            block.key = squeezed("".join(block.pieces))
            if block.key:
                blocks.append(block)
        open_block.clear()

    def add(text: str | None, element: HtmlElement) -> None:
        if text and (open_block or text.strip()):
            if not open_block:
                open_block.append(_Block(element))
            open_block[0].pieces.append(text)

    # A stack, not recursion: pages are deeper than Python's is high.
    body = root.find("body")
    waiting: list[tuple[str, HtmlElement, HtmlElement, int]] = [("enter", body if body is not None else root, root, 0)]
    while waiting:
        step, element, block, depth = waiting.pop()
        breaks = element.tag in _BLOCKS
        if step == "leave":
            if breaks:
                close()
        elif step == "tail":
            add(element.tail, block)
        elif not isinstance(element.tag, str) or element.tag in _UNREAD:
            continue
        elif element.tag == "img":
            pictures.append((element, len(blocks)))
        else:
            if breaks:
                close()
            own = element if breaks and element.tag != "br" else block
            add(element.text, own)
            waiting.append(("leave", element, own, depth))
            if depth < _DEEP:
                for child in reversed(element):
                    waiting += [("tail", child, own, depth), ("enter", child, own, depth + 1)]
    close()
    return blocks, pictures


def _occurring(blocks: list[_Block], text: str) -> list[int]:
    """Return the numbers of the blocks that stand in the squeezed text; short ones only near where one is read."""
    found, place = [], 0
    for number, block in enumerate(blocks):
        key = block.key
        if len(key) < 25:
            stands = text.find(key, max(0, place - 200), place + 1500) >= 0
        else:
            at = text.find(key)
            stands = at >= 0 or (len(key) > 60 and key[5:35] in text and key[-35:-5] in text)
            place = max(place, at)
        if stands:
            found.append(number)
    return found


def _is_beside_text(block: _Block, lines: Counter[str], base: str) -> bool:
    """Whether a block only leads to other places of the page, and its words are gold there rather than here.

    A person who keeps an article's text writes a heading down once, in a line of its own, and once more only where the
    table of contents is kept as well; and the numbers beside the lines of a listing are nobody's text.
    """
    links = [link for link in block.element.iter("a") if squeezed(link.text_content())]
    if not links or not all(_leads_within(link.get("href") or "", base) for link in links):
        return False
    if "".join(squeezed(link.text_content()) for link in links) != block.key:
        return False
    return block.key.isdigit() or lines[_unnumbered(block.key)] < _IN_BOTH_PLACES


def _leads_within(address: str, base: str) -> bool:
    """Whether a link stays on its page: by a fragment, bare or behind the page's own address, or by a script."""
    if address.startswith(("#", "javascript:")):
        return True
    try:
        page, _, fragment = urljoin(base, address.strip()).partition("#")
    except ValueError:
        return False
    return bool(fragment) and page == base.partition("#")[0]


def _unnumbered(line: str) -> str:
    """Return a squeezed line without the sign or number of the list that it is in."""
    return _NUMBER.sub("", line)


def _expect_around(block: _Block, text: str, base: str, seen: set[HtmlElement], expected: Items) -> None:
    """Count the elements that a block of the article stands in, and the links in it."""
    for element in (block.element, *block.element.iterancestors()):
        if element.tag in ("body", "html", "article", "main"):
            break
        kind = _kind(element)
        if kind and kind not in ("picture", "link") and element not in seen:
            words = squeezed(element.text_content())
            if _stands(kind, words, text) and not _numbers_lines(element, words):
                seen.add(element)
                expected[kind][_told_by(kind, words)] += 1
    for link in block.element.iter("a"):
        if link not in seen and link.get("href") and (words := squeezed(link.text_content())) and words in block.key:
            seen.add(link)
            expected["link"][_link(link, base)] += 1


def _numbers_lines(element: HtmlElement, words: str) -> bool:
    """Whether it is the column of numbers beside a listing, or the cell that this stands in."""
    return words.isdigit() and (element.tag == "pre" or element.find(".//pre") is not None)


def _stands(kind: str, words: str, text: str) -> bool:
    if kind in ("heading", "caption"):
        return words in text
    longest = {"item": 3000, "cell": 500}.get(kind)
    return (longest is None or len(words) < longest) and _told_by(kind, words) in text


def _kind(element: HtmlElement) -> str:
    if element.tag in _HEADINGS:
        return "heading"
    return {
        "img": "picture",
        "graphic": "picture",
        "amp-img": "picture",
        "a": "link",
        "li": "item",
        "td": "cell",
        "th": "cell",
        "pre": "code",
        "blockquote": "quotation",
        "figcaption": "caption",
    }.get(str(element.tag), "")


def _told_by(kind: str, words: str) -> str:
    return words[: {"heading": 80, "item": 50, "cell": 50}.get(kind, 60)]


def _link(element: HtmlElement, base: str) -> Hashable:
    return _normal(element.text_content())[:60], _file(element.get("href") or "", base)


def _source(element: HtmlElement) -> str:
    """Return the address of a picture that is wider than an icon."""
    width = re.sub(r"\D", "", element.get("width") or "")[:6]
    if width and 0 < int(width) <= 60:
        return ""
    sources = [element.get(name) or "" for name in _SOURCES]
    return next((source for source in sources if source and not source.startswith("data:")), "")


def _file(address: str, base: str) -> str:
    """Return the last part of an address' path, which stays when a picture moves to another host."""
    try:
        parts = urlsplit(urljoin(base, address.strip()))
    except ValueError:
        return address
    whole = unquote(parts.netloc + parts.path).rstrip("/").lower()
    return whole.rsplit("/", 1)[-1] or whole


def _normal(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split()).lower()


def _no_items() -> Items:
    return {kind: Counter() for kind in KINDS}


def _parse(page: str) -> HtmlElement:
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        return lxml.html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except (ValueError, lxml.etree.LxmlError):
        return lxml.html.document_fromstring("<html><body></body></html>")


def _elements(html: str) -> Iterator[HtmlElement]:
    if not html.strip():
        return
    bare = re.sub(r"<\?xml[^>]*\?>|<!DOCTYPE[^>]*>", "", html)
    for element in _parse(f"<div>{bare}</div>").iter():
        if isinstance(element.tag, str):
            yield element
