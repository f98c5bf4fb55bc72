"""The card under the window's top edge: a link to keep, its tags and note, and the captures that run."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from tearsheet.gui import fonts, paint
from tearsheet.gui.buttons import AccentButton, IconButton
from tearsheet.gui.capture_row import CaptureRow, order_stops
from tearsheet.gui.fields import IconField
from tearsheet.gui.floating import Card
from tearsheet.gui.scrolling import OverlayScrollBar
from tearsheet.gui.tag_field import TagField
from tearsheet.gui.theme import current
from tearsheet.gui.underway import Underway
from tearsheet.text.words import _

_WIDTH = 624
_MOST_ROWS = 264
_REST = 2400
_AROUND = 4


class CaptureBar(Card):
    """Floats over the panes. It goes by itself once all is kept; a failure stays until it is dealt with."""

    capture_wanted = Signal(str, object, str)
    retry = Signal(str)
    open_original = Signal(str)
    forget = Signal(str)
    stop = Signal(str)
    annotated = Signal(str, object, str)
    put_away = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setAccessibleName(_("Save link"))
        self._rows: dict[str, CaptureRow] = {}
        self._known: tuple[str, ...] = ()
        self.link = IconField("link", _("Paste or type a link"), self)
        self.link.setFont(fonts.ui(16))
        self.link.setMinimumHeight(32)
        self.tags = TagField(self, _("Tags"))
        self.note = IconField("note", _("A note for yourself"), self)
        self._save = AccentButton(_("Save"), self)
        self._close = IconButton("close", _("Close"), self)
        self._list = QWidget()
        self._scroll = QScrollArea(self)
        self._lay_out()
        for field in (self.link, self.tags, self.note):
            field.returnPressed.connect(self._submit)
        self.link.textChanged.connect(lambda text: self._save.setEnabled(bool(text.strip())))
        self._save.clicked.connect(self._submit)
        self._save.setEnabled(False)
        self._close.clicked.connect(self.close_bar)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self._go_if_done)
        window.installEventFilter(self)
        self.hide()

    def ask(self, link: str = "") -> None:
        """Show the bar with the keyboard on its field."""
        if link:
            self.link.setText(link)
        self._show()
        self.link.setFocus()
        self.link.selectAll()

    def know_tags(self, tags: tuple[str, ...]) -> None:
        """Offer these tags for completion."""
        self._known = tags
        self.tags.know(tags)

    def show_captures(self, captures: tuple[Underway, ...]) -> None:
        """Show these captures in this order; the bar comes up for a new one, stays while one runs or has failed."""
        new = [capture for capture in captures if capture.key not in self._rows]
        for key in [key for key in self._rows if key not in {capture.key for capture in captures}]:
            gone = self._rows.pop(key)
            gone.hide()
            gone.deleteLater()
        for position, capture in enumerate(captures):
            row = self._rows.get(capture.key) or self._made(capture)
            if row.underway is not capture:
                row.show_underway(capture)
            if self._column.indexOf(row) != position:
                self._column.insertWidget(position, row)
        self._scroll.setVisible(bool(self._rows))
        keys = tuple(capture.key for capture in captures)
        if keys != tuple(self._rows):
            self._rows = {key: self._rows[key] for key in keys}
            order_stops(self._close, self._rows.values())
        if new:
            self._show()
        if self.isVisible():
            self._place()
        if captures and not any(capture.running or capture.failed for capture in captures):
            self._rest.start()

    def close_bar(self) -> None:
        """Put the bar away; what runs goes on."""
        self.hide()
        self.link.clear()
        self.tags.clear()
        self.note.clear()
        self.put_away.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        super().paintEvent(event)
        if self._rows:
            y = self._scroll.geometry().top() - 1
            painter = QPainter(self)
            painter.fillRect(paint.SHADOW + 1, y, self.width() - 2 * paint.SHADOW - 2, 1, QColor(current().line))

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(12, 10, 10, 6)
        top.addWidget(self.link, 1)
        top.addWidget(self._close)
        below = QHBoxLayout()
        below.setContentsMargins(12, 0, 12, 12)
        below.setSpacing(16)
        below.addWidget(self.tags, 2)
        below.addWidget(self.note, 3)
        below.addWidget(self._save)
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(0, _AROUND, 0, 2 * _AROUND)
        self._column.setSpacing(0)
        self._scroll.setWidget(self._list)
        self._list.setAutoFillBackground(False)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.viewport().setAutoFillBackground(False)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the rows in it have the keyboard
        OverlayScrollBar(self._scroll)
        self._scroll.hide()
        for layout in (top, below):
            self.body.addLayout(layout)
        self.body.addWidget(self._scroll)

    def _made(self, capture: Underway) -> CaptureRow:
        row = CaptureRow(capture, self._list, tags=self._known)
        row.retry.connect(self.retry)
        row.open_original.connect(self.open_original)
        row.forget.connect(self.forget)
        row.stop.connect(self.stop)
        row.annotated.connect(self.annotated)
        self._rows[capture.key] = row
        return row

    def _submit(self) -> None:
        link = self.link.text().strip()
        if link:
            tags, note = self.tags.tags, self.note.text().strip()
            self.link.clear()
            self.tags.clear()
            self.note.clear()
            self.capture_wanted.emit(link, tags, note)

    def _show(self) -> None:
        self._rest.stop()
        self._place()
        self.show()
        self.raise_()

    def _place(self) -> None:
        window = self._window
        width = min(_WIDTH, window.width() - 32) + 2 * paint.SHADOW
        self.setFixedWidth(width)
        inner = width - 2 * paint.SHADOW
        wanted = sum(row.height_for(inner) for row in self._rows.values()) + 3 * _AROUND
        self._scroll.setFixedHeight(min(_MOST_ROWS, wanted))
        self.setFixedHeight(self.body.totalSizeHint().height())
        self.move((window.width() - width) // 2, 16 - paint.SHADOW)

    def _go_if_done(self) -> None:
        busy = any(row.underway.running or row.underway.failed for row in self._rows.values())
        typing = self.link.text() or any(field.hasFocus() for field in self.findChildren(IconField))
        if busy or not self._rows:
            return
        if typing or self.underMouse():
            self._rest.start()
            return
        self.close_bar()
