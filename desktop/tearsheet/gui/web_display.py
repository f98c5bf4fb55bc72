"""Show pages in Chromium: one warm document whose content is swapped, brought back when its renderer dies."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from time import monotonic, time
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent
from PySide6.QtWebEngineCore import QWebEngineContextMenuRequest, QWebEnginePage, QWebEngineScript
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QApplication, QWidget

from tearsheet.gui.marking_web import WebMarks
from tearsheet.gui.menus import Menu
from tearsheet.gui.reader_display import Heading
from tearsheet.gui.reader_page import ReadyPage
from tearsheet.gui.reader_style import ReadingStyle, colours_of
from tearsheet.gui.web import ArticleProfile, OpenBlob
from tearsheet.gui.web_teller import Teller, channel_script, connected
from tearsheet.gui.web_walls import SHELL, ArticlePage
from tearsheet.resources import resource
from tearsheet.settings.reading_places import ReadingPlace
from tearsheet.text.words import _

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_WORLD = QWebEngineScript.ScriptWorldId.ApplicationWorld.value
READING = (
    *("reader", "finding", "jumps", "footnotes", "pictures", "tables", "quoting"),
    *("passages", "marks", "marking", "speaking"),
)
"""The scripts of the reader, in the order in which they build on each other."""


class WebDisplay(QObject):
    """Articles in a QWebEngineView. Creating the first one starts Chromium.

    A renderer that dies again within `patience` seconds is given up, as calibre's viewer does. What the signals bring
    stands at `reader_display.Display`.
    """

    link_clicked = Signal(str)
    link_hovered = Signal(str)
    pressed = Signal(str)
    found = Signal(int, int)
    placed = Signal(str, object)
    jumped = Signal(bool, bool)
    outlined = Signal(int)
    menu_opening = Signal(object, str)
    escaped = Signal()
    broken = Signal()

    def __init__(self, open_blob: OpenBlob, parent: QWidget, *, scripts: tuple[str, ...] = READING) -> None:
        super().__init__(parent)
        self._profile = ArticleProfile(open_blob, QApplication.instance())
        self._view = _View(parent)
        self._page = ArticlePage(self._profile, self._view)
        self._view.setPage(self._page)
        # The page goes with its view and the profile after both: Chromium crashes when the profile goes first.
        self._view.destroyed.connect(self._profile.deleteLater)
        self._shown: ReadyPage | None = None
        self._place: ReadingPlace | None = None
        self._style = (ReadingStyle(), "light")
        self._warm = False
        self._crashed = float("-inf")
        self.patience = 2.0
        self._printed: Callable[[bool], None] = lambda _well: None
        self._teller = Teller(self)
        self._teller.told.connect(self._hear)
        connected(self._teller, self._page, _WORLD)
        self._reads = scripts == READING
        self.marks = WebMarks(self._run, self)
        self._page.scripts().insert(_script(scripts))
        self._page.loadFinished.connect(self._loaded)
        self._page.renderProcessTerminated.connect(self._recover)
        self._view.printFinished.connect(self._put_down_paper)
        self._page.link_clicked.connect(self.link_clicked)
        self._page.pressed.connect(self.pressed)
        self._page.linkHovered.connect(self.link_hovered)
        self._view.menu = self._open_menu
        self._page.load(SHELL)

    def widget(self) -> QWidget:
        return self._view

    def page(self) -> QWebEnginePage:
        """Return the page, for what is done with a whole document (printing, tests)."""
        return self._page

    def show_page(self, page: ReadyPage, place: ReadingPlace | None = None) -> None:
        self._shown, self._place = page, place
        self._profile.files.allow(page.pictures)
        self._run("show", page.key, page.title, page.language, page.html, asdict(place) if place else None)
        self.marks.page_shown(page.key)

    def set_style(self, style: ReadingStyle, theme: str) -> None:
        self._style = (style, theme)
        self._dress(style, theme)

    def _dress(self, style: ReadingStyle, theme: str) -> None:
        self._page.setBackgroundColor(QColor(colours_of(theme)["paper"]))
        self._run("style", {**asdict(style), "theme": theme, "leading": style.leading / 100})

    def scroll(self, pages: int) -> None:
        self._run("scroll", pages)

    def find(self, words: str) -> None:
        self._run("find", words, of="finding", then=lambda found: self.found.emit(*found))

    def find_next(self, by: int) -> None:
        self._run("step", by, of="finding", then=lambda found: self.found.emit(*found))

    def contents(self, then: Callable[[tuple[Heading, ...], int], None]) -> None:
        def tell(answer: tuple[list[tuple[int, str]], int]) -> None:
            then(tuple(Heading(words=words, level=level) for level, words in answer[0]), answer[1])

        self._run("contents", of="jumps", then=tell)

    def go_to_heading(self, number: int) -> None:
        self._run("toHeading", number, of="jumps")

    def step_back(self, steps: int) -> None:
        self._run("back" if steps > 0 else "forward", of="jumps")

    def open_pictures(self) -> None:
        self._view.setFocus()
        self._run("open", of="pictures")

    def selected_text(self) -> str:
        return self._page.selectedText()

    def selected_markup(self, then: Callable[[str], None]) -> None:
        self._run("selected", of="quoting", then=then)

    def first_sentence(self, then: Callable[[str | None], None]) -> None:
        self._run("begin", of="speaking", then=then)

    def next_sentence(self, by: int, then: Callable[[str | None], None]) -> None:
        self._run("step", by, of="speaking", then=then)

    def forget_sentence(self) -> None:
        self._run("forget", of="speaking")

    def print_on(self, printer: QPrinter, then: Callable[[bool], None]) -> None:
        self._printed = then
        # Paper is white, its edges too, whatever the screen is like; asked after that, so that it is by then.
        self._dress(self._style[0], "light")
        self._page.setBackgroundColor(Qt.GlobalColor.white)
        self._page.runJavaScript("0", _WORLD, lambda _answer: self._view.print(printer))

    def _put_down_paper(self, well: bool) -> None:
        self._dress(*self._style)
        self._printed(well)

    def close(self) -> None:
        self._warm = False
        self._view.deleteLater()

    def _run(
        self, name: str, *arguments: object, of: str = "reader", then: Callable[[Any], None] | None = None
    ) -> None:
        """Call one of a script's functions; before the document is there, `_loaded` does what counts."""
        if not self._warm:
            return
        call = f"{of}.{name}({', '.join(json.dumps(argument) for argument in arguments)})"
        if then is None:
            self._page.runJavaScript(call, _WORLD)
            return

        def tell(answer: str) -> None:
            # Answers still come while the page ends, and are empty then.
            if self._warm and answer:
                then(json.loads(answer))

        # Text, because PySide hands an array over as an empty string.
        self._page.runJavaScript(f"JSON.stringify({call})", _WORLD, tell)

    def _open_menu(self, place: QPoint) -> None:
        request = self._view.lastContextMenuRequest()
        if request is None:
            return
        menu, act = Menu(self._view), self._page.triggerAction
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        link = request.linkUrl()
        if link.scheme() in ("http", "https"):
            address = link.toString(link.ComponentFormattingOption.FullyEncoded)
            menu.addAction(_("Open link in browser"), lambda: self.link_clicked.emit(address))
            menu.addAction(_("Copy link address"), lambda: act(QWebEnginePage.WebAction.CopyLinkToClipboard))
            menu.addSeparator()
        if request.mediaType() is QWebEngineContextMenuRequest.MediaType.MediaTypeImage:
            menu.addAction(_("Copy picture"), lambda: act(QWebEnginePage.WebAction.CopyImageToClipboard))
            self.marks.offer(menu, request.mediaUrl())
            menu.addSeparator()
        copy = menu.addAction(_("Copy"), lambda: act(QWebEnginePage.WebAction.Copy))
        copy.setEnabled(bool(request.selectedText()))
        self.menu_opening.emit(menu, request.selectedText())
        menu.addAction(_("Select all"), lambda: act(QWebEnginePage.WebAction.SelectAll))
        menu.popup(place)

    def _hear(self, name: str, value: Any) -> None:
        match name:
            case "placed":
                key = value.pop("key")
                place = ReadingPlace(**value, at=time())
                if self._shown is not None and key == self._shown.key:
                    self._place = place
                self.placed.emit(key, place)
            case "jumped":
                self.jumped.emit(*value)
            case "outlined":
                self.outlined.emit(value)
            case "escaped":
                self.escaped.emit()
            case _:
                self.marks.hear(name, value)

    def _loaded(self, ok: bool) -> None:
        if self._warm:
            return  # a link was clicked and refused: Chromium counts that as a load, the document stays
        self._warm = ok
        if not ok:
            self.broken.emit()
            return
        if self._reads:
            self._run("speak", _picture_words(), of="pictures")
            self.marks.speak()
        self.set_style(*self._style)
        if self._shown is not None:
            self.show_page(self._shown, self._place)

    def _recover(self, status: QWebEnginePage.RenderProcessTerminationStatus) -> None:
        self._warm = False
        if status is QWebEnginePage.RenderProcessTerminationStatus.NormalTerminationStatus:
            return
        before, self._crashed = self._crashed, monotonic()
        if self._crashed - before < self.patience:
            self.broken.emit()
        else:
            self._page.load(SHELL)


def _script(names: tuple[str, ...]) -> QWebEngineScript:
    """Return scripts as one, so that each finds those before it."""
    parts = [channel_script(), *(resource(f"reader/{name}.js").read_text("utf-8") for name in names)]
    script = QWebEngineScript()
    script.setName("reader")
    script.setWorldId(_WORLD)
    script.setInjectionPoint(QWebEngineScript.InjectionPoint.DocumentReady)
    script.setSourceCode("\n".join(parts))
    return script


def _picture_words() -> dict[str, str]:
    return {
        "picture": _("Picture"),
        "previous": _("Previous picture"),
        "next": _("Next picture"),
        "close": _("Close"),
    }


class _View(QWebEngineView):
    """The view without Chromium's own menu, and without its taste for drops, which are the window's."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAcceptDrops(False)
        self.menu: Callable[[QPoint], None] = lambda _place: None

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ChildPolished:
            for child in self.findChildren(QWidget):
                child.setAcceptDrops(False)
        return super().event(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        self.menu(event.globalPos())
