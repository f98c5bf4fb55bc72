"""What a person sees and does in the window, on a real library."""

from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from tearsheet.gui.scope import QUEUE, Scope, Section
from tearsheet.gui.sheets import TagsSheet
from tearsheet.model.changes import Changes
from tearsheet.model.query import Query
from tearsheet.settings.preferences import Preferences
from tests.gui.conftest import Open
from tests.support.keepings import keeping
from tests.support.windows import Painted


def test_the_newest_article_stands_first(open_window: Open) -> None:
    open_window("One", "Two", "Three").until_listed("Three", "Two", "One")


def test_j_and_k_go_through_the_list(open_window: Open) -> None:
    opened = open_window("One", "Two", "Three")
    opened.press(Qt.Key.Key_J)
    assert opened.window.articles.current == opened.ids[0]
    opened.press(Qt.Key.Key_J)
    assert opened.window.articles.current == opened.ids[1]
    opened.press(Qt.Key.Key_K)
    assert opened.window.articles.selected == opened.ids[:1]


def test_the_shadow_of_what_was_chosen_before_goes_from_its_neighbours(open_window: Open) -> None:
    opened = open_window("One", "Two", "Three")
    opened.choose("Two")
    view = opened.window.articles.view
    above, chosen = (view.visualRect(view.model().index(row, 0)).center() for row in (0, 2))
    opened.until(lambda: opened.session.browsing.article is not None)
    QTest.qWait(200)
    painted = Painted(view.viewport())
    opened.press(Qt.Key.Key_J)
    opened.until(lambda: painted.region.contains(chosen))
    assert painted.region.contains(above)


def test_a_letter_typed_into_the_search_is_no_command(open_window: Open) -> None:
    opened = open_window("One")
    article = opened.choose("One")
    opened.do("find")
    QTest.keyClicks(opened.window.articles.search, "se")
    assert opened.window.articles.search.text() == "se"
    assert not opened.desk.library.article(article).favourite


def test_s_makes_a_favourite_and_undo_takes_it_back(open_window: Open) -> None:
    opened = open_window("One", "Two")
    article = opened.choose("One")
    opened.press(Qt.Key.Key_S)
    opened.until(lambda: opened.desk.library.article(article).favourite)
    opened.until(lambda: opened.session.toasts.text == "Now a favourite")
    opened.session.toasts.press()
    opened.until(lambda: not opened.desk.library.article(article).favourite)


def test_delete_moves_on_to_the_next_article_and_undo_brings_it_back(open_window: Open) -> None:
    opened = open_window("One", "Two", "Three")
    article = opened.choose("Two")
    opened.press(Qt.Key.Key_Delete)
    opened.until_listed("Three", "One")
    opened.until(lambda: opened.window.articles.selected == opened.ids[1:])
    opened.session.toasts.press()
    opened.until_listed("Three", "Two", "One")
    opened.until(lambda: opened.window.articles.selected == (article,))


def test_what_was_looked_at_for_a_moment_is_read_and_stays_among_the_unread(open_window: Open) -> None:
    opened = open_window("One", "Two")
    opened.session.browsing.choose(Scope(section=Section.UNREAD))
    article = opened.choose("One")
    opened.until(lambda: opened.desk.library.article(article).read)
    opened.until(lambda: opened.session.browsing.counts is not None and opened.session.browsing.counts.unread == 1)
    assert opened.titles == ("Two", "One")
    opened.session.browsing.choose(Scope(section=Section.ALL))
    opened.session.browsing.choose(Scope(section=Section.UNREAD))
    opened.until_listed("Two")


def test_several_articles_are_marked_at_once(open_window: Open) -> None:
    opened = open_window("One", "Two", "Three")
    opened.until_listed("Three", "Two", "One")
    opened.window.articles.view.selectAll()
    opened.press(Qt.Key.Key_E)
    opened.until(lambda: opened.desk.library.counts().archived == 3)
    opened.until(lambda: opened.session.toasts.text == "3 articles archived")


def test_articles_that_nobody_has_looked_at_are_marked_with_the_others(open_window: Open) -> None:
    opened = open_window(*(f"Article {number}" for number in range(120)))
    opened.window.articles.view.grab()
    opened.until(lambda: opened.titles[0] == "Article 119")
    assert "" in opened.titles
    opened.window.articles.view.selectAll()
    opened.press(Qt.Key.Key_S)
    opened.until(lambda: opened.desk.library.counts().favourite == 120)
    opened.do("copy-link")
    opened.until(lambda: len(QGuiApplication.clipboard().text().splitlines()) == 120)


def test_what_is_selected_here_and_there_is_told_from_the_top(open_window: Open) -> None:
    opened = open_window(*(f"Article {number}" for number in range(6)))
    pane = opened.window.articles
    select = QItemSelectionModel.SelectionFlag.Select
    for row in (5, 0, 1, 3):
        pane.view.selectionModel().select(pane.model.index(row), select)
    assert pane.selected == tuple(opened.ids[row] for row in (0, 1, 3, 5))


def test_the_search_finds_and_escape_goes_back(open_window: Open) -> None:
    opened = open_window("金融活水", "River", "Archive")
    opened.window.articles.search.setText("活水")
    opened.until_listed("金融活水")
    QTest.keyClick(opened.window.articles.search, Qt.Key.Key_Escape)
    opened.until_listed("Archive", "River", "金融活水")


def test_a_search_without_a_result_says_so(open_window: Open) -> None:
    opened = open_window("River")
    opened.window.articles.search.setText("zzz")
    opened.until(lambda: opened.window.articles.empty.isVisible())
    assert opened.window.articles.empty.accessibleName() == "Nothing found"


def test_the_first_run_invites(open_window: Open) -> None:
    opened = open_window()
    opened.until(lambda: opened.session.reader.empty.accessibleName() == "Keep what you read")
    told = opened.session.reader.empty.accessibleDescription()
    assert all(way in told for way in ("Drag a link here", "Paste or type a link", "tearsheet capture URL"))


def test_a_way_to_begin_is_pressed(open_window: Open) -> None:
    opened = open_window()
    page = opened.session.reader.empty
    opened.until(lambda: page.accessibleName() == "Keep what you read")
    page.grab()
    row = next(row for row, hint in page._places if hint.command == "save-link")
    QTest.mouseClick(page, Qt.MouseButton.LeftButton, pos=row.center().toPoint())
    assert opened.session.capturing.bar.isVisible()


def test_the_invitation_goes_with_the_first_article(open_window: Open) -> None:
    opened = open_window()
    opened.until(lambda: opened.session.reader.empty.accessibleName() == "Keep what you read")
    first = opened.desk.library.add(keeping("first", "The text of the first.", title="First")).article
    opened.window.library_changed.emit(Changes(added=(first,)))
    opened.until(lambda: opened.session.reader.empty.accessibleName() == "Nothing chosen")


def test_tags_are_added_and_taken_off(open_window: Open) -> None:
    opened = open_window("One")
    article = opened.choose("One")
    opened.do("tag")
    sheet = opened.window.findChild(TagsSheet)
    assert sheet is not None
    sheet.field.setText("财经/宏观, reading")
    QTest.keyClick(sheet.field, Qt.Key.Key_Return)
    opened.until(lambda: set(opened.desk.library.article(article).tags) == {"财经/宏观", "reading"})
    opened.until(lambda: "财经/宏观" in opened.session.browsing.tags)
    opened.until(lambda: opened.session.toasts.text == "Tags changed")
    opened.session.toasts.press()
    opened.until(lambda: opened.desk.library.article(article).tags == ())


def test_a_tag_of_the_sidebar_shows_its_articles(open_window: Open) -> None:
    opened = open_window("One", "Two")
    opened.desk.library.tag(opened.ids[:1], add=("a/b",))
    opened.session.browsing.choose(Scope(section=Section.TAG, name="a"))
    opened.until_listed("Two")


def test_another_process_that_writes_is_seen(open_window: Open, tmp_path: Path) -> None:
    opened = open_window("One")
    opened.session.browsing.look_elsewhere()
    from tests.support.desks import desk_at

    other = desk_at(tmp_path / "library")
    other.library.add(keeping("other", "The text of another.", title="Other"))
    other.close()
    opened.until_listed("Other", "One")


def test_the_thumbnail_of_an_article_arrives(open_window: Open) -> None:
    opened = open_window("One", pictures=True)
    opened.until_listed("One")
    summary = opened.window.articles.model.summary(opened.ids[0])
    assert summary is not None and summary.image is not None
    image = summary.image
    opened.until(lambda: opened.window.pictures.get(image, 1.0) is not None)
    drawn = opened.window.pictures.get(image, 1.0)
    assert drawn is not None and drawn.toImage().pixelColor(32, 32).name() == "#b8432f"


def test_an_order_is_chosen(open_window: Open) -> None:
    from tearsheet.model.query import Sort

    opened = open_window("B", "C", "A")
    opened.until_listed("A", "C", "B")
    opened.window.articles.sort_chosen.emit(Sort.TITLE)
    opened.until_listed("A", "B", "C")


def test_the_queue_is_shown_in_the_list_s_place(open_window: Open) -> None:
    opened = open_window("One")
    opened.window.sidebar.scope_chosen.emit(QUEUE)
    assert opened.window.middle.currentWidget() is opened.session.capturing.queue
    opened.window.sidebar.scope_chosen.emit(Scope())
    assert opened.window.middle.currentWidget() is opened.window.articles


def test_the_palette_does_what_is_named(open_window: Open) -> None:
    opened = open_window("One")
    opened.do("palette")
    opened.session.palette.field.setText("show the queue")
    QTest.keyClick(opened.session.palette.field, Qt.Key.Key_Return)
    assert opened.window.middle.currentWidget() is opened.session.capturing.queue


def test_the_palette_goes_to_an_article(open_window: Open) -> None:
    opened = open_window("River", "Archive")
    opened.do("palette")
    opened.session.palette.field.setText("River")
    opened.until(lambda: bool(opened.session.palette.rows.entries))
    QTest.keyClick(opened.session.palette.field, Qt.Key.Key_Return)
    opened.until(lambda: opened.session.browsing.article is not None)
    assert opened.session.browsing.article is not None
    assert opened.session.browsing.article.metadata.title == "River"


def test_the_window_stands_again_where_it_stood(open_window: Open) -> None:
    opened = open_window("One")
    opened.window.resize(880, 600)
    opened.window.show_panes("200,300")
    opened.window.closing.emit()
    kept = opened.program.settings.preferences
    again = open_window(preferences=Preferences(window=kept.window, panes=kept.panes))
    assert again.window.size() == opened.window.size()
    assert again.window.panes_text() == "200,300"


def test_the_full_screen_is_left_with_the_window(open_window: Open) -> None:
    opened = open_window("One")
    opened.do("full-screen")
    opened.window.closing.emit()
    again = open_window(preferences=Preferences(window=opened.program.settings.preferences.window))
    assert not again.window.isFullScreen()


def test_a_library_that_cannot_be_opened_is_said(open_window: Open, tmp_path: Path) -> None:
    opened = open_window()
    damaged = tmp_path / "damaged"
    damaged.mkdir()
    (damaged / "library.sqlite3").write_bytes(b"no database" * 400)
    from tearsheet.gui.app import Program
    from tests.support.desks import desk_at

    program = Program(lambda: desk_at(damaged), Preferences())
    program.open_window()
    opened.bot.waitUntil(
        lambda: program.window.blank.accessibleName() == "The library cannot be opened", timeout=10_000
    )
    program.close()
    program.window.close()
    program.window.deleteLater()


def test_what_is_typed_before_the_library_is_there_is_not_lost(open_window: Open) -> None:
    opened = open_window()
    seen: list[str] = []
    opened.window.ready = False
    opened.window.when_ready(lambda: seen.append("kept"))
    assert seen == []
    opened.window.now_ready()
    assert seen == ["kept"]


@pytest.mark.parametrize("name", ["read", "favourite", "archive", "tag", "delete", "export", "reread"])
def test_a_command_without_an_article_does_nothing(open_window: Open, name: str) -> None:
    opened = open_window()
    opened.do(name)
    assert opened.desk.library.count(Query()) == 0
    assert not [field for field in opened.window.findChildren(QLineEdit) if field.parent() is opened.window]
