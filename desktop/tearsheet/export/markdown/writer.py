"""Turn an article's HTML into Markdown, block by block; what Markdown cannot say becomes HTML in it.

Elements are written from the innermost outwards, each from what its children have become, so depth costs no stack.
"""

import re
from collections.abc import Callable, Sequence

from lxml import etree
from lxml.html import HtmlElement

from tearsheet.export.markdown import escapes, html, inline
from tearsheet.export.markdown.content import (
    Block,
    Cell,
    Content,
    Item,
    Kind,
    Row,
    blocks_of,
    has_blocks,
    loose,
    one_line,
    pieces_of,
    stacked,
)
from tearsheet.export.markdown.inline import Code, Finished, Words
from tearsheet.export.markdown.lists import written_list
from tearsheet.export.markdown.tables import written_table
from tearsheet.export.markdown.tidy import BLOCKS, HEADINGS, PictureAddress, descendants_first, tidy

_AS_HTML_BLOCK = ("details", "dl")
_AS_HTML = ("ruby", "math")
_PARTS = ("tbody", "thead", "tfoot")
_IN_TAGS = ("sub", "sup", "kbd", "mark", "ins", "u", "q")
_FOLLOWED = ("http://", "https://", "mailto:")
_PLAIN_ADDRESS = re.compile(r"https?://[^\s<>|\\`%]+")
_LANGUAGE = re.compile(r"(?:^|\s)(?:language-|lang-|highlight-source-|brush:\s*)([\w+#.-]+)")


def markdown(article_html: str, picture_address: PictureAddress = lambda url: url) -> str:
    """Return an article's body as Markdown (CommonMark with GFM's tables and strikethrough), without a last newline.

    `picture_address` gives the address to write for each picture's, None to leave it out.
    """
    root = tidy(article_html, picture_address)
    became: dict[HtmlElement, Sequence[Content]] = {}
    for element in descendants_first(root):
        content = _words(element.text)
        for child in element:
            content += became.pop(child)
            content += _words(child.tail)
        became[element] = _element(element, content)
    return stacked(blocks_of(became[root]))


def _words(text: str | None) -> list[Content]:
    """Return text as a page shows it: white space other than the no-break and the full-width space is one space."""
    return [Words(re.sub(r"[ \t\r\n\f]+", " ", text))] if text else []


def _element(element: HtmlElement, content: Sequence[Content]) -> Sequence[Content]:
    tag = element.tag
    if tag in _WRITERS:
        return _WRITERS[tag](element, content)
    if tag in BLOCKS and tag not in _PARTS:
        return blocks_of(content)
    return content


def _heading(element: HtmlElement, content: Sequence[Content]) -> Sequence[Content]:
    line = re.sub(r"(?<!\S)(#+)$", r"\\\1", one_line(pieces_of(content)))
    return [Block(f"{'#' * int(element.tag[1])} {line}", Kind.HEADING)] if line else []


def _quote(_element: HtmlElement, content: Sequence[Content]) -> Sequence[Content]:
    text = stacked(blocks_of(content))
    return [Block("\n".join(f"> {line}".rstrip() for line in text.split("\n")))] if text else []


def _rule(_element: HtmlElement, _content: Sequence[Content]) -> Sequence[Content]:
    return [Block("---")]


def _code_block(element: HtmlElement, content: Sequence[Content]) -> Sequence[Content]:
    if has_blocks(content):
        return blocks_of(content)
    text = _verbatim(element).strip("\n")
    if not text.strip():
        return []
    named = (element, *element.iter("code"), *element.iterancestors("div", "figure"))
    found = (_LANGUAGE.search(each.get("class", "")) for each in named)
    language = next((match[1] for match in found if match), "")
    return [Block(escapes.fence(text, language))]


def _verbatim(element: HtmlElement) -> str:
    """Return the text within `element` as it stands, a line break for each `br`."""
    parts = []
    for event, each in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            parts += ["\n" if each.tag == "br" else "", each.text or ""]
        elif each is not element:
            parts.append(each.tail or "")
    return "".join(parts)


def _list(element: HtmlElement, content: Sequence[Content]) -> Sequence[Content]:
    if element.tag == "ul":
        return written_list(content, start=None)
    start = element.get("start", "")
    return written_list(content, start=int(start) if re.fullmatch(r"\d{1,8}", start) else 1)


def _item(_element: HtmlElement, content: Sequence[Content]) -> Sequence[Content]:
    return [Item(tuple(loose(content)))]


def _cell(element: HtmlElement, content: Sequence[Content]) -> Sequence[Content]:
    spans = any(element.get(name, "1").strip() not in ("", "0", "1") for name in ("colspan", "rowspan"))
    return [Cell(tuple(loose(content)), header=element.tag == "th", spans=spans)]


def _row(_element: HtmlElement, content: Sequence[Content]) -> Sequence[Content]:
    return [Row(tuple(each for each in content if isinstance(each, Cell)))]


def _table(element: HtmlElement, content: Sequence[Content]) -> Sequence[Content]:
    return written_table(element, content)


def _caption(_element: HtmlElement, content: Sequence[Content]) -> Sequence[Content]:
    """Set a picture's caption in italics below it."""
    if has_blocks(content):
        return blocks_of(content)
    return blocks_of(inline.marked("em", pieces_of(content)))


def _html_block(element: HtmlElement, _content: Sequence[Content]) -> Sequence[Content]:
    return [Block(html.block(element))]


def _html_inline(element: HtmlElement, _content: Sequence[Content]) -> Sequence[Content]:
    return [Finished(html.inline(element))]


def _mark(element: HtmlElement, content: Sequence[Content]) -> Sequence[Content]:
    return content if has_blocks(content) else inline.marked(element.tag, pieces_of(content))


def _tags(element: HtmlElement, content: Sequence[Content]) -> Sequence[Content]:
    shown = bool(content) and not has_blocks(content)
    return inline.tagged(element.tag, pieces_of(content)) if shown else content


def _link(element: HtmlElement, content: Sequence[Content]) -> Sequence[Content]:
    url = element.get("href", "").strip()
    if has_blocks(content) or not url.lower().startswith(_FOLLOWED):
        return content
    title = element.get("title", "")
    if not len(element) and element.text == url and not title and _PLAIN_ADDRESS.fullmatch(url):
        return [Finished(f"<{url}>")]
    return inline.link(url, pieces_of(content), title)


def _code(element: HtmlElement, content: Sequence[Content]) -> Sequence[Content]:
    if next(element.iter("a", "img"), None) is not None:
        return inline.tagged("code", pieces_of(content))
    # A line's end in it is a space when it is shown.
    text = re.sub(r"\s*\n\s*", " ", _verbatim(element))
    return [Code(text)] if text else []


def _image(element: HtmlElement, _content: Sequence[Content]) -> Sequence[Content]:
    url = element.get("src", "")
    return [inline.image(url, element.get("alt", ""), element.get("title", ""))] if url else []


def _break(_element: HtmlElement, _content: Sequence[Content]) -> Sequence[Content]:
    return [Words("\n")]


_Writer = Callable[[HtmlElement, Sequence[Content]], Sequence[Content]]

_WRITERS: dict[str, _Writer] = {
    **dict.fromkeys(HEADINGS, _heading),
    **dict.fromkeys(_AS_HTML_BLOCK, _html_block),
    **dict.fromkeys(_AS_HTML, _html_inline),
    **dict.fromkeys(_IN_TAGS, _tags),
    **dict.fromkeys(inline.MARKS, _mark),
    "blockquote": _quote,
    "hr": _rule,
    "pre": _code_block,
    "ul": _list,
    "ol": _list,
    "li": _item,
    "table": _table,
    "tr": _row,
    "td": _cell,
    "th": _cell,
    "figcaption": _caption,
    "a": _link,
    "code": _code,
    "samp": _code,
    "img": _image,
    "br": _break,
}
