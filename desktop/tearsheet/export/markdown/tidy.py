"""Turn an article's HTML into a tree that says all that Markdown can, and in its way: block after block, no boxes.

What is written is compared with this tree (checking.py), so what Markdown has another place for is moved here.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

import lxml.html
from lxml.html import HtmlElement

from tearsheet.document.sanitise import sanitise
from tearsheet.export.markdown.code import language_of
from tearsheet.export.markdown.formulas import settle_formulas
from tearsheet.export.markdown.notes import NOTE, settle_notes
from tearsheet.export.markdown.parts import paragraph, parts_of
from tearsheet.export.markdown.passages import HIGHLIGHT, gather_highlights, mark_highlights
from tearsheet.model.annotation import PlacedAnnotation

_BLOCK_NAMES = (
    "address article aside blockquote body caption center dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5"
    f" h6 header hgroup hr li main {NOTE} ol p pre section summary table tbody td tfoot th thead tr ul"
)
BLOCKS = frozenset(_BLOCK_NAMES.split())
"""The elements that a page sets on lines of their own; all others stand in a line."""

MENDED = "mended"
"""The attribute of an item that holds what stood before the first of its list, and has no number of its own."""

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))

_NOT_IN_LISTINGS = ("table", "ul", "ol", "dl", "blockquote", "figure", "details", "hr", *HEADINGS)
_SAME = {"b": "strong", "i": "em", "s": "del", "strike": "del", "tt": "code"}
# What is pushed down into the blocks within it; other inline elements around blocks are left out.
_WRAPPERS = ("strong", "em", "del", "a", "mark", "ins", "u")
_BEGIN_ITEMS = ("p", "div", "span", HIGHLIGHT)
_AROUND_ITEMS = ("div", "span", "section", "article")
# Hostile nesting makes this costly; past so many steps marks are given up, never words.
_STEPS = 20_000
# A cell with more paragraphs than this, and no header anywhere, is a page set in a table.
_CELL_PARAGRAPHS = 2
_BOX_SIGNS = {"☐": False, "☑": True, "☒": True}

PictureAddress = Callable[[str], str | None]


def tidy(
    html: str,
    picture_address: PictureAddress,
    *,
    with_notes: bool = True,
    text: str = "",
    annotations: Sequence[PlacedAnnotation] = (),
) -> HtmlElement:
    """Return an article's HTML as a tree of blocks: sanitised again, one name per mark, no mark around a block.

    `picture_address` gives the address to write for a picture's, None to leave the picture out. Without `with_notes`
    footnotes stay the lists and links that they are on the page. `annotations` are on `text`, the article's own.
    """
    root = lxml.html.fragment_fromstring(sanitise(html), create_parent="div")
    if annotations:
        mark_highlights(root, text, annotations)
    for element in root.iter("*"):
        element.tag = _SAME.get(element.tag, element.tag)
    _place_pictures(root, picture_address)
    _link_to_media(root)
    settle_formulas(root)
    _settle_listings(root)
    if with_notes:
        settle_notes(root)
    _set_captions(root)
    _set_boxes(root)
    _mend_lists(root)
    _unwrap_indents(root)
    _unwrap_layout(root)
    _unwrap_repeated(root)
    _push_down(root)
    _merge_neighbours(root)
    if annotations:
        gather_highlights(list(descendants_first(root)))
    return _flat(root)


def descendants_first(root: HtmlElement) -> Iterator[HtmlElement]:
    """Go through a tree so that every element comes after all within it, however deep it is."""
    return iter(list(root.iter("*"))[::-1])


def _place_pictures(root: HtmlElement, picture_address: PictureAddress) -> None:
    for image in list(root.iter("img")):
        address = picture_address(image.get("src", ""))
        if not address:
            image.drop_tree()
        else:
            image.set("src", address)


def _link_to_media(root: HtmlElement) -> None:
    """Put a link in the place of a film or a sound: nothing of it is kept."""
    for element in list(root.iter("video", "audio")):
        addresses = (element.get("src", ""), *(source.get("src", "") for source in element.iter("source")))
        address = next(filter(None, addresses), "")
        if address:
            link = element.makeelement("a", {"href": address})
            link.text = "▶"
            element.addprevious(link)
        element.drop_tree()


def _settle_listings(root: HtmlElement) -> None:
    """Give each listing its language, and make boxes of those that hold what no listing can."""
    for listing in list(root.iter("pre")):
        within = next(listing.iterancestors("pre"), None) is not None
        if within or next(listing.iter(*_NOT_IN_LISTINGS), None) is not None:
            listing.tag = "div"
        elif language := language_of(listing):
            listing.set("class", f"language-{language}")


def _set_captions(root: HtmlElement) -> None:
    """Set a caption in italics: a picture's below it, a table's above it."""
    for caption in list(root.iter("caption")):
        table = next(caption.iterancestors("table"), None)
        caption.tail = None
        if table is not None:
            table.addprevious(caption)
    for caption in root.iter("caption", "figcaption"):
        caption.tag = "div" if any(each.tag not in ("p", "div") for each in _blocks_in(caption)) else "p"
        if caption.tag == "p":
            _wrap_content(caption, "em")


def _blocks_in(element: HtmlElement) -> Iterator[HtmlElement]:
    return (each for each in element.iter(*BLOCKS) if each is not element)


def _wrap_content(element: HtmlElement, tag: str) -> None:
    """Put all that an element holds into a new one within it."""
    inner = element.makeelement(tag)
    inner.text, element.text = element.text, None
    inner.extend(list(element))
    element.append(inner)


def _set_boxes(root: HtmlElement) -> None:
    """Make check boxes of the signs for them that items begin with."""
    for item in root.iter("li"):
        holder = item
        while not (holder.text or "").strip() and len(holder) and holder[0].tag in _BEGIN_ITEMS:
            holder = holder[0]
        sign = (holder.text or "").lstrip()[:1]
        if sign in _BOX_SIGNS:
            box = holder.makeelement("input", {"type": "checkbox", "disabled": ""})
            if _BOX_SIGNS[sign]:
                box.set("checked", "")
            rest = (holder.text or "").lstrip()[1:]
            if holder.tag == HIGHLIGHT:
                holder.text = rest
                holder.addprevious(box)
            else:
                box.tail, holder.text = rest, None
                holder.insert(0, box)


def _mend_lists(root: HtmlElement) -> None:
    """Let a list hold items only: items come out of boxes, and what stands between them goes into the one before.

    Items without a list, and lists without items, are boxes.
    """
    for item in list(root.iter("li")):
        while (holder := item.getparent()).tag in _AROUND_ITEMS and _is_in_list(holder):
            holder.drop_tag()
        if holder.tag not in ("ol", "ul"):
            item.tag = "div"
    for listed in list(root.iter("ol", "ul")):
        if listed.find("li") is None:
            listed.tag = "div"
        elif any(child.tag != "li" or (child.tail or "").strip() for child in listed) or (listed.text or "").strip():
            _mend_list(listed)


def _is_in_list(box: HtmlElement) -> bool:
    around = next((each for each in box.iterancestors() if each.tag not in _AROUND_ITEMS), box)
    return around.tag in ("ol", "ul")


def _mend_list(listed: HtmlElement) -> None:
    children = list(listed)
    item, line = listed.makeelement("li", {MENDED: ""}), None
    if (listed.text or "").strip() or children[0].tag != "li":
        listed.insert(0, item)
        line = _line(item, listed.text)
    listed.text = None
    for child in children:
        tail, child.tail = child.tail, None
        if child.tag == "li":
            item, line = child, None
        elif child.tag in BLOCKS:
            item.append(child)
            line = None
        else:
            line = _line(item) if line is None else line
            line.append(child)
        if (tail or "").strip():
            if line is None:
                line = _line(item, tail)
            else:
                line[-1].tail = tail


def _line(item: HtmlElement, text: str | None = None) -> HtmlElement:
    """Add a line to an item."""
    line: HtmlElement = item.makeelement("div")
    line.text = text
    item.append(line)
    return line


def _unwrap_indents(root: HtmlElement) -> None:
    """Make boxes of lists of terms that have no terms: wikis indent with them."""
    for listed in list(root.iter("dl")):
        if next(listed.iter("dt"), None) is None:
            for element in list(listed.iter("dl", "dd")):
                element.tag = "div"


def _unwrap_layout(root: HtmlElement) -> None:
    """Make boxes of a table that only places things: in a single column, or in cells that are whole parts of a page."""
    for table in list(root.iter("table"))[::-1]:
        bodies = (table, *table.iterchildren("thead", "tbody", "tfoot"))
        rows = [row for body in bodies for row in body.iterchildren("tr")]
        cells = [cell for row in rows for cell in row.iterchildren("td", "th")]
        if any(cell.tag == "th" for cell in cells):
            continue
        if all(len(row) <= 1 for row in rows) or any(_is_part_of_page(cell) for cell in cells):
            for element in (*bodies, *rows, *cells):
                element.tag = "div"


def _is_part_of_page(cell: HtmlElement) -> bool:
    if next(cell.iter("table", *HEADINGS), None) is not None:
        return True
    return sum(1 for _part in islice(parts_of(cell, BLOCKS), _CELL_PARAGRAPHS + 1)) > _CELL_PARAGRAPHS


def _unwrap_repeated(root: HtmlElement) -> None:
    """Take away a mark within the same mark, a link within a link, and blocks within a heading."""
    for element in list(root.iter(*_WRAPPERS)):
        if next(element.iterancestors(element.tag), None) is not None:
            element.drop_tag()
    for heading in list(root.iter(*HEADINGS)):
        for within in [block for block in heading.iter(*BLOCKS) if block is not heading]:
            within.tail = f" {within.tail or ''}"
            within.drop_tag()


def _push_down(root: HtmlElement) -> None:
    """Turn a mark around blocks into marks within them: strong(p, p) into p(strong), p(strong)."""
    waiting = list(root.iter(*_WRAPPERS))[::-1]
    for _step in range(_STEPS):
        if not waiting:
            return
        wrapper = waiting.pop()
        if any(child is not wrapper for child in wrapper.iter(*BLOCKS)):
            waiting += _distribute(wrapper)


def _distribute(wrapper: HtmlElement) -> list[HtmlElement]:
    """Put copies of `wrapper` around each run of its inline content and into each of its children that is no run."""
    copies: list[HtmlElement] = []
    holder = wrapper.makeelement("span")
    run = _copy(wrapper, holder, copies)
    run.text = wrapper.text
    for child in list(wrapper):
        tail, child.tail = child.tail, None
        if next(child.iter(*BLOCKS), None) is None:
            run.append(child)
            child.tail = tail
            continue
        inner = _copy(wrapper, None, copies)
        inner.text, child.text = child.text, None
        inner.extend(list(child))
        child.append(inner)
        holder.append(child)
        run = _copy(wrapper, holder, copies)
        run.text = tail
    for empty in [copy for copy in holder.iterchildren(wrapper.tag) if not len(copy) and not (copy.text or "").strip()]:
        empty.drop_tag()
    wrapper.addprevious(holder)
    wrapper.drop_tree()
    holder.drop_tag()
    return copies


def _copy(wrapper: HtmlElement, holder: HtmlElement | None, copies: list[HtmlElement]) -> HtmlElement:
    copy = wrapper.makeelement(wrapper.tag, dict(wrapper.attrib))
    if holder is not None:
        holder.append(copy)
    copies.append(copy)
    return copy


def _merge_neighbours(root: HtmlElement) -> None:
    """Make one of two equal marks that touch, since their delimiters would be counted together."""
    for element in list(root.iter("strong", "em", "del")):
        following = element.getnext()
        while following is not None and following.tag == element.tag and not element.tail:
            _append(element, following)
            following.drop_tree()
            following = element.getnext()


def _append(element: HtmlElement, other: HtmlElement) -> None:
    """Move what `other` holds to the end of `element`."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + (other.text or "")
    else:
        element.text = (element.text or "") + (other.text or "")
    element.extend(list(other))


def _flat(root: HtmlElement) -> HtmlElement:
    """Return the blocks of a tree, whatever boxes they stand in, one after another in one."""
    flat = root.makeelement("div")
    for part in parts_of(root, BLOCKS):
        block = part if isinstance(part, HtmlElement) else paragraph(part, flat)
        block.tail = None
        flat.append(block)
    return flat
