"""All highlights in the window: listed by the page, searched, narrowed, read, recoloured, deleted, taken away."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from sqlite3 import connect

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from tearsheet.gui.highlights_filter import Narrowing, Since
from tearsheet.gui.highlights_model import PAGE, quote_of
from tearsheet.gui.highlights_pane import HighlightsPane
from tearsheet.model.annotation import Colour, NewAnnotation, State
from tearsheet.model.ids import AnnotationId, ArticleId
from tearsheet.settings.preferences import Preferences
from tearsheet.text.anchoring import select
from tests.gui.conftest import Open
from tests.support.annotated import BRIDGE, COW, TEXT, WITHOUT_BRIDGE, mark
from tests.support.desks import desk_at
from tests.support.keepings import keeping
from tests.support.windows import Opened

DAY = 86_400_000_000


def kept(folder: Path, *, days_ago: int = 0) -> None:
    """Keep two articles: two highlights and a note on the whole on the first, one highlight on the second."""
    desk = desk_at(folder)
    flood = desk.library.add(keeping("flood", TEXT, title="The flood", source="The Daily Bench")).article
    tea = desk.library.add(keeping("tea", "新茶的香气很浓，價錢也高。", title="春茶")).article
    mark(desk.library, flood, BRIDGE, note="Twice the fare.", tags=["flood/bridges"])
    mark(desk.library, flood, COW, colour=Colour.GREEN, tags=["animals"])
    mark(desk.library, tea, "香气很浓", colour=Colour.PINK)
    mark(desk.library, flood, "", note="Read this again.")
    desk.close()
    if days_ago:
        with closing(connect(folder / "library.sqlite3")) as aged:
            aged.execute("UPDATE annotation SET created = created - ?", (days_ago * DAY,))
            aged.commit()


@pytest.fixture
def opened(open_window: Open, tmp_path: Path) -> Opened:
    kept(tmp_path / "library")
    window = open_window()
    window.do("highlights")
    until_listed(window, "", "香气很浓", COW, BRIDGE)
    return window


def pane_of(opened: Opened) -> HighlightsPane:
    return opened.session.highlights.pane


def listed(opened: Opened) -> tuple[str, ...]:
    return tuple(map(quote_of, pane_of(opened).model.rows))


def until_listed(opened: Opened, *quotes: str) -> None:
    opened.until(lambda: listed(opened) == quotes)


def select_quote(opened: Opened, *quotes: str) -> None:
    view, rows = pane_of(opened).view, listed(opened)
    view.clearSelection()
    for quote in quotes:
        index = pane_of(opened).model.index(rows.index(quote), 0)
        view.selectionModel().select(index, view.selectionModel().SelectionFlag.Select)


def colour_of(opened: Opened, quote: str) -> Colour:
    row = pane_of(opened).model.rows[listed(opened).index(quote)]
    return row.placed.annotation.colour


def choose_in_filter(opened: Opened, words: str) -> None:
    menu = pane_of(opened).filter_menu()
    next(action for action in menu.actions() if action.text() == words).trigger()


def test_the_sidebar_counts_them_and_leads_to_them(open_window: Open, tmp_path: Path) -> None:
    kept(tmp_path / "library")
    opened = open_window()
    counts = opened.session.browsing.counts
    assert counts is not None and counts.highlights == 4
    opened.do("highlights")
    until_listed(opened, "", "香气很浓", COW, BRIDGE)
    assert opened.window.middle.currentWidget() is pane_of(opened)
    assert opened.window.focusWidget() is pane_of(opened).view


def test_one_that_is_gone_to_is_read_at_its_place_and_the_list_stays(opened: Opened) -> None:
    gone_to: list[int] = []
    opened.session.reader.annotation_wanted.connect(lambda annotation, _look: gone_to.append(annotation))
    pane_of(opened).view.setCurrentIndex(pane_of(opened).model.index(1, 0))
    opened.until(lambda: gone_to == [3])
    article = opened.session.browsing.article
    assert article is not None and article.metadata.title == "春茶"
    QTest.keyClick(pane_of(opened).view, Qt.Key.Key_J)
    opened.until(lambda: gone_to == [3, 2])
    opened.do("next")  # as in the reader
    opened.until(lambda: gone_to == [3, 2, 1])
    assert opened.window.middle.currentWidget() is pane_of(opened)


def test_an_article_is_listed_again_when_it_is_gone_to_from_elsewhere(opened: Opened) -> None:
    opened.session.browsing.go_to(ArticleId(1))
    opened.until(lambda: opened.window.articles.selected == (ArticleId(1),))
    assert opened.window.middle.currentWidget() is opened.window.articles


def test_what_is_typed_is_looked_for_in_quotations_notes_titles_and_tags(opened: Opened) -> None:
    search = pane_of(opened).search
    opened.do("find")
    assert opened.window.focusWidget() is search
    search.setText("fare")
    until_listed(opened, BRIDGE)
    search.setText("#animals")
    until_listed(opened, COW)
    search.setText("香氣")
    until_listed(opened, "香气很浓")
    search.setText("the flood")
    until_listed(opened, "", COW, BRIDGE)
    search.setText("no such words")
    opened.until(lambda: listed(opened) == () and pane_of(opened).empty.isVisible())
    assert pane_of(opened).empty.accessibleName() == "Nothing found"
    search.clear()
    until_listed(opened, "", "香气很浓", COW, BRIDGE)


def test_the_list_is_narrowed_and_each_part_can_be_pressed_away(opened: Opened) -> None:
    pane = pane_of(opened)
    choose_in_filter(opened, "#flood/bridges · 1")
    until_listed(opened, BRIDGE)
    (chip,) = pane.chips.chips
    assert chip.text() == "#flood/bridges"
    chip.click()
    until_listed(opened, "", "香气很浓", COW, BRIDGE)
    pane.narrowed.emit(pane.narrowing.with_colour(Colour.PINK))
    until_listed(opened, "香气很浓")
    pane.narrowed.emit(pane.narrowing.with_colour(Colour.GREEN))
    until_listed(opened, "香气很浓", COW)
    pane.narrowed.emit(Narrowing(since=Since.TODAY, state=State.ANCHORED))
    until_listed(opened, "", "香气很浓", COW, BRIDGE)


def test_the_article_that_is_read_can_be_had_alone(opened: Opened) -> None:
    pane = pane_of(opened)
    pane.view.setCurrentIndex(pane.model.index(1, 0))
    opened.until(lambda: opened.session.browsing.article is not None)
    choose_in_filter(opened, "Only this article")
    until_listed(opened, "香气很浓")
    choose_in_filter(opened, "Only this article")
    until_listed(opened, "", "香气很浓", COW, BRIDGE)


def test_those_that_lost_their_words_are_found(opened: Opened) -> None:
    opened.window.library_changed.emit(opened.desk.library.add(keeping("flood", WITHOUT_BRIDGE)).changes)
    opened.until(lambda: any(row.placed.state is State.ORPHAN for row in pane_of(opened).model.rows))
    choose_in_filter(opened, "not in this version · 1")
    until_listed(opened, BRIDGE)


def test_who_goes_through_the_list_keeps_the_keyboard_and_enter_shows_what_lost_its_words(opened: Opened) -> None:
    opened.window.library_changed.emit(opened.desk.library.add(keeping("flood", WITHOUT_BRIDGE)).changes)
    opened.until(lambda: any(row.placed.state is State.ORPHAN for row in pane_of(opened).model.rows))
    gone_to: list[int] = []
    opened.session.reader.annotation_wanted.connect(lambda annotation, _look: gone_to.append(annotation))
    view, tray = pane_of(opened).view, opened.session.marking.relinking.tray
    view.setCurrentIndex(pane_of(opened).model.index(listed(opened).index(BRIDGE), 0))
    opened.until(lambda: gone_to == [1])
    opened.until(lambda: opened.session.marking.annotating.found(AnnotationId(1)) is not None)
    assert opened.window.focusWidget() is view and not tray.isVisible()
    QTest.keyClick(view, Qt.Key.Key_Return)
    opened.until(lambda: gone_to == [1, 1] and tray.isVisible())


def test_colours_are_changed_by_keys_and_that_is_taken_back(opened: Opened) -> None:
    select_quote(opened, COW, BRIDGE)
    QTest.keyClick(pane_of(opened).view, Qt.Key.Key_5)
    opened.until(lambda: colour_of(opened, BRIDGE) is colour_of(opened, COW) is Colour.PURPLE)
    assert opened.session.toasts.text == "Now purple"
    assert {quote_of(each) for each in pane_of(opened).selected} == {COW, BRIDGE}
    opened.session.toasts.press()
    opened.until(lambda: (colour_of(opened, BRIDGE), colour_of(opened, COW)) == (Colour.YELLOW, Colour.GREEN))


def test_some_are_deleted_and_come_back(opened: Opened) -> None:
    select_quote(opened, COW, BRIDGE)
    QTest.keyClick(pane_of(opened).view, Qt.Key.Key_Delete)
    until_listed(opened, "", "香气很浓")
    assert opened.session.toasts.text == "2 highlights deleted"
    opened.until(lambda: opened.session.browsing.counts is not None and opened.session.browsing.counts.highlights == 2)
    opened.session.toasts.press()
    until_listed(opened, "", "香气很浓", COW, BRIDGE)


def test_some_are_copied_as_markdown(opened: Opened) -> None:
    select_quote(opened, BRIDGE)
    QTest.keyClick(pane_of(opened).view, Qt.Key.Key_Y)
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("## [The flood](https://news.example/flood)\n\nThe Daily Bench\n\n> the stone bridge")
    assert "\n\nTwice the fare.\n\n#flood/bridges · " in copied
    assert opened.session.toasts.text == "Copied as Markdown"


def test_nothing_is_done_with_highlights_that_are_not_listed(opened: Opened) -> None:
    select_quote(opened, BRIDGE)
    opened.session.browsing.go_to(ArticleId(1))
    opened.do("delete-highlights")
    assert opened.session.toasts.text == "Choose highlights in their list first."
    assert opened.desk.library.counts().highlights == 4


def test_those_that_are_listed_become_a_file_where_a_person_wants_it(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "mine"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *_asked: (str(file), "")))
    pane_of(opened).search.setText("cow")
    until_listed(opened, COW)
    opened.do("export-highlights")
    opened.until(lambda: opened.session.toasts.text == "Exported 1 highlight")
    written = file.with_suffix(".md").read_text("utf-8")
    assert written.startswith("# Highlights\n") and COW in written and BRIDGE not in written


def test_a_file_that_cannot_be_written_is_said(opened: Opened, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    opened.session.highlights.export(tmp_path / "file" / "x.md")
    opened.until(lambda: opened.session.toasts.text.startswith("The file could not be made."))


def test_who_has_none_is_told_how_to_make_one(open_window: Open) -> None:
    opened = open_window("A")
    opened.do("highlights")
    opened.until(lambda: pane_of(opened).empty.accessibleName() == "No highlights yet")
    assert "press H" in pane_of(opened).empty.accessibleDescription()


def test_a_list_that_cannot_be_had_says_why(open_window: Open, tmp_path: Path) -> None:
    kept(tmp_path / "library")
    with closing(connect(tmp_path / "library" / "library.sqlite3")) as damaging:
        damaging.execute("UPDATE content SET data = x'00'")
        damaging.commit()
    opened = open_window()
    opened.do("highlights")
    opened.until(lambda: pane_of(opened).empty.accessibleName() == "The highlights cannot be shown")
    assert "damaged" in pane_of(opened).empty.accessibleDescription()


def test_many_come_by_the_page(open_window: Open, tmp_path: Path) -> None:
    desk = desk_at(tmp_path / "library")
    article = desk.library.article(desk.library.add(keeping("flood", TEXT)).article)
    many = [NewAnnotation(selector=select(article.text, start, start + 4)) for start in range(3 * PAGE)]
    desk.library.annotating.add(article.id, article.version, many)
    desk.close()
    opened = open_window()
    opened.do("highlights")
    pane = pane_of(opened)
    opened.until(lambda: len(pane.model.rows) == PAGE)
    assert pane.model.total == 3 * PAGE

    def until_all_have_come() -> bool:
        pane.view.scrollToBottom()
        return len(pane.model.rows) == 3 * PAGE

    opened.until(until_all_have_come)
    assert len({row.placed.annotation.id for row in pane.model.rows}) == 3 * PAGE
    place = pane.view.verticalScrollBar().value()
    opened.window.library_changed.emit(opened.desk.library.annotating.delete([AnnotationId(3 * PAGE)]))
    opened.until(lambda: len(pane.model.rows) == 3 * PAGE - 1)
    assert abs(pane.view.verticalScrollBar().value() - place) < 200


@pytest.fixture
def opened_later(open_window: Open, tmp_path: Path) -> Callable[..., Opened]:
    """Give out a function that opens a window on highlights made ten days ago."""

    def open_later(preferences: Preferences | None = None) -> Opened:
        kept(tmp_path / "library", days_ago=10)
        opened = open_window(preferences=preferences)
        opened.window.resize(1200, 900)
        opened.do("highlights")
        until_listed(opened, "", "香气很浓", COW, BRIDGE)
        return opened

    return open_later


def test_a_few_are_those_of_the_day_and_lead_to_their_place(opened_later: Callable[..., Opened]) -> None:
    opened = opened_later()
    today = pane_of(opened).today
    assert today.isVisible()
    assert {quote_of(row.listed) for row in today.rows} == {"香气很浓", COW, BRIDGE}
    gone_to: list[int] = []
    opened.session.reader.annotation_wanted.connect(lambda annotation, _look: gone_to.append(annotation))
    today.rows[0].click()
    opened.until(lambda: gone_to == [today.rows[0].listed.placed.annotation.id])


def test_the_few_of_the_day_are_put_away_until_tomorrow(opened_later: Callable[..., Opened]) -> None:
    opened = opened_later()
    pane_of(opened).today.put_away.emit()
    assert not pane_of(opened).today.isVisible()
    put_away = opened.program.settings.preferences.highlights_put_away
    assert put_away
    opened.window.library_changed.emit(opened.desk.library.annotating.delete([AnnotationId(4)]))
    until_listed(opened, "香气很浓", COW, BRIDGE)
    assert not pane_of(opened).today.isVisible()


def test_the_few_of_the_day_leave_room_for_what_is_looked_for(opened_later: Callable[..., Opened]) -> None:
    opened = opened_later(Preferences(theme="light", language="en", highlights_put_away="2020-01-01"))
    pane = pane_of(opened)
    assert pane.today.isVisible()
    pane.search.setText("cow")
    assert not pane.today.isVisible()
    pane.search.clear()
    assert pane.today.isVisible()
    pane.narrowed.emit(replace(pane.narrowing, since=Since.YEAR))
    assert not pane.today.isVisible()


def test_words_of_a_row_are_said_to_who_does_not_see_them(opened: Opened) -> None:
    said = pane_of(opened).model.index(listed(opened).index(BRIDGE), 0).data()
    assert said == f"{BRIDGE} · Twice the fare. · #flood/bridges · yellow · The flood · The Daily Bench"
