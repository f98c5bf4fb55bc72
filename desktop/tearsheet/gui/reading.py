"""Connect commands on the article that is read with the reader: jumps, quotations, look-ups, paper, a quiet window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import quote as percent_encoded

from PySide6.QtCore import QMarginsF, QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QPageLayout

from tearsheet.gui.background import Background
from tearsheet.gui.browsing import Browsing
from tearsheet.gui.menus import Menu
from tearsheet.gui.reader import ReaderPane
from tearsheet.gui.reader_page import ReadyPage
from tearsheet.gui.reader_words import page_words
from tearsheet.gui.remembered import Remembered
from tearsheet.gui.repair_page import shown_page
from tearsheet.gui.toast import Toasts
from tearsheet.gui.window import MainWindow
from tearsheet.model.article import Article
from tearsheet.text.words import _
from tearsheet.workflows import quote, repair
from tearsheet.workflows.desk import Desk
from tearsheet.workflows.page import PageWords

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_LOOK_UP = "https://www.bing.com/search?q={words}"
_LONGEST = 300


def new_printer(title: str) -> QPrinter:
    """Return the system's usual printer for a document of this title, with room around the text as a book has it."""
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setPageMargins(QMarginsF(22, 20, 22, 20), QPageLayout.Unit.Millimeter)
    return printer


class Reading(QObject):
    """What is done with the article in front of a person, but for marks on it."""

    def __init__(
        self,
        window: MainWindow,
        desk: Desk,
        background: Background,
        browsing: Browsing,
        reader: ReaderPane,
        toasts: Toasts,
        settings: Remembered,
    ) -> None:
        super().__init__(window)
        self._window, self._desk, self._background = window, desk, background
        self._browsing, self._reader, self._toasts, self._settings = browsing, reader, toasts, settings
        self._kept_shown = False
        self._printer: QPrinter | None = None
        commands: dict[str, Callable[[], None]] = {
            "contents": reader.open_contents,
            "back": lambda: reader.step_back(1),
            "forward": lambda: reader.step_back(-1),
            "find-here": reader.open_find,
            "pictures": reader.open_pictures,
            "text-settings": reader.open_settings,
            "script": reader.next_script,
            "copy-source": self.copy_with_source,
            "copy-quotation": self.copy_quotation,
            "search-selection": self.search_library,
            "look-up": self.look_up,
            "print": self.print_article,
            "kept-page": self.toggle_kept_page,
            "focus": self.toggle_focus,
            "full-screen": self.toggle_full_screen,
        }
        for name, act in commands.items():
            window.actions_by_name[name].triggered.connect(act)
        reader.menu_opening.connect(self._offer)
        reader.escaped.connect(window.leave_quiet)
        reader.page_wanted.connect(self._show_again)
        browsing.shown.connect(lambda _article: self._leave_kept_page())

    def copy_with_source(self) -> None:
        """Copy what is selected, and where it comes from."""
        article, words = self._browsing.article, self._reader.selected_text()
        if article is not None and self._has(words):
            QGuiApplication.clipboard().setText(quote.with_source(article, words, published=_published(article)))
            self._toasts.say(_("Copied with its source"))

    def copy_quotation(self) -> None:
        """Copy what is selected as a quotation in Markdown."""
        if self._has(self._reader.selected_text()):
            self._reader.selected_markup(self._copy_quotation)

    def search_library(self) -> None:
        """Search the library for what is selected."""
        words = " ".join(self._reader.selected_text().split())[:_LONGEST]
        if self._has(words):
            self._window.set_focus_mode(on=False)
            self._window.begin_search()
            self._window.articles.search.setText(f'"{words.replace(chr(34), " ")}"' if " " in words else words)

    def look_up(self) -> None:
        """Search the web for what is selected, in the browser: only ever when asked by name."""
        words = " ".join(self._reader.selected_text().split())[:_LONGEST]
        if self._has(words):
            address = self._settings.preferences.search_address or _LOOK_UP
            QDesktopServices.openUrl(QUrl(address.replace("{words}", percent_encoded(words, safe=""))))

    def print_article(self) -> None:
        """Ask for a printer, and print the article."""
        if self._reader.display is None or self._browsing.article is None:
            return
        # Imported here: few ever print.
        from PySide6.QtPrintSupport import QPrintDialog

        printer = new_printer(self._browsing.article.metadata.title)
        dialog = QPrintDialog(printer, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(partial(self.print_on, printer))
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.show()

    def print_on(self, printer: QPrinter) -> None:
        """Print the article that is shown."""
        display = self._reader.display
        if display is not None:
            self._printer = printer  # must outlive the printing, which Chromium does in its own time
            display.print_on(printer, self._printed)

    def toggle_kept_page(self) -> None:
        """Show the page as it was kept, with nothing taken out but what could do harm; or the article again."""
        article = self._browsing.article
        if self._kept_shown:
            self._show_again()
        elif article is not None:
            self._toasts.say(_("Opening the kept page…"))
            look = partial(_kept_page, self._desk, article, page_words())
            self._background.run(look, done=partial(self._show_kept, article), failed=self._toasts.say_failure)

    def toggle_focus(self) -> None:
        """Show nothing but the article, or everything again."""
        on = not self._window.focus_mode
        if self._browsing.article is not None or not on:
            self._window.set_focus_mode(on=on)
            if on:
                self._reader.focus_page()

    def toggle_full_screen(self) -> None:
        """Fill the screen, or stop doing so."""
        self._window.setWindowState(self._window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _has(self, words: str) -> bool:
        if not words.strip():
            self._toasts.say(_("Select some words in the article first."))
        return bool(words.strip())

    def _copy_quotation(self, html: str) -> None:
        article = self._browsing.article
        if article is not None and html:
            QGuiApplication.clipboard().setText(quote.quotation(article, html, published=_published(article)))
            self._toasts.say(_("Copied as a quotation in Markdown"))

    def _offer(self, menu: Menu, selected: str) -> None:
        """Add to the reader's menu what can be done with what is selected, or with the article."""
        selection = ("copy-source", "copy-quotation", "", "search-selection", "look-up", "")
        whole = ("", "back", "contents", "find-here", "read-aloud", "", "print", "kept-page", "focus", "")
        for name in selection if selected.strip() else whole:
            if name:
                menu.addAction(self._window.actions_by_name[name])
            else:
                menu.addSeparator()

    def _printed(self, well: bool) -> None:
        self._printer = None
        self._toasts.say(_("Sent to the printer") if well else _("It could not be printed."), serious=not well)

    def _show_kept(self, article: Article, page: ReadyPage) -> None:
        self._toasts.clear()
        now = self._browsing.article
        if now is not None and now.id == article.id:
            self._kept_shown = True
            self._window.actions_by_name["kept-page"].setText(_("Show the article again"))
            self._reader.show_page(page)

    def _show_again(self) -> None:
        self._leave_kept_page()
        self._browsing.show_again()

    def _leave_kept_page(self) -> None:
        self._kept_shown = False
        self._window.actions_by_name["kept-page"].setText(_("Show the page as it was kept"))


def _published(article: Article) -> str:
    published = article.metadata.published
    return page_words().day(published) if published is not None else ""


def _kept_page(desk: Desk, article: Article, words: PageWords) -> ReadyPage:
    page = repair.look(desk, article.id)
    shown = shown_page(article, page, words)
    html = shown.html.replace('class="ts-body"', 'class="ts-body ts-as-kept"', 1)
    return replace(shown, html=html, aside=_("the page as it was kept"))
