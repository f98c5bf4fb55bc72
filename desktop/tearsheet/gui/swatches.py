"""The five colours to mark in, as buttons."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from tearsheet.gui.buttons import Button
from tearsheet.gui.mark_colours import mark_colours
from tearsheet.gui.theme import current
from tearsheet.model.annotation import Colour
from tearsheet.text.annotations import name_of_colour
from tearsheet.text.words import _

_SIDE, _DOT = 28, 8


class Swatches(QWidget):
    """`chosen` brings a Colour. The one that holds has a ring."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.buttons = {colour: _Swatch(colour, self) for colour in Colour}
        for colour, button in self.buttons.items():
            button.clicked.connect(lambda _checked=False, colour=colour: self.chosen.emit(colour))
            row.addWidget(button)

    def show_colour(self, colour: Colour | None) -> None:
        """Put the ring around a colour."""
        for each, button in self.buttons.items():
            button.setChecked(each is colour)


class _Swatch(Button):
    def __init__(self, colour: Colour, parent: QWidget) -> None:
        super().__init__("", parent)
        self._colour = colour
        self.setCheckable(True)
        self.setAutoExclusive(False)
        words = _("Highlight in {colour}").format(colour=name_of_colour(colour))
        self.setAccessibleName(words)
        self.explain(words, command=f"highlight-{colour}")

    def nextCheckState(self) -> None:  # noqa: N802 - Qt's name
        """Stay as it is: whoever is told says what holds."""

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(_SIDE, _SIDE)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter, middle = QPainter(self), QPointF(QRectF(self.rect()).center())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shades = mark_colours("dark" if current().dark else "light", self._colour)
        painter.setPen(QPen(QColor(shades.rule), 1.5))
        painter.setBrush(QColor(shades.surface))
        radius = _DOT + 0.5 if self.hovered else _DOT - 0.5
        painter.drawEllipse(middle, radius, radius)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(shades.rule))
            painter.drawEllipse(middle, 3, 3)
        self.ring(painter, 8)
