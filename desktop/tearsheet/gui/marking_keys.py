"""The strip that has the keyboard while a passage is chosen sentence by sentence, and says which keys do what."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from tearsheet.gui import fonts, paint
from tearsheet.gui.floating import Card
from tearsheet.gui.spoken import announce
from tearsheet.gui.theme import current
from tearsheet.model.annotation import Colour
from tearsheet.text.words import _

_MOVES = {
    Qt.Key.Key_Down: ("sentence", 1),
    Qt.Key.Key_J: ("sentence", 1),
    Qt.Key.Key_Up: ("sentence", -1),
    Qt.Key.Key_K: ("sentence", -1),
    Qt.Key.Key_Right: ("word", 1),
    Qt.Key.Key_Left: ("word", -1),
}
_COLOURS = {Qt.Key(Qt.Key.Key_1.value + number): colour for number, colour in enumerate(Colour)}
_BARE = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
_HEIGHT, _EDGE, _FOOT, _APART = 40, 16, 20, 14


class MarkingKeys(Card):
    """`moved` brings a unit (`sentence`, `word`), by how many, and whether to take it along; `marked` a Colour, or None
    for the last one; `left` comes with Escape and when the keyboard goes elsewhere.
    """

    moved = Signal(str, int, bool)
    marked = Signal(object)
    noted = Signal()
    tagged = Signal()
    left = Signal()

    def __init__(self, pane: QWidget) -> None:
        super().__init__(pane, radius=20)
        self._pane = pane
        self._returns: QWidget | None = None
        self._words = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._line = _Keys(self)
        self.body.addWidget(self._line)
        self.hide()

    def begin(self, *, link: bool) -> None:
        """Take the keyboard, to mark or (`link`) to say where something belongs."""
        self._returns = QApplication.focusWidget()
        self._line.show_keys(_keys(link=link))
        self.place()
        self.show()
        self.raise_()
        self.setFocus()

    def tell(self, words: str) -> None:
        """Say to a screen reader which words are chosen now."""
        self.setAccessibleName(words)
        announce(self, words)

    def end(self) -> None:
        """Give the keyboard back and go."""
        if self.isVisible():
            if self.hasFocus():
                (self._returns or self._pane).setFocus()
            self.hide()

    def place(self) -> None:
        """Stand at the foot of the pane, in the middle."""
        size = self.sizeHint()
        width = min(size.width(), self._pane.width() - 2 * _EDGE + 2 * paint.SHADOW)
        self.setFixedSize(width, size.height())
        bottom = self._pane.height() - size.height() - _FOOT + paint.SHADOW
        self.move((self._pane.width() - width) // 2, bottom)

    def event(self, event: QEvent) -> bool:
        bare = isinstance(event, QKeyEvent) and not event.modifiers() & ~_BARE
        if event.type() is QEvent.Type.ShortcutOverride and bare:
            event.accept()  # letters, digits and arrows are meant for the strip while it is there
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        key = Qt.Key(event.key())
        extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in _MOVES:
            self.moved.emit(*_MOVES[key], extend)
        elif key in _COLOURS:
            self.marked.emit(_COLOURS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_H):
            self.marked.emit(None)
        elif key == Qt.Key.Key_M:
            self.noted.emit()
        elif key == Qt.Key.Key_T:
            self.tagged.emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        if event.reason() is not Qt.FocusReason.ActiveWindowFocusReason and self.isVisible():
            self.left.emit()
        super().focusOutEvent(event)


def _keys(*, link: bool) -> tuple[tuple[str, str], ...]:
    """Return keys and what they do."""
    moves = (("↑ ↓", _("sentence")), ("← →", _("word")), ("Shift", _("extend")))
    if link:
        return (*moves, ("Enter", _("it belongs here")), ("Esc", _("cancel")))
    return (*moves, ("1–5", _("highlight")), ("M", _("note")), ("T", _("tags")), ("Esc", _("done")))


class _Keys(QWidget):
    """Keycaps, each with what it does after it; from the right, what does not fit is left out."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._shown: tuple[tuple[str, str], ...] = ()
        self.setFont(fonts.ui(fonts.SMALL))
        self.setFixedHeight(_HEIGHT)

    def show_keys(self, shown: tuple[tuple[str, str], ...]) -> None:
        self._shown = shown
        self.setMinimumWidth(0)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(round(sum(self._width(*each) for each in self._shown)) + 2 * _EDGE - _APART, _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter, colours, left = QPainter(self), current(), float(_EDGE)
        painter.setFont(self.font())
        for keys, words in self._shown:
            width = self._width(keys, words)
            if left + width - _APART > self.width():
                return
            cap = paint.keycap(painter, left + self._cap(keys), self.height() / 2, keys, colour=colours.faint)
            painter.setPen(QColor(colours.soft))
            box = QRectF(cap.right() + 6, 0, width, self.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)
            left += width

    def _cap(self, keys: str) -> float:
        font = fonts.ui(11)
        return QFontMetricsF(font).horizontalAdvance(keys) + 12

    def _width(self, keys: str, words: str) -> float:
        return self._cap(keys) + 6 + QFontMetricsF(self.font()).horizontalAdvance(words) + _APART
