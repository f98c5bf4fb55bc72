"""Every command has its keys, can be given others, and answers to these alone."""

from collections.abc import Iterator
from itertools import chain

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tearsheet.gui import keys
from tearsheet.gui.commands import commands
from tearsheet.gui.keys_sheet import listed
from tearsheet.model.annotation import Colour
from tearsheet.model.errors import Failure, Reason
from tearsheet.settings.preferences import Preferences
from tests.gui.conftest import Open

CTRL, SHIFT, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier(0)


@pytest.fixture(autouse=True)
def usual() -> Iterator[None]:
    """Begin and end with the usual keys."""
    keys.use_keys({})
    yield
    keys.use_keys({})


def test_no_two_commands_have_the_same_keys() -> None:
    given = [each for command in commands() for each in command.keys]
    assert len(given) == len(set(given))
    assert all(keys.is_key(each) and keys.may_have(each) for each in given)


def test_no_two_commands_have_the_same_name() -> None:
    names = [command.name for command in commands()]
    assert len(names) == len(set(names))


def test_the_list_has_every_key() -> None:
    shown = set(chain.from_iterable(key.keys for _words, block in listed() for key in block))
    assert {each for command in commands() for each in command.keys} <= shown


def test_what_is_given_stands_in_place_of_the_usual() -> None:
    keys.use_keys({"favourite": "Ctrl+D", "delete": ""})
    assert keys.keys_of("favourite") == ("Ctrl+D",)
    assert keys.keys_of("delete") == ()
    assert keys.keys_of("archive") == ("E",)
    assert keys.owner_of("s") == ""
    assert keys.owner_of("ctrl+d") == "favourite"


def test_keys_that_are_taken_over_leave_the_other_command_its_further_ones() -> None:
    assert keys.with_keys("favourite", "E") == {"favourite": "E", "archive": ""}
    assert keys.with_keys("favourite", "N") == {"favourite": "N", "next-mark": "]"}
    assert keys.with_keys("favourite", "S") == {}


def test_the_usual_keys_come_back_from_whoever_has_them() -> None:
    keys.use_keys({"favourite": "E", "archive": ""})
    assert keys.with_usual_keys("archive") == {"favourite": ""}
    assert keys.with_usual_keys("favourite") == {"archive": ""}


@pytest.mark.parametrize(
    ("stored", "refused"),
    [
        ({"favourite": "Banana"}, ("Banana",)),
        ({"favourite": "Esc"}, ("Esc",)),
        ({"favourite": "E"}, ("E",)),
        ({"favourite": "Ctrl+D", "archive": "Ctrl+D"}, ("Ctrl+D",)),
        ({"from-the-future": "Ctrl+D"}, ()),
        ({"favourite": "S"}, ()),
    ],
)
def test_keys_that_cannot_be_are_refused_one_by_one(stored: dict[str, str], refused: tuple[str, ...]) -> None:
    assert keys.use_keys({**stored, "tag": "Ctrl+T"}) == refused
    assert keys.keys_of("tag") == ("Ctrl+T",)
    assert keys.keys_of("archive") in (("E",), ("Ctrl+D",))


@pytest.mark.parametrize(
    ("key", "held", "written"),
    [
        (Qt.Key.Key_D, CTRL, "Ctrl+D"),
        (Qt.Key.Key_D, SHIFT, "Shift+D"),
        (Qt.Key.Key_Question, SHIFT, "?"),
        (Qt.Key.Key_5, Qt.KeyboardModifier.KeypadModifier, "5"),
        (Qt.Key.Key_F5, SHIFT, "Shift+F5"),
        (Qt.Key.Key_Shift, SHIFT, ""),
        (Qt.Key.Key_AltGr, NONE, ""),
        (0x0444, NONE, "Ф"),
    ],
)
def test_what_is_pressed_is_written_as_keys(key: int, held: Qt.KeyboardModifier, written: str) -> None:
    assert keys.pressed_keys(key, held) == written


def test_a_command_answers_to_the_keys_it_was_given_and_no_longer_to_the_usual(open_window: Open) -> None:
    opened = open_window("One", preferences=Preferences(language="en", keys={"favourite": "Ctrl+D"}))
    article = opened.choose("One")
    opened.press(Qt.Key.Key_S)
    opened.press(Qt.Key.Key_D, CTRL)
    opened.until(lambda: opened.desk.library.article(article).favourite)
    opened.until(lambda: opened.session.toasts.text == "Now a favourite")


def test_a_letter_that_was_given_is_no_command_while_one_types(open_window: Open) -> None:
    opened = open_window("One", preferences=Preferences(language="en", keys={"palette": "x", "delete": "Z"}))
    opened.choose("One")
    opened.do("find")
    QTest.keyClicks(opened.window.articles.search, "xz")
    assert opened.window.articles.search.text() == "xz"
    assert not opened.session.palette.isVisible()
    opened.press(Qt.Key.Key_X)
    assert opened.session.palette.isVisible()


def test_keys_given_while_the_window_is_open_hold_at_once_and_are_shown_everywhere(open_window: Open) -> None:
    opened = open_window("One")
    article = opened.choose("One")
    opened.program.set_keys({"archive": "Ctrl+D", "contents": "Q"})
    assert opened.program.settings.preferences.keys == {"archive": "Ctrl+D", "contents": "Q"}
    assert opened.session.organising._buttons["archive"].toolTip() == "Archive  Ctrl+D"
    assert opened.session.reader.tools.contents.toolTip() == "Contents  Q"
    assert opened.window.actions_by_name["archive"].shortcut().toString() == "Ctrl+D"
    opened.do("palette")
    opened.session.palette.field.setText("archive")
    assert opened.session.palette.rows.entries[0].aside == "Ctrl+D"
    opened.session.palette.close_palette()
    opened.press(Qt.Key.Key_E)
    assert not opened.desk.library.article(article).archived
    opened.press(Qt.Key.Key_D, CTRL)
    opened.until(lambda: opened.desk.library.article(article).archived)


def test_keys_that_go_from_one_command_to_another_are_not_ambiguous(open_window: Open) -> None:
    opened = open_window("One")
    article = opened.choose("One")
    opened.program.set_keys({"favourite": "E", "archive": "S"})
    opened.press(Qt.Key.Key_E)
    opened.until(lambda: opened.desk.library.article(article).favourite)
    assert not opened.desk.library.article(article).archived


def test_refused_keys_are_said_once(open_window: Open) -> None:
    opened = open_window("One", preferences=Preferences(language="en", keys={"favourite": "Banana"}))
    assert "Banana" in opened.session.toasts.text
    article = opened.choose("One")
    opened.press(Qt.Key.Key_S)
    opened.until(lambda: opened.desk.library.article(article).favourite)


def test_preferences_that_could_not_be_read_are_said_in_the_window(open_window: Open) -> None:
    opened = open_window("One", failure=Failure(reason=Reason.BAD_SETTING, detail="preferences.json"))
    assert "preferences.json" in opened.session.toasts.text


def test_keys_given_are_named_in_the_tips_of_what_marks(open_window: Open) -> None:
    opened = open_window("One")
    opened.choose("One")
    marking, pane = opened.session.marking, opened.session.highlights.pane
    opened.program.set_keys({"highlight-blue": "Alt+B", "mark-note": "Ctrl+M", "copy-quotation": "Ctrl+J"})
    for swatches in (marking.bar.swatches, marking.hand.card.swatches):
        assert swatches.buttons[Colour.BLUE].toolTip() == "Highlight in blue  Alt+B"
        assert swatches.buttons[Colour.BLUE].accessibleDescription() == "Alt+B"
    assert marking.bar.buttons["note"].toolTip() == "Write a note  Ctrl+M"
    assert marking.hand.card.copy.toolTip() == "Copy as a Markdown quotation  Ctrl+J"
    assert [button.toolTip() for button in pane.swatches.buttons.values()][:2] == ["Only yellow", "Only green"]
    opened.program.set_keys({"relink-mark": "X", "highlight-blue": ""})
    assert marking.hand.card.fix.toolTip() == "Select the words it belongs to  X"
    assert marking.hand.card.copy.toolTip() == "Copy as a Markdown quotation  Shift+Y"
    assert marking.bar.swatches.buttons[Colour.BLUE].toolTip() == "Highlight in blue"


def test_keys_given_are_named_where_nothing_is_highlighted_yet(open_window: Open) -> None:
    opened = open_window("One")
    opened.do("highlights")
    empty = opened.session.highlights.pane.empty
    opened.until(lambda: "press H." in empty.accessibleDescription())
    opened.program.set_keys({"highlight": "Ctrl+H"})
    opened.until(lambda: "press Ctrl+H." in empty.accessibleDescription())
    opened.program.set_keys({"highlight": ""})
    opened.until(lambda: "press “Highlight”." in empty.accessibleDescription())
