"""List what became of many articles, in groups, as a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from tearsheet.gui import fonts, paint
from tearsheet.gui.buttons import AccentButton
from tearsheet.gui.floating import Sheet
from tearsheet.gui.scrolling import OverlayScrollBar, own_viewport
from tearsheet.gui.theme import current
from tearsheet.model.ids import ArticleId
from tearsheet.text.words import _

_MOST_HEIGHT = 416
_ALL_ELSE = 224
"""What a sheet needs beside its list, and the window around the sheet."""

_HEADING, _ROW, _LINE = 40, 48, 32

_ENTRY = Qt.ItemDataRole.UserRole + 1

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one article, in a few words; what `failed` is said in the accent, and whole in a tip.

    Without an `article` it is about something else, and can be read, not pressed.
    """

    article: ArticleId | None
    title: str
    under: str
    failed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Articles that ended alike."""

    name: str
    outcomes: tuple[Outcome, ...]


class OutcomeSheet(Sheet):
    """`chosen` brings the article that was pressed, `settled` says that all has been seen."""

    chosen = Signal(object)
    settled = Signal()

    def __init__(self, window: QWidget, title: str, words: str, groups: Sequence[Group]) -> None:
        super().__init__(window, title, words, width=600)
        self.rows = OutcomeRows(title, groups, self, most=min(_MOST_HEIGHT, window.height() - _ALL_ELSE))
        self.rows.chosen.connect(self._choose)
        self.body.addWidget(self.rows)
        done = AccentButton(_("Done"), self)
        done.clicked.connect(self.settled)
        done.clicked.connect(self.close_sheet)
        self.buttons.addWidget(done)

    def open(self) -> None:
        super().open()
        self.rows.setFocus()

    def _choose(self, article: ArticleId) -> None:
        self.close_sheet()
        self.chosen.emit(article)


class OutcomeRows(QListView):
    """The groups, each under its name; `chosen` brings the article that was pressed. At `most` so many pixels high."""

    chosen = Signal(object)

    def __init__(self, title: str, groups: Sequence[Group], parent: QWidget, *, most: int) -> None:
        super().__init__(parent)
        model = _Entries(groups, self)
        self.setModel(model)
        self.setItemDelegate(_EntryDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setAccessibleName(title)
        own_viewport(self).setAutoFillBackground(False)
        self.setAutoFillBackground(False)
        self.setFixedHeight(min(model.height, most))
        OverlayScrollBar(self)
        self.activated.connect(self._choose)
        self.clicked.connect(self._choose)

    def _choose(self, index: QModelIndex) -> None:
        entry = index.data(_ENTRY)
        # Some styles activate what was clicked, too.
        if isinstance(entry, Outcome) and entry.article is not None and self.isVisible():
            self.chosen.emit(entry.article)


class _Entries(QAbstractListModel):
    """A heading for each group, with its articles under it."""

    def __init__(self, groups: Sequence[Group], parent: QWidget) -> None:
        super().__init__(parent)
        self._entries: list[str | Outcome] = []
        for group in groups:
            if group.outcomes:
                self._entries += [f"{group.name}  {len(group.outcomes):,}", *group.outcomes]

    @property
    def height(self) -> int:
        return sum(_height(entry) for entry in self._entries)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's signature
        return 0 if parent.isValid() else len(self._entries)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self._entries[index.row()], Outcome):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self._entries[index.row()]
        if role == _ENTRY:
            return entry
        if role == Qt.ItemDataRole.SizeHintRole:
            return QSize(240, _height(entry))
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(entry, Outcome) and entry.failed:
            return " ".join(filter(None, (entry.title if entry.article is None else "", entry.under)))
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{entry.title} {entry.under}" if isinstance(entry, Outcome) else entry
        return None


class _EntryDelegate(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry, colours = index.data(_ENTRY), current()
        rect = QRectF(option.rect)
        if not isinstance(entry, Outcome):
            box = rect.adjusted(8, 8, -8, 0)
            _write(painter, box, str(entry), fonts.ui(fonts.SMALL, strong=True), colours.faint)
            return
        on = bool(option.state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_Selected))
        if on and entry.article is not None:
            paint.pill(painter, rect.adjusted(0, 1, 0, -1), radius=8, fill=colours.pane)
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint.focus_ring(painter, rect.adjusted(0, 1, 0, -1), radius=8)
        text = rect.adjusted(8, 5, -12, -5)
        half = text.height() / (2 if entry.under else 1)
        _write(painter, QRectF(text.left(), text.top(), text.width(), half), entry.title, fonts.ui(), colours.ink)
        colour = colours.accent_ink if entry.failed else colours.faint
        if not entry.under:
            return
        below = QRectF(text.left(), text.top() + half, text.width(), half)
        _write(painter, below, entry.under, fonts.ui(fonts.SMALL), colour)


def _write(painter: QPainter, box: QRectF, words: str, font: QFont, colour: str) -> None:
    painter.setFont(font)
    painter.setPen(QColor(colour))
    cut = QFontMetricsF(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, cut)


def _height(entry: str | Outcome) -> int:
    if isinstance(entry, Outcome):
        return _ROW if entry.under else _LINE
    return _HEADING
