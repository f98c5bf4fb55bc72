"""What a person does with the article in front of them, in the window: quiet, quotations, paper, the way back to it."""

from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTextBrowser

from tearsheet.model.capture import Keeping
from tearsheet.model.changes import Changes
from tearsheet.settings.preferences import Preferences
from tearsheet.settings.reading_places import ReadingPlace, load_places, save_places
from tests.gui.conftest import Open
from tests.support.keepings import keeping
from tests.support.windows import Opened

LONG = " ".join(f"Sentence {n} of many, which goes on." for n in range(900))


def page_of(opened: Opened) -> QTextBrowser:
    assert opened.session.reader.display is not None
    view = opened.session.reader.display.widget()
    assert isinstance(view, QTextBrowser)
    return view


def add(opened: Opened, kept: Keeping) -> None:
    """Keep an article beside those there are."""
    added = opened.desk.library.add(kept).article
    opened.window.library_changed.emit(Changes(added=(added,)))
    opened.until(lambda: added in opened.ids)


def add_long(opened: Opened) -> None:
    """Keep an article of some screens and read it."""
    add(opened, keeping("long", LONG, title="Long", source="The Bench", byline="Ada Marsh", language="en"))
    opened.choose("Long")
    opened.until(lambda: page_of(opened).verticalScrollBar().maximum() > 0)


def test_nothing_but_the_article_is_shown_and_escape_brings_the_rest_back(open_window: Open) -> None:
    opened = open_window("One", "Two")
    opened.choose("One")
    panes = opened.window.panes_text()
    opened.press(Qt.Key.Key_F)
    assert not opened.window.sidebar.isVisible()
    assert not opened.window.middle.isVisible()
    assert opened.window.panes_text() == panes
    QTest.keyClick(page_of(opened), Qt.Key.Key_Escape)
    assert opened.window.sidebar.isVisible()
    assert opened.window.panes_text() == panes


def test_the_next_article_is_one_key_away_without_a_list(open_window: Open) -> None:
    opened = open_window("One", "Two")
    opened.choose("Two")
    opened.do("focus")
    opened.window.activateWindow()
    QTest.keyClick(page_of(opened), Qt.Key.Key_J)
    opened.until(lambda: opened.session.browsing.article is not None)
    opened.until(lambda: opened.session.browsing.article.metadata.title == "One")  # type: ignore[union-attr]
    assert opened.window.focus_mode


def test_no_article_means_nothing_to_be_alone_with(open_window: Open) -> None:
    opened = open_window()
    opened.do("focus")
    assert opened.window.sidebar.isVisible()


def test_the_search_leaves_the_quiet(open_window: Open) -> None:
    opened = open_window("One")
    opened.choose("One")
    opened.do("focus")
    opened.do("find")
    assert opened.window.articles.isVisible()


def test_full_screen_and_back(open_window: Open) -> None:
    opened = open_window("One")
    opened.do("full-screen")
    assert opened.window.isFullScreen()
    opened.window.leave_quiet()
    assert not opened.window.isFullScreen()


def test_a_selection_is_copied_with_its_source_and_as_a_quotation(open_window: Open) -> None:
    opened = open_window()
    add_long(opened)
    view = page_of(opened)
    view.find("Sentence 1 of many")
    opened.do("copy-source")
    clipboard = QGuiApplication.clipboard()
    assert clipboard.text() == "Sentence 1 of many\n\n— Ada Marsh, Long, The Bench\nhttps://news.example/long"
    opened.do("copy-quotation")
    assert clipboard.text() == ("> Sentence 1 of many\n>\n> — Ada Marsh, [Long](https://news.example/long), The Bench")


def test_nothing_selected_is_said(open_window: Open) -> None:
    opened = open_window("One")
    opened.choose("One")
    for name in ("copy-source", "copy-quotation", "search-selection", "look-up"):
        opened.session.toasts.clear()
        opened.do(name)
        assert opened.session.toasts.text == "Select some words in the article first."


def test_the_library_is_searched_for_what_is_selected(open_window: Open) -> None:
    opened = open_window("One")
    add_long(opened)
    page_of(opened).find("Sentence 7 of many")
    opened.do("search-selection")
    opened.until_listed("Long")
    assert opened.window.articles.search.text() == '"Sentence 7 of many"'


class Browser(QObject):
    """Stands where the system's browser would."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))


def test_the_web_is_searched_only_when_that_is_asked_for(open_window: Open) -> None:
    opened = open_window(preferences=Preferences(language="en", search_address="https://find.example/?q={words}"))
    add_long(opened)
    page_of(opened).find("many, which")
    browser = Browser()
    QDesktopServices.setUrlHandler("https", browser, "open")  # type: ignore[arg-type]  # its stub says bytes
    try:
        opened.do("search-selection")
        assert browser.opened == []
        opened.do("look-up")
    finally:
        QDesktopServices.unsetUrlHandler("https")
    assert browser.opened == ["https://find.example/?q=many%2C%20which"]


def test_an_article_is_printed(open_window: Open, tmp_path: Path) -> None:
    opened = open_window()
    add_long(opened)
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "article.pdf"))
    opened.session.reading.print_on(printer)
    opened.until(lambda: opened.session.toasts.text == "Sent to the printer")
    assert (tmp_path / "article.pdf").read_bytes().startswith(b"%PDF")


def test_where_an_article_was_left_is_written_down_when_the_window_closes(open_window: Open) -> None:
    opened = open_window()
    add_long(opened)
    bar = page_of(opened).verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    article = opened.session.browsing.article
    assert article is not None
    opened.until(lambda: 0.3 < (opened.session.places.of(article.uid) or ReadingPlace()).share < 1)
    assert load_places() == {}
    opened.window.close()
    assert load_places()[article.uid].quote in LONG


def test_an_article_opens_where_another_run_left_it(open_window: Open) -> None:
    opened = open_window()
    add(opened, keeping("long", LONG, title="Long"))
    uid = opened.desk.library.article(opened.ids[0]).uid
    save_places({uid: ReadingPlace(offset=9_000, of=30_000, quote="Sentence 400 of many,", share=0.4, at=1.0)})
    opened.choose("Long")
    view = page_of(opened)
    opened.until(lambda: view.verticalScrollBar().value() > 0)
    start = view.cursorForPosition(view.viewport().rect().topLeft()).position()
    assert "Sentence 400 " in view.toPlainText()[start : start + 120]


def read(opened: Opened, title: str) -> bool:
    ids = opened.desk.library.ids(opened.session.browsing.query)
    return next(a.read for a in map(opened.desk.library.article, ids) if a.metadata.title == title)


def test_an_article_counts_as_read_at_its_end(open_window: Open) -> None:
    opened = open_window()
    add_long(opened)
    opened.bot.wait(1800)
    assert not read(opened, "Long")
    bar = page_of(opened).verticalScrollBar()
    bar.setValue(bar.maximum())
    opened.until(lambda: read(opened, "Long"))


@pytest.mark.parametrize(("wanted", "marked"), [("opened", True), ("never", False)])
def test_or_when_it_is_opened_or_never(open_window: Open, wanted: str, marked: bool) -> None:
    opened = open_window(preferences=Preferences(language="en", mark_read=wanted))
    add_long(opened)
    bar = page_of(opened).verticalScrollBar()
    bar.setValue(0 if marked else bar.maximum())
    opened.bot.wait(1800)
    assert read(opened, "Long") is marked


def test_what_is_marked_as_unread_by_hand_stays_so_while_it_is_looked_at(open_window: Open) -> None:
    opened = open_window("One")
    opened.choose("One")
    opened.until(lambda: read(opened, "One"))
    opened.until(lambda: opened.session.browsing.article is not None and opened.session.browsing.article.read)
    opened.do("read")
    opened.until(lambda: not read(opened, "One"))
    opened.bot.wait(1800)
    assert not read(opened, "One")


def test_the_page_is_shown_as_it_was_kept_and_the_article_again(open_window: Open) -> None:
    opened = open_window()
    body = f"<html><body><nav>Home and away</nav><article><p>{LONG}</p></article></body></html>".encode()
    add(opened, keeping("kept", LONG, body=body, title="Kept"))
    opened.choose("Kept")
    opened.do("kept-page")
    opened.until(lambda: "Home and away" in page_of(opened).toPlainText())
    assert opened.session.reader.tools.origin().endswith("the page as it was kept")
    opened.do("kept-page")
    opened.until(lambda: "Home and away" not in page_of(opened).toPlainText())


def test_the_menu_of_a_selection_has_what_can_be_done_with_it(open_window: Open) -> None:
    opened = open_window()
    add_long(opened)
    page_of(opened).find("Sentence 7 of many")
    menus: list[list[str]] = []
    opened.session.reader.menu_opening.connect(lambda menu, _words: menus.append([a.text() for a in menu.actions()]))
    view = page_of(opened)
    view.menu(view.mapToGlobal(view.rect().center()))  # type: ignore[attr-defined]
    assert {"Copy", "Copy with source", "Copy as a Markdown quotation", "Search the web for it"} <= set(menus[0])
    for menu in view.findChildren(QObject):
        if menu.metaObject().className() == "Menu":
            menu.close()  # type: ignore[attr-defined]
