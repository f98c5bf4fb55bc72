"""The pane an article is read in. Chromium is loaded with the first article, not with the window."""

import logging
import os
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from tearsheet.gui.empty import Empty
from tearsheet.gui.reader_contents import ContentsCard
from tearsheet.gui.reader_display import Display, Heading
from tearsheet.gui.reader_find import FindBar
from tearsheet.gui.reader_link_tip import LinkTip
from tearsheet.gui.reader_page import OPEN_FILE, RETRY_PICTURES, TRY_AGAIN, ReadyPage, ready_page
from tearsheet.gui.reader_plain import PlainDisplay
from tearsheet.gui.reader_settings import SettingsCard
from tearsheet.gui.reader_speaking import SpeakingBar
from tearsheet.gui.reader_style import SCRIPTS, ReadingStyle, colours_of, is_dark
from tearsheet.gui.reader_tools import ReaderTools
from tearsheet.gui.reader_words import page_words
from tearsheet.gui.theme import current
from tearsheet.model.article import Article
from tearsheet.model.ids import AnnotationId, Sha256
from tearsheet.settings.reading_places import ReadingPlace
from tearsheet.text.addresses import host_of
from tearsheet.text.words import _

_LOG = logging.getLogger(__name__)


class ReaderPane(QWidget):
    """Shows one article, says when there is none, and tells what is done in it.

    `link_clicked` brings an http(s) or mailto address that is never followed here; `retry_pictures`, `try_again`,
    `open_file` and `versions_wanted` the id of the article whose button was pressed; `style_changed` a ReadingStyle to
    remember. `placed` brings a page's key and the ReadingPlace in it. `page_wanted` asks for the page to be made anew,
    `escaped` says that Escape was pressed where it closes nothing here. `menu_opening` brings a Menu to add to and the
    words selected, `display_taken` the Display that shows pages from then on. `annotation_wanted` brings the id of a
    highlight to go to, and whether to have a look at it where it is doubtful.
    """

    link_clicked = Signal(str)
    retry_pictures = Signal(int)
    try_again = Signal(int)
    open_file = Signal(int)
    versions_wanted = Signal(int)
    style_changed = Signal(object)
    placed = Signal(str, object)
    page_wanted = Signal()
    escaped = Signal()
    menu_opening = Signal(object, str)
    annotation_wanted = Signal(int, bool)
    display_taken = Signal(object)

    def __init__(
        self,
        open_blob: Callable[[Sha256], bytes],
        parent: QWidget | None = None,
        *,
        style: ReadingStyle = ReadingStyle(),  # noqa: B008 - frozen
        place_of: Callable[[str], ReadingPlace | None] = lambda _key: None,
    ) -> None:
        super().__init__(parent)
        self._open_blob, self._place_of = open_blob, place_of
        self._style = style
        self._page: ReadyPage | None = None
        self._article: Article | None = None
        self._display: Display | None = None
        self.setAutoFillBackground(True)
        self.tools = ReaderTools(self)
        self.tools.settings_wanted.connect(self._open_settings)
        self.tools.contents_wanted.connect(self.open_contents)
        self.tools.back_wanted.connect(lambda: self.step_back(1))
        self.tools.versions_wanted.connect(self._ask_for_versions)
        self._settings: SettingsCard | None = None
        self.contents = ContentsCard(self)
        self.contents.chosen.connect(self._go_to_heading)
        self._find = FindBar(self)
        self.speaking = SpeakingBar(self)
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
        column.addWidget(self.speaking)
        column.addLayout(self._stack, 1)
        self._find.wanted.connect(self._find_words)
        self._find.moved.connect(self._find_next)
        self._find.closed.connect(self.focus_page)
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

    @property
    def language(self) -> str:
        """The language of the page that is shown, "" without one."""
        return self._page.language if self._page is not None else ""

    def show_article(self, article: Article | None, *, reason: str = "") -> None:
        """Show an article from its beginning or from where it was left; None shows that none is chosen."""
        self._article = article
        if article is None:
            self._page = None
            self.contents.hide()
            self.tools.show_origin("")
            self._find.hide()
            self._empty.say(_("Nothing chosen"), _("Choose an article to read it here."))
            self._stack.setCurrentWidget(self._empty)
            self._colour()
        else:
            script = self._style.script
            self.show_page(ready_page(article, words=page_words(), reason=reason, script=script))

    def show_page(self, page: ReadyPage) -> None:
        """Show a page that was made ready elsewhere (`reader_page.ready_page`, in a thread for long articles)."""
        self._page = page
        self._find.hide()
        self.contents.hide()
        self.tools.show_origin(_origin(page), _version(page))
        display = self._started()
        display.show_page(page, self._place_of(page.key))
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
        self.speaking.speak()
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
        return self._display.selected_text() if self._display is not None and self._page is not None else ""

    def selected_markup(self, then: Callable[[str], None]) -> None:
        """Tell what is selected in the article as HTML."""
        if self._display is not None and self._page is not None:
            self._display.selected_markup(then)

    def open_contents(self) -> None:
        """Show the article's headings, or put them away."""
        if self.contents.isVisible():
            self.contents.close_card()
        elif self._display is not None and self._page is not None:
            self._display.contents(self._show_contents)

    def go_to_annotation(self, annotation: AnnotationId, *, look: bool) -> None:
        """Bring a highlight of the article into view, perhaps to have a `look` at it where it is doubtful."""
        self.annotation_wanted.emit(annotation, look)

    def open_settings(self) -> None:
        """Show how articles are set, to be changed."""
        if self._page is not None:
            self._open_settings()

    def open_pictures(self) -> None:
        """Show the article's pictures large."""
        if self._display is not None and self._page is not None:
            self._display.open_pictures()

    def step_back(self, steps: int) -> None:
        """Return to where the last jump in the article began, or forward for a negative number."""
        if self._display is not None and self._page is not None:
            self._display.step_back(steps)

    def next_script(self) -> None:
        """Show Chinese as it was written, simplified or traditional, by turns."""
        following = SCRIPTS[(SCRIPTS.index(self._style.script) + 1) % len(SCRIPTS)]
        self.choose_style(replace(self._style, script=following))

    def focus_page(self) -> None:
        """Give the article the keyboard."""
        if self._display is not None:
            self._display.widget().setFocus()

    def close_view(self) -> None:
        """End the view in the order Chromium needs; before the program ends."""
        if self._display is not None:
            self._display.close()
            self._display = None

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_Space:
            self.scroll_pages(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
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
        display.placed.connect(self.placed)
        display.jumped.connect(lambda back, _forward: self.tools.show_ways(back=back))
        display.outlined.connect(lambda count: self.tools.show_ways(contents=count > 1))
        display.menu_opening.connect(self.menu_opening)
        display.escaped.connect(self.escaped)
        display.broken.connect(self._fall_back)
        self._stack.addWidget(display.widget())
        self._restyle()
        self.display_taken.emit(display)

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

    def _ask_for_versions(self) -> None:
        if self._page is not None:
            self.versions_wanted.emit(self._page.id)

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

    def _open_settings(self) -> None:
        if self._settings is not None and self._settings.isVisible():
            self._settings.close_card()
            return
        if self._settings is not None:
            self._settings.deleteLater()
        chinese = self._page is not None and self._page.language.lower().startswith("zh")
        self._settings = SettingsCard(self._style, self, chinese=chinese)
        self._settings.changed.connect(self.choose_style)
        self._settings.open(self._under(self.tools.letters))

    def _under(self, button: QWidget) -> QPoint:
        """Return the place of this pane under the middle of a button."""
        return button.mapTo(self, QPoint(button.width() // 2, button.height()))

    def choose_style(self, style: ReadingStyle) -> None:
        """Set articles in another style from now on, and tell it so that it is remembered."""
        other_script = style.script != self._style.script
        self.set_style(style)
        self.style_changed.emit(style)
        if other_script and self._article is not None:
            self.show_article(self._article)
        elif other_script:
            self.page_wanted.emit()

    def _show_contents(self, headings: tuple[Heading, ...], read: int) -> None:
        if headings:
            self.contents.open(self._under(self.tools.contents), headings, read)

    def _go_to_heading(self, number: int) -> None:
        if self._display is not None:
            self._display.go_to_heading(number)

    def _find_words(self, words: str) -> None:
        if self._display is not None:
            self._display.find(words)

    def _find_next(self, by: int) -> None:
        if self._display is not None:
            self._display.find_next(by)

    def _add_shortcuts(self) -> None:
        for keys, action in (
            (QKeySequence.StandardKey.ZoomIn, lambda: self.choose_style(self._style.bigger(1))),
            ("Ctrl+=", lambda: self.choose_style(self._style.bigger(1))),
            (QKeySequence.StandardKey.ZoomOut, lambda: self.choose_style(self._style.bigger(-1))),
            ("Ctrl+0", lambda: self.choose_style(self._style.bigger(ReadingStyle().size - self._style.size))),
            ("F3", lambda: self._find.moved.emit(1) if self._find.isVisible() else self.open_find()),
            ("Shift+F3", lambda: self._find.moved.emit(-1)),
        ):
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(action)


def _origin(page: ReadyPage) -> str:
    """Return where a page comes from, and what it is when it is not the article."""
    host = host_of(page.url) or page.url
    return _("{host} · {version}").format(host=host, version=page.aside) if page.aside else host


def _version(page: ReadyPage) -> str:
    """Return which version of its article a page is, "" where there is only one."""
    number, count = page.version
    return _("version {number} of {count}").format(number=number, count=count) if count > 1 else ""


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
