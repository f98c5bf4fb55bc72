"""A small bar to find words in the article that is shown."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from tearsheet.gui import fonts, paint
from tearsheet.gui.buttons import IconButton
from tearsheet.gui.fields import IconField
from tearsheet.gui.spoken import announce
from tearsheet.text.words import _


class FindBar(QWidget):
    """Tells what to find with every letter typed; Enter goes on, Shift+Enter back, Escape ends it."""

    wanted = Signal(str)
    moved = Signal(int)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = IconField("search", "", self)
        self._field.textChanged.connect(self.wanted)
        self._count = QLabel(self)
        self._count.setFont(fonts.ui(fonts.SMALL))
        self._close = IconButton("close", "", self)
        self._close.clicked.connect(self.leave)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(20, 4, 12, 4)
        layout.addWidget(self._field, 1)
        layout.addWidget(self._count)
        layout.addWidget(self._close)
        self.speak()
        self.hide()

    def speak(self) -> None:
        """Take on the window's language."""
        self._field.setPlaceholderText(_("Find in this article"))
        self._field.setAccessibleName(_("Find in this article"))
        self._close.setAccessibleName(_("Close"))
        self._close.setToolTip(_("Close"))

    def begin(self, words: str) -> None:
        """Open the bar, with `words` to find when there are some."""
        self.show()
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if words and "\n" not in words:
            self._field.setText(words)
        self._field.selectAll()
        self.wanted.emit(self._field.text())

    def leave(self) -> None:
        """Close the bar and forget what was found."""
        self.wanted.emit("")
        self.closed.emit()  # the page takes the keyboard before it is handed on, which would be to its first link
        self.hide()

    def tell(self, number: int, count: int) -> None:
        """Say which of how many places is shown."""
        none = _("Not found") if self._field.text() else ""
        self._count.setText(_("{number} of {count}").format(number=number, count=count) if count else none)
        announce(self, self._count.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.moved.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        paint.bar(self)
