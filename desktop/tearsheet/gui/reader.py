"""The pane an article is read in. Chromium is loaded with the first article, not with the window."""

import logging
import os
from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from tearsheet.gui.empty import Empty
from tearsheet.gui.reader_display import Display
from tearsheet.gui.reader_find import FindBar
from tearsheet.gui.reader_link_tip import LinkTip
from tearsheet.gui.reader_page import OPEN_FILE, RETRY_PICTURES, TRY_AGAIN, ReadyPage, ready_page
from tearsheet.gui.reader_plain import PlainDisplay
from tearsheet.gui.reader_settings import SettingsCard
from tearsheet.gui.reader_style import ReadingStyle, colours_of, is_dark
from tearsheet.gui.reader_tools import ReaderTools
from tearsheet.gui.reader_words import page_words
from tearsheet.gui.theme import current
from tearsheet.model.article import Article
from tearsheet.model.ids import Sha256
from tearsheet.text.addresses import host_of
from tearsheet.text.words import _

_LOG = logging.getLogger(__name__)


class ReaderPane(QWidget):
    """Shows one article, says when there is none, and tells what is done in it.

    `link_clicked` brings an http(s) or mailto address that is never followed here; `retry_pictures`, `try_again` and
    `open_file` the id of the article whose button was pressed; `style_changed` a ReadingStyle to remember.
    """

    link_clicked = Signal(str)
    retry_pictures = Signal(int)
    try_again = Signal(int)
    open_file = Signal(int)
    style_changed = Signal(object)

    def __init__(
        self,
        open_blob: Callable[[Sha256], bytes],
        parent: QWidget | None = None,
        *,
        style: ReadingStyle = ReadingStyle(),  # noqa: B008 - frozen
    ) -> None:
        super().__init__(parent)
        self._open_blob = open_blob
        self._style = style
        self._page: ReadyPage | None = None
        self._display: Display | None = None
        self.setAutoFillBackground(True)
        self.tools = ReaderTools(self)
        self.tools.settings_wanted.connect(self._open_settings)
        self._find = FindBar(self)
        self._empty = Empty("paper", self)
        self._loading = QWidget(self)
        self._hover = LinkTip(self)
        self._stack = QStackedLayout()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._loading)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tools)
        column.addWidget(self._find)
        column.addLayout(self._stack, 1)
        self._find.wanted.connect(self._find_words)
        self._find.moved.connect(self._find_next)
        self._find.closed.connect(self._focus_page)
        self._add_shortcuts()
        self.show_article(None)

    @property
    def empty(self) -> Empty:
        """What is shown when no article is chosen; the window may say something else there."""
        return self._empty

    @property
    def display(self) -> Display | None:
        """The widget that shows pages, None before the first one."""
        return self._display

    def show_article(self, article: Article | None, *, reason: str = "") -> None:
        """Show an article from its beginning or from where it was left; None shows that none is chosen."""
        if article is None:
            self._page = None
            self.tools.show_origin("")
            self._find.hide()
            self._empty.say(_("Nothing chosen"), _("Choose an article to read it here."))
            self._stack.setCurrentWidget(self._empty)
            self._colour()
        else:
            self.show_page(ready_page(article, words=page_words(), reason=reason))

    def show_page(self, page: ReadyPage) -> None:
        """Show a page that was made ready elsewhere (`reader_page.ready_page`, in a thread for long articles)."""
        self._page = page
        self._find.hide()
        number, count = page.version
        origin = host_of(page.url) or page.url
        if count > 1:
            version = _("version {number} of {count}").format(number=number, count=count)
            origin = _("{host} · {version}").format(host=origin, version=version)
        self.tools.show_origin(origin)
        display = self._started()
        display.show_page(page)
        self._stack.setCurrentWidget(display.widget())
        self._colour()

    def show_loading(self) -> None:
        """Show blank paper, for an article that is on its way."""
        self._stack.setCurrentWidget(self._loading)
        self._colour()

    def set_theme(self) -> None:
        """Take on the window's theme, after `gui.style.apply`."""
        self._restyle()

    def set_language(self) -> None:
        """Speak the window's language, after `text.words.use_language`; the window shows its article again."""
        self.tools.speak()
        self._find.speak()
        if self._page is None:
            self.show_article(None)

    def style_now(self) -> ReadingStyle:
        """Return how articles are set."""
        return self._style

    def set_style(self, style: ReadingStyle) -> None:
        """Set articles in `style` from now on."""
        self._style = style
        self._restyle()

    def scroll_pages(self, pages: int) -> None:
        """Go on by screenfuls, back when negative; for keys pressed elsewhere in the window."""
        if self._page is not None and self._display is not None:
            self._display.scroll(pages)

    def open_find(self) -> None:
        """Open the bar to find words in the article."""
        if self._page is not None and self._display is not None:
            self._find.begin(self._display.selected_text())

    def selected_text(self) -> str:
        """Return what is selected in the article."""
        return self._display.selected_text() if self._display is not None else ""

    def close_view(self) -> None:
        """End the view in the order Chromium needs; before the program ends."""
        if self._display is not None:
            self._display.close()
            self._display = None

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_Space:
            self.scroll_pages(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)

    def _started(self) -> Display:
        if self._display is None:
            self._take(_display(self._open_blob, self))
        assert self._display is not None  # noqa: S101 - _take has just set it
        return self._display

    def _take(self, display: Display) -> None:
        self._display = display
        display.link_clicked.connect(self.link_clicked)
        display.link_hovered.connect(self._hover.tell)
        display.pressed.connect(self._press)
        display.found.connect(self._find.tell)
        display.broken.connect(self._fall_back)
        self._stack.addWidget(display.widget())
        self._restyle()

    def _fall_back(self) -> None:
        """Go on in a plain view where the web view cannot."""
        _LOG.warning("the web view cannot go on; articles are shown in a plain view")
        broken, page = self._display, self._page
        self._take(PlainDisplay(self._open_blob, self))
        if page is not None:
            self.show_page(page)
        if broken is not None:
            self._stack.removeWidget(broken.widget())
            broken.widget().hide()
            broken.close()

    def _press(self, button: str) -> None:
        signals = {RETRY_PICTURES: self.retry_pictures, TRY_AGAIN: self.try_again, OPEN_FILE: self.open_file}
        if self._page is not None and button in signals:
            signals[button].emit(self._page.id)

    def _restyle(self) -> None:
        if self._display is not None:
            self._display.set_style(self._style, self._style.theme_on(dark=current().dark))
        self._colour()

    def _colour(self) -> None:
        """Give the pane the page's paper, and the row above it too where the window's letters can be read on it."""
        theme = self._style.theme_on(dark=current().dark)
        own = self._page is not None
        paper = colours_of(theme)["paper"] if own else current().paper
        self.tools.use_paper(paper if is_dark(theme) == current().dark else current().paper)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, QColor(paper))
        self.setPalette(palette)

    def _open_settings(self, place: QPoint) -> None:
        card = SettingsCard(self._style, self)
        card.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        card.changed.connect(self._choose)
        place.setX(place.x() - card.sizeHint().width() // 2)
        card.popup(place)

    def _choose(self, style: ReadingStyle) -> None:
        self.set_style(style)
        self.style_changed.emit(style)

    def _find_words(self, words: str) -> None:
        if self._display is not None:
            self._display.find(words)

    def _find_next(self, by: int) -> None:
        if self._display is not None:
            self._display.find_next(by)

    def _focus_page(self) -> None:
        if self._display is not None:
            self._display.widget().setFocus()

    def _add_shortcuts(self) -> None:
        for keys, action in (
            (QKeySequence.StandardKey.ZoomIn, lambda: self._choose(self._style.bigger(1))),
            ("Ctrl+=", lambda: self._choose(self._style.bigger(1))),
            (QKeySequence.StandardKey.ZoomOut, lambda: self._choose(self._style.bigger(-1))),
            ("Ctrl+0", lambda: self._choose(self._style.bigger(ReadingStyle().size - self._style.size))),
            ("Ctrl+G", self.open_find),
            ("F3", lambda: self._find.moved.emit(1) if self._find.isVisible() else self.open_find()),
            ("Shift+F3", lambda: self._find.moved.emit(-1)),
        ):
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(action)


def has_web_view() -> bool:
    """Return whether articles are shown in the web view: Windows on Arm has none, and a person may not want it."""
    if os.environ.get("TEARSHEET_SAFE"):
        return False
    try:
        from tearsheet.gui.web_display import WebDisplay  # noqa: F401
    except ImportError as error:
        _LOG.warning("there is no web view: %s", error)
        return False
    return True


def _display(open_blob: Callable[[Sha256], bytes], pane: QWidget) -> Display:
    """Return the web view where there is one, the plain one elsewhere or when asked for.

    Imported here because Chromium's library costs a start 30 ms and 30 MB that a window without an article saves.
    """
    if has_web_view():
        from tearsheet.gui.web_display import WebDisplay

        return WebDisplay(open_blob, pane)
    return PlainDisplay(open_blob, pane)
