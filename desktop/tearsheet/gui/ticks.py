"""Rows that can be ticked, and choices of one in a few, drawn with the accent."""

from collections.abc import Iterable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from tearsheet.gui import fonts, icons, paint
from tearsheet.gui.buttons import Button
from tearsheet.gui.theme import current
from tearsheet.text.words import _


class Tick(Button):
    """A box to tick with a line of words and a quieter line under it; a round one for a choice of `one`."""

    def __init__(self, words: str, under: str = "", parent: QWidget | None = None, *, one: bool = False) -> None:
        super().__init__(words, parent)
        self._under, self._one = under, one
        self.setCheckable(True)
        self.setAutoExclusive(one)
        self.setChecked(not one)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(under)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(240, 48 if self._under else 32)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        colours, rect = current(), QRectF(self.rect())
        painter = QPainter(self)
        if self.hovered:
            paint.pill(painter, rect, radius=8, fill=colours.pane)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(8, rect.center().y() - 8, 16, 16)
        radius = 8 if self._one else 4
        if not self.isChecked():
            painter.setPen(QColor(colours.faint))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        elif self._one:
            paint.pill(painter, box, radius=8, fill=colours.accent)
            paint.pill(painter, box.adjusted(5, 5, -5, -5), radius=3, fill=colours.on_accent)
        else:
            paint.pill(painter, box, radius=4, fill=colours.accent)
            icons.draw(painter, "check", box.adjusted(2, 2, -2, -2), colours.on_accent)
        text = rect.adjusted(36, 6 if self._under else 0, -8, -6 if self._under else 0)
        half = text.height() / 2 if self._under else text.height()
        top = QRectF(text.left(), text.top(), text.width(), half)
        self._line(painter, top, self.text(), fonts.TEXT, colours.ink)
        if self._under:
            below = QRectF(text.left(), text.top() + half, text.width(), half)
            self._line(painter, below, self._under, fonts.SMALL, colours.faint)
        self.ring(painter, 8)

    def _line(self, painter: QPainter, box: QRectF, words: str, size: int, colour: str) -> None:
        painter.setFont(fonts.ui(size))
        painter.setPen(QColor(colour))
        cut = QFontMetricsF(painter.font()).elidedText(words, Qt.TextElideMode.ElideMiddle, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, cut)


def one_stop(buttons: Iterable[QAbstractButton]) -> None:
    """Let Tab stop at the one of several that holds; the arrows go on from there, and Qt keeps it so."""
    for button in buttons:
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus if button.isChecked() else Qt.FocusPolicy.NoFocus)


class Choice(QWidget):
    """A few names side by side of which one holds."""

    chosen = Signal(str)

    def __init__(self, options: tuple[tuple[str, str], ...], value: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(2)
        group = QButtonGroup(self)
        for name, words in options:
            option = _Option(words, self)
            option.setChecked(name == value)
            # Tab goes to the one that holds, arrows to the others: Qt sees to that once somebody has chosen.
            option.setFocusPolicy(Qt.FocusPolicy.TabFocus if name == value else Qt.FocusPolicy.NoFocus)
            option.clicked.connect(lambda _checked, name=name: self.chosen.emit(name))
            group.addButton(option)
            row.addWidget(option)
        one_stop(group.buttons())
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def setAccessibleName(self, name: str) -> None:  # noqa: N802 - Qt's name
        """Say what is chosen with each of the names, too: the keyboard is on them, never on the whole."""
        super().setAccessibleName(name)
        for option in self.findChildren(_Option):
            option.setAccessibleName(_("{field}: {choice}").format(field=name, choice=option.text()))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        paint.pill(QPainter(self), QRectF(self.rect()), radius=8, fill=current().side)


class _Option(Button):
    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(words, parent)
        self.setCheckable(True)
        self.setAutoExclusive(True)  # one of several, to screen readers too
        self.setFont(fonts.ui())

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(round(QFontMetricsF(self.font()).horizontalAdvance(self.text())) + 29, 28)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        colours, rect = current(), QRectF(self.rect())
        painter = QPainter(self)
        if self.isChecked():
            paint.pill(painter, rect, radius=6, fill=colours.selected)
        painter.setFont(self.font())
        painter.setPen(QColor(colours.accent_ink if self.isChecked() else colours.soft))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self.text())
        self.ring(painter, 6)
