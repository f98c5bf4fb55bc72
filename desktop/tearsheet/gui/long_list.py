"""A list of rows of one height that costs the same however long it is.

QListView asks its model for each row whenever it lays them out: a quarter of a second for a hundred thousand rows, and
again after every capture. Where a row stands is its number times its height; here nothing else is reckoned.
"""

from collections.abc import Sequence

from PySide6 import QtWidgets
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QCursor, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyleOptionViewItem, QWidget

from tearsheet.gui.scrolling import own_viewport

_Index = QModelIndex | QPersistentModelIndex
_STEPS = {
    QAbstractItemView.CursorAction.MoveUp: -1,
    QAbstractItemView.CursorAction.MovePrevious: -1,
    QAbstractItemView.CursorAction.MoveDown: 1,
    QAbstractItemView.CursorAction.MoveNext: 1,
}


class LongList(QListView):
    """Shows rows of `height` pixels, one below the other."""

    def __init__(self, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        own_viewport(self)
        self._height = height
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)

    @property
    def first(self) -> tuple[int, int]:
        """The row at the top, and how many pixels of it are above the list."""
        return divmod(self.verticalOffset(), self._height)

    def put_first(self, row: int, above: int) -> None:
        """Scroll so that a row is at the top, some pixels of it above the list."""
        self.updateGeometries()
        self.verticalScrollBar().setValue(row * self._height + above)

    def doItemsLayout(self) -> None:  # noqa: N802 - Qt's name, as all below
        """Lay out nothing: see above."""
        QAbstractItemView.doItemsLayout(self)

    def updateGeometries(self) -> None:  # noqa: N802
        seen = self.viewport().height()
        bar = self.verticalScrollBar()
        bar.setPageStep(seen)
        bar.setRange(0, max(self._count() * self._height - seen, 0))
        QAbstractItemView.updateGeometries(self)

    def verticalOffset(self) -> int:  # noqa: N802
        return self.verticalScrollBar().value()

    def horizontalOffset(self) -> int:  # noqa: N802
        return 0

    def visualRect(self, index: _Index) -> QRect:  # noqa: N802
        if not index.isValid():
            return QRect()
        top = index.row() * self._height - self.verticalOffset()
        return QRect(0, top, self.viewport().width(), self._height)

    def indexAt(self, point: QPoint) -> QModelIndex:  # noqa: N802
        row = (point.y() + self.verticalOffset()) // self._height
        return self._index(row) if 0 <= row < self._count() else QModelIndex()

    def scrollTo(  # noqa: N802
        self, index: _Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        if not index.isValid():
            return
        self.updateGeometries()
        bar, top, room = self.verticalScrollBar(), index.row() * self._height, self.viewport().height()
        last = top + self._height - room
        match hint:
            case QAbstractItemView.ScrollHint.PositionAtTop:
                bar.setValue(top)
            case QAbstractItemView.ScrollHint.PositionAtBottom:
                bar.setValue(last)
            case QAbstractItemView.ScrollHint.PositionAtCenter:
                bar.setValue((top + last) // 2)
            case _ if top < bar.value() or self._height > room:
                bar.setValue(top)
            case _ if last > bar.value():
                bar.setValue(last)

    def moveCursor(self, action: QAbstractItemView.CursorAction, _modifiers: Qt.KeyboardModifier) -> QModelIndex:  # noqa: N802
        last, current = self._count() - 1, self.currentIndex().row()
        if last < 0:
            return QModelIndex()
        if current < 0:
            return self._index(0)
        page = max(self.viewport().height() // self._height, 1)
        match action:
            case QAbstractItemView.CursorAction.MoveHome:
                row = 0
            case QAbstractItemView.CursorAction.MoveEnd:
                row = last
            case QAbstractItemView.CursorAction.MovePageUp:
                row = current - page
            case QAbstractItemView.CursorAction.MovePageDown:
                row = current + page
            case _:
                row = current + _STEPS.get(action, 0)
        return self._index(min(max(row, 0), last))

    def selectAll(self) -> None:  # noqa: N802
        if self._count():
            whole = QItemSelection(self._index(0), self._index(self._count() - 1))
            self.selectionModel().select(whole, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:  # noqa: N802
        self.selectionModel().select(self._rows_in(rect.normalized()), command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:  # noqa: N802
        region, seen = QRegion(), self.viewport().rect()
        for each in (selection.at(place) for place in range(selection.count())):
            span = self.visualRect(each.topLeft()).united(self.visualRect(each.bottomRight()))
            region += QRegion(span.intersected(seen))
        return region

    def dataChanged(self, top: _Index, bottom: _Index, roles: Sequence[int] = ()) -> None:  # noqa: N802
        QAbstractItemView.dataChanged(self, top, bottom, list(roles))

    def scrollContentsBy(self, across: int, down: int) -> None:  # noqa: N802
        self.viewport().scroll(across, down)

    def currentChanged(self, current: _Index, previous: _Index) -> None:  # noqa: N802
        if QAccessible.isActive() and current.isValid() and self.hasFocus():
            self._tell(QAccessible.Event.Focus, current)
        QAbstractItemView.currentChanged(self, current, previous)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:  # noqa: N802
        if QAccessible.isActive():
            for some, event in (
                (selected, QAccessible.Event.SelectionAdd),
                (deselected, QAccessible.Event.SelectionRemove),
            ):
                if some.count():
                    self._tell(event, some.at(0).topLeft())
        QAbstractItemView.selectionChanged(self, selected, deselected)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        shown = self._rows_in(event.rect())
        if not shown.count():
            return
        painter, flags = QPainter(self.viewport()), QtWidgets.QStyle.StateFlag
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        plain, current = option.state, self.currentIndex().row() if self.hasFocus() else -1
        under = self.viewport().mapFromGlobal(QCursor.pos())
        hovered = self.indexAt(under).row() if self.viewport().underMouse() else -1
        for row in range(shown.at(0).top(), shown.at(0).bottom() + 1):
            index = self._index(row)
            option.rect = self.visualRect(index)
            option.state = plain
            if self.selectionModel().isSelected(index):
                option.state |= flags.State_Selected
            if row == current:
                option.state |= flags.State_HasFocus
            if row == hovered:
                option.state |= flags.State_MouseOver
            self.itemDelegate().paint(painter, option, index)
        painter.end()

    def _rows_in(self, rect: QRect) -> QItemSelection:
        """Return the rows that lie in a part of the viewport."""
        offset = self.verticalOffset()
        top = max((rect.top() + offset) // self._height, 0)
        bottom = min((rect.bottom() + offset) // self._height, self._count() - 1)
        return QItemSelection(self._index(top), self._index(bottom)) if top <= bottom else QItemSelection()

    def _tell(self, what: QAccessible.Event, index: _Index) -> None:
        event = QAccessibleEvent(self, what)
        event.setChild(index.row())
        QAccessible.updateAccessibility(event)

    def _count(self) -> int:
        model = self.model()
        return model.rowCount() if model is not None else 0

    def _index(self, row: int) -> QModelIndex:
        return self.model().index(row, 0)
