"""Turn an article's HTML into Markdown, block by block; what Markdown cannot say becomes HTML in it.

Elements are written from the innermost outwards, each from what its children have become, so depth costs no stack. What
was written is read back by a parser that is not ours. A block that does not say what it should is written again with
its marks, links and pictures as HTML, and as HTML altogether where that does not help.
"""

import re
from collections.abc import Callable, Sequence
from copy import copy

from lxml.html import HtmlElement

from tearsheet.export.markdown import escapes, html, inline
from tearsheet.export.markdown.checking import is_followed, says_the_same
from tearsheet.export.markdown.code import language_of, verbatim
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
from tearsheet.export.markdown.dialects import OBSIDIAN, Dialect
from tearsheet.export.markdown.formulas import written_formula
from tearsheet.export.markdown.inline import Code, Finished, Words
from tearsheet.export.markdown.lists import written_list
from tearsheet.export.markdown.notes import NOTE, REF
from tearsheet.export.markdown.passages import HIGHLIGHT
from tearsheet.export.markdown.tables import written_table
from tearsheet.export.markdown.tidy import BLOCKS, HEADINGS, PictureAddress, descendants_first, tidy
from tearsheet.model.annotation import PlacedAnnotation

_AS_HTML_BLOCK = ("details", "dl")
_PARTS = ("tbody", "thead", "tfoot")
_IN_TAGS = ("sub", "sup", "kbd", "mark", "ins", "u", "q")
_NOT_IN_CODE = ("a", "img", "math", REF, *inline.MARKS, *_IN_TAGS)
_PLAIN_ADDRESS = re.compile(r"https?://[^\s<>|\\`%]+")


def markdown(
    article_html: str,
    picture_address: PictureAddress = lambda url: url,
    *,
    dialect: Dialect = OBSIDIAN,
    text: str = "",
    annotations: Sequence[PlacedAnnotation] = (),
) -> str:
    """Return an article's body as Markdown, without a last newline.

    It is CommonMark with GFM's tables, strikethrough, check boxes and footnotes, TeX between dollar signs, and what
    else `dialect` has. `picture_address` gives the address to write for each picture's, None to leave it out.
    `annotations`, on the canonical `text`, are marked in it.
    """

    def tree(*, with_notes: bool) -> HtmlElement:
        root = tidy(article_html, picture_address, with_notes=with_notes, text=text, annotations=annotations)
        for mark in () if dialect.highlights else root.iter(HIGHLIGHT):
            mark.set("html", "")
        return root

    blocks = _written(tree(with_notes=True))
    if blocks is None:
        blocks = _written(tree(with_notes=False)) or []
    written = stacked(blocks)
    # Three hyphens in the first line begin front matter.
    return f"***{written[3:]}" if written.startswith("---\n") or written == "---" else written


def _written(root: HtmlElement) -> list[Block] | None:
    """Return the blocks of a tree, None when what calls a footnote would have to stand in HTML, where it is dead."""
    parts = [_blocks(part) for part in root]
    blocks = [block for part in parts for block in part]
    if says_the_same(root, stacked(blocks, bare_notes=True)):
        return blocks
    blocks = []
    for part, plain in zip(root, parts, strict=True):
        checked = _checked(part, plain)
        if checked is None:
            return None
        blocks += checked
    return blocks


def _checked(part: HtmlElement, plain: list[Block]) -> list[Block] | None:
    """Return a part in the plainest form in which it says what it should."""
    if says_the_same(part, stacked(plain, bare_notes=True)):
        return plain
    tagged = _blocks(part, as_html=True)
    if says_the_same(part, stacked(tagged, bare_notes=True)):
        return tagged
    if next(part.iter(REF), None) is not None:
        return None
    if part.tag != NOTE:
        return [Block(html.block(part))]
    box = copy(part)
    box.tag = "div"
    return [Block(html.block(box), Kind.NOTE, part.get("name", ""))]


def _blocks(part: HtmlElement, *, as_html: bool = False) -> list[Block]:
    """Return what a part of a page becomes; `as_html`: marks, links and pictures within it are HTML."""
    became: dict[HtmlElement, Sequence[Content]] = {}
    for element in descendants_first(part):
        content = _words(element.text)
        for child in element:
            content += became.pop(child)
            content += _words(child.tail)
        became[element] = _element(element, content, as_html=as_html)
    return blocks_of(became[part])


def _words(text: str | None) -> list[Content]:
    """Return text as a page shows it: white space other than the no-break and the full-width space is one space."""
    return [Words(re.sub(r"[ \t\r\n\f]+", " ", text))] if text else []


def _element(element: HtmlElement, content: Sequence[Content], *, as_html: bool) -> Sequence[Content]:
    tag = element.tag
    if tag in _INLINE_WRITERS:
        return _INLINE_WRITERS[tag](element, content, as_html)
    if tag in _WRITERS:
        return _WRITERS[tag](element, content)
    if tag in BLOCKS and tag not in _PARTS:
        return blocks_of(content)
    return content


def _heading(element: HtmlElement, content: Sequence[Content]) -> Sequence[Content]:
    # A heading may end in number signs, and for goldmark and kramdown in a name: {#name}.
    line = re.sub(r"(?<!\S)(#+)$|(\{)(?=[^{}]*\}$)", r"\\\g<0>", one_line(pieces_of(content)))
    return [Block(f"{'#' * int(element.tag[1])} {line}", Kind.HEADING)] if line else []


def _quote(_element: HtmlElement, content: Sequence[Content]) -> Sequence[Content]:
    text = stacked(blocks_of(content))
    return [Block("\n".join(f"> {line}".rstrip() for line in text.split("\n")))] if text else []


def _rule(_element: HtmlElement, _content: Sequence[Content]) -> Sequence[Content]:
    return [Block("---")]


def _code_block(element: HtmlElement, _content: Sequence[Content]) -> Sequence[Content]:
    if (
        any(is_followed(link.get("href", "")) for link in element.iter("a"))
        or next(element.iter("img"), None) is not None
    ):
        return [Block(html.block(element))]
    text = verbatim(element).strip("\n")
    return [Block(escapes.fence(text, language_of(element)))] if text.strip() else []


def _list(element: HtmlElement, content: Sequence[Content]) -> Sequence[Content]:
    if element.tag == "ul":
        return written_list(content, start=None)
    start = element.get("start", "")
    return written_list(content, start=int(start) if re.fullmatch(r"\d{1,8}", start) else 1)


def _item(_element: HtmlElement, content: Sequence[Content]) -> Sequence[Content]:
    return [Item(tuple(loose(content)))]


def _cell(element: HtmlElement, content: Sequence[Content]) -> Sequence[Content]:
    spans = any(element.get(name, "1").strip() not in ("", "0", "1") for name in ("colspan", "rowspan"))
    named = element.tag == "th" or next(element.iterancestors("thead", "table"), element).tag == "thead"
    return [Cell(tuple(loose(content)), header=named, spans=spans, align=element.get("align", ""))]


def _row(_element: HtmlElement, content: Sequence[Content]) -> Sequence[Content]:
    return [Row(tuple(each for each in content if isinstance(each, Cell)))]


def _table(element: HtmlElement, content: Sequence[Content]) -> Sequence[Content]:
    return written_table(element, content)


def _note(element: HtmlElement, content: Sequence[Content]) -> Sequence[Content]:
    text = stacked(blocks_of(content))
    return [Block(text, Kind.NOTE, element.get("name", ""))] if text else []


def _html_block(element: HtmlElement, _content: Sequence[Content]) -> Sequence[Content]:
    return [Block(html.block(element))]


def _html_inline(element: HtmlElement, _content: Sequence[Content]) -> Sequence[Content]:
    return [Finished(html.inline(element))]


def _formula(element: HtmlElement, _content: Sequence[Content]) -> Sequence[Content]:
    return [Finished(written_formula(element) or html.inline(element))]


def _call(element: HtmlElement, _content: Sequence[Content]) -> Sequence[Content]:
    return [Finished(f"[^{element.get('name', '')}]")]


def _box(element: HtmlElement, _content: Sequence[Content]) -> Sequence[Content]:
    return [Finished("[x]" if element.get("checked") is not None else "[ ]"), Words(" ")]


def _tags(element: HtmlElement, content: Sequence[Content]) -> Sequence[Content]:
    shown = bool(content) and not has_blocks(content)
    return inline.tagged(element.tag, pieces_of(content)) if shown else content


def _mark(element: HtmlElement, content: Sequence[Content], as_html: bool) -> Sequence[Content]:
    if has_blocks(content):
        return content
    # Struck words within other marks of a heading end goldmark, and with it Hugo's build of the whole site.
    in_heading = element.tag == "del" and next(element.iterancestors(*HEADINGS), None) is not None
    as_html = as_html or in_heading or element.get("html") is not None
    return inline.marked(element.tag, pieces_of(content), as_html=as_html)


def _link(element: HtmlElement, content: Sequence[Content], as_html: bool) -> Sequence[Content]:
    url = element.get("href", "").strip()
    if has_blocks(content) or not is_followed(url):
        return content
    title = element.get("title", "")
    if not len(element) and element.text == url and not title and _PLAIN_ADDRESS.fullmatch(url) and not as_html:
        return [Finished(f"<{url}>")]
    return inline.link(url, pieces_of(content), title, as_html=as_html)


def _code(element: HtmlElement, content: Sequence[Content], as_html: bool) -> Sequence[Content]:
    if next(element.iter(*_NOT_IN_CODE), None) is not None:
        return inline.tagged("code", pieces_of(content))
    # A line's end in it is a space when it is shown.
    text = re.sub(r"\s*\n\s*", " ", verbatim(element))
    if as_html and text.strip():
        return inline.tagged("code", [Words(text)])
    return [Code(text)] if text else []


def _image(element: HtmlElement, _content: Sequence[Content], as_html: bool) -> Sequence[Content]:
    url = element.get("src", "")
    return [inline.image(url, element.get("alt", ""), element.get("title", ""), as_html=as_html)] if url else []


def _break(_element: HtmlElement, _content: Sequence[Content]) -> Sequence[Content]:
    return [Words("\n")]


_InlineWriter = Callable[[HtmlElement, Sequence[Content], bool], Sequence[Content]]

_INLINE_WRITERS: dict[str, _InlineWriter] = {
    **dict.fromkeys(inline.MARKS, _mark),
    "a": _link,
    "code": _code,
    "samp": _code,
    "img": _image,
}

_Writer = Callable[[HtmlElement, Sequence[Content]], Sequence[Content]]

_WRITERS: dict[str, _Writer] = {
    **dict.fromkeys(HEADINGS, _heading),
    **dict.fromkeys(_AS_HTML_BLOCK, _html_block),
    **dict.fromkeys(_IN_TAGS, _tags),
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
    "ruby": _html_inline,
    "math": _formula,
    "input": _box,
    NOTE: _note,
    REF: _call,
    "br": _break,
}
