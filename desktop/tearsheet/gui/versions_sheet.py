"""The sheet that lists an article's versions: when each came and how, how long it is, what it lacks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from tearsheet.gui import fonts, paint
from tearsheet.gui.buttons import AccentButton, QuietButton
from tearsheet.gui.floating import Sheet
from tearsheet.gui.moments import sentence
from tearsheet.gui.reader_words import page_words
from tearsheet.gui.scrolling import OverlayScrollBar, own_viewport
from tearsheet.gui.theme import current
from tearsheet.gui.why_words import way_in_words
from tearsheet.gui.words import Words
from tearsheet.model.article import Article, Version
from tearsheet.model.ids import VersionId
from tearsheet.text.reading_time import counts_characters
from tearsheet.text.words import _, ngettext
from tearsheet.workflows.page import language_of

_WIDTH = 600
_MOST_HEIGHT = 400
_ALL_ELSE = 240
"""What a sheet needs beside its list, and the window around the sheet."""

_ROW, _LINE = 56, 18
_ENTRY = Qt.ItemDataRole.UserRole + 1

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionWords:
    """What a version's row says; `lacks` are the flags of its reading, in words."""

    id: VersionId
    moment: str
    length: str
    origin: str
    lacks: tuple[str, ...]
    shown: bool


def versions_in_words(article: Article) -> tuple[VersionWords, ...]:
    """Return a row for each version, the newest first."""
    words, language = page_words(), language_of(article)
    count = words.characters if counts_characters(language) else words.words

    def row(version: Version) -> VersionWords:
        return VersionWords(
            id=version.id,
            moment=words.moment(version.captured.astimezone()),
            length=count(version.words),
            origin=sentence((way_in_words(version.method), version.extractor)),
            lacks=tuple(words.flags[flag] for flag in version.flags),
            shown=version.id == article.version,
        )

    return tuple(map(row, reversed(article.versions)))


class VersionsSheet(Sheet):
    """`chosen` brings the version to show from now on, `compared` two of them, the older first."""

    chosen = Signal(object)
    compared = Signal(object, object)

    def __init__(self, window: QWidget, title: str, versions: Sequence[VersionWords]) -> None:
        count = ngettext("{count} version", "{count} versions", len(versions)).format(count=f"{len(versions):,}")
        super().__init__(window, _("Versions"), sentence((count, title)), width=_WIDTH)
        self._versions = tuple(versions)
        self.rows = _Rows(versions, self, most=min(_MOST_HEIGHT, window.height() - _ALL_ELSE))
        self.rows.selectionModel().selectionChanged.connect(self._offer)
        self.rows.activated.connect(lambda _index: self._choose())
        self.body.addWidget(self.rows)
        self._hint = Words("", self, colour="faint", font=fonts.ui(fonts.SMALL), most=2)
        self.body.addWidget(self._hint)
        self.compare = QuietButton(_("Compare"), self)
        self.compare.setFont(fonts.ui())
        self.compare.clicked.connect(self._compare)
        close = QuietButton(_("Close"), self)
        close.setFont(fonts.ui())
        close.clicked.connect(self.close_sheet)
        self.show_it = AccentButton(_("Show this version"), self)
        self.show_it.clicked.connect(self._choose)
        for button in (close, self.compare, self.show_it):
            self.buttons.addWidget(button)
        self._offer()

    def open(self) -> None:
        super().open()
        self.rows.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_C and self.compare.isEnabled():
            self._compare()
        else:
            super().keyPressEvent(event)

    @property
    def selected(self) -> tuple[VersionWords, ...]:
        """The versions that are selected, the newest first."""
        rows = sorted(index.row() for index in self.rows.selectionModel().selectedRows())
        return tuple(self._versions[row] for row in rows)

    @property
    def pair(self) -> tuple[VersionId, VersionId] | None:
        """The two versions to compare: those selected, or the selected and the one that is shown or came before it."""
        selected = self.selected
        if len(selected) == 1:
            other = self._other(selected[0])
            selected = (*selected, other) if other is not None else selected
        if len(selected) != 2:
            return None
        older, newer = sorted(version.id for version in selected)
        return older, newer

    def _other(self, selected: VersionWords) -> VersionWords | None:
        if not selected.shown:
            return next((version for version in self._versions if version.shown), None)
        others = [version for version in self._versions if version.id != selected.id]
        earlier = (version for version in others if version.id < selected.id)
        return next(earlier, others[-1] if others else None)

    def _offer(self) -> None:
        selected = self.selected
        self.show_it.setEnabled(len(selected) == 1 and not selected[0].shown)
        self.compare.setEnabled(self.pair is not None)
        if len(self._versions) == 1:
            self._hint.say(_("There is only this one. “Capture again” adds another where the page has changed."))
        elif len(selected) > 2:
            self._hint.say(_("Two versions can be compared at a time."))
        elif len(selected) == 2:
            self._hint.say(_("These two are compared."))
        else:
            self._hint.say(_("All versions stay. Enter shows one, C compares it; with Ctrl two can be selected."))

    def _choose(self) -> None:
        if self.show_it.isEnabled():
            version = self.selected[0].id
            self.close_sheet()
            self.chosen.emit(version)

    def _compare(self) -> None:
        pair = self.pair
        if pair is not None:
            self.close_sheet()
            self.compared.emit(*pair)


class _Rows(QListView):
    def __init__(self, versions: Sequence[VersionWords], parent: QWidget, *, most: int) -> None:
        super().__init__(parent)
        model = _Entries(versions, self)
        self.setModel(model)
        self.setItemDelegate(_VersionDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setMouseTracking(True)
        self.setAccessibleName(_("Versions"))
        own_viewport(self).setAutoFillBackground(False)
        self.setAutoFillBackground(False)
        self.setFixedHeight(min(sum(map(_height, versions)), most))
        OverlayScrollBar(self)
        on = next((row for row, version in enumerate(versions) if version.shown), 0)
        self.selectionModel().setCurrentIndex(model.index(on), QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def keyboardSearch(self, _text: str) -> None:  # noqa: N802 - Qt's name
        """Leave single letters to the sheet."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in (Qt.Key.Key_C, Qt.Key.Key_Escape):
            event.ignore()
        else:
            super().keyPressEvent(event)


class _Entries(QAbstractListModel):
    def __init__(self, versions: Sequence[VersionWords], parent: QWidget) -> None:
        super().__init__(parent)
        self._versions = versions

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's signature
        return 0 if parent.isValid() else len(self._versions)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        version = self._versions[index.row()]
        if role == _ENTRY:
            return version
        if role == Qt.ItemDataRole.SizeHintRole:
            return QSize(240, _height(version))
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return " ".join(_said(version))
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(version.lacks) or None
        return None


class _VersionDelegate(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        version: VersionWords = index.data(_ENTRY)
        colours, rect = current(), QRectF(option.rect).adjusted(0, 1, 0, -1)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            paint.pill(painter, rect, radius=8, fill=colours.accent_soft)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            paint.pill(painter, rect, radius=8, fill=colours.pane)
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint.focus_ring(painter, rect, radius=8)
        _mark(painter, QRectF(rect.left() + 12, rect.top() + 12, 12, 12), version)
        left, right = rect.left() + 36, rect.right() - 12
        head = QRectF(left, rect.top() + 8, right - left, 20)
        quiet = colours.soft if selected else colours.faint
        room = _write(painter, head, version.length, fonts.ui(fonts.SMALL), quiet, Qt.AlignmentFlag.AlignRight)
        used = _write(
            painter, head.adjusted(0, 0, -room - 12, 0), version.moment, fonts.ui(strong=version.shown), colours.ink
        )
        if version.shown:
            aside = head.adjusted(used + 8, 0, -room - 12, 0)
            _write(painter, aside, _("shown"), fonts.ui(fonts.SMALL, strong=True), colours.accent_ink)
        line = QRectF(left, rect.top() + 28, right - left, _LINE)
        _write(painter, line, version.origin, fonts.ui(fonts.SMALL), quiet)
        for place, lack in enumerate(version.lacks, 1):
            _write(painter, line.translated(0, place * _LINE), lack, fonts.ui(fonts.SMALL), colours.accent_ink)


def _mark(painter: QPainter, box: QRectF, version: VersionWords) -> None:
    """Draw a full dot before the version that is shown, a ring before the others."""
    colours = current()
    if version.shown:
        paint.pill(painter, box, radius=6, fill=colours.accent)
        paint.pill(painter, box.adjusted(4, 4, -4, -4), radius=2, fill=colours.on_accent)
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(colours.faint))
    painter.drawEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5))
    painter.restore()


def _write(
    painter: QPainter,
    box: QRectF,
    words: str,
    font: QFont,
    colour: str,
    side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> float:
    """Write a line and return how wide it came out."""
    painter.setFont(font)
    painter.setPen(QColor(colour))
    metrics = QFontMetricsF(font)
    cut = metrics.elidedText(words, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, cut)
    return metrics.horizontalAdvance(cut)


def _height(version: VersionWords) -> int:
    return _ROW + _LINE * len(version.lacks)


def _said(version: VersionWords) -> Iterator[str]:
    yield version.moment
    if version.shown:
        yield _("shown")
    yield from (version.length, version.origin, *version.lacks)
