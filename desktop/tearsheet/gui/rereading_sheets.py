"""Ask before a whole library is read again, and list what became of the articles that are different now."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from tearsheet.gui import fonts, paint
from tearsheet.gui.buttons import AccentButton, QuietButton
from tearsheet.gui.floating import Sheet
from tearsheet.gui.scrolling import OverlayScrollBar, own_viewport
from tearsheet.gui.theme import current
from tearsheet.model.rereading import Reread, Rereading, Verdict
from tearsheet.text.rereading import differences, name_of, summary, why
from tearsheet.text.words import _, ngettext

_MOST_HEIGHT = 416
_ALL_ELSE = 224
"""What a sheet needs beside its list, and the window around the sheet."""

_HEADING, _ROW = 40, 48
_ORDER = (Verdict.FAILED, Verdict.LESS, Verdict.MORE, Verdict.CHANGED, Verdict.ASIDE)
"""What wants looking at stands first."""

_ENTRY = Qt.ItemDataRole.UserRole + 1

Index = QModelIndex | QPersistentModelIndex


class WholeLibraryQuestion(Sheet):
    """A run over a large library takes a while; `agreed` says that it is wanted."""

    agreed = Signal()

    def __init__(self, window: QWidget, count: int) -> None:
        words = ngettext(
            "The page kept of {count} article is read by today's Tearsheet, without a network. "
            "A worse result is kept aside, and what you changed by hand stays.",
            "The pages kept of {count} articles are read by today's Tearsheet, without a network. "
            "Worse results are kept aside, and what you changed by hand stays. You can go on reading meanwhile.",
            count,
        )
        super().__init__(window, _("Read the whole library again?"), words.format(count=f"{count:,}"), width=464)
        cancel = QuietButton(_("Cancel"), self)
        cancel.setFont(fonts.ui())
        cancel.clicked.connect(self.close_sheet)
        self.buttons.addWidget(cancel)
        self.begin = AccentButton(_("Read again"), self)
        self.begin.clicked.connect(self._agree)
        self.buttons.addWidget(self.begin)

    def open(self) -> None:
        super().open()
        self.begin.setFocus()

    def _agree(self) -> None:
        self.close_sheet()
        self.agreed.emit()


class OutcomeSheet(Sheet):
    """The articles that are different now, or failed, in groups.

    `chosen` brings the one that was pressed, `settled` says that all has been seen.
    """

    chosen = Signal(object)
    settled = Signal()

    def __init__(self, window: QWidget, outcome: Rereading) -> None:
        super().__init__(window, _("Kept pages read again"), summary(outcome), width=600)
        self.rows = _Outcomes(outcome, self, most=min(_MOST_HEIGHT, window.height() - _ALL_ELSE))
        self.rows.activated.connect(self._choose)
        self.rows.clicked.connect(self._choose)
        self.body.addWidget(self.rows)
        done = AccentButton(_("Done"), self)
        done.clicked.connect(self.settled)
        done.clicked.connect(self.close_sheet)
        self.buttons.addWidget(done)

    def open(self) -> None:
        super().open()
        self.rows.setFocus()

    def _choose(self, index: QModelIndex) -> None:
        entry = index.data(_ENTRY)
        if isinstance(entry, Reread) and self.isVisible():  # some styles activate what was clicked, too
            self.close_sheet()
            self.chosen.emit(entry.article)


class _Outcomes(QListView):
    def __init__(self, outcome: Rereading, parent: QWidget, *, most: int) -> None:
        super().__init__(parent)
        model = _Entries(outcome, self)
        self.setModel(model)
        self.setItemDelegate(_EntryDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setAccessibleName(_("Kept pages read again"))
        own_viewport(self).setAutoFillBackground(False)
        self.setAutoFillBackground(False)
        self.setFixedHeight(min(model.height, most))
        OverlayScrollBar(self)


class _Entries(QAbstractListModel):
    """A heading for each way to end, with the articles that ended so under it."""

    def __init__(self, outcome: Rereading, parent: QWidget) -> None:
        super().__init__(parent)
        self._entries: list[str | Reread] = []
        for verdict in _ORDER:
            ended = outcome.of(verdict)
            if ended:
                self._entries += [f"{name_of(verdict)}  {len(ended):,}", *ended]

    @property
    def height(self) -> int:
        return sum(_height(entry) for entry in self._entries)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's signature
        return 0 if parent.isValid() else len(self._entries)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self._entries[index.row()], Reread):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self._entries[index.row()]
        if role == _ENTRY:
            return entry
        if role == Qt.ItemDataRole.SizeHintRole:
            return QSize(240, _height(entry))
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(entry, Reread) and entry.failure is not None:
            return why(entry.failure)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{_title(entry)} {_under(entry)}" if isinstance(entry, Reread) else entry
        return None


class _EntryDelegate(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry, colours = index.data(_ENTRY), current()
        rect = QRectF(option.rect)
        if not isinstance(entry, Reread):
            box = rect.adjusted(8, 8, -8, 0)
            _write(painter, box, str(entry), fonts.ui(fonts.SMALL, strong=True), colours.faint)
            return
        on = bool(option.state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_Selected))
        if on:
            paint.pill(painter, rect.adjusted(0, 1, 0, -1), radius=8, fill=colours.pane)
        text = rect.adjusted(8, 5, -12, -5)
        half = text.height() / 2
        _write(painter, QRectF(text.left(), text.top(), text.width(), half), _title(entry), fonts.ui(), colours.ink)
        colour = colours.accent_ink if entry.failure is not None else colours.faint
        below = QRectF(text.left(), text.top() + half, text.width(), half)
        _write(painter, below, _under(entry), fonts.ui(fonts.SMALL), colour)


def _write(painter: QPainter, box: QRectF, words: str, font: QFont, colour: str) -> None:
    painter.setFont(font)
    painter.setPen(QColor(colour))
    cut = QFontMetricsF(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, cut)


def _height(entry: str | Reread) -> int:
    return _ROW if isinstance(entry, Reread) else _HEADING


def _title(entry: Reread) -> str:
    return entry.title or entry.url


def _under(entry: Reread) -> str:
    return why(entry.failure) if entry.failure is not None else differences(entry)
