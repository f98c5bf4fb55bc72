"""The window: three panes, what floats over them, and what may be dropped on it."""

from collections.abc import Callable, Sequence

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
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMainWindow, QSplitter, QStackedWidget, QWidget

from tearsheet.gui import icons
from tearsheet.gui.actions import actions, listen, take_keys
from tearsheet.gui.articles import ArticlePane
from tearsheet.gui.buttons import Button, IconButton
from tearsheet.gui.commands import Where
from tearsheet.gui.drop import DropCover
from tearsheet.gui.empty import Empty
from tearsheet.gui.fields import SearchField
from tearsheet.gui.panes import LEAST_READER, ROOM, USUAL, Panes, panes_shown, widths
from tearsheet.gui.pictures import Pictures
from tearsheet.gui.sidebar import Sidebar
from tearsheet.model.query import Sort
from tearsheet.text.words import _

SIZE = QSize(1440, 900)
_SMALLEST = QSize(640, 480)
_SMALLEST_PAGE = QSize(420, 360)
_BESIDE_THE_SIDEBAR = ("sidebar", "palette")
"""The commands that leave a sidebar where it is that was called into a narrow window."""


class MainWindow(QMainWindow):
    """Holds the panes and passes on what a person does; it knows no workflow.

    `library_changed` brings a Changes, from whoever wrote to the library. `given` brings the QMimeData of a drop or
    a paste, to be read at once. `first_painted` comes once, `keys_taken` when commands have other keys.
    `hush` ends what is heard, and returns whether something was.
    """

    library_changed = Signal(object)
    given = Signal(object)
    first_painted = Signal()
    keys_taken = Signal()
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
        self.hush: Callable[[], bool] = lambda: False
        self.sidebar_wanted = True
        self._called = False
        self._chosen = USUAL
        self._openers: list[IconButton] = []
        self.actions_by_name = actions(self)
        self.pictures = Pictures(self)
        self.sidebar = Sidebar(self)
        self.articles = ArticlePane(self.pictures.get, self)
        self.articles.show_heading(_("All articles"), 0, Sort.SAVED, ())
        self.middle = QStackedWidget(self)
        self.middle.setMinimumWidth(self.articles.minimumWidth())
        self.blank = Empty("paper", self)
        self.blank.setMinimumWidth(LEAST_READER)
        self._reader: QWidget = self.blank
        self._splitter = QSplitter(self)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        for place, pane in enumerate((self.sidebar, self.middle, self.blank)):
            self._splitter.addWidget(pane)
            self._splitter.setStretchFactor(place, int(place == 2))
        self._splitter.splitterMoved.connect(lambda _place, _handle: self._take_widths())
        self.setCentralWidget(self._splitter)
        self.add_to_middle(self.articles, self.articles.opener)
        self.show_panes("")
        self.cover = DropCover(self)
        listen(self.articles, self.actions_by_name, (Where.ARTICLES, Where.LIST))
        self.articles.search.setAcceptDrops(False)
        self.pictures.arrived.connect(self.articles.view.viewport().update)
        self.sidebar.command_wanted.connect(lambda name: self.actions_by_name[name].trigger())
        self._hear_what_needs_the_reader()
        self.actions_by_name["paste"].triggered.connect(self.paste)
        self.actions_by_name["find"].triggered.connect(self.begin_search)
        self.actions_by_name["quit"].triggered.connect(self.close)
        self.actions_by_name["sidebar"].triggered.connect(self.toggle_sidebar)
        self.articles.view.setFocus()

    def add_to_middle(self, pane: QWidget, opener: IconButton) -> None:
        """Let a list stand in the middle; its `opener` shows the sidebar, where there is none."""
        self.middle.addWidget(pane)
        self._openers.append(opener)
        opener.clicked.connect(self.actions_by_name["sidebar"].trigger)
        opener.setVisible(self.sidebar.isHidden())
        for view in pane.findChildren(QAbstractItemView):
            view.clicked.connect(lambda _index: self.put_sidebar_away())

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
        reader.setMinimumWidth(self.blank.minimumWidth())
        self._splitter.replaceWidget(2, reader)
        self._reader = reader
        self._splitter.setStretchFactor(2, 1)
        self.blank.hide()
        self._arrange()
        # Screen readers go through them in the order in which they lie on each other.
        for part in (self.sidebar, self.middle, reader, *(self._splitter.handle(place) for place in range(3))):
            part.raise_()
        self.listen(reader)

    def set_focus_mode(self, *, on: bool) -> None:
        """Hide everything but the reader, or show it again as it was."""
        if on is self.focus_mode:
            return
        self.focus_mode, self._called = on, False
        self.setMinimumSize(_SMALLEST_PAGE if on else _SMALLEST)
        self._arrange()

    def toggle_sidebar(self) -> None:
        """Show the sidebar, with the keyboard on it where it takes the reader's place, or hide it."""
        on = self.sidebar.isHidden()
        self.set_focus_mode(on=False)
        if self.width() >= ROOM:
            self.sidebar_wanted = on
        else:
            self._called = on
        self._arrange()
        if self._called:
            self.sidebar.rows.setFocus()

    def put_sidebar_away(self) -> None:
        """Bring the reader back, where the sidebar was called into its place."""
        if self._called:
            self._called = False
            self._arrange()

    def leave_quiet(self) -> None:
        """Bring the reader back, read aloud no more, show everything, leave the full screen: one a press of Escape."""
        if self._called:
            self.put_sidebar_away()
        elif self.hush():
            return
        elif self.focus_mode:
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
        for button in self.findChildren(Button):
            button.show_keys()
        self.update()
        self.keys_taken.emit()

    def show_geometry(self, stored: str) -> None:
        """Take the place on the screen that `geometry` returned before."""
        if not stored or not self.restoreGeometry(QByteArray.fromBase64(stored.encode())):
            self.resize(SIZE.boundedTo(self.screen().availableGeometry().size()))
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowFullScreen)  # nobody wakes up in it

    def geometry_text(self) -> str:
        """Return the window's place on the screen as text."""
        return bytes(self.saveGeometry().toBase64().data()).decode()

    def show_panes(self, stored: str, *, sidebar: bool = True) -> None:
        """Take the widths that `panes_text` returned before; `sidebar` shows it wherever there is room for it."""
        chosen = [int(part) for part in stored.split(",") if part.isdigit()]
        self._chosen = (chosen[0], chosen[1]) if len(chosen) > 1 else USUAL
        self.sidebar_wanted = sidebar
        self._arrange()

    def panes_text(self) -> str:
        """Return the widths that the left and the middle pane have where there is room for all, as text."""
        return ",".join(str(width) for width in self._chosen)

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

    def take_links(self, links: Sequence[str]) -> None:
        """Hand over links that come from another start of the program."""
        given = QMimeData()
        given.setText("\n".join(links))
        self._give(given)

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

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._called = self._called and self.width() < ROOM
        self._arrange()

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

    @property
    def _panes(self) -> Panes:
        return panes_shown(self.width(), wanted=self.sidebar_wanted, called=self._called, alone=self.focus_mode)

    def _arrange(self) -> None:
        """Show the panes that are to be seen now, and let the keyboard be on none that goes."""
        shown = self._panes
        panes: dict[QWidget, bool] = {
            self.sidebar: shown.sidebar,
            self.middle: shown.middle,
            self._reader: shown.reader,
        }
        panes |= dict.fromkeys(self._openers, not shown.sidebar)
        going = [part for part, stays in panes.items() if not stays]
        for part, stays in panes.items():
            if stays:
                part.show()
        on = self.focusWidget()
        if on is not None and any(part is on or part.isAncestorOf(on) for part in going):
            self._first_place(shown).setFocus()
        for part in going:
            part.hide()
        handles = self._splitter.handleWidth() * (shown.sidebar + shown.middle + shown.reader - 1)
        self._splitter.setSizes(widths(shown, self.width() - handles, self._chosen))

    def _first_place(self, shown: Panes) -> QWidget:
        """Return where the keyboard goes when its pane does: to the first pane that is seen."""
        if shown.sidebar:
            return self.sidebar.rows
        if not shown.middle:
            return self._reader
        pane = self.middle.currentWidget() or self.articles
        parts = (*pane.findChildren(QAbstractItemView), *pane.findChildren(SearchField), *self._openers)
        return next(part for part in parts if pane.isAncestorOf(part) and part.isVisibleTo(pane))

    def _take_widths(self) -> None:
        """Remember where a person has pulled an edge to: the pane at the right has what is left."""
        shown, (sidebar, middle, _reader) = self._panes, self._splitter.sizes()
        self._chosen = (
            sidebar if shown.sidebar else self._chosen[0],
            middle if shown.reader else self._chosen[1],
        )

    def _hear_what_needs_the_reader(self) -> None:
        """Put a sidebar in the reader's place away with whatever is done next but looking for it."""
        for name, action in self.actions_by_name.items():
            if name not in _BESIDE_THE_SIDEBAR:
                action.triggered.connect(self.put_sidebar_away)
        for done in (self.sidebar.picked, self.sidebar.progress_clicked, self.sidebar.save_wanted):
            done.connect(self.put_sidebar_away)
        application = QApplication.instance()
        assert isinstance(application, QApplication)  # noqa: S101 - there is no window without one
        application.focusChanged.connect(self._follow)

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Bring the reader back when the keyboard goes to the list; not under a pressed mouse, for the list moves."""
        if self._called and new is not None and self.middle.isAncestorOf(new) and not QApplication.mouseButtons():
            self.put_sidebar_away()

    def _accept(self, event: QDropEvent) -> None:
        """Accept a copy only: a tab that is moved leaves its browser."""
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def _give(self, mime: QMimeData) -> None:
        copy = QMimeData()
        for name in mime.formats():
            copy.setData(name, mime.data(name))
        self.when_ready(lambda: self.given.emit(copy))
