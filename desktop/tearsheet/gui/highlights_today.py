"""The card with a few highlights of the day, to be met again by chance; it can be put away until tomorrow."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from tearsheet.gui import fonts, paint
from tearsheet.gui.buttons import Button, IconButton
from tearsheet.gui.highlights_model import quote_of
from tearsheet.gui.highlights_row import write_marked
from tearsheet.gui.moments import sentence
from tearsheet.gui.theme import current
from tearsheet.gui.words import Words
from tearsheet.model.annotation import ListedAnnotation
from tearsheet.text.words import _

_LINE, _META, _AROUND = 23, 18, 6
_MOST = 2
_LONGEST = 300


class TodayCard(QWidget):
    """`chosen` brings a ListedAnnotation, `put_away` says that nobody wants to see it today."""

    chosen = Signal(object)
    put_away = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[_Row, ...] = ()
        title = Words(_("Today's highlights"), self, font=fonts.ui(fonts.SMALL, strong=True), colour="soft")
        close = IconButton("close", _("Put away until tomorrow"), self, side=24)
        close.clicked.connect(self.put_away)
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 8, 0)
        head.addWidget(title, 1)
        head.addWidget(close)
        self._column = QVBoxLayout()
        self._column.setContentsMargins(8, 0, 8, 8)
        self._column.setSpacing(0)
        body = QVBoxLayout(self)
        margin = paint.SHADOW
        body.setContentsMargins(margin, margin, margin, margin)
        body.setSpacing(0)
        body.addLayout(head)
        body.addLayout(self._column)
        self.setAccessibleName(_("Today's highlights"))
        self.hide()

    def show_highlights(self, listed: Sequence[ListedAnnotation]) -> None:
        """Show these from now on."""
        if tuple(row.listed for row in self.rows) == tuple(listed):
            return
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = tuple(_Row(each, self) for each in listed)
        for row in self.rows:
            row.clicked.connect(lambda _checked=False, each=row.listed: self.chosen.emit(each))
            self._column.addWidget(row)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        margin = paint.SHADOW
        rect = QRectF(self.rect()).adjusted(margin, margin, -margin, -margin)
        paint.card(QPainter(self), rect, radius=10, fill=current().card, reach=margin - 4)


class _Row(Button):
    def __init__(self, listed: ListedAnnotation, parent: QWidget) -> None:
        super().__init__("", parent)
        self.listed = listed
        self.setAccessibleName(sentence((quote_of(listed), listed.title)))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        return 2 * _AROUND + len(self._lines(width - 16)) * _LINE + _META

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(200, 2 * _AROUND + _MOST * _LINE + _META)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        colours, painter = current(), QPainter(self)
        if self.hovered or self.isDown():
            paint.pill(painter, QRectF(self.rect()), radius=8, fill=colours.pane)
        box = QRectF(self.rect()).adjusted(8, _AROUND, -8, -_AROUND)
        colour = self.listed.placed.annotation.colour
        top = write_marked(painter, box, self._lines(box.width()), colour, size=14, step=_LINE)
        painter.setFont(fonts.ui(fonts.SMALL))
        painter.setPen(QColor(colours.faint))
        words = sentence((self.listed.title, self.listed.source))
        cut = QFontMetricsF(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(QRectF(box.left(), top, box.width() + 2, _META), Qt.AlignmentFlag.AlignVCenter, cut)
        self.ring(painter, 8)

    def _lines(self, width: float) -> tuple[str, ...]:
        return paint.lines(quote_of(self.listed)[:_LONGEST], fonts.reading(14), width, _MOST)
