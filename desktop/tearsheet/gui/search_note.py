"""A line under the search field: what of the search was not understood, or how much can be searched so far."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tearsheet.gui import fonts, icons
from tearsheet.gui.theme import current
from tearsheet.gui.words import Words
from tearsheet.model.query import IndexState
from tearsheet.text.words import _


class SearchNote(QWidget):
    """Not there while there is nothing to say; trouble is said before progress."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._trouble = self._progress = ""
        self.words = Words("", self, colour="soft", font=fonts.ui(fonts.SMALL), most=3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(44, 8, 20, 0)
        layout.addWidget(self.words)
        self.hide()

    def say_trouble(self, words: str) -> None:
        """Say what of the search was not understood; nothing, when all of it was."""
        self._trouble = words
        self._say()

    def say_progress(self, state: IndexState) -> None:
        """Say how much can be searched by words so far; nothing, when it is all."""
        self._progress = (
            ""
            if state.is_whole
            else _("The search index is being made: {done} of {total} articles can be found by now.").format(
                done=f"{state.indexed:,}", total=f"{state.total:,}"
            )
        )
        self._say()

    def _say(self) -> None:
        words = " ".join(filter(None, (self._trouble, self._progress)))
        if words != self.words.text:
            self.words.say(words)
        self.setVisible(bool(words))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        icons.draw(QPainter(self), "why", QRectF(20, 9, 16, 16), current().soft)
