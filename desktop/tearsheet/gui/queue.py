"""The queue in the middle pane: links that are not articles yet, with their reasons and what can be done."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from tearsheet.gui import fonts
from tearsheet.gui.buttons import QuietButton, sidebar_opener
from tearsheet.gui.capture_row import CaptureRow, order_stops
from tearsheet.gui.empty import Empty
from tearsheet.gui.scrolling import OverlayScrollBar
from tearsheet.gui.theme import current
from tearsheet.gui.underway import Underway
from tearsheet.gui.words import Words
from tearsheet.text.words import _, ngettext

_MOST = 100
"""More rows than anybody reads; a long queue would otherwise take seconds to build."""


class QueuePane(QWidget):
    """Shows captures that run, wait or have failed; the failed ones first."""

    retry = Signal(str)
    retry_all = Signal()
    stop_all = Signal()
    open_original = Signal(str)
    forget = Signal(str)
    stop = Signal(str)
    annotated = Signal(str, object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[str, CaptureRow] = {}
        self._known: tuple[str, ...] = ()
        self.empty = Empty("pane", self)
        self.empty.say(_("Nothing waits"), _("Links on their way, and those that failed, stand here."), icon="check")
        self._list = QWidget()
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(0, 0, 0, 16)
        self._column.setSpacing(8)
        self._more = Words("", self._list, colour="faint")
        more = QHBoxLayout()
        more.setContentsMargins(40, 0, 12, 0)
        more.addWidget(self._more)
        self._column.addLayout(more)
        self._column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidget(self._list)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setAutoFillBackground(False)
        scroll.viewport().setAutoFillBackground(False)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the rows in it have the keyboard
        OverlayScrollBar(scroll)
        self._again = QuietButton(_("Retry all"), self, icon="retry", leading=True)
        self._again.clicked.connect(self.retry_all)
        self._halt = QuietButton(_("Stop all"), self, icon="close")
        self._halt.clicked.connect(self.stop_all)
        self.opener = sidebar_opener(self)
        head = QHBoxLayout()
        head.setContentsMargins(16, 16, 12, 8)
        head.setSpacing(8)
        head.addStrut(32)
        head.addWidget(self.opener)
        head.addSpacing(4)
        self._title = Words(_("Queue"), self, font=fonts.ui(16, strong=True))
        head.addWidget(self._title, 1)
        for button in (self._again, self._halt):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignRight)
        body = QStackedLayout()
        body.addWidget(self.empty)
        body.addWidget(scroll)
        self._body = body
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addLayout(body, 1)
        self.show_captures(())

    def know_tags(self, tags: tuple[str, ...]) -> None:
        """Offer these tags for completion."""
        self._known = tags

    def show_captures(self, captures: tuple[Underway, ...]) -> None:
        """Show these, failed ones first."""
        waiting = len(captures) - _MOST
        captures = tuple(sorted(captures, key=lambda capture: not capture.failed)[:_MOST])
        for key in [key for key in self._rows if key not in {capture.key for capture in captures}]:
            gone = self._rows.pop(key)
            gone.hide()
            gone.deleteLater()
        for place, capture in enumerate(captures):
            row = self._rows.get(capture.key)
            if row is None:
                row = self._made(capture)
            elif row.underway is not capture:
                row.show_underway(capture)
            if self._column.indexOf(row) != place:
                self._column.removeWidget(row)
                self._column.insertWidget(place, row)
        keys = tuple(capture.key for capture in captures)
        if keys != tuple(self._rows):
            self._rows = {key: self._rows[key] for key in keys}
            order_stops(self._halt, self._rows.values())
        more = ngettext("and {count} more", "and {count} more", max(waiting, 0))
        self._more.say(more.format(count=f"{waiting:,}") if waiting > 0 else "")
        self._more.setVisible(waiting > 0)
        self._again.setVisible(any(capture.failed for capture in captures))
        self._halt.setVisible(sum(capture.running for capture in captures) > 1)
        self._body.setCurrentIndex(1 if captures else 0)
        self._fit_head()

    def _made(self, capture: Underway) -> CaptureRow:
        row = CaptureRow(capture, self._list, tags=self._known)
        row.retry.connect(self.retry)
        row.open_original.connect(self.open_original)
        row.forget.connect(self.forget)
        row.stop.connect(self.stop)
        row.annotated.connect(self.annotated)
        self._rows[capture.key] = row
        return row

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._fit_head()

    def _fit_head(self) -> None:
        """Leave the title out where the buttons need its room."""
        parts = (self.opener, self._again, self._halt)
        taken = sum(part.sizeHint().width() + 8 for part in parts if not part.isHidden())
        self._title.setVisible(taken + self._title.sizeHint().width() + 40 <= self.width())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        QPainter(self).fillRect(self.rect(), QColor(current().pane))
