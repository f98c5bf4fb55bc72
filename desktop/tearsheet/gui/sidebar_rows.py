"""Turn the library's counts into the sidebar's rows, and draw them.

QStyle is looked up where a row is under the pointer or has the keyboard: Python's side of it takes 12 ms to be made,
and the first paint has no such row.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from zlib import crc32

from PySide6 import QtWidgets
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from tearsheet.gui import fonts, icons, paint
from tearsheet.gui.moments import number
from tearsheet.gui.scope import Scope, Section
from tearsheet.gui.theme import current
from tearsheet.model.query import Counts
from tearsheet.text.words import _

ROW = 32
HEADING = 36
ROW_ROLE = Qt.ItemDataRole.UserRole + 1
MOST_SOURCES = 24
_SIGN = 14
_NONE: Mapping[Scope, int] = MappingProxyType({})
_NO_SIGNS: Mapping[str, "Sign"] = MappingProxyType({})

_LIBRARY = (
    *(Section.ALL, Section.UNREAD, Section.FAVOURITE, Section.HIGHLIGHT, Section.ARCHIVE, Section.QUEUE, Section.BIN),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """What else there is to say of a row: a small icon before its number, and a tip."""

    icon: str
    words: str
    urgent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What one line of the sidebar shows. A heading has no scope."""

    words: str
    scope: Scope | None = None
    count: int = 0
    depth: int = 0
    opens: bool = False
    urgent: bool = False
    heads_tags: bool = False
    sign: Sign | None = None


def fill(
    model: QStandardItemModel,
    counts: Counts | None,
    searches: Sequence[str] = (),
    found: Mapping[Scope, int] = _NONE,
    signs: Mapping[str, Sign] = _NO_SIGNS,
) -> None:
    """Build all rows anew; without counts only those that every library has.

    `searches` are the names of saved searches, `signs` what there is to say of some; `found` how many articles are in
    parts that are counted later.
    """
    model.clear()
    model.appendRow(_item(Row(words=_("Library"))))
    for section in _LIBRARY:
        model.appendRow(_item(_library_row(section, counts, found)))
    if searches:
        model.appendRow(_item(Row(words=_("Saved searches"))))
    for name in searches:
        scope = Scope(section=Section.SEARCH, name=name)
        model.appendRow(_item(Row(words=name, scope=scope, count=found.get(scope, 0), sign=signs.get(name))))
    if counts is None:
        return
    if counts.tags:
        model.appendRow(_item(Row(words=_("Tags"), heads_tags=True)))
        _tags(model.invisibleRootItem(), dict(counts.tags))
    if counts.sources:
        model.appendRow(_item(Row(words=_("Sources"))))
        for source, count in sorted(counts.sources, key=lambda pair: (-pair[1], pair[0]))[:MOST_SOURCES]:
            scope = Scope(section=Section.SOURCE, name=source)
            model.appendRow(_item(Row(words=source, scope=scope, count=count)))


def show_number(model: QStandardItemModel, scope: Scope, number_found: int) -> None:
    """Put another number beside the row of a part of the library, which stands at the top of the tree."""
    for place in range(model.rowCount()):
        item = model.item(place)
        row: Row = item.data(ROW_ROLE)
        if row.scope == scope and row.count != number_found:
            _show(item, replace(row, count=number_found))


def show_sign(model: QStandardItemModel, scope: Scope, sign: Sign | None) -> None:
    """Put a sign on the row of a part of the library, which stands at the top of the tree, or take it off."""
    for place in range(model.rowCount()):
        item = model.item(place)
        row: Row = item.data(ROW_ROLE)
        if row.scope == scope and row.sign != sign:
            _show(item, replace(row, sign=sign))


def _library_row(section: Section, counts: Counts | None, found: Mapping[Scope, int]) -> Row:
    scope = Scope(section=section)
    if counts is None:
        return Row(words=scope.title, scope=scope)
    count = {
        Section.ALL: counts.all,
        Section.UNREAD: counts.unread,
        Section.FAVOURITE: counts.favourite,
        Section.HIGHLIGHT: counts.highlights,
        Section.ARCHIVE: counts.archived,
        Section.QUEUE: counts.queued + counts.failed,
        Section.BIN: found.get(scope, 0),
    }[section]
    return Row(words=scope.title, scope=scope, count=count, urgent=section is Section.QUEUE and counts.failed > 0)


def _tags(root: QStandardItem, tags: dict[str, int]) -> None:
    """Hang each path a/b under its parent, which need not carry an article of its own."""
    paths = {"/".join(path.split("/")[:end]) for path in tags for end in range(1, path.count("/") + 2)}
    items: dict[str, QStandardItem] = {}
    for path in sorted(paths, key=str.casefold):
        parent, _slash, name = path.rpartition("/")
        opens = any(other.startswith(f"{path}/") for other in paths)
        scope = Scope(section=Section.TAG, name=path)
        row = Row(words=name, scope=scope, count=tags.get(path, 0), depth=path.count("/"), opens=opens)
        items[path] = _item(row)
        items.get(parent, root).appendRow(items[path])


def _item(row: Row) -> QStandardItem:
    item = QStandardItem(row.words)
    _show(item, row)
    item.setEditable(False)
    item.setSelectable(row.scope is not None)
    item.setEnabled(row.scope is not None)
    return item


def _show(item: QStandardItem, row: Row) -> None:
    item.setData(row, ROW_ROLE)
    tip = row.scope.title if row.scope is not None and row.depth else ""
    item.setToolTip(row.sign.words if row.sign is not None else tip)
    said = (row.words, number(row.count) if row.count else "", row.sign.words if row.sign is not None else "")
    item.setAccessibleText(", ".join(filter(None, said)))


def tag_colour(path: str) -> str:
    """Return the colour of a tag's dot: one for a whole tree, the same in every run."""
    colours = current().tags
    return colours[crc32(path.split("/", maxsplit=1)[0].encode()) % len(colours)]


class SidebarDelegate(QStyledItemDelegate):
    """Draws headings, and rows with an icon, a dot or a letter, words and a count.

    `over` is the row that something is about to be dropped on.
    """

    def __init__(self, view: QTreeView) -> None:
        super().__init__(view)
        self._view = view
        self.over = QPersistentModelIndex()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802
        row: Row = index.data(ROW_ROLE)
        return QSize(option.rect.width(), ROW if row.scope is not None else HEADING)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: Row = index.data(ROW_ROLE)
        rect = QRectF(option.rect).adjusted(8, 1, -8, -1)
        if self.over == index:
            paint.pill(painter, rect, radius=6, fill=current().accent_soft)
            paint.focus_ring(painter, rect, radius=6)
        if row.scope is None:
            self._heading(painter, rect, row.words)
            return
        colours = current()
        chosen = self._view.selectionModel().isSelected(index)
        if chosen:
            paint.pill(painter, rect, radius=6, fill=colours.accent_soft)
        elif self._view.underMouse() and option.state & QtWidgets.QStyle.StateFlag.State_MouseOver:
            paint.pill(painter, rect, radius=6, fill=colours.side_hover)
        if chosen and self._view.hasFocus() and _by_keyboard(option):
            paint.focus_ring(painter, rect, radius=6)
        left = rect.left() + 12 + 16 * row.depth
        self._mark(painter, QRectF(left, rect.center().y() - 8, 16, 16), row, chosen)
        count = number(row.count) if row.count else ""
        painter.setFont(fonts.ui(fonts.SMALL))
        room = QFontMetricsF(painter.font()).horizontalAdvance(count)
        painter.setPen(QColor(colours.accent_ink if chosen or row.urgent else colours.faint))
        painter.drawText(
            rect.adjusted(0, 0, -12, 0), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, count
        )
        if row.sign is not None:
            room += _SIGN + (8 if count else 0)
            box = QRectF(rect.right() - 12 - room, rect.center().y() - _SIGN / 2, _SIGN, _SIGN)
            icons.draw(painter, row.sign.icon, box, colours.accent_ink if chosen or row.sign.urgent else colours.faint)
        painter.setFont(fonts.ui(strong=chosen))
        painter.setPen(QColor(colours.accent_ink if chosen else colours.ink))
        words = QRectF(left + 24, rect.top(), rect.right() - 20 - room - left - 24, rect.height())
        cut = QFontMetricsF(painter.font()).elidedText(row.words, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, cut)
        if row.opens:
            self._chevron(painter, rect, left, self._view.isExpanded(index))

    def _heading(self, painter: QPainter, rect: QRectF, words: str) -> None:
        font = fonts.ui(11, strong=True)
        painter.setFont(font)
        painter.setPen(QColor(current().faint))
        painter.drawText(rect.adjusted(12, 0, 0, -4), Qt.AlignmentFlag.AlignBottom, words)

    def _mark(self, painter: QPainter, box: QRectF, row: Row, chosen: bool) -> None:
        colours = current()
        assert row.scope is not None  # noqa: S101 - headings have no mark
        if row.scope.section is Section.TAG:
            if row.depth == 0:
                dot = QRectF(box.center().x() - 4, box.center().y() - 4, 8, 8)
                paint.pill(painter, dot, radius=4, fill=tag_colour(row.scope.name))
        elif row.scope.section is Section.SOURCE:
            paint.pill(painter, box, radius=4, fill=colours.paper if chosen else colours.line)
            painter.setFont(fonts.ui(10, strong=True))
            painter.setPen(QColor(colours.accent_ink if chosen else colours.soft))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, row.words[:1].upper())
        else:
            icons.draw(painter, row.scope.section.value, box, colours.accent_ink if chosen else colours.soft)

    def _chevron(self, painter: QPainter, rect: QRectF, left: float, open_: bool) -> None:
        painter.save()
        painter.translate(left - 7, rect.center().y())
        painter.rotate(90 if open_ else 0)
        icons.draw(painter, "chevron", QRectF(-5, -5, 10, 10), current().faint)
        painter.restore()


def _by_keyboard(option: QStyleOptionViewItem) -> bool:
    """Say whether this row has the keyboard, and came to it by a key."""
    flags = QtWidgets.QStyle.StateFlag
    return bool(option.state & flags.State_HasFocus) and bool(option.state & flags.State_KeyboardFocusChange)
