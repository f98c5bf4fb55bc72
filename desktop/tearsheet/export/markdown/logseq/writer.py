"""Turn an article's HTML into the blocks of a page in Logseq; what mldoc has no sign for becomes HTML on one line.

Elements are written from the innermost outwards, each from what its children have become, so depth costs no stack.
Nothing is read back: mldoc is no Python, and CommonMark's parsers read otherwise. Escaping that leaves no doubt stands
in for it, and HTML where a form has conditions.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from lxml.html import HtmlElement

from tearsheet.export.markdown import html
from tearsheet.export.markdown.checking import is_followed
from tearsheet.export.markdown.code import language_of, verbatim
from tearsheet.export.markdown.formulas import in_text, is_display
from tearsheet.export.markdown.logseq import escapes
from tearsheet.export.markdown.logseq.blocks import (
    Block,
    Kind,
    flattened,
    gathered,
    is_special,
    items,
    outline,
    outlined,
)
from tearsheet.export.markdown.logseq.lines import line, lines_of
from tearsheet.export.markdown.logseq.pieces import (
    MARKS,
    Break,
    Code,
    Formula,
    Html,
    Link,
    Picture,
    Piece,
    Script,
    Words,
    as_html,
    readable,
)
from tearsheet.export.markdown.logseq.tables import CellLines, written_table
from tearsheet.export.markdown.tidy import BLOCKS, HEADINGS, MENDED, PictureAddress, descendants_first, tidy
from tearsheet.model.annotation import PlacedAnnotation

_PARTS = ("tbody", "thead", "tfoot")
_AS_HTML = ("u", "ins", "kbd", "q", "mark", "ruby")
_NOT_IN_CODE = ("a", "img", "math", *MARKS, *_AS_HTML, "sub", "sup")
# mldoc takes seconds for HTML of twenty thousand characters: it grows with their square.
_LONGEST_HTML = 2000
_MOST_COLUMNS = 100
_FENCE = re.compile(r"^\s*(?:```|~~~)", re.MULTILINE)
_LANGUAGE = re.compile(r"[\w+#.-]{1,40}")
_NO_TEX = re.compile(r"\A[\s]|\$|[\s(\[{]\Z")


@dataclass(frozen=True, slots=True)
class _Item:
    """What a list's item holds."""

    content: tuple["Piece | Block", ...]


@dataclass(frozen=True, slots=True)
class _Cell:
    """What a table's cell holds, and how many columns and rows it takes."""

    content: tuple["Piece | Block", ...]
    header: bool
    columns: int
    rows: int


@dataclass(frozen=True, slots=True)
class _Row:
    """The cells of a table's row."""

    cells: tuple[_Cell, ...]


_Content = Piece | Block | _Item | _Cell | _Row


def logseq_body(
    article_html: str,
    picture_address: PictureAddress = lambda url: url,
    *,
    text: str = "",
    annotations: Sequence[PlacedAnnotation] = (),
) -> str:
    """Return an article's body as an outline, without a last newline.

    `picture_address` gives the address to write for each picture's, None to leave it out. `annotations`, on the
    canonical `text`, are marked in it. Footnotes stay the lists that they are: what calls one leads nowhere from
    another block.
    """
    root = tidy(article_html, picture_address, with_notes=False, text=text, annotations=annotations)
    blocks = [block for part in root for block in _blocks(part)]
    return outline(outlined(gathered(blocks)))


def logseq_file(address: str, title: str, *, shown: bool) -> str:
    """Return a picture that was kept as a file, or a link to another kind of file, as a page's only block."""
    piece = Picture(address, title) if shown else Words(title, link=Link(address))
    return outline([Block(lines=(line([piece]),))])


def _blocks(part: HtmlElement) -> list[Block]:
    """Return what a part of a page becomes."""
    became: dict[HtmlElement, Sequence[_Content]] = {}
    for element in descendants_first(part):
        content = _words(element.text)
        for child in element:
            content += became.pop(child)
            content += _words(child.tail)
        became[element] = _element(element, content)
    return _blocks_of(became[part])


def _words(text: str | None) -> list[_Content]:
    return [Words(re.sub(r"[ \t\r\n\f]+", " ", text))] if text else []


def _element(element: HtmlElement, content: Sequence[_Content]) -> Sequence[_Content]:
    tag = element.tag
    if tag in _WRITERS:
        return _WRITERS[tag](element, content)
    if tag in BLOCKS and tag not in _PARTS:
        return _blocks_of(content)
    return content


def _blocks_of(content: Sequence[_Content]) -> list[Block]:
    """Return content as blocks: what stands in a line becomes paragraphs."""
    blocks: list[Block] = []
    run: list[Piece] = []
    for each in _loose(content):
        if isinstance(each, Block):
            blocks += [*_paragraphs(run), each]
            run = []
        else:
            run.append(each)
    return [*blocks, *_paragraphs(run)]


def _loose(content: Sequence[_Content]) -> Iterator[Piece | Block]:
    """Take items, rows and cells that stand in no list or table for what they hold, each on lines of its own."""
    stack = list(content)[::-1]
    while stack:
        each = stack.pop()
        if isinstance(each, _Item | _Cell):
            yield from _blocks_of(each.content)
        elif isinstance(each, _Row):
            stack += each.cells[::-1]
        else:
            yield each


def _paragraphs(run: Sequence[Piece]) -> Iterator[Block]:
    """Return the paragraphs of a run of pieces; an empty line parts them."""
    lines: list[str] = []
    for each in [*lines_of(run), ""]:
        if each:
            lines.append(each)
        elif lines:
            yield Block(lines=tuple(lines), kind=Kind.PARAGRAPH)
            lines = []


def _pieces(content: Sequence[_Content]) -> list[Piece] | None:
    """Return what stands in a line, None where there is more."""
    pieces = [each for each in content if isinstance(each, Piece)]
    return pieces if len(pieces) == len(content) else None


def _heading(element: HtmlElement, content: Sequence[_Content]) -> Sequence[_Content]:
    flat = [Words(" ") if isinstance(each, Break) else each for each in content if isinstance(each, Piece)]
    said, level = escapes.line(line(flat)), int(element.tag[1])
    # HTML that begins a heading ends it too.
    whole = readable(f"<{element.tag}>{''.join(map(as_html, flat))}</{element.tag}>") if said[:1] == "<" else said
    return [Block(lines=(whole,), level=level)] if said else []


def _quote(element: HtmlElement, content: Sequence[_Content]) -> Sequence[_Content]:
    blocks = _blocks_of(content)
    if any(block.kind is not Kind.PARAGRAPH or block.below for block in blocks):
        whole = _html_block(element)
        return [whole] if whole else [_quoted([block]) if block.kind is Kind.PARAGRAPH else block for block in blocks]
    return [_quoted(blocks)] if blocks else []


def _quoted(blocks: Sequence[Block]) -> Block:
    """Return paragraphs as one quotation."""
    lines = [f"> {each}" for block in blocks for each in ("", *block.lines)]
    return Block(lines=tuple(lines[1:]), below=tuple(below for block in blocks for below in block.below))


def _rule(_element: HtmlElement, _content: Sequence[_Content]) -> Sequence[_Content]:
    return [Block(lines=("---",))]


def _listing(element: HtmlElement, _content: Sequence[_Content]) -> Sequence[_Content]:
    text = verbatim(element).strip("\n")
    leads = any(is_followed(link.get("href", "")) for link in element.iter("a"))
    whole = _html_block(element) if leads or next(element.iter("img"), None) is not None else None
    if whole or not text.strip():
        return [whole] if whole else []
    language = language_of(element)
    named = language if _LANGUAGE.fullmatch(language) else ""
    # A fence ends at the next, whatever its signs and however many.
    begin, end = (f"#+BEGIN_SRC {named}".rstrip(), "#+END_SRC") if _FENCE.search(text) else (f"```{named}", "```")
    return [Block(lines=(begin, *text.split("\n"), end))]


def _list(element: HtmlElement, content: Sequence[_Content]) -> Sequence[_Content]:
    held = [_blocks_of(each.content) for each in content if isinstance(each, _Item)]
    before = _blocks_of([each for each in content if not isinstance(each, _Item)])
    return [*before, *items(held, list(_numbers(element)) if element.tag == "ol" else ())]


def _numbers(element: HtmlElement) -> Iterator[int]:
    """Yield the numbers of a list's items as a page shows them."""
    found = [item for item in element.findall("li") if item.get(MENDED) is None]
    backwards = element.get("reversed") is not None
    number = _integer(element.get("start"), len(found) if backwards else 1)
    for item in found:
        number = _integer(item.get("value"), number)
        yield number
        number += -1 if backwards else 1


def _integer(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,8}", text.strip()) else otherwise


def _item(element: HtmlElement, content: Sequence[_Content]) -> Sequence[_Content]:
    return _blocks_of(content) if element.get(MENDED) is not None else [_Item(tuple(_loose(content)))]


def _cell(element: HtmlElement, content: Sequence[_Content]) -> Sequence[_Content]:
    named = element.tag == "th" or next(element.iterancestors("thead", "table"), element).tag == "thead"
    columns, rows = (_integer(element.get(name), 1) for name in ("colspan", "rowspan"))
    return [_Cell(tuple(_loose(content)), header=named, columns=min(max(columns, 1), _MOST_COLUMNS), rows=rows)]


def _row(_element: HtmlElement, content: Sequence[_Content]) -> Sequence[_Content]:
    return [_Row(tuple(each for each in content if isinstance(each, _Cell)))]


def _table(element: HtmlElement, content: Sequence[_Content]) -> Sequence[_Content]:
    rows = [each.cells for each in content if isinstance(each, _Row) and each.cells]
    around = _blocks_of([each for each in content if not isinstance(each, _Row)])
    if not rows:
        return around
    cells = [cell for row in rows for cell in row]
    if any(cell.columns > 1 or cell.rows > 1 for cell in cells) or not all(map(_is_plain, cells)):
        whole = _html_block(element)
        if whole:
            return [*around, whole]
    header = any(cell.header for cell in rows[0]) and all(cell.header or not cell.content for cell in rows[0])
    lines = [[CellLines(list(_cell_lines(cell)), cell.columns) for cell in row] for row in rows]
    table = written_table(lines, header=header) if all(map(_has_lines, cells)) else None
    return [*around, table] if table else [*around, *(_row_block(row) for row in rows)]


def _is_plain(cell: _Cell) -> bool:
    """Say whether a cell holds words only, in however many paragraphs."""
    return all(isinstance(each, Piece) or (each.kind is Kind.PARAGRAPH and not each.below) for each in cell.content)


def _has_lines(cell: _Cell) -> bool:
    """Say whether what a cell holds can be said in lines, if need be: no listing, no table, no bar."""
    blocks = [each for each in cell.content if isinstance(each, Block)]
    return not any(is_special(block.lines[0]) or "|" in "".join(block.lines) for block in flattened(blocks))


def _cell_lines(cell: _Cell) -> Iterator[str]:
    """Go through a cell's lines, without what tells items from paragraphs."""
    for is_break, run in groupby(cell.content, key=lambda each: isinstance(each, Break | Block)):
        if is_break:
            for block in flattened([each for each in run if isinstance(each, Block)]):
                number = f"{block.number}\\. " if block.number is not None else ""
                yield from (f"{number}{block.lines[0]}", *block.lines[1:])
        elif said := line((each for each in run if isinstance(each, Piece)), in_cell=True):
            yield escapes.line(said)


def _row_block(cells: Sequence[_Cell]) -> Block:
    """Return a row as a block with its cells below it, the last that a table can be."""
    first, *others = [block for cell in cells for block in _blocks_of(cell.content)] or [Block(lines=("",))]
    return replace(first, kind=Kind.OTHER, below=(*first.below, *others))


def _html_block(element: HtmlElement) -> Block | None:
    """Return an element as HTML on one line, None where that is so long that mldoc would take seconds to read it."""
    written = readable(html.inline(element))
    return Block(lines=(written,)) if len(written) <= _LONGEST_HTML else None


def _html(element: HtmlElement, _content: Sequence[_Content]) -> Sequence[_Content]:
    return [Html(html.inline(element))]


def _fold(element: HtmlElement, content: Sequence[_Content]) -> Sequence[_Content]:
    """Put what a page folds below its summary, where an outline folds it too."""
    blocks = _blocks_of(content)
    if element.find("summary") is None or not blocks:
        return blocks
    first, *others = blocks
    return [replace(first, kind=Kind.OTHER, below=(*first.below, *gathered(others)))]


def _terms(_element: HtmlElement, content: Sequence[_Content]) -> Sequence[_Content]:
    """Put what is said of a term below it."""
    terms: list[Block] = []
    for each in content:
        blocks = _blocks_of([each])
        if isinstance(each, _Item) and terms:
            terms[-1] = replace(terms[-1], below=(*terms[-1].below, *gathered(blocks)))
        else:
            terms += (replace(block, kind=Kind.OTHER) for block in blocks)
    return terms


def _tags(element: HtmlElement, content: Sequence[_Content]) -> Sequence[_Content]:
    pieces = _pieces(content)
    shown = pieces and any(not isinstance(piece, Words) or piece.text.strip() for piece in pieces)
    return [Html(html.inline(element))] if shown else content


def _script(element: HtmlElement, content: Sequence[_Content]) -> Sequence[_Content]:
    text = "".join(piece.text for piece in content if isinstance(piece, Words))
    plain = all(isinstance(piece, Words) and not piece.marks and not piece.link for piece in content)
    if plain and text.strip() and not re.search(r"[{}\\]", text):
        return [Script("^" if element.tag == "sup" else "_", text)]
    return _tags(element, content)


def _formula(element: HtmlElement, _content: Sequence[_Content]) -> Sequence[_Content]:
    tex = element.get("alttext", "")
    if not tex:
        return [Html(html.inline(element))]
    if _NO_TEX.search(tex):
        return [Words(in_text(element))]
    return [Formula("$$" if is_display(element) else "$", tex, in_text(element))]


def _box(element: HtmlElement, _content: Sequence[_Content]) -> Sequence[_Content]:
    # A task in Logseq is the person's own to do.
    return [Words("☑ " if element.get("checked") is not None else "☐ ")]


def _mark(element: HtmlElement, content: Sequence[_Content]) -> Sequence[_Content]:
    return [replace(each, marks=each.marks | {element.tag}) if isinstance(each, Piece) else each for each in content]


def _link(element: HtmlElement, content: Sequence[_Content]) -> Sequence[_Content]:
    url = element.get("href", "").strip()
    if _pieces(content) is None or not is_followed(url):
        return content
    link = Link(url, " ".join(element.get("title", "").split()))
    return [replace(each, link=link) if isinstance(each, Piece) else each for each in content]


def _code(element: HtmlElement, content: Sequence[_Content]) -> Sequence[_Content]:
    if next(element.iter(*_NOT_IN_CODE), None) is not None:
        return _tags(element, content)
    text = re.sub(r"\s*\n\s*", " ", verbatim(element))
    return [Code(text)] if text else []


def _image(element: HtmlElement, _content: Sequence[_Content]) -> Sequence[_Content]:
    alt, title = (" ".join(element.get(name, "").split()) for name in ("alt", "title"))
    url = element.get("src", "")
    return [Picture(url, alt, title)] if url else []


def _break(_element: HtmlElement, _content: Sequence[_Content]) -> Sequence[_Content]:
    return [Break()]


_Writer = Callable[[HtmlElement, Sequence[_Content]], Sequence[_Content]]

_WRITERS: dict[str, _Writer] = {
    **dict.fromkeys(HEADINGS, _heading),
    **dict.fromkeys(MARKS, _mark),
    **dict.fromkeys(_AS_HTML, _tags),
    **dict.fromkeys(("sub", "sup"), _script),
    **dict.fromkeys(("code", "samp"), _code),
    **dict.fromkeys(("ul", "ol"), _list),
    "details": _fold,
    "dl": _terms,
    "dd": _item,
    "a": _link,
    "img": _image,
    "math": _formula,
    "input": _box,
    "br": _break,
    "blockquote": _quote,
    "hr": _rule,
    "pre": _listing,
    "li": _item,
    "table": _table,
    "tr": _row,
    "td": _cell,
    "th": _cell,
    "ruby": _html,
}
