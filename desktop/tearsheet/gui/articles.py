"""The middle pane: a search, an order, and the articles that fit."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QItemSelectionRange, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QListView, QStackedLayout, QVBoxLayout, QWidget

from tearsheet.gui import fonts
from tearsheet.gui.article_model import ID_ROLE, ArticleModel
from tearsheet.gui.article_row import HEIGHT, ArticleDelegate
from tearsheet.gui.buttons import IconButton, QuietButton, sidebar_opener
from tearsheet.gui.empty import Empty
from tearsheet.gui.fields import SearchField
from tearsheet.gui.long_list import LongList
from tearsheet.gui.menus import Menu
from tearsheet.gui.moments import number
from tearsheet.gui.panes import LEAST_MIDDLE
from tearsheet.gui.scrolling import OverlayScrollBar, show_focus
from tearsheet.gui.search_note import SearchNote
from tearsheet.gui.theme import current
from tearsheet.gui.words import Words
from tearsheet.model.ids import ArticleId, Sha256
from tearsheet.model.query import Sort
from tearsheet.text.words import _


def sort_words() -> dict[Sort, str]:
    """Return each order's name, in the order of the menu."""
    return {
        Sort.SAVED: _("Newest saved"),
        Sort.PUBLISHED: _("Newest published"),
        Sort.TITLE: _("Title"),
        Sort.SOURCE: _("Source"),
        Sort.WORDS: _("Longest"),
        Sort.RELEVANCE: _("Best match"),
    }


class ArticlePane(QWidget):
    """Shows a list of known identities and says what a person chose of it."""

    sort_chosen = Signal(object)
    opened = Signal(object)
    selection_changed = Signal()
    menu_wanted = Signal(QPoint)
    drag_wanted = Signal()

    def __init__(self, picture: Callable[[Sha256, float], QPixmap | None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(LEAST_MIDDLE)
        self.opener = sidebar_opener(self)
        self.search = SearchField(self)
        self.save_search = IconButton("bookmark", _("Save this search"), self, command="save-search")
        self.save_search.hide()
        self.search.textChanged.connect(lambda text: self.save_search.setVisible(bool(text.strip())))
        self.note = SearchNote(self)
        self._head = _SortLine(self)
        self._head.chosen.connect(self.sort_chosen)
        self.model = ArticleModel()
        self.view = _View(self)
        self.view.setModel(self.model)
        self.view.setItemDelegate(ArticleDelegate(self.view, picture))
        self.view.selectionModel().selectionChanged.connect(lambda *_what: self.selection_changed.emit())
        # The shadow of a selected row falls on its neighbours, which Qt leaves as they are.
        self.view.selectionModel().selectionChanged.connect(lambda *_what: self.view.viewport().update())
        self.view.selectionModel().currentChanged.connect(self._tell)
        self.view.customContextMenuRequested.connect(
            lambda point: self.menu_wanted.emit(self.view.viewport().mapToGlobal(point))
        )
        self.view.drag_wanted.connect(self.drag_wanted)
        self.search.left.connect(self.focus_list)
        self.empty = Empty("pane", self)
        self._body = QStackedLayout()
        self._body.addWidget(self.view)
        self._body.addWidget(self.empty)
        top = QHBoxLayout()
        top.setContentsMargins(16, 16, 16, 0)
        top.setSpacing(8)
        top.addWidget(self.opener)
        top.addWidget(self.search)
        top.addWidget(self.save_search)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self.note)
        layout.addWidget(self._head)
        layout.addLayout(self._body, 1)

    @property
    def selected(self) -> tuple[ArticleId, ...]:
        """The chosen articles, from the top."""
        selection = self.view.selectionModel().selection()  # span by span: to ask for 5,000 rows takes 50 ms
        spans = [selection.at(place) for place in range(selection.count())]
        if len(spans) == 1:
            return self.model.ids[spans[0].top() : spans[0].bottom() + 1]
        rows = {row for span in spans for row in range(span.top(), span.bottom() + 1)}
        return tuple(self.model.ids[row] for row in sorted(rows))

    @property
    def current(self) -> ArticleId | None:
        """The article the keyboard is on."""
        article: ArticleId | None = self.view.currentIndex().data(ID_ROLE)
        return article

    def show_heading(self, title: str, count: int, sort: Sort, sorts: tuple[Sort, ...]) -> None:
        """Name the part of the library that is shown, and its order."""
        self._head.show_heading(title, count, sort, sorts)

    def show_articles(self, ids: tuple[ArticleId, ...], *, keep: bool) -> None:
        """Show these articles; with `keep` what was selected stays so, and what stood at the top does."""
        self._body.setCurrentWidget(self.view if ids else self.empty)
        if ids == self.model.ids:  # asked first: what is selected of a long list takes a while to say
            return
        chosen = self.selected if keep else ()
        on = self.current if keep else None
        place, above = self.view.first if keep else (0, 0)
        # At its very top a list shows what comes there.
        top = self.model.ids[place] if (place, above) != (0, 0) and place < len(self.model.ids) else None
        old = self.view.currentIndex().row()
        model = self.view.selectionModel()
        model.blockSignals(True)
        self.model.show(ids)
        self._select(chosen)
        model.blockSignals(False)
        found = self.model.row_of(top) if top is not None else None
        self.view.put_first(place if found is None else found, above)
        if on is not None and self.model.row_of(on) is None and ids:
            self.go_to(ids[min(max(old, 0), len(ids) - 1)])
        elif on is not None and (row := self.model.row_of(on)) is not None:
            model.blockSignals(True)
            model.setCurrentIndex(self.model.index(row), QItemSelectionModel.SelectionFlag.NoUpdate)
            model.blockSignals(False)
        else:
            self.opened.emit(None)
        self.selection_changed.emit()

    def go_to(self, article: ArticleId) -> bool:
        """Select an article and bring it into view; False when the list does not have it."""
        row = self.model.row_of(article)
        if row is None:
            return False
        index = self.model.index(row)
        self.view.setCurrentIndex(index)
        self.view.scrollTo(index)
        return True

    def step(self, rows: int) -> None:
        """Move the selection down, or up for a negative number."""
        if not self.model.ids:
            return
        # Qt puts the keyboard on the first row of a list that is given it, though nothing is chosen yet.
        row = self.view.currentIndex().row() if self.selected else -1
        wanted = 0 if row < 0 else min(max(row + rows, 0), len(self.model.ids) - 1)
        self.go_to(self.model.ids[wanted])

    def focus_list(self) -> None:
        """Put the keyboard on the list, on its first row where none is chosen."""
        show_focus(self.view)
        self.view.setFocus()
        if not self.selected:
            self.step(0)

    def _select(self, articles: Iterable[ArticleId]) -> None:
        selection = QItemSelection()
        for first, last in _spans(sorted(row for each in articles if (row := self.model.row_of(each)) is not None)):
            selection.append(QItemSelectionRange(self.model.index(first), self.model.index(last)))
        self.view.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.Select)

    def _tell(self, index: QModelIndex) -> None:
        self.opened.emit(index.data(ID_ROLE))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        QPainter(self).fillRect(self.rect(), QColor(current().pane))


def _spans(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of rows that follow each other."""
    ends = [place for place in range(1, len(rows)) if rows[place] != rows[place - 1] + 1]
    for start, end in pairwise((0, *ends, len(rows))) if rows else ():
        yield rows[start], rows[end - 1]


class _View(LongList):
    """`drag_wanted` says that what is chosen is being pulled away.

    Qt asks the model about every row when rows themselves can be dragged, which a long list would pay for.
    """

    drag_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(HEIGHT, parent)
        self._held: QPoint | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setMouseTracking(True)
        self.setAccessibleName(_("Articles"))
        self.viewport().setAutoFillBackground(False)
        self.verticalScrollBar().setSingleStep(24)
        OverlayScrollBar(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        show_focus(self)
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        super().mousePressEvent(event)
        place = event.position().toPoint()
        plain = event.button() is Qt.MouseButton.LeftButton and not event.modifiers()
        self._held = place if plain and self.indexAt(place).isValid() else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if self._held is None or not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
        elif (event.position().toPoint() - self._held).manhattanLength() >= QApplication.startDragDistance():
            self._held = None
            self.drag_wanted.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self._held = None
        super().mouseReleaseEvent(event)

    def keyboardSearch(self, _text: str) -> None:  # noqa: N802 - Qt's name
        """Leave single letters to the commands."""


class _SortLine(QWidget):
    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._title = Words("", self, colour="soft", font=fonts.ui(fonts.SMALL))
        self._sorts: tuple[Sort, ...] = ()
        self._sort = Sort.SAVED
        self._order = QuietButton("", self, after="sort")
        self._order.clicked.connect(self._offer)
        self.setFixedHeight(36)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 4, 12, 4)
        row.addWidget(self._title, 1)
        row.addWidget(self._order)

    def show_heading(self, title: str, count: int, sort: Sort, sorts: tuple[Sort, ...]) -> None:
        self._title.say(f"{title} · {number(count)}" if count else title)
        self._sort, self._sorts = sort, sorts
        self._order.setText(sort_words()[sort])
        self._order.setVisible(bool(sorts))
        self._order.updateGeometry()
        self._order.setAccessibleName(_("Order: {order}").format(order=sort_words()[sort]))

    def _offer(self) -> None:
        menu = Menu(self)
        for sort in self._sorts:
            action = menu.addAction(sort_words()[sort])
            action.setCheckable(True)
            action.setChecked(sort is self._sort)
            action.triggered.connect(lambda _checked, sort=sort: self.chosen.emit(sort))
        corner = self._order.rect().bottomRight()
        menu.exec(self._order.mapToGlobal(corner) - QPoint(menu.sizeHint().width(), 0))
