"""Show pages in Chromium: one warm document whose content is swapped, brought back when its renderer dies."""

import json
from collections.abc import Callable
from dataclasses import asdict
from time import monotonic

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineScript
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from tearsheet.gui.reader_page import ReadyPage
from tearsheet.gui.reader_style import ReadingStyle, colours_of
from tearsheet.gui.web import ArticleProfile, OpenBlob
from tearsheet.gui.web_walls import SHELL, ArticlePage
from tearsheet.resources import resource
from tearsheet.text.words import _

_WORLD = QWebEngineScript.ScriptWorldId.ApplicationWorld.value


class WebDisplay(QObject):
    """Articles in a QWebEngineView. Creating the first one starts Chromium.

    A renderer that dies again within `patience` seconds is given up, as calibre's viewer does.
    """

    link_clicked = Signal(str)
    link_hovered = Signal(str)
    pressed = Signal(str)
    found = Signal(int, int)
    broken = Signal()

    def __init__(self, open_blob: OpenBlob, parent: QWidget, *, scripts: tuple[str, ...] = ("reader",)) -> None:
        super().__init__(parent)
        self._profile = ArticleProfile(open_blob, QApplication.instance())
        self._view = _View(parent)
        self._page = ArticlePage(self._profile, self._view)
        self._view.setPage(self._page)
        # The page goes with its view and the profile after both: Chromium crashes when the profile goes first.
        self._view.destroyed.connect(self._profile.deleteLater)
        self._shown: ReadyPage | None = None
        self._style = (ReadingStyle(), "light")
        self._warm = False
        self._crashed = float("-inf")
        self.patience = 2.0
        for name in scripts:
            self._page.scripts().insert(_script(name))
        self._page.loadFinished.connect(self._loaded)
        self._page.renderProcessTerminated.connect(self._recover)
        self._page.link_clicked.connect(self.link_clicked)
        self._page.pressed.connect(self.pressed)
        self._page.linkHovered.connect(self.link_hovered)
        self._view.link_opened.connect(self.link_clicked)
        self._page.load(SHELL)

    def widget(self) -> QWidget:
        return self._view

    def page(self) -> QWebEnginePage:
        """Return the page, for what is done with a whole document (printing, tests)."""
        return self._page

    def show_page(self, page: ReadyPage) -> None:
        self._shown = page
        self._profile.files.allow(page.pictures)
        self._run("show", str(page.id), page.title, page.language, page.html)

    def set_style(self, style: ReadingStyle, theme: str) -> None:
        self._style = (style, theme)
        self._page.setBackgroundColor(QColor(colours_of(theme)["paper"]))
        self._run("style", {**asdict(style), "theme": theme, "leading": style.leading / 100})

    def scroll(self, pages: int) -> None:
        self._run("scroll", pages)

    def find(self, words: str) -> None:
        self._run("find", words, then=self._tell_found)

    def find_next(self, by: int) -> None:
        self._run("step", by, then=self._tell_found)

    def selected_text(self) -> str:
        return self._page.selectedText()

    def close(self) -> None:
        self._warm = False
        self._view.deleteLater()

    def _run(
        self, name: str, *arguments: object, of: str = "reader", then: Callable[[list[int]], None] | None = None
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

    def _tell_found(self, found: list[int]) -> None:
        self.found.emit(*found)

    def _loaded(self, ok: bool) -> None:
        if self._warm:
            return  # a link was clicked and refused: Chromium counts that as a load, the document stays
        self._warm = ok
        if not ok:
            self.broken.emit()
            return
        self.set_style(*self._style)
        if self._shown is not None:
            self.show_page(self._shown)

    def _recover(self, status: QWebEnginePage.RenderProcessTerminationStatus) -> None:
        self._warm = False
        if status is QWebEnginePage.RenderProcessTerminationStatus.NormalTerminationStatus:
            return
        before, self._crashed = self._crashed, monotonic()
        if self._crashed - before < self.patience:
            self.broken.emit()
        else:
            self._page.load(SHELL)


def _script(name: str) -> QWebEngineScript:
    script = QWebEngineScript()
    script.setName(name)
    script.setWorldId(_WORLD)
    script.setInjectionPoint(QWebEngineScript.InjectionPoint.DocumentReady)
    script.setSourceCode(resource(f"reader/{name}.js").read_text("utf-8"))
    return script


class _View(QWebEngineView):
    """The view without Chromium's own menu, and without its taste for drops, which are the window's."""

    link_opened = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAcceptDrops(False)
        self.menu: Callable[[QPoint], None] = self._open_menu

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ChildPolished:
            for child in self.findChildren(QWidget):
                child.setAcceptDrops(False)
        return super().event(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        self.menu(event.globalPos())

    def _open_menu(self, place: QPoint) -> None:
        menu = self._menu()
        if menu is not None:
            menu.popup(place)

    def _menu(self) -> QMenu | None:
        page, request = self.page(), self.lastContextMenuRequest()
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        link = request.linkUrl()
        if link.scheme() in ("http", "https"):
            address = link.toString(link.ComponentFormattingOption.FullyEncoded)
            menu.addAction(_("Open link in browser"), lambda: self.link_opened.emit(address))
            menu.addAction(_("Copy link address"), lambda: page.triggerAction(page.WebAction.CopyLinkToClipboard))
            menu.addSeparator()
        copy = menu.addAction(_("Copy"), lambda: page.triggerAction(page.WebAction.Copy))
        copy.setEnabled(bool(request.selectedText()))
        menu.addAction(_("Select all"), lambda: page.triggerAction(page.WebAction.SelectAll))
        return menu
