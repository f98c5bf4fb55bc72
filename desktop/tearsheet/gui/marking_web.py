"""Marks on a page in Chromium: drawn by marks.js, selected by marking.js, both in the reader's own world."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from typing import Any

from PySide6.QtCore import QObject, QRect, QUrl, Signal

from tearsheet.gui.menus import Menu
from tearsheet.gui.page_marks import Mark, MarkedText, Passage
from tearsheet.gui.reader_page import PICTURES
from tearsheet.gui.text_places import TextPlaces
from tearsheet.model.ids import AnnotationId, Sha256
from tearsheet.text.words import _

_LOG = logging.getLogger(__name__)

Run = Callable[..., None]


class WebMarks(QObject):
    """`run` calls a function of the page's scripts. What the signals bring stands at `page_marks.PageMarks`."""

    turned = Signal(str)
    selected = Signal(object)
    opened = Signal(int, QRect)
    reached = Signal(int, QRect)
    unpointed = Signal()
    differs = Signal(str, str)
    picture_menu = Signal(object, str)

    def __init__(self, run: Run, parent: QObject) -> None:
        super().__init__(parent)
        self._run = run
        self._key = ""
        self._marked = MarkedText(key="", text="")
        self._places: TextPlaces | None = None
        self._asked = False

    def speak(self) -> None:
        """Give a fresh document the words it says itself."""
        said = {"notes": _("Notes"), "check": _("moved? check"), "picture": _("Picture marked")}
        self._run("speak", said, of="marks")

    def page_shown(self, key: str) -> None:
        """Take note of the page that is shown now; what is drawn on it is drawn again."""
        self._key, self._asked = key, False
        if key and key == self._marked.key:
            self._draw()
        self.turned.emit(key)

    def draw(self, marked: MarkedText) -> None:
        if marked == self._marked:
            return
        if (marked.key, marked.text) != (self._marked.key, self._marked.text):
            self._places, self._asked = None, False
        self._marked = marked
        if marked.key == self._key:
            self._draw()

    def use_places(self, key: str, places: TextPlaces) -> None:
        if key == self._marked.key:
            self._places = places
            self._draw()

    def target(self, then: Callable[[Passage | None], None]) -> None:
        self._run("target", of="marking", then=lambda found: then(self._passage(found)))

    def picture(self, sha256: Sha256, then: Callable[[Passage | None], None]) -> None:
        self._run("picture", sha256, of="marking", then=lambda found: then(self._passage(found)))

    def deselect(self) -> None:
        self._run("deselect", of="marking")

    def point(self, mark: AnnotationId | None) -> None:
        self._run("point", mark or 0, of="marks")

    def go_to(self, mark: AnnotationId) -> None:
        self._run("goTo", mark, of="marks")

    def step(self, by: int) -> None:
        self._run("step", by, of="marks")

    def begin_keys(self, then: Callable[[Passage | None], None]) -> None:
        self._run("begin", of="marking", then=lambda found: then(self._passage(found)))

    def move(self, unit: str, by: int, *, extend: bool, then: Callable[[Passage | None], None]) -> None:
        self._run("move", unit, by, extend, of="marking", then=lambda found: then(self._passage(found)))

    def end_keys(self) -> None:
        self._run("end", of="marking")

    def offer(self, menu: Menu, picture: QUrl) -> None:
        """Have added to a menu what can be done with a picture of the article."""
        address = picture.toString()
        if self._key and address.startswith(PICTURES):
            self.picture_menu.emit(menu, address.removeprefix(PICTURES))

    def hear(self, name: str, value: Any) -> None:
        """Pass on what the page's scripts tell of marks."""
        match name:
            case "selected":
                self.selected.emit(self._passage(value))
            case "opened":
                self.opened.emit(value["id"], _rect(value["box"]))
            case "reached":
                self.reached.emit(value["id"], _rect(value["box"]))
            case "unpointed":
                self.unpointed.emit()
            case "known":
                self._compare(**value)

    def _draw(self) -> None:
        marks = [self._listed(mark) for mark in self._marked.marks]
        self._run("draw", [mark for mark in marks if mark is not None], of="marks")
        if self._places is None and not self._asked:
            self._asked = True
            self._run("tellText", self._key, of="marks")

    def _listed(self, mark: Mark) -> dict[str, object] | None:
        place = self._places.shown(mark.start, mark.end) if self._places else (mark.start, mark.end)
        if place is None:
            return None
        return {
            "id": mark.id,
            "start": place[0],
            "end": place[1],
            "colour": mark.colour,
            "unsure": mark.unsure,
            "note": mark.note,
            "tags": mark.tags,
            "day": mark.day,
            "quote": mark.quote,
            "picture": mark.picture or "",
        }

    def _compare(self, key: str, length: int, sha256: str) -> None:
        """See whether the page's text is the article's; where it is not, have the places of one found in the other."""
        marked = self._marked
        if key != marked.key or key != self._key or self._places is not None:
            return
        same = length == len(marked.text) if marked.converted else sha256 == _digest(marked.text)
        if same:
            self._places = TextPlaces(marked.text, marked.text)
        else:
            _LOG.warning("the page of article %s has a text of its own; its marks are found by their words", key)
            self._run("text", of="passages", then=lambda text: self.differs.emit(key, text))

    def _passage(self, found: dict[str, Any] | None) -> Passage | None:
        if not found:
            return None
        passage = Passage(
            start=found["start"],
            end=found["end"],
            words=found["words"],
            box=_rect(found["box"]),
            picture=Sha256(found["picture"]) if found["picture"] else None,
        )
        if self._places is None:
            return passage
        place = self._places.kept(passage.start, passage.end)
        return replace(passage, start=place[0], end=place[1]) if place else None


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _rect(box: list[float]) -> QRect:
    left, top, right, bottom = map(round, box)
    return QRect(left, top, max(1, right - left), max(1, bottom - top))
