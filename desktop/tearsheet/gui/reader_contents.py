"""The article's headings as a card: where one is, and where to go."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QWidget

from tearsheet.gui import fonts, paint
from tearsheet.gui.floating import Popover
from tearsheet.gui.reader_display import Heading
from tearsheet.gui.scrolling import OverlayScrollBar
from tearsheet.gui.spoken import announce
from tearsheet.gui.theme import current
from tearsheet.text.words import _

_WIDTH, _ROW, _STEP = 320, 32, 16
_HEAD, _EDGE = 40, 8
_DEEPEST = 3


class ContentsCard(Popover):
    """Up, Down and Enter choose a heading. `chosen` brings its number."""

    chosen = Signal(int)

    def __init__(self, pane: QWidget) -> None:
        super().__init__(pane)
        self.setAccessibleName(_("Contents"))
        title = QLabel(_("Contents"), self)
        title.setFont(fonts.ui(fonts.SMALL, strong=True))
        title.setStyleSheet(f"color: {current().soft}")
        title.setContentsMargins(_STEP + 4, 0, 0, 0)
        title.setFixedHeight(_HEAD)
        self.rows = _Headings(self)
        self._area = QScrollArea(self)
        self._area.setWidget(self.rows)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for part in (self._area.viewport(), self.rows):
            part.setAutoFillBackground(False)
        OverlayScrollBar(self._area)
        self.body.addWidget(title)
        self.body.addWidget(self._area)
        self.body.addSpacing(_EDGE)
        self.rows.taken.connect(self._take)
        self.rows.moved.connect(self._show_row)
        self.rows.left.connect(self.close_card)

    def open(self, place: QPoint, headings: Sequence[Heading], read: int) -> None:
        """Show the headings below `place` of the pane, the keyboard on the one that is being read."""
        self.rows.show_headings(headings, read)
        height = min(len(headings) * _ROW, max(3 * _ROW, self._pane.height() - place.y() - _HEAD - _EDGE - 32))
        size = QSize(min(_WIDTH, self._pane.width() - 32), _HEAD + height + _EDGE)
        self.open_at(place, size, self.rows)
        self._show_row()

    def _take(self, number: int) -> None:
        self.close_card()
        self.chosen.emit(number)

    def _show_row(self) -> None:
        self._area.ensureVisible(0, self.rows.on * _ROW + _ROW // 2, 0, 2 * _ROW)


class _Headings(QLabel):  # a label for screen readers' sake, called like the row the keyboard is on
    """The rows. `taken` brings the number of the one that is chosen."""

    taken = Signal(int)
    moved = Signal()
    left = Signal()

    def __init__(self, card: QWidget) -> None:
        super().__init__(card)
        self._headings: Sequence[Heading] = ()
        self._read = -1
        self.on = 0
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_headings(self, headings: Sequence[Heading], read: int) -> None:
        self._headings, self._read, self.on = headings, read, max(read, 0)
        self.setMinimumHeight(len(headings) * _ROW)
        self._name()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(_WIDTH, len(self._headings) * _ROW)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        last = len(self._headings) - 1
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_J:
                self._move(self.on + 1)
            case Qt.Key.Key_Up | Qt.Key.Key_K:
                self._move(self.on - 1)
            case Qt.Key.Key_Home:
                self._move(0)
            case Qt.Key.Key_End:
                self._move(last)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.taken.emit(self.on)
            case Qt.Key.Key_Escape | Qt.Key.Key_C:
                self.left.emit()
            case _:
                super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()  # letters and arrows are meant for the card while it is open
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        row = int(event.position().y()) // _ROW
        if 0 <= row < len(self._headings) and row != self.on:
            self.on = row
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if self.rect().contains(event.position().toPoint()) and self._headings:
            self.taken.emit(min(int(event.position().y()) // _ROW, len(self._headings) - 1))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        colours, painter = current(), QPainter(self)
        first = max(0, event.rect().top() // _ROW)
        last = min(len(self._headings), event.rect().bottom() // _ROW + 1)
        for number in range(first, last):
            heading = self._headings[number]
            row = QRectF(8, number * _ROW, self.width() - 16, _ROW)
            chosen, read = number == self.on, number == self._read
            if chosen:
                paint.pill(painter, row, radius=6, fill=colours.accent_soft)
            if read:
                paint.pill(
                    painter, QRectF(row.left() + 3, row.top() + 9, 3, _ROW - 18), radius=1.5, fill=colours.accent
                )
            painter.setFont(fonts.ui(strong=read))
            painter.setPen(
                QColor(colours.accent_ink if chosen or read else colours.soft if heading.level else colours.ink)
            )
            words = row.adjusted(12 + _STEP * min(heading.level, _DEEPEST), 0, -12, 0)
            cut = QFontMetricsF(painter.font()).elidedText(heading.words, Qt.TextElideMode.ElideRight, words.width())
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, cut)

    def _move(self, number: int) -> None:
        self.on = min(max(number, 0), max(0, len(self._headings) - 1))
        self._name()
        announce(self, self.accessibleName())
        self.update()
        self.moved.emit()

    def _name(self) -> None:
        """Say to a screen reader which heading the keyboard is on."""
        self.setAccessibleName(self._headings[self.on].words if self._headings else _("Contents"))
