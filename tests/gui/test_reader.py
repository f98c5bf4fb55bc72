"""What a person does in the reader, in the real web view."""

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWebEngineCore import QWebEnginePage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tearsheet.gui import style, theme
from tearsheet.gui.reader import ReaderPane
from tearsheet.gui.reader_plain import PlainDisplay
from tearsheet.gui.reader_style import ReadingStyle, colours_of
from tearsheet.gui.reading import new_printer
from tearsheet.gui.web_display import WebDisplay
from tearsheet.model.article import Kind
from tearsheet.model.ids import ArticleId
from tests.support.reader_articles import BASE, english_article, version
from tests.support.reader_panes import WORLD, kill_renderer, reader_pane, shown, value

LONG = replace(
    BASE, id=ArticleId(2), uid="u2", html="".join(f"<p>Paragraph {n}, {'and so on ' * 40}</p>" for n in range(80))
)
TOP = """(() => {
  const node = document.caretPositionFromPoint(innerWidth / 2, 30).offsetNode;
  return node.parentElement.closest('p').innerText.split(',')[0];
})()"""
BUTTON = """(() => {
  const button = document.querySelector('.ts-button');
  button.scrollIntoView({block: 'center'});
  return JSON.stringify(button.getBoundingClientRect());
})()"""


@pytest.fixture
def pane(qtbot: QtBot) -> Iterator[ReaderPane]:
    yield from reader_pane(qtbot)


@pytest.fixture(autouse=True)
def light() -> Iterator[None]:
    style.apply(theme.LIGHT)
    yield
    style.apply(theme.LIGHT)


def page_of(pane: ReaderPane) -> QWebEnginePage:
    assert isinstance(pane.display, WebDisplay)
    return pane.display.page()


def wait_for(qtbot: QtBot, pane: ReaderPane, script: str, wanted: object) -> None:
    answers: list[object] = []

    def there() -> bool:
        page_of(pane).runJavaScript(script, WORLD, answers.append)
        return wanted in answers[-3:]

    qtbot.waitUntil(there, timeout=20_000)


def test_no_web_view_is_made_before_there_is_an_article(pane: ReaderPane) -> None:
    assert pane.display is None
    assert pane.empty.isVisible()


def test_an_article_is_shown_and_another_takes_its_place_in_the_same_document(pane: ReaderPane, qtbot: QtBot) -> None:
    page = shown(pane, qtbot, english_article())
    value(qtbot, page, "globalThis.warm = 'still'")
    shown(pane, qtbot, replace(BASE, html="<p>另一篇</p>"))
    assert value(qtbot, page, "globalThis.warm + document.querySelector('.ts-body').innerText") == "still另一篇"


def test_what_chromium_was_started_with_is_not_left_to_the_programs_children(pane: ReaderPane, qtbot: QtBot) -> None:
    before = os.environ.get("QTWEBENGINE_CHROMIUM_FLAGS")
    shown(pane, qtbot, BASE)
    assert os.environ.get("QTWEBENGINE_CHROMIUM_FLAGS") == before


def test_an_article_left_in_the_middle_is_opened_there_again(pane: ReaderPane, qtbot: QtBot) -> None:
    page = shown(pane, qtbot, LONG)
    value(qtbot, page, "scrollTo(0, 6000); 1")
    here = value(qtbot, page, TOP)
    assert here != "Paragraph 0"
    shown(pane, qtbot, BASE)
    assert value(qtbot, page, "scrollY") == 0
    pane.show_article(LONG)
    assert value(qtbot, page, TOP) == here


def test_another_size_width_or_theme_keeps_the_line_that_is_read(pane: ReaderPane, qtbot: QtBot) -> None:
    page = shown(pane, qtbot, LONG)
    value(qtbot, page, "scrollTo(0, 6000); 1")
    here = value(qtbot, page, TOP)
    pane.set_style(ReadingStyle(size=25, measure=27, leading=210, theme="sepia", face="sans"))
    assert value(qtbot, page, TOP) == here
    assert value(qtbot, page, "getComputedStyle(document.querySelector('.ts-page')).fontSize") == "25px"


def test_a_narrower_window_keeps_the_line_that_is_read(pane: ReaderPane, qtbot: QtBot) -> None:
    page = shown(pane, qtbot, LONG)
    value(qtbot, page, "addEventListener('scrollend', () => { globalThis.rested = 1 }); scrollTo(0, 6000); 1")
    wait_for(qtbot, pane, "globalThis.rested", 1)
    here = value(qtbot, page, TOP)
    pane.resize(430, 600)
    wait_for(qtbot, pane, "innerWidth", 430)
    wait_for(qtbot, pane, TOP, here)


def test_paper_is_under_the_page_before_anything_is_drawn(pane: ReaderPane, qtbot: QtBot) -> None:
    style.apply(theme.DARK)
    shown(pane, qtbot, BASE)
    paper = QColor(colours_of("dark")["paper"])
    assert page_of(pane).backgroundColor() == paper
    assert pane.palette().window().color() == paper


def test_the_reader_follows_the_windows_theme_unless_it_has_its_own(pane: ReaderPane, qtbot: QtBot) -> None:
    page = shown(pane, qtbot, BASE)
    style.apply(theme.DARK)
    pane.set_theme()
    wait_for(qtbot, pane, "document.documentElement.dataset.theme", "dark")
    pane.set_style(ReadingStyle(theme="sepia"))
    assert value(qtbot, page, "document.documentElement.dataset.theme") == "sepia"


def test_words_are_found_and_gone_through(pane: ReaderPane, qtbot: QtBot) -> None:
    page = shown(pane, qtbot, replace(BASE, html="<p>Alpha (b) 金融 ALPHA</p><p>alp<em>ha</em> 金融</p>"))
    display = pane.display
    assert display is not None
    for words, count in (("alpha", 3), ("金融", 2), ("(b", 1), ("nothing", 0)):
        with qtbot.waitSignal(display.found, timeout=10_000) as found:
            display.find(words)
        assert found.args == [1 if count else 0, count], words
    display.find("alpha")
    with qtbot.waitSignals([display.found] * 3, timeout=10_000):
        display.find_next(-1)
        display.find_next(1)
    assert value(qtbot, page, "CSS.highlights.get('found').size") == 1
    display.find("")
    assert value(qtbot, page, "CSS.highlights.size") == 0


def test_space_turns_a_screen_and_home_comes_back(pane: ReaderPane, qtbot: QtBot) -> None:
    page = shown(pane, qtbot, LONG)
    QTest.keyClick(pane, Qt.Key.Key_Space)
    wait_for(qtbot, pane, "scrollY > 400", True)
    view = pane.display.widget() if pane.display else pane
    surface = view.focusProxy() or view
    surface.setFocus()
    QTest.keyClick(surface, Qt.Key.Key_Home)
    wait_for(qtbot, pane, "scrollY", 0)
    assert page.title() == LONG.metadata.title


def test_letters_grow_and_shrink_by_keys_and_that_is_told(pane: ReaderPane, qtbot: QtBot) -> None:
    shown(pane, qtbot, BASE)
    told: list[int] = []
    pane.style_changed.connect(lambda chosen: told.append(chosen.size))
    pane.activateWindow()
    pane.setFocus()
    for key in (Qt.Key.Key_Equal, Qt.Key.Key_Minus, Qt.Key.Key_Minus, Qt.Key.Key_0):
        QTest.keyClick(pane, key, Qt.KeyboardModifier.ControlModifier)
    assert told == [19, 18, 17, 18]


@pytest.mark.parametrize(
    ("kind", "name"),
    [(Kind.ARTICLE, "retry_pictures"), (Kind.LINK, "try_again"), (Kind.FILE, "open_file")],
)
def test_a_button_in_the_page_tells_whose_it_was(pane: ReaderPane, qtbot: QtBot, kind: Kind, name: str) -> None:
    page = shown(pane, qtbot, replace(english_article(), kind=kind))
    box = json.loads(str(value(qtbot, page, BUTTON)))
    view = pane.display.widget() if pane.display else pane
    surface = view.focusProxy() or view
    with qtbot.waitSignal(getattr(pane, name), timeout=10_000) as pressed:
        QTest.mouseClick(surface, Qt.MouseButton.LeftButton, pos=QPoint(round(box["x"]) + 8, round(box["y"]) + 8))
    assert pressed.args == [english_article().id]


def test_drops_are_left_to_the_window(pane: ReaderPane, qtbot: QtBot) -> None:
    shown(pane, qtbot, BASE)
    assert pane.display is not None
    view = pane.display.widget()
    assert [part for part in (view, *view.findChildren(QWidget)) if part.acceptDrops()] == []


def test_an_article_read_at_night_is_printed_on_white_paper(pane: ReaderPane, qtbot: QtBot, tmp_path: Path) -> None:
    style.apply(theme.DARK)
    shown(pane, qtbot, english_article())
    printer = new_printer("A walk by the river")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "article.pdf"))
    printed: list[bool] = []
    assert isinstance(pane.display, WebDisplay)
    pane.display.print_on(printer, printed.append)
    qtbot.waitUntil(lambda: bool(printed), timeout=20_000)
    assert printed == [True]
    wait_for(qtbot, pane, "document.documentElement.dataset.theme", "dark")
    document = QPdfDocument()
    assert document.load(str(tmp_path / "article.pdf")) is QPdfDocument.Error.None_
    page = document.render(0, QSize(600, 850))
    paper = QImage(page.size(), QImage.Format.Format_RGB32)
    paper.fill(Qt.GlobalColor.white)
    with QPainter(paper) as painter:
        painter.drawImage(0, 0, page)
    edge = [paper.pixelColor(x, y).lightness() for x in range(0, 50, 4) for y in range(0, 850, 4)]
    text = [paper.pixelColor(x, y).lightness() for x in range(60, 540, 2) for y in range(60, 800, 2)]
    assert min(edge) == 255
    assert min(text) < 128 and sum(shade == 255 for shade in text) > len(text) / 2


def test_the_version_is_named_when_there_are_several_and_asks_for_them_all(pane: ReaderPane, qtbot: QtBot) -> None:
    shown(pane, qtbot, replace(BASE, versions=(version(1), version(2)), version=version(2).id))
    assert pane.tools.origin() == "bench.example"
    assert pane.tools.version.text() == "version 2 of 2"
    with qtbot.waitSignal(pane.versions_wanted, timeout=10_000) as asked:
        QTest.mouseClick(pane.tools.version, Qt.MouseButton.LeftButton)
    assert asked.args == [BASE.id]
    shown(pane, qtbot, BASE)
    assert not pane.tools.version.isVisible()


def test_a_renderer_that_dies_comes_back_with_the_article(pane: ReaderPane, qtbot: QtBot) -> None:
    page = shown(pane, qtbot, english_article())
    kill_renderer(qtbot, page)
    wait_for(qtbot, pane, "document.querySelector('h1') && document.querySelector('h1').lang", "en")


def test_a_renderer_that_dies_twice_in_a_row_makes_way_for_the_plain_view(pane: ReaderPane, qtbot: QtBot) -> None:
    page = shown(pane, qtbot, english_article())
    kill_renderer(qtbot, page)
    # However long the second death takes to be noticed here, it counts as soon after the first.
    assert isinstance(pane.display, WebDisplay)
    pane.display.patience = 60.0
    kill_renderer(qtbot, page)
    qtbot.waitUntil(lambda: isinstance(pane.display, PlainDisplay), timeout=10_000)
    assert pane.display is not None
    assert pane.display.widget().isVisible()
