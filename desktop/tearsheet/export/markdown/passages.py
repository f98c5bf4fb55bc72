"""Turn a person's highlights into `highlight` elements in an article's tree, each around as much as it can hold."""

from collections.abc import Sequence
from dataclasses import replace

from lxml.html import HtmlElement

from tearsheet.document.page_marks import mark_passages
from tearsheet.export.markdown.formulas import spans_of_formulas
from tearsheet.export.markdown.notes import REF
from tearsheet.model.annotation import PlacedAnnotation

HIGHLIGHT = "highlight"
"""The element of a highlight; a page's own marks are `mark`."""

_HELD_WHOLE = ("strong", "em", "del", "a", "u", "ins", "mark", "sub", "sup", "kbd", "q", "code", "samp")
_HELD_BETWEEN = (REF, "math")


def mark_highlights(root: HtmlElement, text: str, annotations: Sequence[PlacedAnnotation]) -> None:
    """Mark highlights in the tree of an article with the canonical `text`.

    One that begins or ends in a formula takes it whole.
    """
    formulas = spans_of_formulas(text)
    whole = [_widened(placed, formulas) for placed in annotations]

    def make(words: str, placed: PlacedAnnotation) -> HtmlElement:
        mark: HtmlElement = root.makeelement(HIGHLIGHT, {"of": placed.annotation.uid})
        mark.text = words
        return mark

    mark_passages(root, text, whole, make)
    for formula in root.iter("math"):
        for mark in list(formula.iter(HIGHLIGHT)):
            mark.drop_tag()


def gather_highlights(elements: Sequence[HtmlElement]) -> None:
    """Join the marks of each element that follow each other, and put those around an element that fill it.

    `elements` come with descendants first.
    """
    for element in elements:
        for mark in list(element.iterchildren(HIGHLIGHT)):
            if mark.getparent() is element:
                _join(mark)
        if element.tag in _HELD_WHOLE and _is_filled(element):
            _swap(element, element[0])


def _widened(placed: PlacedAnnotation, formulas: Sequence[tuple[int, int]]) -> PlacedAnnotation:
    start, end = placed.start, placed.end
    for begins, ends in formulas if placed.text else ():
        if begins < placed.end and placed.start < ends:
            start, end = min(start, begins), max(end, ends)
    return replace(placed, start=start, end=end)


def _is_filled(element: HtmlElement) -> bool:
    return len(element) == 1 and element[0].tag == HIGHLIGHT and not element.text and not element[0].tail


def _swap(element: HtmlElement, mark: HtmlElement) -> None:
    """Put what is within `element` and fills it around it."""
    element.text, mark.text = mark.text, None
    element.extend(list(mark))
    mark.tail, element.tail = element.tail, None
    element.addprevious(mark)
    mark.append(element)


def _join(mark: HtmlElement) -> None:
    """Let a mark hold what follows it up to the last mark that goes on from it."""
    while following := _up_to_next(mark):
        _add_text(mark, mark.tail or "")
        mark.tail = None
        for between in following[:-1]:
            mark.append(between)
        other = following[-1]
        _add_text(mark, other.text or "")
        mark.extend(list(other))
        mark.tail = other.tail
        other.tail = None
        other.drop_tree()


def _up_to_next(mark: HtmlElement) -> list[HtmlElement]:
    """Return what stands between a mark and the next, and that, where it goes on at once."""
    following: list[HtmlElement] = []
    tails = mark.tail or ""
    for each in mark.itersiblings():
        following.append(each)
        if each.tag == HIGHLIGHT:
            return following if not tails or (tails.isspace() and each.get("of") == mark.get("of")) else []
        if each.tag not in _HELD_BETWEEN:
            return []
        tails += each.tail or ""
    return []


def _add_text(element: HtmlElement, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text
