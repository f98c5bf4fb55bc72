"""The rows of the sidebar as a tree: chosen, folded, asked for a menu, and tags pulled below each other."""

from PySide6.QtCore import (
    QByteArray,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPixmap,
    QStandardItemModel,
)
from PySide6.QtWidgets import QApplication, QFrame, QTreeView, QWidget

from tearsheet.gui import fonts, paint
from tearsheet.gui.scope import Section
from tearsheet.gui.scrolling import OverlayScrollBar, own_viewport, show_focus
from tearsheet.gui.sidebar_rows import ROW_ROLE, Row, SidebarDelegate, tag_colour
from tearsheet.gui.theme import current
from tearsheet.text.words import _

TAG_FORMAT = "application/x-tearsheet-tag"
"""What a tag is carried as: its path in UTF-8."""


class SidebarTree(QTreeView):
    """`chosen` brings the Scope of the row that is on, `picked` says that it was clicked or Enter pressed.

    `menu_wanted` brings a Scope and a place; `tag_moved` a tag and the one it was dropped on, "" for the heading.
    """

    chosen = Signal(object)
    picked = Signal()
    menu_wanted = Signal(object, QPoint)
    tag_moved = Signal(str, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._folding = False
        self._held: tuple[QPoint, str] | None = None
        self.standard = QStandardItemModel(self)
        self.setModel(self.standard)
        self._delegate = SidebarDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        self.setExpandsOnDoubleClick(False)
        self.setAccessibleName(_("Library"))
        own_viewport(self).setAutoFillBackground(False)
        self.setAutoFillBackground(False)
        self.viewport().setAcceptDrops(True)
        OverlayScrollBar(self)
        self.selectionModel().currentChanged.connect(self._tell)
        self.clicked.connect(self._pick)

    def indexes(self) -> list[QModelIndex]:
        """Return every row, from the top, folded ones too."""
        found: list[QModelIndex] = []
        waiting = [self.standard.index(row, 0) for row in reversed(range(self.standard.rowCount()))]
        while waiting:
            index = waiting.pop()
            found.append(index)
            waiting += [self.standard.index(row, 0, index) for row in reversed(range(self.standard.rowCount(index)))]
        return found

    def mark(self, index: QModelIndex) -> None:
        model = self.selectionModel()
        model.blockSignals(True)
        model.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        model.blockSignals(False)
        self.viewport().update()

    def drawBranches(self, *_what: object) -> None:  # noqa: N802 - Qt's name
        """Leave Fusion's branches out; the delegate draws its own."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        show_focus(self)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._pick(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        index = self.indexAt(event.position().toPoint())
        row: Row | None = index.data(ROW_ROLE)
        self._folding = row is not None and row.opens and event.position().x() < 22 + 16 * row.depth
        if self._folding:
            self.setExpanded(index, not self.isExpanded(index))
        elif event.button() is Qt.MouseButton.LeftButton:  # or a menu would show another part of the library
            super().mousePressEvent(event)
            self._held = (event.position().toPoint(), name_of(index)) if _is_tag(row) else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if self._held is None or not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
        elif (event.position().toPoint() - self._held[0]).manhattanLength() >= QApplication.startDragDistance():
            (_place, path), self._held = self._held, None
            self._drag(path)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self._held = None
        if not self._folding:  # which is no click on the row
            super().mouseReleaseEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        keys = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if keys else self.indexAt(event.pos())
        row: Row | None = index.data(ROW_ROLE)
        if row is not None and row.scope is not None:
            place = self.visualRect(index).center() if keys else event.pos()
            self.menu_wanted.emit(row.scope, self.viewport().mapToGlobal(place))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        event.setAccepted(event.mimeData().hasFormat(TAG_FORMAT))  # what else is dropped is the window's

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802 - Qt's name
        index = self.indexAt(event.position().toPoint())
        fits = self._below(index, dragged(event.mimeData())) is not None
        self._stand_over(index if fits else QModelIndex())
        event.setAccepted(fits)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:  # noqa: N802 - Qt's name
        self._stand_over(QModelIndex())

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        path = dragged(event.mimeData())
        below = self._below(self.indexAt(event.position().toPoint()), path)
        self._stand_over(QModelIndex())
        event.setAccepted(below is not None)
        if below is not None:
            self.tag_moved.emit(path, below)

    def _drag(self, path: str) -> None:
        mime = QMimeData()
        mime.setData(TAG_FORMAT, QByteArray(path.encode()))
        drag = QDrag(self)
        drag.setMimeData(mime)
        drag.setPixmap(_carried(path, self.devicePixelRatioF()))
        drag.setHotSpot(QPoint(-8, -8))
        drag.exec(Qt.DropAction.MoveAction)

    def _below(self, index: QModelIndex, path: str) -> str | None:
        """Return what `path` can be put below by dropping it there, "" for the heading; None where it cannot."""
        row: Row | None = index.data(ROW_ROLE)
        above = path.rpartition("/")[0]
        if row is None or not path:
            return None
        if row.heads_tags:
            return "" if above else None
        name = name_of(index)
        fits = _is_tag(row) and name != above and not f"{name}/".startswith(f"{path}/")
        return name if fits else None

    def _stand_over(self, index: QModelIndex) -> None:
        if self._delegate.over != index:
            self._delegate.over = QPersistentModelIndex(index)
            self.viewport().update()

    def _pick(self, index: QModelIndex) -> None:
        row: Row | None = index.data(ROW_ROLE)
        if row is not None and row.scope is not None:
            self.picked.emit()

    def _tell(self, index: QModelIndex) -> None:
        row: Row | None = index.data(ROW_ROLE)
        if row is not None and row.scope is not None:
            self.chosen.emit(row.scope)


def name_of(index: QModelIndex) -> str:
    """Return the tag's path, the source or the saved search of a row; "" for others."""
    row: Row | None = index.data(ROW_ROLE)
    return row.scope.name if row is not None and row.scope is not None else ""


def dragged(mime: QMimeData) -> str:
    """Return the path of the tag that is carried, "" when it is something else."""
    return bytes(mime.data(TAG_FORMAT).data()).decode()


def _is_tag(row: Row | None) -> bool:
    return row is not None and row.scope is not None and row.scope.section is Section.TAG


def _carried(path: str, ratio: float) -> QPixmap:
    """Return what is seen under the pointer while a tag is carried: its dot and its name on a small card."""
    colours, name = current(), path.rpartition("/")[2]
    width = min(240, round(QFontMetricsF(fonts.ui()).horizontalAdvance(name)) + 48)
    picture = QPixmap(QSize(width, 32) * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint.pill(painter, QRectF(0, 0, width, 32), radius=8, fill=colours.accent_soft)
    paint.pill(painter, QRectF(12, 12, 8, 8), radius=4, fill=tag_colour(path))
    painter.setFont(fonts.ui())
    painter.setPen(QColor(colours.accent_ink))
    words = QFontMetricsF(painter.font()).elidedText(name, Qt.TextElideMode.ElideRight, width - 44)
    painter.drawText(QRectF(32, 0, width - 40, 32), Qt.AlignmentFlag.AlignVCenter, words)
    painter.end()
    return picture
