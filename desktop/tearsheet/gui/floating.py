"""Cards that float over the window: where they stand, their shadow, and the veil under those that must be answered."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tearsheet.gui import fonts, paint
from tearsheet.gui.theme import current
from tearsheet.gui.words import Words


class Card(QWidget):
    """A raised card; its widget is larger than the card by the reach of the shadow."""

    def __init__(self, parent: QWidget, *, radius: float = 14) -> None:
        super().__init__(parent)
        self._radius = radius
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(*(4 * (paint.SHADOW,)))
        self.body.setSpacing(0)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        margin = paint.SHADOW
        rect = QRectF(self.rect()).adjusted(margin, margin, -margin, -margin)
        colours = current()
        paint.card(QPainter(self), rect, radius=self._radius, fill=colours.card, reach=margin - 3, outline=True)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        event.accept()  # what is under the card is not meant


class Sheet(QWidget):
    """A question in the middle of the window under a veil; Escape or a press beside it closes it, then it is gone."""

    closed = Signal()

    def __init__(self, window: QWidget, title: str, words: str = "", *, width: int = 480) -> None:
        super().__init__(window)
        self._window = window
        self._returns = window.focusWidget()
        self.card = Card(self)
        self.card.setFixedWidth(width + 2 * paint.SHADOW)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(24, 20, 24, 20)
        self.body.setSpacing(12)
        self.body.addWidget(Words(title, self, font=fonts.ui(16, strong=True)))
        if words:
            self.body.addWidget(Words(words, self, colour="soft", most=4))
        self.card.body.addLayout(self.body)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        layout.addWidget(self.card, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        window.installEventFilter(self)

    def open(self) -> None:
        """Show the sheet and give it the keyboard."""
        self.body.addLayout(self.buttons)
        # A widget that stands in the middle of its layout is not asked how high it is at its width.
        self.card.setMinimumHeight(max(0, self.card.body.totalHeightForWidth(self.card.width())))
        self.setGeometry(self._window.rect())
        self.show()
        self.raise_()
        self.setFocus()

    def close_sheet(self) -> None:
        """Take the sheet away and give the keyboard back."""
        self._window.removeEventFilter(self)
        self.hide()
        if self._returns is not None:
            self._returns.setFocus()
        self.closed.emit()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() is QEvent.Type.Resize:
            self.setGeometry(self._window.rect())
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_Escape:
            self.close_sheet()

    def mousePressEvent(self, _event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self.close_sheet()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        veil = QColor(current().side)
        veil.setAlphaF(0.72)
        QPainter(self).fillRect(self.rect(), veil)
