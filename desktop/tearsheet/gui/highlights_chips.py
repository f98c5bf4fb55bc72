"""What the list of highlights is narrowed to, in words each of which can be pressed away."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from tearsheet.gui import fonts, icons, paint
from tearsheet.gui.buttons import Button
from tearsheet.gui.highlights_filter import Narrowing
from tearsheet.gui.theme import current
from tearsheet.text.words import _

_WIDEST = 220
_ABREAST = 2


class NarrowingChips(QWidget):
    """`narrowed` brings the Narrowing that is left when a chip was pressed."""

    narrowed = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.chips: tuple[_Chip, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(16, 0, 16, 8)
        self._grid.setSpacing(8)
        self._grid.setColumnStretch(_ABREAST, 1)
        self.hide()

    def show_narrowing(self, narrowing: Narrowing) -> None:
        """Show a chip for each part, none for the colours."""
        for chip in self.chips:
            self._grid.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = tuple(_Chip(words, self) for words, _left in narrowing.parts())
        for place, (chip, (_words, left)) in enumerate(zip(self.chips, narrowing.parts(), strict=True)):
            chip.clicked.connect(lambda _checked=False, left=left: self.narrowed.emit(left))
            self._grid.addWidget(chip, place // _ABREAST, place % _ABREAST, Qt.AlignmentFlag.AlignLeft)
        self.setVisible(bool(self.chips))


class _Chip(Button):
    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(words, parent)
        self.setFont(fonts.ui(fonts.SMALL))
        self.setToolTip(_("{words}. Press to show all again.").format(words=words))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(48)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        width = QFontMetricsF(self.font()).horizontalAdvance(self.text())
        return QSize(min(_WIDEST, round(width) + 42), 28)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        colours, rect, painter = current(), QRectF(self.rect()), QPainter(self)
        paint.pill(painter, rect, radius=14, fill=colours.accent_soft)
        painter.setFont(self.font())
        painter.setPen(QColor(colours.accent_ink))
        cut = QFontMetricsF(self.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, rect.width() - 40)
        painter.drawText(rect.adjusted(12, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, cut)
        icons.draw(painter, "close", QRectF(rect.right() - 23, rect.center().y() - 6, 12, 12), colours.accent_ink)
        self.ring(painter, 14)
