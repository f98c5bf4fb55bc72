"""A row of what was chosen so far, each of which can be taken back."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from tearsheet.gui import fonts, icons, paint
from tearsheet.gui.buttons import Button
from tearsheet.gui.theme import current
from tearsheet.text.words import _

_WIDEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ChipWords:
    """What a chip says of a part that was taken out, or put in."""

    number: int
    words: str
    adds: bool


class Chip(Button):
    """One choice; pressing it takes the choice back."""

    def __init__(self, said: ChipWords, parent: QWidget) -> None:
        super().__init__(said.words, parent)
        self.said = said
        self.setFont(fonts.ui(fonts.SMALL))
        name = _("Taken out: {words}") if not said.adds else _("Put in: {words}")
        self.setAccessibleName(name.format(words=said.words))
        self.setToolTip(_("{what}. Press to take this back.").format(what=self.accessibleName()))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        width = QFontMetricsF(self.font()).horizontalAdvance(self.text())
        return QSize(min(_WIDEST, round(width) + 54), 28)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        colours, rect, painter = current(), QRectF(self.rect()), QPainter(self)
        adds = self.said.adds
        fill = colours.pane_hover if self.hovered or self.isDown() else colours.pane
        paint.pill(painter, rect, radius=14, fill=fill)
        painter.setFont(self.font())
        painter.setPen(QColor(colours.ink if adds else colours.accent_ink))
        sign = rect.adjusted(10, 0, 0, 0)
        painter.drawText(sign, Qt.AlignmentFlag.AlignVCenter, "+" if adds else "−")
        words = QFontMetricsF(self.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, rect.width() - 52)
        painter.setPen(QColor(colours.ink if self.hovered else colours.soft))
        painter.drawText(rect.adjusted(24, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)
        icons.draw(painter, "close", QRectF(rect.right() - 24, rect.center().y() - 6, 12, 12), colours.faint)
        self.ring(painter, 14)


class Chips(QScrollArea):
    """The row. `taken_back` brings the number of a part."""

    taken_back = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFixedHeight(32)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        self._row = QWidget()
        self._layout = QHBoxLayout(self._row)
        self._layout.setContentsMargins(0, 2, 0, 2)
        self._layout.setSpacing(8)
        self._layout.addStretch(1)
        self.setWidget(self._row)
        self._row.setAutoFillBackground(False)  # QScrollArea has just turned it on
        self.chips: tuple[Chip, ...] = ()

    def say(self, said: Sequence[ChipWords]) -> None:
        """Show these, the last chosen last."""
        for chip in self.chips:
            self._layout.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = tuple(Chip(each, self._row) for each in said)
        for place, chip in enumerate(self.chips):
            chip.clicked.connect(lambda _checked=False, number=chip.said.number: self.taken_back.emit(number))
            self._layout.insertWidget(place, chip)
            chip.show()
        if self.chips:
            self._layout.activate()
            self.ensureWidgetVisible(self.chips[-1])
