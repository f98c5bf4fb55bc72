"""Turn a prepared page, and the text read out of it, into the part of the visible text that was read."""

from collections.abc import Iterator

from lxml.html import HtmlElement

# What is in these is for browsers that cannot show them.
_SHOWN_OTHERWISE = ("svg", "video", "audio", "iframe", "object")


def visible(root: HtmlElement) -> int:
    """Count the characters, blanks apart, that a person sees of the page; to be asked before it is cut up."""
    body = root.find("body")
    whole = root if body is None else body
    return _count(whole) - sum(map(_count, _unseen(whole)))


def share_of(text: str, seen: int) -> float:
    """Return which part of `seen` characters `text` holds, from 0 to 1; all of a page that shows none."""
    return min(1.0, _characters(text) / seen) if seen else 1.0


def _unseen(whole: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the outermost elements whose text is not seen. What `prepare` found real is hidden no longer."""
    found = {*whole.xpath("descendant::*[@hidden]"), *whole.iter(*_SHOWN_OTHERWISE)}
    return (element for element in found if not any(around in found for around in element.iterancestors()))


def _count(element: HtmlElement) -> int:
    return _characters(str(element.text_content()))


def _characters(text: str) -> int:
    return sum(map(len, text.split()))
