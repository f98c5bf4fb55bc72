"""A field for a note in Markdown: as high as its words up to a limit, told after each pause."""

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from tearsheet.gui import fonts
from tearsheet.gui.scrolling import OverlayScrollBar
from tearsheet.text.words import _

_PAUSE = 700
_LOWEST, _HIGHEST = 64, 208
_FRAME = 22
_LONG = 20_000


class NoteField(QPlainTextEdit):
    """`paused` brings the words once nobody types; `left` says that Escape or Ctrl+Enter was pressed."""

    paused = Signal(str)
    left = Signal()
    grown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(_("Write a note…"))
        self.setAccessibleName(_("Note"))
        self.setFont(fonts.ui())
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        OverlayScrollBar(self)
        self._told = ""
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.flush)
        self.textChanged.connect(self._changed)
        self._height = _LOWEST

    @property
    def words(self) -> str:
        return self.toPlainText()

    @property
    def touched(self) -> bool:
        """Whether there is something that has not been told."""
        return self.document().isModified() and self.words != self._told

    def show_words(self, words: str) -> None:
        """Show words that are known already."""
        self._told = words
        self.setPlainText(words)
        self.document().setModified(False)
        self._pause.stop()
        self._grow()

    def flush(self) -> None:
        """Tell what was typed now, without waiting for a pause."""
        self._pause.stop()
        if self.touched:
            self._told = self.words
            self.paused.emit(self._told)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(240, self._height)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Escape or (control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _changed(self) -> None:
        self._pause.start()
        self._grow()

    def _grow(self) -> None:
        long = self.document().characterCount() > _LONG  # then it is high enough, and need not be laid out for that
        lines = _HIGHEST if long else self._lines() * self.fontMetrics().lineSpacing() + _FRAME
        height = min(max(lines, _LOWEST), _HIGHEST)
        if height != self._height:
            self._height = height
            self.setFixedHeight(height)
            self.updateGeometry()
            self.grown.emit()

    def _lines(self) -> int:
        return max(1, round(self.document().size().height()))
