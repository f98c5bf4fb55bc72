"""The bar that floats beside what is selected: colours, and what else can be done with the words."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from tearsheet.gui import paint
from tearsheet.gui.buttons import AccentButton, IconButton
from tearsheet.gui.floating import Card
from tearsheet.gui.swatches import Swatches
from tearsheet.gui.theme import current
from tearsheet.model.annotation import Colour
from tearsheet.text.words import _

_AWAY, _EDGE, _HEAD = 8, 8, 48


class MarkingBar(Card):
    """`coloured` brings a Colour; the other signals say what was asked for. The page keeps the keyboard."""

    coloured = Signal(object)
    noted = Signal()
    tagged = Signal()
    copied = Signal()
    searched = Signal()
    linked = Signal()

    def __init__(self, pane: QWidget) -> None:
        super().__init__(pane, radius=10)
        self._pane = pane
        self._box = QRect()
        row = QHBoxLayout()
        row.setContentsMargins(6, 4, 6, 4)
        row.setSpacing(2)
        self.swatches = Swatches(self)
        self.swatches.chosen.connect(self.coloured)
        self._line = _Line(self)
        row.addWidget(self.swatches)
        row.addWidget(self._line)
        self.buttons = {
            "note": IconButton("note", _("Write a note"), self, command="mark-note", side=28),
            "tag": IconButton("tag", _("Tags"), self, command="mark-tags", side=28),
            "copy": IconButton("copy", _("Copy"), self, keys="Ctrl+C", side=28),
            "search": IconButton("search", _("Search the library for it"), self, command="search-selection", side=28),
        }
        told = (self.noted, self.tagged, self.copied, self.searched)
        for button, signal in zip(self.buttons.values(), told, strict=True):
            button.clicked.connect(signal)
            row.addWidget(button)
        self.link = AccentButton(_("It belongs here"), self, icon="link")
        self.link.clicked.connect(self.linked)
        row.addWidget(self.link)
        self.body.addLayout(row)
        for part in self.findChildren(QWidget):
            part.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def open(self, box: QRect, colour: Colour, *, link: bool) -> None:
        """Show the bar beside a box of the pane, to mark, or to link what is looked for."""
        self.swatches.show_colour(colour)
        for part in (self.swatches, self._line, *self.buttons.values()):
            part.setVisible(not link)
        self.link.setVisible(link)
        self._box = box
        self.resize(self.sizeHint())
        self.move(beside(box, self.sizeHint(), self._pane.rect(), above=True))
        self.show()
        self.raise_()


def beside(box: QRect, size: QSize, room: QRect, *, above: bool) -> QPoint:
    """Return where a card of `size` (its shadow in it) stands above or below a box, within `room`."""
    shade = paint.SHADOW
    card = QRect(0, 0, size.width() - 2 * shade, size.height() - 2 * shade)
    left = box.center().x() - card.width() // 2 if above else box.left()
    left = min(max(left, room.left() + _EDGE), max(room.left() + _EDGE, room.right() - card.width() - _EDGE))
    over, under = box.top() - _AWAY - card.height(), box.bottom() + _AWAY
    fits_over, fits_under = over >= room.top() + _HEAD, under + card.height() <= room.bottom() - _EDGE
    if above:
        top = over if fits_over else under if fits_under else room.top() + _HEAD + _EDGE
    else:
        top = under if fits_under else over if fits_over else room.bottom() - card.height() - _EDGE
    return QPoint(left - shade, max(top, room.top() + _EDGE) - shade)


class _Line(QWidget):
    """A hairline between two groups."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedSize(9, 20)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        QPainter(self).fillRect(QRectF(4, 0, 1, self.height()), QColor(current().line))
