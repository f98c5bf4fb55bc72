"""The cover that shows where a drop is welcome."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from tearsheet.gui import fonts
from tearsheet.gui.theme import current
from tearsheet.text.words import _


class DropCover(QWidget):
    """Lies over the whole window while something is dragged over it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(_("Drop to keep"))
        self.hide()

    def cover(self) -> None:
        """Show over everything."""
        self.setGeometry(self._window.rect())
        self.show()
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        colours = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = QColor(colours.paper)
        veil.setAlphaF(0.92)
        painter.fillRect(self.rect(), veil)
        frame = QPen(QColor(colours.accent_ink), 2)
        frame.setDashPattern([3, 2.5])
        painter.setPen(frame)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(13, 13, -13, -13), 16, 16)
        middle = self.height() / 2
        painter.setFont(fonts.display(26))
        painter.setPen(QColor(colours.ink))
        painter.drawText(QRectF(0, middle - 44, self.width(), 44), Qt.AlignmentFlag.AlignCenter, _("Drop to keep"))
        painter.setFont(fonts.ui(15))
        painter.setPen(QColor(colours.soft))
        words = _("A link, a page, a selection, or a file with links")
        painter.drawText(QRectF(0, middle + 4, self.width(), 32), Qt.AlignmentFlag.AlignCenter, words)
