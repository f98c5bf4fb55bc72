"""One capture as a row: what it is, how far it is, what can be done about it."""

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtCore import QRectF, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from tearsheet.gui import fonts, icons, paint
from tearsheet.gui.buttons import IconButton, QuietButton
from tearsheet.gui.fields import IconField
from tearsheet.gui.moments import percent
from tearsheet.gui.tag_field import TagField
from tearsheet.gui.theme import current
from tearsheet.gui.underway import Underway
from tearsheet.gui.words import Words
from tearsheet.text.words import _

_INDENT = 8
"""The words of a quiet button stand this far inside it; everything above is set in as much."""
_AFTER = 12


class CaptureRow(QWidget):
    """Shows an Underway and sends what a person wants with it: its key goes with every signal."""

    retry = Signal(str)
    open_original = Signal(str)
    forget = Signal(str)
    stop = Signal(str)
    annotated = Signal(str, object, str)

    def __init__(self, underway: Underway, parent: QWidget | None = None, *, tags: tuple[str, ...] = ()) -> None:
        super().__init__(parent)
        self.underway = underway
        self._title = Words("", self, font=fonts.ui(strong=True))
        self._state = Words("", self, colour="faint", font=fonts.ui(fonts.SMALL), most=4)
        self._describe = IconButton("tag", _("Add tags or a note"), self, side=28)
        self._describe.setCheckable(True)
        self._stop = IconButton("close", _("Stop"), self, side=28)
        self._retry = QuietButton(_("Retry"), self, icon="retry", leading=True)
        self._open = QuietButton(_("Open original"), self, icon="open")
        self._forget = QuietButton(_("Forget"), self, icon="trash")
        self._actions = QWidget(self)
        self._actions.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # see resizeEvent
        self._more = QWidget(self)
        self._lay_out(tags)
        self._connect()
        self.show_underway(underway)

    def show_underway(self, underway: Underway) -> None:
        """Show where it is now."""
        self.underway = underway
        self._title.say(underway.name)
        self._state.say(underway.words, colour="accent_ink" if underway.failed else "faint")
        self._state.setAccessibleDescription(percent(underway.share) if underway.running else "")
        for button in (self._describe, self._stop, self._retry, self._open, self._forget):
            button.setAccessibleDescription(underway.name)  # which of the rows it is about
        idle = underway.failed or underway.waiting
        self._actions.setVisible(idle)
        self._forget.setVisible(underway.job is not None)
        self._describe.setVisible(underway.job is not None and (underway.running or idle))
        self._stop.setVisible(underway.running)
        if underway.ended is not None and not idle:
            self._more.hide()
        self.update()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab stops at, in this order."""
        return (self._describe, self._stop, self.tags, self.note, self._retry, self._open, self._forget)

    def height_for(self, width: int) -> int:
        """Return how high the row is at this width, as it is now and not as it was last laid out."""
        self._layout.invalidate()
        return self._layout.totalHeightForWidth(width)

    def _lay_out(self, tags: tuple[str, ...]) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(_INDENT, 0, 0, 0)
        head.setSpacing(4)
        head.addWidget(self._title, 1)
        head.addWidget(self._describe)
        head.addWidget(self._stop)
        actions = QHBoxLayout(self._actions)
        actions.setContentsMargins(0, 2, 0, 0)
        actions.setSpacing(4)
        for button in (self._retry, self._open, self._forget):
            actions.addWidget(button)
        actions.addStretch(1)
        self.tags = TagField(self._more)
        self.tags.know(tags)
        self.tags.setText(", ".join(self.underway.tags))
        self.note = IconField("note", _("A note for yourself"), self._more)
        self.note.setText(self.underway.note)
        fields = QVBoxLayout(self._more)
        fields.setContentsMargins(_INDENT, 4, 0, 0)
        fields.setSpacing(4)
        fields.addWidget(self.tags)
        fields.addWidget(self.note)
        self._more.hide()
        layout = self._layout = QVBoxLayout(self)
        layout.setContentsMargins(40 - _INDENT, 6, _AFTER, 14)
        layout.setSpacing(0)
        state = QHBoxLayout()
        state.setContentsMargins(_INDENT, 0, 0, 0)
        state.addWidget(self._state)
        layout.addLayout(head)
        layout.addLayout(state)
        layout.addWidget(self._more)
        layout.addWidget(self._actions)

    def _connect(self) -> None:
        self._retry.clicked.connect(lambda: self.retry.emit(self.underway.key))
        self._open.clicked.connect(lambda: self.open_original.emit(self.underway.key))
        self._forget.clicked.connect(lambda: self.forget.emit(self.underway.key))
        self._stop.clicked.connect(lambda: self.stop.emit(self.underway.key))
        self._describe.toggled.connect(self._show_fields)
        pause = QTimer(self)
        pause.setSingleShot(True)
        pause.setInterval(500)
        pause.timeout.connect(lambda: self.annotated.emit(self.underway.key, self.tags.tags, self.note.text()))
        for field in (self.tags, self.note):
            field.textEdited.connect(lambda _text: pause.start())
            field.returnPressed.connect(lambda: self._describe.setChecked(False))

    def _show_fields(self, shown: bool) -> None:
        self._more.setVisible(shown)
        if shown:
            self.tags.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Leave of the least of the buttons only its icon, where there is no room for the words of all."""
        super().resizeEvent(event)
        words = self._open.accessibleName()
        self._open.setText(words)
        buttons = (self._retry, self._open, self._forget)
        room = self.width() - 40 + _INDENT - _AFTER - 4 * (len(buttons) - 1)
        short = sum(button.sizeHint().width() for button in buttons) > room
        self._open.setText("" if short else words)
        self._open.setToolTip(words if short else "")
        self._open.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        colours = current()
        painter = QPainter(self)
        middle = self._title.geometry().center().y() + 0.5
        name, colour = _sign(self.underway, colours.accent_ink, colours.faint)
        icons.draw(painter, name, QRectF(14, middle - 8, 16, 16), colour)
        if self.underway.running:
            bar = QRectF(40, self.height() - 9, self.width() - 52, 3)
            paint.pill(painter, bar, radius=1.5, fill=colours.line)
            bar.setWidth(max(3.0, bar.width() * self.underway.share))
            paint.pill(painter, bar, radius=1.5, fill=colours.accent)


def order_stops(before: QWidget, rows: Iterable[CaptureRow]) -> None:
    """Let Tab go from row to row as they stand below each other, after `before`."""
    for one, other in pairwise((before, *(stop for row in rows for stop in row.stops))):
        QWidget.setTabOrder(one, other)


def _sign(underway: Underway, accent: str, faint: str) -> tuple[str, str]:
    if underway.failed:
        return "warning", accent
    if underway.waiting:
        return "clock", faint
    return ("check", accent) if underway.ended is not None else ("queue", faint)
