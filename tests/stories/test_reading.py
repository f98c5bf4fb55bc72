"""An article is read over two evenings, in the window as it is: a real web view, keys, another run of the program."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWebEngineCore import QWebEnginePage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tearsheet.gui.web_display import WebDisplay
from tearsheet.workflows.desk import Desk
from tests.support.desks import desk_at
from tests.support.keepings import keeping
from tests.support.reader_panes import value
from tests.support.windows import Opened

_TOP = "document.caretPositionFromPoint(innerWidth / 2, 12).offsetNode.data.slice(0, 24)"


def library_with_a_long_article(folder: Path) -> Desk:
    desk = desk_at(folder)
    text = "</p><p>".join(f"Sentence {n} of many, which goes on for a while." for n in range(400))
    desk.library.add(keeping("long", text, title="Long", language="en"))
    return desk


def page_of(opened: Opened) -> QWebEnginePage:
    display = opened.session.reader.display
    assert isinstance(display, WebDisplay)
    return display.page()


def keyboard_of(opened: Opened) -> QWidget:
    """Give the page the keyboard and return what its keys go to."""
    display = opened.session.reader.display
    assert display is not None
    opened.window.activateWindow()
    display.widget().setFocus()
    return display.widget().focusProxy() or display.widget()


def test_reading_goes_on_where_it_was_left_the_evening_before(qtbot: QtBot, tmp_path: Path) -> None:
    opened = Opened(qtbot, library_with_a_long_article(tmp_path / "library"))
    article = opened.choose("Long")
    uid = opened.desk.library.article(article).uid
    page = page_of(opened)
    opened.until(lambda: value(qtbot, page, "document.body.scrollHeight > 5000") is True)
    for _ in range(4):
        QTest.keyClick(keyboard_of(opened), Qt.Key.Key_PageDown)
    opened.until(lambda: (place := opened.session.places.of(uid)) is not None and place.quote != "")
    qtbot.wait(600)
    left = value(qtbot, page, _TOP)
    assert str(left).startswith("Sentence")
    opened.close()

    again = Opened(qtbot, desk_at(tmp_path / "library"))
    again.choose("Long")
    opened.until(lambda: value(qtbot, page_of(again), f"scrollY > 0 && {_TOP}") == left)
    assert not again.desk.library.article(article).read
    again.close()


def test_the_page_alone_is_left_by_escape_and_read_to_its_end(qtbot: QtBot, tmp_path: Path) -> None:
    opened = Opened(qtbot, library_with_a_long_article(tmp_path / "library"))
    article = opened.choose("Long")
    opened.until(lambda: value(qtbot, page_of(opened), "document.body.scrollHeight > 5000") is True)
    QTest.keyClick(keyboard_of(opened), Qt.Key.Key_F)
    opened.until(lambda: opened.window.focus_mode)
    QTest.keyClick(keyboard_of(opened), Qt.Key.Key_End)
    opened.until(lambda: opened.desk.library.article(article).read)
    QTest.keyClick(keyboard_of(opened), Qt.Key.Key_Escape)
    opened.until(lambda: opened.window.sidebar.isVisible())
    opened.close()
