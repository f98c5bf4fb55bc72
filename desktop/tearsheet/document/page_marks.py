"""Turn an article's page into one that shows what a person marked and wrote, without a script: `mark` and a list."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

import lxml.html
from lxml import etree
from lxml.html import HtmlElement
from lxml.html.builder import E

from tearsheet.document.characters import fit
from tearsheet.document.tokens import names
from tearsheet.model.annotation import PlacedAnnotation

_BLANKS = frozenset(" \t\n\r\f")
_NOT_TEXT = names("rt rp rtc audio canvas noscript object select template video script style")
_OWN_WORDS = ("ts-missing", "ts-media")

MakeMark = Callable[[str, PlacedAnnotation], HtmlElement]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Slot:
    """A piece of text in a tree: an element's own first, or what stands behind it."""

    element: HtmlElement
    side: Literal["text", "tail"]

    @property
    def text(self) -> str:
        return str(getattr(self.element, self.side) or "")


def with_marks(page: str, text: str, annotations: Sequence[PlacedAnnotation]) -> str:
    """Return `page`, as `article_page` made it of an article with the canonical `text`, with its annotations in it.

    Passages are marked and numbered where something was written about them; what was written stands in a list below
    the text, with what is about the whole article, on a picture, or on words that are gone. Where annotations overlap
    the later one is on top.
    """
    # huge_tree: without it libxml2 silently drops what is nested deeper than 256.
    root = lxml.html.fragment_fromstring(f"<div>{page}</div>", parser=lxml.html.HTMLParser(huge_tree=True))
    body = root.find(".//div[@class='ts-body']")
    if body is None or not annotations:
        return page
    drawn = mark_passages(body, text, annotations, _mark)
    listed = [number for number, each in enumerate(annotations) if number not in drawn or _says_something(each)]
    for place, number in enumerate(listed, start=1):
        if number in drawn:
            _refer(drawn[number], place)
    if listed:
        items = [_item(annotations[number], place, number in drawn) for place, number in enumerate(listed, start=1)]
        body.addnext(E.section(E.ol(*items), {"class": "ts-written"}))
    return "".join(lxml.html.tostring(child, encoding="unicode") for child in root)


def _says_something(placed: PlacedAnnotation) -> bool:
    return bool(placed.annotation.note.strip() or placed.annotation.tags)


def mark_passages(
    body: HtmlElement, text: str, annotations: Sequence[PlacedAnnotation], make: MakeMark
) -> dict[int, HtmlElement]:
    """Mark passages and return the last mark of each; nothing where the tree says other words than `text`.

    `make` makes a mark of its words and what it is of. Marks hold nothing but text; a passage has as many as it takes.
    """
    slots = list(_slots(body))
    on_top = _on_top(text, annotations)
    places = [place for place, char in enumerate(text) if char not in _BLANKS]
    shown = "".join(char for slot in slots for char in slot.text if char not in _BLANKS)
    if shown != "".join(text[place] for place in places):
        return {}
    last: dict[int, HtmlElement] = {}
    following = iter(places)
    tops = [None if char in _BLANKS else on_top[next(following)] for slot in slots for char in slot.text]
    _mark_blanks("".join(slot.text for slot in slots), tops)
    begin = 0
    for slot in slots:
        end = begin + len(slot.text)
        # Blanks alone may stand between blocks, where no mark may.
        if slot.text.strip():
            last.update(_marked(slot, tops[begin:end], annotations, make))
        begin = end
    return last


def _slots(body: HtmlElement) -> Iterator[_Slot]:
    """Yield the pieces of text that the canonical text is made of, in order."""
    hidden: HtmlElement | None = None
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if event == "start" and hidden is None:
            hidden = element if _is_hidden(element) else None
            if hidden is None:
                yield _Slot(element=element, side="text")
        elif event == "end":
            hidden = None if element is hidden else hidden
            if hidden is None and element is not body:
                yield _Slot(element=element, side="tail")


def _is_hidden(element: HtmlElement) -> bool:
    return element.tag in _NOT_TEXT or str(element.get("class", "")).startswith(_OWN_WORDS)


def _on_top(text: str, annotations: Sequence[PlacedAnnotation]) -> list[int | None]:
    """Return for each place of the text the annotation whose colour it has: of those on it the one made last."""
    order = sorted(range(len(annotations)), key=lambda number: annotations[number].annotation.id, reverse=True)
    tops: list[int | None] = [None] * len(text)
    # From each place on, how far all places are taken: however many passages overlap, none is taken twice.
    taken = list(range(len(text) + 1))
    for number in order:
        placed = annotations[number]
        place, end = placed.start, min(placed.end, len(text))
        while placed.text and not placed.picture and place < end:
            if taken[place] > place:
                taken[place] = place = taken[taken[place]]
            else:
                tops[place] = number
                taken[place] = place + 1
                place += 1
    return tops


def _mark_blanks(text: str, tops: list[int | None]) -> None:
    """Mark blanks too that stand within one passage."""
    last, begun = None, 0
    for place, top in enumerate(tops):
        if text[place] not in _BLANKS:
            if top == last:
                tops[begun:place] = [last] * (place - begun)
            last, begun = top, place + 1


def _marked(
    slot: _Slot, tops: list[int | None], annotations: Sequence[PlacedAnnotation], make: MakeMark
) -> Iterator[tuple[int, HtmlElement]]:
    """Put marks into the tree where a piece of text has any, and yield them."""
    if all(top is None for top in tops):
        return
    text, place = slot.text, 0
    setattr(slot.element, slot.side, None)
    before = slot.element if slot.side == "tail" else None
    for top, run in groupby(tops):
        words = text[place : place + len(list(run))]
        place += len(words)
        if top is None:
            _append(slot, before, words)
            continue
        mark = make(words, annotations[top])
        if before is None:
            slot.element.insert(0, mark)
        else:
            _put_behind(before, mark)
        before = mark
        yield top, mark


def _mark(words: str, placed: PlacedAnnotation) -> HtmlElement:
    return E.mark(words, {"class": f"ts-{placed.annotation.colour}"})


def _append(slot: _Slot, before: HtmlElement | None, words: str) -> None:
    if before is None:
        slot.element.text = words
    else:
        before.tail = words


def _put_behind(element: HtmlElement, new: HtmlElement) -> None:
    tail, element.tail = element.tail, None
    element.addnext(new)
    element.tail = tail


def _refer(mark: HtmlElement, place: int) -> None:
    link = E.a(f"✎{place}", {"href": f"#written-{place}", "id": f"marked-{place}"})
    sign = E.sup(link, {"class": "ts-refers"})
    sign.tail, mark.tail = mark.tail, None
    mark.addnext(sign)


def _item(placed: PlacedAnnotation, place: int, drawn: bool) -> HtmlElement:
    made = placed.annotation
    item = E.li({"id": f"written-{place}", "class": f"ts-{made.colour}"})
    quoted = placed.text or (made.selector.exact if made.selector else "")
    if quoted:
        item.append(E.blockquote(fit(quoted)))
    if made.note.strip():
        item.append(E.p(fit(made.note.strip()), {"class": "ts-wrote"}))
    facts = [f"#{tag}" for tag in made.tags] + [f"{made.created:%Y-%m-%d}"]
    line = E.p(fit(" ".join(facts)), {"class": "ts-when"})
    if drawn:
        line.append(E.a(" ↩", {"href": f"#marked-{place}"}))
    item.append(line)
    return item
