"""Cards that float over the window: where they stand, their shadow, and the veil under those that must be answered."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from tearsheet.gui import fonts, paint
from tearsheet.gui.buttons import IconButton
from tearsheet.gui.theme import current
from tearsheet.gui.words import Words
from tearsheet.text.words import _


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


class Popover(Card):
    """A card under the button that opens it; Escape, or the keyboard going elsewhere, puts it away."""

    def __init__(self, pane: QWidget) -> None:
        super().__init__(pane)
        self._pane = pane
        self._returns: QWidget | None = None
        application = QApplication.instance()
        assert isinstance(application, QApplication)  # noqa: S101 - there is no widget without one
        application.focusChanged.connect(self._follow)
        self.hide()

    def open_at(self, place: QPoint, size: QSize, first: QWidget) -> None:
        """Show the card, `size` large without its shadow, in the middle under `place` of the pane, as far as it fits.

        `first` gets the keyboard.
        """
        self._returns = QApplication.focusWidget()
        edge = paint.SHADOW
        self.setFixedSize(size.width() + 2 * edge, size.height() + 2 * edge)
        rest = self._pane.width() - size.width()
        beside = min(16, max(rest // 2, 0))
        left = min(place.x() - size.width() // 2, rest - beside)
        self.move(max(left, beside) - edge, place.y() + 4 - edge)
        self.show()
        self.raise_()
        first.setFocus()

    def close_card(self) -> None:
        """Give the keyboard back, first, as a Sheet does, and put the card away."""
        if self.isVisible():
            (self._returns or self._pane).setFocus()
            self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_Escape:
            self.close_card()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, N802 - Qt's names
        """Go from part to part and round at the ends: what is under the card is not meant."""
        parts = [part for part in self.findChildren(QWidget) if _takes_tab(part)]
        middles = {part: part.mapTo(self, part.rect().center()) for part in parts}
        parts.sort(key=lambda part: (middles[part].y(), middles[part].x()))
        on = QApplication.focusWidget()
        if parts:
            place = parts.index(on) if on in parts else -1
            parts[(place + (1 if next else -1)) % len(parts)].setFocus(Qt.FocusReason.TabFocusReason)
        return bool(parts)

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self.isVisible() and new is not None and new is not self and not self.isAncestorOf(new):
            self.hide()


class Sheet(QDialog):  # in the window, and no window: a dialog for screen readers' sake
    """A question in the middle of the window under a veil; Escape or a press beside it closes it, then it is gone."""

    closed = Signal()

    def __init__(self, window: QWidget, title: str, words: str = "", *, width: int = 480) -> None:
        super().__init__(window)
        self.setWindowFlags(Qt.WindowType.Widget)
        self._window = window
        self._returns = window.focusWidget()
        self._width = width
        self._corner: QWidget | None = None
        self.card = Card(self)
        self._fit_width()
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
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addStretch(2)
        layout.addWidget(self.card, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        self.setAccessibleName(title)
        self.setAccessibleDescription(words)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        window.installEventFilter(self)

    def open(self) -> None:
        """Show the sheet and give it the keyboard."""
        self.body.addLayout(self.buttons)
        self._fit_height()
        self.setGeometry(self._window.rect())
        self.show()
        self.raise_()
        self.setFocus()

    def add_cross(self) -> QWidget:
        """Put a cross at the corner, for a sheet that has nothing to answer."""
        cross = IconButton("close", _("Close"), self.card, keys="Esc")
        cross.resize(cross.sizeHint())
        cross.clicked.connect(self.close_sheet)
        self._corner = cross
        self._fit_width()
        return cross

    def close_sheet(self) -> None:
        """Give the keyboard back and take the sheet away.

        In this order: what is hidden while it has the keyboard hands it on like Tab, and a page that gets it so goes to
        its first link.
        """
        self._window.removeEventFilter(self)
        if self._returns is not None:
            self._returns.setFocus()
        self.hide()
        self.closed.emit()
        self.deleteLater()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, N802 - Qt's names
        """Go from part to part and round at the ends: what is under the veil is not meant."""
        return stay_inside(self, forward=next)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() is QEvent.Type.Resize:
            self._fit_width()
            self._fit_height()
            self.setGeometry(self._window.rect())
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_Escape:
            self.close_sheet()

    def mousePressEvent(self, _event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self.close_sheet()

    def _fit_width(self) -> None:
        """Be as wide as wanted, as far as the window is; the cross stays at the corner."""
        width = min(self._width + 2 * paint.SHADOW, self._window.width())
        self.card.setFixedWidth(width)
        if self._corner is not None:
            self._corner.move(width - paint.SHADOW - 16 - self._corner.width(), paint.SHADOW + 14)

    def _fit_height(self) -> None:
        """Be as high as the words need, for what stands in the middle of its layout is not asked at its width."""
        self.card.setMinimumHeight(max(0, self.card.body.totalHeightForWidth(self.card.maximumWidth())))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        veil = QColor(current().side)
        veil.setAlphaF(0.72)
        QPainter(self).fillRect(self.rect(), veil)


def stay_inside(pane: QWidget, *, forward: bool) -> bool:
    """Move the keyboard to the next part of `pane`, which covers all others, from the last to the first."""
    on: QWidget = QApplication.focusWidget() or pane
    part = on.nextInFocusChain() if forward else on.previousInFocusChain()
    while part is not None and part is not on:
        if part is not pane and pane.isAncestorOf(part) and _takes_tab(part):
            part.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
            break
        part = part.nextInFocusChain() if forward else part.previousInFocusChain()
    return True


def _takes_tab(part: QWidget) -> bool:
    tab = Qt.FocusPolicy.TabFocus
    return part.isVisible() and part.isEnabled() and part.focusPolicy() & tab == tab
