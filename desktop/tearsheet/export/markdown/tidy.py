"""Turn an article's HTML into a tree whose inline elements hold only inline ones, ready to be written as Markdown."""

from collections.abc import Callable, Iterator

import lxml.html
from lxml.html import HtmlElement

from tearsheet.document.sanitise import sanitise

_BLOCK_NAMES = (
    "address article aside blockquote body caption center dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5"
    " h6 header hgroup hr li main ol p pre section summary table tbody td tfoot th thead tr ul"
)
BLOCKS = frozenset(_BLOCK_NAMES.split())
"""The elements that a page sets on lines of their own; all others stand in a line."""

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))

_SAME = {"b": "strong", "i": "em", "s": "del", "strike": "del", "tt": "code"}
# What is pushed down into the blocks within it; other inline elements around blocks are left out.
_WRAPPERS = ("strong", "em", "del", "a", "mark", "ins", "u")
# Hostile nesting makes this costly; past so many steps marks are given up, never words.
_STEPS = 20_000

PictureAddress = Callable[[str], str | None]


def tidy(html: str, picture_address: PictureAddress) -> HtmlElement:
    """Return an article's HTML as a tree: sanitised again, one name per mark, no mark around a block.

    `picture_address` gives the address to write for a picture's, None to leave the picture out.
    """
    root = lxml.html.fragment_fromstring(sanitise(html), create_parent="div")
    for element in root.iter("*"):
        element.tag = _SAME.get(element.tag, element.tag)
    _place_pictures(root, picture_address)
    _link_to_media(root)
    _unwrap_repeated(root)
    _push_down(root)
    _merge_neighbours(root)
    return root


def descendants_first(root: HtmlElement) -> Iterator[HtmlElement]:
    """Go through a tree so that every element comes after all within it, however deep it is."""
    return iter(list(root.iter("*"))[::-1])


def _place_pictures(root: HtmlElement, picture_address: PictureAddress) -> None:
    for image in list(root.iter("img")):
        address = picture_address(image.get("src", ""))
        if address is None:
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
