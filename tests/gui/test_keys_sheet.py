"""The list of all keys opens with ?, is narrowed by typing, and leads to where keys are changed."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tearsheet.gui.keys_sheet import KeysSheet
from tearsheet.gui.preferences import Page, PreferencesSheet
from tests.gui.conftest import Open
from tests.support.windows import Opened


def opened_list(opened: Opened) -> KeysSheet:
    opened.window.activateWindow()
    opened.window.articles.view.setFocus()
    QTest.keyClicks(opened.window.articles.view, "?")
    sheet = opened.window.findChild(KeysSheet)
    assert isinstance(sheet, KeysSheet)
    return sheet


def words_of(sheet: KeysSheet) -> tuple[str, ...]:
    return tuple(key.words for key in sheet.shown())


def test_the_question_mark_lists_every_key(open_window: Open) -> None:
    sheet = opened_list(open_window("One"))
    assert {"Archive", "Highlight in yellow", "All keys", "One screen on"} <= set(words_of(sheet))
    assert sheet.search.hasFocus()


def test_what_is_typed_narrows_it_by_words_and_by_keys(open_window: Open) -> None:
    sheet = opened_list(open_window("One"))
    QTest.keyClicks(sheet.search, "archive")
    assert words_of(sheet) == ("Archive",)
    sheet.search.setText("ctrl+n")
    assert words_of(sheet) == ("Save link",)
    sheet.search.setText("nothing of the kind")
    assert words_of(sheet) == ()


def test_it_has_two_columns_where_the_window_is_wide(open_window: Open) -> None:
    opened = open_window("One")
    opened.window.resize(1200, 700)
    wide = opened_list(opened)
    assert len({block.x() for block in wide.blocks}) == 2
    wide.close_sheet()
    opened.bot.waitUntil(lambda: opened.window.findChild(KeysSheet) is None)
    opened.window.resize(900, 700)
    assert len({block.x() for block in opened_list(opened).blocks}) == 1


def test_escape_closes_it_and_gives_the_keyboard_back(open_window: Open) -> None:
    opened = open_window("One")
    sheet = opened_list(opened)
    QTest.keyClick(sheet.search, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    assert opened.window.articles.view.hasFocus()


def test_a_question_mark_can_be_typed(open_window: Open) -> None:
    opened = open_window("One")
    opened.do("find")
    QTest.keyClicks(opened.window.articles.search, "why?")
    assert opened.window.articles.search.text() == "why?"
    assert opened.window.findChild(KeysSheet) is None


def test_it_leads_to_where_keys_are_changed(open_window: Open) -> None:
    opened = open_window("One")
    opened_list(opened).change_wanted.emit()
    sheet = opened.window.findChild(PreferencesSheet)
    assert sheet is not None and sheet.names[Page.KEYS].isChecked()
