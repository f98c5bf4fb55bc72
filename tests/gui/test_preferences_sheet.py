"""What is chosen in the preferences holds at once and is remembered; the keyboard alone reaches all of it."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from tearsheet.gui.preferences import Page, PreferencesSheet
from tearsheet.gui.preferences_keys import KeyRow, KeysPage
from tearsheet.gui.words import Words
from tearsheet.settings.preferences import Preferences, load
from tearsheet.text.words import language
from tests.gui.conftest import Open
from tests.support.windows import Opened


def sheet_of(opened: Opened, page: Page = Page.GENERAL) -> PreferencesSheet:
    opened.window.activateWindow()
    opened.press(Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    sheet = next(each for each in opened.window.findChildren(PreferencesSheet) if each.isVisible())
    sheet.names[page].click()
    return sheet


def keys_of(opened: Opened) -> KeysPage:
    page = sheet_of(opened, Page.KEYS).pages[Page.KEYS]
    assert isinstance(page, KeysPage)
    return page


def press(sheet: PreferencesSheet, name: str) -> None:
    """Press what a screen reader would call `name`."""
    found = [part for part in sheet.findChildren(QAbstractButton) if name in (part.accessibleName(), part.text())]
    assert len(found) == 1, name
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)


def press_keys(row: KeyRow, keys: str) -> None:
    """Press Return on the row of a command, and then keys."""
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_Return)
    QTest.keySequence(row, QKeySequence(keys))


def on_keyboard() -> QWidget:
    """Return the part that has the keyboard."""
    part = QApplication.focusWidget()
    assert part is not None
    return part


def remembered(opened: Opened) -> Preferences:
    return opened.program.settings.preferences


def test_dark_is_dark_at_once_and_remembered(open_window: Open) -> None:
    opened = open_window("One")
    opened.choose("One")
    press(sheet_of(opened), "Dark")
    assert opened.window.palette().window().color().name() == "#1d1c1a"
    assert opened.session.reader.palette().window().color().name() != "#fbfaf7"
    assert remembered(opened).theme == "dark"


def test_another_language_makes_the_window_anew_and_keeps_what_runs_and_what_is_open(open_window: Open) -> None:
    opened = open_window("One")
    opened.choose("One")
    captures = opened.captures
    sheet_of(opened).language_chosen.emit("zh_CN")
    assert language() == "zh_CN"
    assert opened.window.actions_by_name["save-link"].text() == "保存链接"
    assert opened.captures is captures
    again = opened.window.findChild(PreferencesSheet)
    assert again is not None and again.isVisible()
    opened.until_listed("One")
    opened.until(lambda: opened.session.browsing.article is not None)


def test_when_an_article_counts_as_read_is_chosen(open_window: Open) -> None:
    opened = open_window("One")
    press(sheet_of(opened), "By hand")
    assert remembered(opened).mark_read == "never"


def test_how_articles_are_set_is_chosen_and_seen_at_once(open_window: Open) -> None:
    opened = open_window("One")
    opened.choose("One")
    sheet = sheet_of(opened, Page.READING)
    press(sheet, "Letters: Sans")
    press(sheet, "Larger letters")
    assert (remembered(opened).reader_face, remembered(opened).reader_size) == ("sans", 19)
    assert opened.session.reader.style_now().face == "sans"


def test_what_is_chosen_is_on_disk(open_window: Open) -> None:
    opened = open_window("One")
    press(sheet_of(opened), "When opened")
    opened.until(lambda: load().mark_read == "opened")


def test_the_library_is_named_and_counted(open_window: Open, tmp_path: Path) -> None:
    opened = open_window("One", "Two")
    page = sheet_of(opened, Page.LIBRARY).pages[Page.LIBRARY]
    said = {words.text for words in page.findChildren(Words)}
    assert str(tmp_path / "library") in said and any(words.startswith("2 articles") for words in said)
    offered = [button.text() for button in page.findChildren(QAbstractButton)]
    assert {"Open folder", "Storage…", "Back up now", "Empty the bin…"} <= set(offered)
    assert "Move…" not in offered  # nobody has said how another library is opened


def test_a_command_is_given_other_keys(open_window: Open) -> None:
    opened = open_window("One")
    press_keys(keys_of(opened).rows["archive"], "Ctrl+D")
    assert remembered(opened).keys == {"archive": "Ctrl+D"}
    assert opened.window.actions_by_name["archive"].shortcut().toString() == "Ctrl+D"


def test_keys_that_are_pressed_to_be_given_do_nothing_else(open_window: Open) -> None:
    opened = open_window("One")
    article = opened.choose("One")
    row = keys_of(opened).rows["archive"]
    press_keys(row, "Ctrl+N")
    assert not opened.session.capturing.bar.isVisible()
    QTest.keyClick(row, Qt.Key.Key_Escape)
    press_keys(row, "S")
    assert not opened.desk.library.article(article).favourite
    assert remembered(opened).keys == {}


def test_a_clash_is_said_and_can_be_taken_over_or_left(open_window: Open) -> None:
    opened = open_window("One")
    rows = keys_of(opened).rows
    press_keys(rows["favourite"], "E")
    assert rows["favourite"].accessibleName() == "Favourite: They belong to “Archive”."
    QTest.keyClick(rows["favourite"], Qt.Key.Key_Escape)
    assert remembered(opened).keys == {}
    press_keys(rows["favourite"], "E")
    QTest.mouseClick(rows["favourite"].take, Qt.MouseButton.LeftButton)
    assert remembered(opened).keys == {"favourite": "E", "archive": ""}
    assert rows["archive"].accessibleName() == "Archive: No keys"


@pytest.mark.parametrize("keys", ["Space", "Tab", "Up", "Ctrl++"])
def test_keys_that_move_about_are_not_given_away(open_window: Open, keys: str) -> None:
    opened = open_window("One")
    row = keys_of(opened).rows["archive"]
    press_keys(row, keys)
    assert remembered(opened).keys == {}
    QTest.keySequence(row, QKeySequence("Ctrl+D"))
    assert remembered(opened).keys == {"archive": "Ctrl+D"}


def test_a_command_can_be_without_keys(open_window: Open) -> None:
    opened = open_window("One")
    row = keys_of(opened).rows["delete"]
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    QTest.mouseClick(row.without, Qt.MouseButton.LeftButton)
    assert remembered(opened).keys == {"delete": ""}


def test_one_or_all_go_back_to_the_usual_keys_and_that_can_be_taken_back(open_window: Open) -> None:
    given = {"archive": "Ctrl+D", "favourite": "Ctrl+J"}
    opened = open_window("One", preferences=Preferences(language="en", keys=given))
    page = keys_of(opened)
    QTest.mouseClick(page.rows["archive"].usual, Qt.MouseButton.LeftButton)
    assert remembered(opened).keys == {"favourite": "Ctrl+J"}
    QTest.mouseClick(page.all_usual, Qt.MouseButton.LeftButton)
    assert remembered(opened).keys == {}
    QTest.mouseClick(page.all_usual, Qt.MouseButton.LeftButton)
    assert remembered(opened).keys == {"favourite": "Ctrl+J"}


def test_the_list_of_keys_is_narrowed_by_words_and_keys(open_window: Open) -> None:
    page = keys_of(open_window("One"))
    for typed, left in (("favour", {"favourite"}), ("ctrl+p", {"print"}), ("zzz", set())):
        page.search.setText(typed)
        assert {name for name, row in page.rows.items() if not row.isHidden()} == left


def test_arrows_go_from_row_to_row_and_what_is_reached_is_seen(open_window: Open) -> None:
    page = keys_of(open_window("One"))
    rows = list(page.rows.values())
    rows[0].setFocus()
    for _press in rows[1:]:
        QTest.keyClick(on_keyboard(), Qt.Key.Key_Down)
    assert rows[-1].hasFocus()
    assert not rows[-1].visibleRegion().isEmpty()


def test_tab_goes_round_within_the_sheet(open_window: Open) -> None:
    opened = open_window("One")
    for page in Page:
        sheet = sheet_of(opened, page)
        sheet.focus_name()
        reached = set()
        for _press in range(40):
            QTest.keyClick(on_keyboard(), Qt.Key.Key_Tab)
            reached.add(on_keyboard())
        assert all(sheet.isAncestorOf(part) for part in reached)
        assert sheet.names[page] in reached and len(reached) > 1
        sheet.close_sheet()


def test_tab_comes_to_the_page_first_and_to_the_cross_last(open_window: Open) -> None:
    opened = open_window("One")
    for page in (Page.READING, Page.KEYS):
        sheet = sheet_of(opened, page)
        sheet.focus_name()
        QTest.keyClick(on_keyboard(), Qt.Key.Key_Tab)
        assert sheet.pages[page].isAncestorOf(on_keyboard())
        sheet.focus_name()
        QTest.keyClick(on_keyboard(), Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
        assert on_keyboard().accessibleName() == "Close"
        sheet.close_sheet()


def test_escape_puts_it_away(open_window: Open) -> None:
    opened = open_window("One")
    sheet = sheet_of(opened)
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    assert opened.window.articles.view.hasFocus()


def test_it_is_found_in_the_palette_and_at_the_foot_of_the_sidebar(open_window: Open) -> None:
    opened = open_window("One")
    button = next(b for b in opened.window.sidebar.findChildren(QAbstractButton) if b.accessibleName() == "Preferences")
    assert button.toolTip() == "Preferences  Ctrl+,"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert opened.window.findChild(PreferencesSheet) is not None
