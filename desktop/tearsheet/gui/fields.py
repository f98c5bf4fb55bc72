"""Text fields: the one that searches, and plain ones with an icon that stand on a card."""

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from tearsheet.gui import icons, paint
from tearsheet.gui.keys import shown_keys
from tearsheet.gui.theme import current
from tearsheet.text.words import _

_TYPING = 160


class SearchField(QLineEdit):
    """Tells what is searched for once the typing pauses; Escape empties it, Down leaves it for the list."""

    searched = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(_("Search titles and text"))
        self.setAccessibleName(_("Search"))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_TYPING)
        self._pause.timeout.connect(lambda: self.searched.emit(self.text()))
        self.textChanged.connect(lambda _text: self._pause.start())
        self.setTextMargins(24, 0, 56, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        super().paintEvent(event)
        painter = QPainter(self)
        colours, middle = current(), self.rect().center().y() + 0.5
        icons.draw(painter, "search", QRectF(12, middle - 8, 16, 16), colours.faint)
        keys = shown_keys("find")
        if keys and not self.text() and not self.hasFocus():
            paint.keycap(painter, self.width() - 10, middle, keys, colour=colours.faint)


class IconField(QLineEdit):
    """A field after an icon, on a card without a box of its own, or `boxed`."""

    def __init__(self, icon: str, hint: str, parent: QWidget | None = None, *, boxed: bool = False) -> None:
        super().__init__(parent)
        self._icon, self._left = icon, 12 if boxed else 1
        self.setProperty("flat", not boxed)
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setTextMargins(24 if boxed else 26, 0, 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        super().paintEvent(event)
        colours = current()
        colour = colours.accent_ink if self.hasFocus() else colours.faint
        box = QRectF(self._left, self.rect().center().y() - 7.5, 16, 16)
        icons.draw(QPainter(self), self._icon, box, colour)
