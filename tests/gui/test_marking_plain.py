"""Marking in the plain view: what is selected is marked, drawn over the text, and pressed to be changed."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTextBrowser, QTextEdit
from pytestqt.qtbot import QtBot

from tearsheet.gui.mark_colours import mark_colours
from tearsheet.model.annotation import Colour
from tearsheet.model.ids import ArticleId
from tests.gui.conftest import Open
from tests.support.annotated import BRIDGE, PARAGRAPHS
from tests.support.desks import desk_at
from tests.support.marking import keep
from tests.support.windows import Opened

HTML = (
    "<h2>High water</h2>"
    + "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    + "<ul><li>one 𠮷</li><li>two</li></ul>"
    "<table><tr><td>a</td><td>b</td></tr></table><p><img src='https://news.example/gone.png' alt='A cow'></p>"
    "<p>The <ruby>end<rt>fin</rt></ruby></p>"
)


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path, open_window: Open) -> tuple[Opened, ArticleId]:
    desk = desk_at(tmp_path / "library")
    article = keep(desk, "a", HTML, title="River")
    desk.close()
    window = open_window()
    window.choose("River")
    qtbot.waitUntil(lambda: window.session.marking.annotating.article is not None)
    return window, article


def page_of(opened: Opened) -> QTextBrowser:
    assert opened.session.reader.display is not None
    view = opened.session.reader.display.widget()
    assert isinstance(view, QTextBrowser)
    return view


def texts(opened: Opened, article: ArticleId) -> list[tuple[str, Colour]]:
    return [(each.text, each.annotation.colour) for each in opened.desk.library.annotating.of_article(article)]


def drawn(opened: Opened) -> list[QTextEdit.ExtraSelection]:
    return page_of(opened).extraSelections()


@pytest.mark.parametrize("words", [BRIDGE, "one 𠮷", "High water", "lowered with ropes."])
def test_what_is_selected_is_marked_with_the_colour_s_key(opened: tuple[Opened, ArticleId], words: str) -> None:
    window, article = opened
    view = page_of(window)
    view.moveCursor(QTextCursor.MoveOperation.Start)
    assert view.find(words)
    window.window.activateWindow()
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_4)
    window.until(lambda: texts(window, article) == [(words, Colour.PINK)])
    window.until(lambda: len(drawn(window)) == 1)
    (selection,) = drawn(window)
    assert selection.cursor.selectedText() == words
    assert selection.format.background().color() == QColor(mark_colours("light", Colour.PINK).surface)


def test_a_selection_over_blocks_is_marked_and_recoloured_by_pressing_it(opened: tuple[Opened, ArticleId]) -> None:
    window, article = opened
    view = page_of(window)
    document = view.document()
    begin, end = document.find("upstairs to wait"), document.find("By noon")
    cursor = view.textCursor()
    cursor.setPosition(begin.selectionStart())
    cursor.setPosition(end.selectionEnd(), QTextCursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)
    window.do("highlight")
    window.until(lambda: texts(window, article) == [("upstairs to wait.\n\nBy noon", Colour.YELLOW)])
    window.until(lambda: len(drawn(window)) == 1)
    place = view.cursorRect(document.find("stairs to")).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place + QPoint(-8, 0))
    card = window.session.marking.hand.card
    window.until(card.isVisible)
    card.swatches.buttons[Colour.BLUE].click()
    window.until(lambda: texts(window, article)[0][1] is Colour.BLUE)


def test_what_is_found_is_drawn_beside_what_is_marked(opened: tuple[Opened, ArticleId]) -> None:
    window, article = opened
    view = page_of(window)
    assert view.find(BRIDGE)
    window.do("highlight")
    window.until(lambda: len(drawn(window)) == 1)
    assert window.session.reader.display is not None
    window.session.reader.display.find("river")
    assert len(drawn(window)) > 1
    window.session.reader.display.find("")
    assert [each.cursor.selectedText() for each in drawn(window)] == [BRIDGE]
    assert texts(window, article) == [(BRIDGE, Colour.YELLOW)]


def test_nothing_selected_is_said(opened: tuple[Opened, ArticleId]) -> None:
    window, article = opened
    for command in ("highlight", "highlight-green", "mark-note"):
        window.session.toasts.clear()
        window.do(command)
        window.until(lambda: window.session.toasts.text == "Select some words in the article first.")
    assert texts(window, article) == []


def test_a_theme_draws_marks_in_its_own_shades(opened: tuple[Opened, ArticleId]) -> None:
    window, _article = opened
    assert page_of(window).find(BRIDGE)
    window.do("highlight")
    window.until(lambda: len(drawn(window)) == 1)
    window.program.set_theme("dark")
    window.session.reader.set_theme()
    shade = QColor(mark_colours("dark", Colour.YELLOW).surface)

    def holds() -> bool:
        (selection,) = drawn(window)
        return selection.format.background().color() == shade

    window.until(holds)


def test_the_card_answers_to_the_keys_that_its_tips_name(opened: tuple[Opened, ArticleId]) -> None:
    window, article = opened
    assert page_of(window).find(BRIDGE)
    window.do("mark-note")
    card = window.session.marking.hand.card
    window.until(card.note.hasFocus)
    given = {"highlight-blue": "X", "copy-quotation": "Ctrl+J", "delete-mark": "Ctrl+D"}
    window.program.set_keys({**given, "mark-tags": "Y", "copy-source": ""})
    card.setFocus()
    QTest.keyClick(card, Qt.Key.Key_3)
    QTest.keyClick(card, Qt.Key.Key_X)
    window.until(lambda: texts(window, article) == [(BRIDGE, Colour.BLUE)])
    QTest.keyClick(card, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert BRIDGE in QGuiApplication.clipboard().text()
    QTest.keyClick(card, Qt.Key.Key_Y)  # a shorter way of the card's to what has other keys now
    assert card.tags.hasFocus()
    QTest.keyClick(card.tags, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    window.until(lambda: texts(window, article) == [])
