"""Marks in the plain view: drawn over the text as extra selections, made from what is selected."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QRect, QTimer, Signal
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QApplication, QTextBrowser, QTextEdit

from tearsheet.gui.mark_colours import mark_colours
from tearsheet.gui.page_marks import Mark, MarkedText, Passage
from tearsheet.gui.text_places import TextPlaces
from tearsheet.model.annotation import Colour
from tearsheet.model.ids import AnnotationId, Sha256
from tearsheet.text.anchoring import Utf16Offsets

_WORDS = 240
_REST = 160
_LINES = {
    Colour.YELLOW: QTextCharFormat.UnderlineStyle.NoUnderline,
    Colour.GREEN: QTextCharFormat.UnderlineStyle.SingleUnderline,
    Colour.BLUE: QTextCharFormat.UnderlineStyle.DashDotLine,
    Colour.PINK: QTextCharFormat.UnderlineStyle.DotLine,
    Colour.PURPLE: QTextCharFormat.UnderlineStyle.WaveUnderline,
}


class PlainMarks(QObject):
    """`redraw` is called when other selections are to be drawn. What the signals bring stands at `PageMarks`."""

    turned = Signal(str)
    selected = Signal(object)
    opened = Signal(int, QRect)
    reached = Signal(int, QRect)
    unpointed = Signal()
    differs = Signal(str, str)
    picture_menu = Signal(object, str)

    def __init__(self, view: QTextBrowser, redraw: Callable[[], None]) -> None:
        super().__init__(view)
        self._view, self._redraw = view, redraw
        self._key, self._theme = "", "light"
        self._marked = MarkedText(key="", text="")
        self._places: TextPlaces | None = None
        self._units = Utf16Offsets("")
        self._current: AnnotationId | None = None
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self._tell_selected)
        view.selectionChanged.connect(self._rest.start)

    def page_shown(self, key: str) -> None:
        """Take note of the page that is shown now."""
        self._key = key
        self._places = None
        self.draw(self._marked)
        self.turned.emit(key)

    def use_theme(self, theme: str) -> None:
        """Draw in the colours of a reading theme from the next drawing on."""
        self._theme = theme

    def selections(self) -> list[QTextEdit.ExtraSelection]:
        """Return the marks that can be drawn, those below first."""
        if self._key != self._marked.key or self._places is None:
            return []
        return [self._drawn(mark) for mark in self._marked.marks if self._cursor(mark) is not None]

    def draw(self, marked: MarkedText) -> None:
        known, self._marked = self._marked, marked
        if marked.key == self._key and marked.key:
            if self._places is None or (known.key, known.text) != (marked.key, marked.text):
                shown = self._view.document().toPlainText()
                self._units = Utf16Offsets(shown)
                self._places = TextPlaces(marked.text, shown)
            self._redraw()

    def use_places(self, key: str, places: TextPlaces) -> None:
        """Nothing: this view finds its own."""

    def target(self, then: Callable[[Passage | None], None]) -> None:
        then(self._passage())

    def picture(self, sha256: Sha256, then: Callable[[Passage | None], None]) -> None:  # noqa: ARG002 - the web view's
        then(None)

    def deselect(self) -> None:
        cursor = self._view.textCursor()
        cursor.clearSelection()
        self._view.setTextCursor(cursor)

    def point(self, mark: AnnotationId | None) -> None:
        self._current = mark
        self._redraw()

    def go_to(self, mark: AnnotationId) -> None:
        found = next((each for each in self._marked.marks if each.id == mark), None)
        cursor = self._cursor(found) if found is not None else None
        if cursor is not None:
            self.point(mark)
            place = QTextCursor(cursor)
            place.setPosition(cursor.selectionStart())
            self._view.setTextCursor(place)
            self._view.ensureCursorVisible()
            self.reached.emit(mark, self._box(cursor))

    def step(self, by: int) -> None:
        ids = [mark.id for mark in self._marked.marks if self._cursor(mark) is not None]
        if ids:
            now = ids.index(self._current) if self._current in ids else (-1 if by > 0 else 0)
            self.go_to(ids[(now + by) % len(ids)])

    def press(self, position: int) -> None:
        """Tell of the mark that was pressed at a place of the document."""
        for mark in reversed(self._marked.marks):
            cursor = self._cursor(mark)
            if cursor is not None and cursor.selectionStart() <= position < cursor.selectionEnd():
                self.point(mark.id)
                self.opened.emit(mark.id, self._box(cursor))
                return
        self.unpointed.emit()

    def begin_keys(self, then: Callable[[Passage | None], None]) -> None:
        then(None)

    def move(self, unit: str, by: int, *, extend: bool, then: Callable[[Passage | None], None]) -> None:  # noqa: ARG002
        then(None)

    def end_keys(self) -> None:
        """Nothing: this view selects with the keys by itself."""

    def _cursor(self, mark: Mark) -> QTextCursor | None:
        place = self._places.shown(mark.start, mark.end) if self._places is not None and mark.start < mark.end else None
        if place is None:
            return None
        cursor = QTextCursor(self._view.document())
        cursor.setPosition(self._units.to_utf16(place[0]))
        cursor.setPosition(self._units.to_utf16(place[1]), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _drawn(self, mark: Mark) -> QTextEdit.ExtraSelection:
        colours = mark_colours(self._theme, mark.colour)
        letters = QTextCharFormat()
        letters.setUnderlineColor(QColor(colours.rule))
        if mark.unsure:
            letters.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DashUnderline)
        else:
            letters.setBackground(QColor(colours.surface))
            letters.setUnderlineStyle(_LINES[mark.colour])
        if mark.id == self._current:
            letters.setFontUnderline(True)
        drawn = QTextEdit.ExtraSelection()
        cursor = self._cursor(mark)
        drawn.cursor = cursor if cursor is not None else QTextCursor()
        drawn.format = letters
        return drawn

    def _passage(self) -> Passage | None:
        cursor = self._view.textCursor()
        if self._places is None or self._key != self._marked.key or not cursor.hasSelection():
            return None
        start, end = (self._units.from_utf16(place) for place in (cursor.selectionStart(), cursor.selectionEnd()))
        place = self._places.kept(start, end)
        if place is None:
            return None
        words = self._marked.text[place[0] : place[1]][:_WORDS]
        return Passage(start=place[0], end=place[1], words=words, box=self._box(cursor))

    def _box(self, cursor: QTextCursor) -> QRect:
        begin, end = QTextCursor(cursor), QTextCursor(cursor)
        begin.setPosition(cursor.selectionStart())
        end.setPosition(cursor.selectionEnd())
        box = self._view.cursorRect(begin).united(self._view.cursorRect(end)).intersected(self._view.viewport().rect())
        return box.translated(self._view.viewport().pos())

    def _tell_selected(self) -> None:
        if QApplication.mouseButtons():
            self._rest.start()
        else:
            self.selected.emit(self._passage())
