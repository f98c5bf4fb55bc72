"""Go through the plain view's text sentence by sentence while it is read aloud."""

from itertools import pairwise

from PySide6.QtCore import QTextBoundaryFinder
from PySide6.QtGui import QColor, QTextBlock, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextBrowser, QTextEdit

from tearsheet.gui.reader_style import colours_of

_MOST = 400
"""What has no end is spoken in pieces: voices choke on more."""


class PlainSentences:
    """`current` marks the sentence that is spoken, None when none is."""

    def __init__(self, view: QTextBrowser) -> None:
        self._view = view
        self.current: tuple[int, int] | None = None

    def begin(self) -> str | None:
        """Go to the sentence that is selected, or else the first one in view, and return its words, None for none."""
        selected = self._view.textCursor()
        if selected.hasSelection():
            self.current = self._following(selected.selectionStart())
            selected.clearSelection()
            self._view.setTextCursor(selected)
            return self._words()
        top = self._view.cursorForPosition(self._view.viewport().rect().topLeft()).position()
        found = self._following(top)
        if found is not None and found[0] < top:  # it begins above
            found = self._following(found[1]) or found
        self.current = found
        return self._words()

    def step(self, by: int) -> str | None:
        """Go on to another sentence, back when negative, though not beyond the first one, and return its words."""
        if self.current is not None and by:
            start, end = self.current
            self.current = self._following(end) if by > 0 else self._preceding(start) or self.current
        return self._words()

    def selections(self, theme: str) -> list[QTextEdit.ExtraSelection]:
        """Return how the sentence is marked."""
        if self.current is None:
            return []
        marked = QTextEdit.ExtraSelection()
        marked.cursor = self._cursor(*self.current)
        letters, colours = QTextCharFormat(), colours_of(theme)
        letters.setBackground(QColor(colours["line"]))
        letters.setForeground(QColor(colours["ink"]))
        letters.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        letters.setUnderlineColor(QColor(colours["soft"]))
        marked.format = letters
        return [marked]

    def _words(self) -> str | None:
        if self.current is None:
            return None
        begin, end = (self._view.cursorRect(self._cursor(place, place)) for place in self.current)
        height, bar = self._view.viewport().height(), self._view.verticalScrollBar()
        if begin.top() < 0 or end.bottom() > height:
            bar.setValue(bar.value() + begin.top() - height // 3)
        return self._said(*self.current)

    def _said(self, start: int, end: int) -> str:
        return " ".join(self._cursor(start, end).selectedText().replace("\ufffc", " ").split())

    def _cursor(self, start: int, end: int) -> QTextCursor:
        cursor = QTextCursor(self._view.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _following(self, place: int) -> tuple[int, int] | None:
        block = self._view.document().findBlock(place)
        while block.isValid():
            for start, end in _pieces(block):
                if end > place and self._speaks(start, end):
                    return start, end
            block = block.next()
        return None

    def _preceding(self, place: int) -> tuple[int, int] | None:
        block = self._view.document().findBlock(place)
        while block.isValid():
            for start, end in reversed(_pieces(block)):
                if end <= place and self._speaks(start, end):
                    return start, end
            block = block.previous()
        return None

    def _speaks(self, start: int, end: int) -> bool:
        return any(character.isalnum() for character in self._said(start, end))


def _pieces(block: QTextBlock) -> list[tuple[int, int]]:
    """Return where the sentences of a paragraph stand in its document, long ones in pieces."""
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Sentence, block.text())
    found, start = [], 0
    while (end := finder.toNextBoundary()) >= 0:
        places = [*range(start, end, _MOST), end]
        found += [(block.position() + one, block.position() + other) for one, other in pairwise(places)]
        start = end
    return found
