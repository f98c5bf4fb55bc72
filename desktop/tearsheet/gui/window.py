"""The window: three panes, what floats over them, and what may be dropped on it."""

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QMimeData, QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QPaintEvent,
)
from PySide6.QtWidgets import QMainWindow, QSplitter, QStackedWidget, QWidget

from tearsheet.gui import icons
from tearsheet.gui.actions import actions, listen, take_keys
from tearsheet.gui.articles import ArticlePane
from tearsheet.gui.buttons import IconButton
from tearsheet.gui.commands import Where
from tearsheet.gui.drop import DropCover
from tearsheet.gui.empty import Empty
from tearsheet.gui.fields import SearchField
from tearsheet.gui.pictures import Pictures
from tearsheet.gui.sidebar import Sidebar
from tearsheet.model.query import Sort
from tearsheet.text.words import _

SIZE = QSize(1440, 900)
PANES = (216, 364)
_SMALLEST = QSize(880, 520)
_SMALLEST_PAGE = QSize(420, 360)


class MainWindow(QMainWindow):
    """Holds the panes and passes on what a person does; it knows no workflow.

    `library_changed` brings a Changes, from whoever wrote to the library. `given` brings the QMimeData of a drop or
    a paste, to be read at once. `first_painted` comes once.
    """

    library_changed = Signal(object)
    given = Signal(object)
    first_painted = Signal()
    closing = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Tearsheet")
        self.setWindowIcon(icons.program_icon())
        self.setMinimumSize(_SMALLEST)
        self.setAcceptDrops(True)
        self._painted = False
        self._early: list[Callable[[], None]] = []
        self.ready = False
        self.focus_mode = False
        self._panes_before = ""
        self.pictures = Pictures(self)
        self.sidebar = Sidebar(self)
        self.articles = ArticlePane(self.pictures.get, self)
        self.articles.show_heading(_("All articles"), 0, Sort.SAVED, ())
        self.middle = QStackedWidget(self)
        self.middle.addWidget(self.articles)
        self.middle.setMinimumWidth(self.articles.minimumWidth())
        self.blank = Empty("paper", self)
        self.blank.setMinimumWidth(360)
        self._splitter = QSplitter(self)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        for place, pane in enumerate((self.sidebar, self.middle, self.blank)):
            self._splitter.addWidget(pane)
            self._splitter.setStretchFactor(place, int(place == 2))
        self.setCentralWidget(self._splitter)
        self.show_panes("")
        self.cover = DropCover(self)
        self.actions_by_name = actions(self)
        listen(self.articles, self.actions_by_name, (Where.ARTICLES, Where.LIST))
        self.articles.search.setAcceptDrops(False)
        self.pictures.arrived.connect(self.articles.view.viewport().update)
        self.sidebar.command_wanted.connect(lambda name: self.actions_by_name[name].trigger())
        self.actions_by_name["paste"].triggered.connect(self.paste)
        self.actions_by_name["find"].triggered.connect(self.begin_search)
        self.actions_by_name["quit"].triggered.connect(self.close)
        self.articles.view.setFocus()

    def when_ready(self, act: Callable[[], None]) -> None:
        """Call `act` now, or as soon as the library is there."""
        if self.ready:
            act()
        else:
            self._early.append(act)

    def now_ready(self) -> None:
        """Do what had to wait for the library."""
        self.ready = True
        early, self._early = self._early, []
        for act in early:
            act()

    def show_reader(self, reader: QWidget) -> None:
        """Put the reader in its place."""
        sizes = self._splitter.sizes()
        reader.setMinimumWidth(self.blank.minimumWidth())
        self._splitter.replaceWidget(2, reader)
        self._splitter.setStretchFactor(2, 1)
        self._splitter.setSizes(sizes)
        self.blank.hide()
        # Screen readers go through them in the order in which they lie on each other.
        for part in (self.sidebar, self.middle, reader, *(self._splitter.handle(place) for place in range(3))):
            part.raise_()
        self.listen(reader)

    def set_focus_mode(self, *, on: bool) -> None:
        """Hide everything but the reader, or show it again as it was."""
        if on is self.focus_mode:
            return
        if on:
            self._panes_before = self.panes_text()
        self.focus_mode = on
        for pane in (self.sidebar, self.middle):
            pane.setVisible(not on)
        self.setMinimumSize(_SMALLEST_PAGE if on else _SMALLEST)
        if not on:
            self.show_panes(self._panes_before)

    def leave_quiet(self) -> None:
        """Show everything again, then leave the full screen: one with each press of Escape."""
        if self.focus_mode:
            self.set_focus_mode(on=False)
        elif self.isFullScreen():
            self.setWindowState(self.windowState() & ~Qt.WindowState.WindowFullScreen)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_Escape:
            self.leave_quiet()
        else:
            super().keyPressEvent(event)

    def listen(self, pane: QWidget) -> None:
        """Let a pane hear the keys of what can be done with articles."""
        listen(pane, self.actions_by_name, (Where.ARTICLES,))

    def take_keys(self) -> None:
        """Answer to the keys that commands have now, and show them."""
        take_keys(self.actions_by_name)
        for button in self.findChildren(IconButton):
            button.show_keys()
        self.update()

    def show_geometry(self, stored: str) -> None:
        """Take the place on the screen that `geometry` returned before."""
        if not stored or not self.restoreGeometry(QByteArray.fromBase64(stored.encode())):
            self.resize(SIZE.boundedTo(self.screen().availableGeometry().size()))
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowFullScreen)  # nobody wakes up in it

    def geometry_text(self) -> str:
        """Return the window's place on the screen as text."""
        return bytes(self.saveGeometry().toBase64().data()).decode()

    def show_panes(self, stored: str) -> None:
        """Take the widths that `panes_text` returned before."""
        widths = [int(part) for part in stored.split(",") if part.isdigit()] or list(PANES)
        self._splitter.setSizes([*widths[:2], max(360, self.width() - sum(widths[:2]))])

    def panes_text(self) -> str:
        """Return the widths of the left and the middle pane as text."""
        if self.focus_mode:
            return self._panes_before
        return ",".join(str(width) for width in self._splitter.sizes()[:2])

    def begin_search(self) -> None:
        """Put the keyboard on the search of what is listed, on that of the articles where there is none."""
        self.set_focus_mode(on=False)
        listed = self.middle.currentWidget() or self.articles
        search = listed.findChild(SearchField)
        if search is None:
            search = self.articles.search
            self.middle.setCurrentWidget(self.articles)
        search.setFocus()
        search.selectAll()

    def paste(self) -> None:
        """Hand over what is on the clipboard."""
        mime = QGuiApplication.clipboard().mimeData()
        if mime is not None:
            self._give(mime)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        if event.source() is None and event.mimeData().formats():
            self._accept(event)
            self.cover.cover()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802 - Qt's name
        self._accept(event)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:  # noqa: N802 - Qt's name
        self.cover.hide()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        self.cover.hide()
        self._accept(event)
        self._give(event.mimeData())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            self.first_painted.emit()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        self.closing.emit()
        super().closeEvent(event)

    def at_corner(self, pane: QWidget, button: QWidget) -> QPoint:
        """Return where a menu of `button` begins, so that it ends below its right edge."""
        return button.mapToGlobal(QPoint(button.width() - pane.sizeHint().width(), button.height() + 4))

    def _accept(self, event: QDropEvent) -> None:
        """Accept a copy only: a tab that is moved leaves its browser."""
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def _give(self, mime: QMimeData) -> None:
        copy = QMimeData()
        for name in mime.formats():
            copy.setData(name, mime.data(name))
        self.when_ready(lambda: self.given.emit(copy))
