"""Which of the three panes a person sees, in windows wide and narrow, and where the keyboard is meanwhile."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QListView, QSplitter, QWidget

from tearsheet.gui.buttons import IconButton
from tearsheet.gui.floating import Sheet
from tearsheet.gui.panes import LEAST_MIDDLE, LEAST_READER, LEAST_SIDEBAR, ROOM, Panes, panes_shown, widths
from tearsheet.gui.scope import HIGHLIGHTS, QUEUE, Scope, Section
from tearsheet.gui.sidebar_rows import ROW_ROLE
from tearsheet.settings.preferences import Preferences
from tests.gui.conftest import Open
from tests.support.windows import Opened

NARROW = ROOM - 1
ALL = Panes(sidebar=True, middle=True, reader=True)
NO_SIDEBAR = Panes(sidebar=False, middle=True, reader=True)
IN_THE_READERS_PLACE = Panes(sidebar=True, middle=True, reader=False)
READER = Panes(sidebar=False, middle=False, reader=True)


def seen(opened: Opened) -> Panes:
    """Return the panes that are to be seen."""
    window = opened.window
    return Panes(
        sidebar=window.sidebar.isVisible(),
        middle=window.middle.isVisible(),
        reader=opened.session.reader.isVisible(),
    )


def narrowed(opened: Opened, width: int = 640, height: int = 480) -> Opened:
    opened.window.resize(width, height)
    QApplication.processEvents()
    return opened


def on_the_keyboard(opened: Opened) -> QWidget:
    """Return what has the keyboard, which must be seen."""
    part = opened.window.focusWidget()
    assert part is not None and part.isVisible()
    return part


def place_of(opened: Opened, scope: Scope) -> QPoint:
    rows = opened.window.sidebar.rows
    index = next(index for index in rows.indexes() if index.data(ROW_ROLE).scope == scope)
    return rows.visualRect(index).center()


def click_row(opened: Opened, scope: Scope) -> None:
    place = place_of(opened, scope)
    QTest.mouseClick(opened.window.sidebar.rows.viewport(), Qt.MouseButton.LeftButton, pos=place)


@pytest.mark.parametrize(
    ("width", "wanted", "called", "alone", "shown"),
    [
        (ROOM, True, False, False, ALL),
        (ROOM, False, False, False, NO_SIDEBAR),
        (NARROW, True, False, False, NO_SIDEBAR),
        (NARROW, False, True, False, IN_THE_READERS_PLACE),
        (ROOM, True, False, True, READER),
        (NARROW, True, True, True, READER),
    ],
)
def test_what_is_shown_is_a_matter_of_room_and_wishes(
    width: int, wanted: bool, called: bool, alone: bool, shown: Panes
) -> None:
    assert panes_shown(width, wanted=wanted, called=called, alone=alone) == shown


def test_each_pane_has_the_width_that_it_was_given_and_the_reader_the_rest() -> None:
    assert widths(ALL, 1400, (216, 364)) == (216, 364, 820)
    assert widths(NO_SIDEBAR, 1400, (216, 364)) == (0, 364, 1036)
    assert widths(IN_THE_READERS_PLACE, 640, (216, 364)) == (216, 424, 0)
    assert widths(READER, 640, (216, 364)) == (0, 0, 640)


@pytest.mark.parametrize("shown", [ALL, NO_SIDEBAR, IN_THE_READERS_PLACE])
@pytest.mark.parametrize("chosen", [(216, 364), (10, 10), (900, 900)])
def test_no_pane_is_narrower_than_it_can_be_used(shown: Panes, chosen: tuple[int, int]) -> None:
    room = ROOM - 2 if shown is ALL else 638
    sidebar, middle, reader = widths(shown, room, chosen)
    assert sidebar + middle + reader == room
    assert not shown.sidebar or sidebar >= LEAST_SIDEBAR
    assert not shown.middle or middle >= LEAST_MIDDLE
    assert not shown.reader or reader >= LEAST_READER


def test_the_window_fits_half_a_small_screen(open_window: Open) -> None:
    opened = narrowed(open_window("One"), 640, 480)
    assert opened.window.size().toTuple() == (640, 480)
    assert seen(opened) == NO_SIDEBAR
    splitter = opened.window.findChild(QSplitter)
    assert splitter is not None and splitter.minimumSizeHint().width() <= 640


def test_the_sidebar_goes_where_there_is_no_room_and_comes_back_as_wide_as_it_was(open_window: Open) -> None:
    opened = open_window("One")
    opened.window.resize(1200, 700)
    opened.window.show_panes("240,320")
    narrowed(opened)
    assert seen(opened) == NO_SIDEBAR
    opened.window.resize(1200, 700)
    assert seen(opened) == ALL
    assert opened.window.sidebar.width() == 240
    assert opened.window.middle.width() == 320


def test_a_sidebar_that_was_called_is_not_called_again_by_the_next_narrow_window(open_window: Open) -> None:
    opened = narrowed(open_window("One"))
    opened.do("sidebar")
    opened.window.resize(1000, 600)
    assert seen(opened) == ALL
    narrowed(opened)
    assert seen(opened) == NO_SIDEBAR


def test_a_sidebar_that_was_hidden_stays_so_in_a_wide_window(open_window: Open) -> None:
    opened = open_window("One")
    opened.do("sidebar")
    assert seen(opened) == NO_SIDEBAR
    narrowed(opened)
    opened.do("sidebar")
    assert seen(opened) == IN_THE_READERS_PLACE
    opened.window.resize(1000, 600)
    assert seen(opened) == NO_SIDEBAR
    narrowed(opened)
    assert seen(opened) == NO_SIDEBAR
    opened.window.resize(1000, 600)
    opened.do("sidebar")
    assert seen(opened) == ALL


def test_it_is_remembered_whether_the_sidebar_is_wanted(open_window: Open) -> None:
    opened = open_window("One")
    opened.do("sidebar")
    opened.window.closing.emit()
    kept = opened.program.settings.preferences
    again = open_window(preferences=Preferences(sidebar_hidden=kept.sidebar_hidden, panes=kept.panes))
    assert seen(again) == NO_SIDEBAR
    again.do("sidebar")
    again.window.closing.emit()
    assert not again.program.settings.preferences.sidebar_hidden


def test_narrow_is_no_wish(open_window: Open) -> None:
    opened = narrowed(open_window("One"))
    opened.window.closing.emit()
    assert not opened.program.settings.preferences.sidebar_hidden


def test_in_a_narrow_window_a_row_of_the_sidebar_is_chosen_and_the_reader_is_back(open_window: Open) -> None:
    opened = narrowed(open_window("One"))
    opened.do("sidebar")
    assert seen(opened) == IN_THE_READERS_PLACE
    assert on_the_keyboard(opened) is opened.window.sidebar.rows
    click_row(opened, Scope(section=Section.UNREAD))
    assert opened.session.browsing.place.scope == Scope(section=Section.UNREAD)
    assert seen(opened) == NO_SIDEBAR
    assert on_the_keyboard(opened) is opened.window.articles.view


def test_arrows_look_through_the_sidebar_and_enter_chooses(open_window: Open) -> None:
    opened = narrowed(open_window("One"))
    opened.do("sidebar")
    rows = opened.window.sidebar.rows
    QTest.keyClick(rows, Qt.Key.Key_Down)
    assert opened.session.browsing.place.scope == Scope(section=Section.UNREAD)
    assert seen(opened) == IN_THE_READERS_PLACE
    QTest.keyClick(rows, Qt.Key.Key_Return)
    assert seen(opened) == NO_SIDEBAR


def test_the_row_that_is_chosen_already_is_chosen_too(open_window: Open) -> None:
    opened = narrowed(open_window("One"))
    opened.do("sidebar")
    click_row(opened, Scope())
    assert seen(opened) == NO_SIDEBAR


def test_to_fold_a_tag_is_not_to_choose_it(open_window: Open) -> None:
    opened = narrowed(open_window("One"))
    rows, tag = opened.window.sidebar.rows, Scope(section=Section.TAG, name="a")
    opened.session.browsing.refresh(opened.desk.library.tag(opened.ids, add=("a/b",)))
    opened.until(lambda: any(index.data(ROW_ROLE).scope == tag for index in rows.indexes()))
    opened.do("sidebar")
    click_row(opened, tag)
    opened.do("sidebar")
    chevron = QPoint(16, place_of(opened, tag).y())
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=chevron)
    assert seen(opened) == IN_THE_READERS_PLACE


@pytest.mark.parametrize("way", ["escape", "command", "find", "next", "queue"])
def test_the_reader_comes_back_by(open_window: Open, way: str) -> None:
    opened = narrowed(open_window("One"))
    opened.do("sidebar")
    if way == "escape":
        QTest.keyClick(opened.window.sidebar.rows, Qt.Key.Key_Escape)
    else:
        opened.do("sidebar" if way == "command" else way)
    assert seen(opened) == NO_SIDEBAR
    assert on_the_keyboard(opened) is not opened.window.sidebar.rows


def test_an_article_that_is_clicked_beside_the_sidebar_is_read(open_window: Open) -> None:
    opened = narrowed(open_window("One", "Two"))
    opened.choose("One")
    opened.do("sidebar")
    view: QListView = opened.window.articles.view
    row = view.visualRect(view.model().index(1, 0)).center()
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=row)
    assert seen(opened) == IN_THE_READERS_PLACE  # or the list would slip away under the mouse
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=row)
    assert seen(opened) == NO_SIDEBAR


def test_the_keyboard_leaves_a_sidebar_that_goes(open_window: Open) -> None:
    opened = open_window("One")
    opened.window.sidebar.rows.setFocus()
    narrowed(opened)
    assert on_the_keyboard(opened) is opened.window.articles.view


def test_the_keyboard_leaves_a_reader_that_goes(open_window: Open) -> None:
    opened = narrowed(open_window("One"))
    opened.choose("One")
    opened.session.reader.focus_page()
    opened.do("sidebar")
    assert on_the_keyboard(opened) is opened.window.sidebar.rows
    opened.do("sidebar")
    assert on_the_keyboard(opened) is opened.window.articles.view


def test_where_the_list_is_empty_the_keyboard_goes_to_the_search(open_window: Open) -> None:
    opened = open_window()
    opened.until(lambda: opened.window.articles.empty.isVisible())
    opened.window.sidebar.rows.setFocus()
    narrowed(opened)
    assert on_the_keyboard(opened) is opened.window.articles.search


@pytest.mark.parametrize("scope", [Scope(), QUEUE, HIGHLIGHTS])
def test_a_button_beside_what_stands_in_the_middle_shows_the_sidebar(open_window: Open, scope: Scope) -> None:
    opened = open_window("One")
    opened.session.browsing.choose(scope)
    assert not openers(opened)
    narrowed(opened)
    (opener,) = openers(opened)
    QTest.mouseClick(opener, Qt.MouseButton.LeftButton)
    assert seen(opened) == IN_THE_READERS_PLACE
    assert not openers(opened)


def openers(opened: Opened) -> list[IconButton]:
    """Return the buttons that can be seen to show the sidebar."""
    buttons = opened.window.middle.findChildren(IconButton)
    return [button for button in buttons if button.accessibleName() == "Show the sidebar" and button.isVisible()]


def test_the_mouse_hides_the_sidebar_too(open_window: Open) -> None:
    opened = open_window("One")
    buttons = opened.window.sidebar.findChildren(QAbstractButton)
    hide = next(button for button in buttons if button.accessibleName() == "Hide the sidebar")
    QTest.mouseClick(hide, Qt.MouseButton.LeftButton)
    assert seen(opened) == NO_SIDEBAR


def test_nothing_but_the_article_is_the_same_in_a_narrow_window(open_window: Open) -> None:
    opened = narrowed(open_window("One"))
    opened.choose("One")
    opened.do("sidebar")
    opened.do("focus")
    assert seen(opened) == READER
    assert opened.window.articles.view is not on_the_keyboard(opened)
    opened.window.leave_quiet()
    assert seen(opened) == NO_SIDEBAR


def test_the_sidebar_is_asked_for_out_of_the_quiet(open_window: Open) -> None:
    opened = open_window("One")
    opened.choose("One")
    opened.do("focus")
    opened.do("sidebar")
    assert seen(opened) == ALL and not opened.window.focus_mode


def test_what_the_row_above_an_article_has_no_room_for_is_in_its_menu(open_window: Open) -> None:
    opened = narrowed(open_window("One"))
    opened.choose("One")
    tools, organising = opened.session.reader.tools, opened.session.organising
    tags = opened.window.actions_by_name["tag"]
    assert tags not in organising.more_menu().actions()
    tools.show_ways(back=True, contents=True)
    tools.show_origin("news.example", "version 2 of 3")
    QTest.qWait(50)
    shown = [part for part in tools.findChildren(QAbstractButton) if part.isVisible()]
    assert all(tools.rect().contains(part.geometry()) for part in shown)
    assert {"Back to where you were", "Contents", "version 2 of 3", "More"} <= {part.accessibleName() for part in shown}
    assert tags in organising.more_menu().actions()


def test_a_row_of_the_queue_is_not_wider_than_the_list(open_window: Open) -> None:
    opened = narrowed(open_window("One"))
    opened.captures.start("http://127.0.0.1:9/nobody")
    opened.until(lambda: len(opened.ended) == 1)
    opened.session.browsing.show_queue()
    QTest.qWait(50)
    queue = opened.session.capturing.queue
    for button in filter(QWidget.isVisible, queue.findChildren(QAbstractButton)):
        assert queue.rect().contains(button.rect().translated(button.mapTo(queue, QPoint()))), button.accessibleName()
        assert button.width() >= button.sizeHint().width(), button.accessibleName()


@pytest.mark.parametrize("command", ["preferences", "keys", "versions", "why", "tag", "export"])
def test_what_opens_over_a_small_window_stands_in_it(open_window: Open, command: str) -> None:
    opened = narrowed(open_window("One"))
    opened.choose("One")
    opened.do(command)
    covers = opened.window.rect()
    opened.until(lambda: bool(over(opened)))
    QTest.qWait(50)
    for part in over(opened):
        for button in filter(QWidget.isVisible, part.findChildren(QAbstractButton)):
            if button.visibleRegion().isEmpty():  # further down in what scrolls
                continue
            box = button.rect().translated(button.mapTo(opened.window, QPoint()))
            assert covers.contains(box), button.accessibleName()


def over(opened: Opened) -> list[Sheet]:
    """Return the sheets that lie over the panes."""
    return [sheet for sheet in opened.window.findChildren(Sheet) if sheet.isVisible()]


def test_a_sheet_follows_the_window_when_it_grows_narrower(open_window: Open) -> None:
    opened = open_window("One")
    opened.do("preferences")
    (sheet,) = over(opened)
    narrowed(opened)
    cross = next(part for part in sheet.findChildren(IconButton) if part.accessibleName() == "Close")
    assert cross.mapTo(opened.window, cross.rect().bottomRight()).x() < 640 - 16


def test_the_palette_shows_what_fits_and_the_arrows_the_rest(open_window: Open) -> None:
    opened = narrowed(open_window(*(f"See {number}" for number in range(6))))
    opened.do("palette")
    palette = opened.session.palette
    palette.field.setText("se")
    opened.until(lambda: any(entry.article for entry in palette.rows.entries))
    count = len(palette.rows.entries)
    assert palette.geometry().bottom() <= 480
    for _step in range(count - 1):
        QTest.keyClick(palette.field, Qt.Key.Key_Down)
    assert palette.rows.on == count - 1
    QTest.mouseMove(palette.rows, QPoint(100, palette.rows.height() - 60))
    assert palette.rows.on == count - 2
