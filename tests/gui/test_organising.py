"""What a person does to articles, tags and searches in the window, and how it is taken back."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tearsheet.gui.editing_sheet import EditingSheet
from tearsheet.gui.floating import Sheet
from tearsheet.gui.naming_sheets import NamingSheet
from tearsheet.gui.scope import BIN, EVERYTHING, Scope, Section
from tearsheet.gui.sheets import Question
from tearsheet.gui.sidebar_rows import ROW_ROLE, Row
from tearsheet.gui.sidebar_tree import TAG_FORMAT
from tearsheet.model.article import Edits
from tearsheet.model.changes import Changes
from tearsheet.model.query import Query, Sort
from tearsheet.model.saved_search import SavedSearch
from tests.gui.conftest import Open
from tests.support.windows import Opened

NAMES = ("Apple", "Banana", "Cherry")


@pytest.fixture
def opened(open_window: Open) -> Opened:
    return open_window(*NAMES)


def rows(opened: Opened) -> dict[str, int]:
    """Return what the sidebar shows, with its numbers."""
    found: list[Row] = [index.data(ROW_ROLE) for index in opened.window.sidebar.rows.indexes()]
    return {row.scope.name or row.words: row.count for row in found if row.scope is not None}


def tags(opened: Opened, *titles: str) -> list[tuple[str, ...]]:
    by_title = {row.title: row.tags for row in opened.desk.library.summaries(Query())}
    return [by_title[title] for title in titles]


def tag(opened: Opened, **paths: str) -> None:
    """Tag articles by their titles, as the command line may do at any time."""
    by_title = {row.title: row.id for row in opened.desk.library.summaries(Query())}
    for title, path in paths.items():
        opened.desk.library.tag([by_title[title]], add=path.split())
    opened.session.browsing.look_elsewhere()
    opened.window.library_changed.emit(opened.desk.library.mark(()))
    opened.until(lambda: set(" ".join(paths.values()).split()) <= rows(opened).keys())


def sheet(opened: Opened, kind: type[Sheet]) -> Sheet:
    opened.until(lambda: any(each.isVisible() for each in opened.window.findChildren(kind)))
    return next(each for each in opened.window.findChildren(kind) if each.isVisible())


def answer(opened: Opened, *texts: str) -> None:
    asked = sheet(opened, NamingSheet)
    assert isinstance(asked, NamingSheet)
    for field, text in zip(asked.fields, texts, strict=False):
        field.setText(text)
    asked.agree()


def says(opened: Opened, words: str) -> None:
    opened.until(lambda: opened.session.toasts.text == words)


def select_all(opened: Opened) -> None:
    opened.window.articles.view.selectAll()


def test_what_was_done_to_many_is_taken_back_by_the_message_and_done_again(opened: Opened) -> None:
    select_all(opened)
    opened.do("archive")
    says(opened, "3 articles archived")
    assert opened.desk.library.count(Query(archived=True)) == 3

    opened.session.toasts.press()
    says(opened, "Undone: archive 3 articles")
    assert opened.desk.library.count(Query(archived=True)) == 0
    opened.session.toasts.press("Redo")
    says(opened, "Done again: archive 3 articles")
    assert opened.desk.library.count(Query(archived=True)) == 3


def test_undo_says_what_it_would_take_back_and_goes_step_by_step(opened: Opened) -> None:
    opened.choose("Apple")
    opened.do("favourite")
    says(opened, "Now a favourite")
    select_all(opened)
    opened.do("delete")
    says(opened, "3 articles deleted")
    undo = opened.window.actions_by_name["undo"]
    opened.until(lambda: undo.text() == "Undo: delete 3 articles")

    opened.do("undo")
    says(opened, "Undone: delete 3 articles")
    opened.until(lambda: undo.text() == "Undo: make 1 article a favourite")
    assert opened.window.actions_by_name["redo"].text() == "Redo: delete 3 articles"
    opened.do("undo")
    says(opened, "Undone: make 1 article a favourite")
    opened.do("undo")
    says(opened, "Nothing to undo")
    opened.do("redo")
    says(opened, "Done again: make 1 article a favourite")


def test_what_another_program_did_is_taken_back_too(opened: Opened) -> None:
    opened.desk.library.mark(opened.ids, read=True)

    opened.do("undo")

    says(opened, "Undone: mark 3 articles as read")
    assert opened.desk.library.count(Query(read=True)) == 0


def test_what_was_changed_since_is_said_to_stay(opened: Opened) -> None:
    step = opened.desk.library.mark(opened.ids, archived=True).step
    opened.desk.library.mark(opened.ids[:1], archived=False)

    opened.session.taking_back.undo(step)

    said = "Undone: archive 3 articles · 1 article was changed since and stays as it is."
    says(opened, said)


def test_an_article_read_to_its_end_is_nothing_to_undo(opened: Opened) -> None:
    article = opened.choose("Apple")
    opened.session.organising._has_read()
    opened.until(lambda: opened.desk.library.article(article).read)

    assert opened.desk.library.organising.steps(5) == ()


def test_the_bin_lists_what_was_deleted_and_gives_it_back(opened: Opened) -> None:
    article = opened.choose("Banana")
    opened.do("delete")
    says(opened, "Deleted")
    opened.until(lambda: rows(opened)["Bin"] == 1)

    opened.session.browsing.choose(BIN)
    opened.until_listed("Banana")
    opened.choose("Banana")
    opened.do("restore")

    says(opened, "Restored")
    opened.until(lambda: opened.ids == ())
    assert opened.desk.library.ids(Query(ids=(article,))) == (article,)
    opened.until(lambda: rows(opened)["Bin"] == 0)
    assert opened.window.articles.empty.accessibleName() == "The bin is empty"


def test_in_the_bin_one_searches_what_is_in_it(opened: Opened) -> None:
    opened.desk.library.delete(opened.ids[:2])
    opened.session.browsing.choose(BIN)
    opened.window.articles.search.setText("Cherry")

    opened.until_listed("Cherry")


def test_a_tag_is_renamed_from_its_menu_and_stays_chosen(opened: Opened) -> None:
    tag(opened, Apple="fruit fruit/red", Banana="fruit")
    opened.session.browsing.choose(Scope(section=Section.TAG, name="fruit/red"))
    menu = opened.session.retagging.menu("fruit")
    assert [action.text() for action in menu.actions()] == [
        *("Rename…", "Merge into…", "Move below…", "", "Delete tag"),
    ]

    menu.actions()[0].trigger()
    answer(opened, "plants")

    says(opened, "“fruit” is called “plants” now")
    assert tags(opened, "Apple", "Banana") == [("plants", "plants/red"), ("plants",)]
    assert opened.session.browsing.scope.name == "plants/red"
    opened.until_listed("Apple")
    opened.session.toasts.press()
    says(opened, "Undone: rename tag “fruit” to “plants”")
    assert tags(opened, "Banana") == [("fruit",)]


def test_a_name_that_another_tag_has_is_asked_about(opened: Opened) -> None:
    tag(opened, Apple="one", Banana="two")
    opened.session.retagging.ask_name("one")
    answer(opened, "two")

    question = sheet(opened, Question)
    assert isinstance(question, Question)
    assert question.accessibleName() == "There is a tag “two” already"
    question.begin.click()
    says(opened, "“one” is merged into “two”")
    assert tags(opened, "Apple", "Banana") == [("two",), ("two",)]
    opened.do("undo")
    says(opened, "Undone: merge tag “one” into “two”")
    assert tags(opened, "Apple", "Banana") == [("one",), ("two",)]


def test_a_tag_is_deleted_and_what_was_shown_of_it_with_it(opened: Opened) -> None:
    tag(opened, Apple="one/deep", Banana="two")
    opened.session.browsing.choose(Scope(section=Section.TAG, name="one"))
    opened.session.retagging.delete("one")

    says(opened, "Tag “one” deleted")
    assert tags(opened, "Apple") == [()]
    assert opened.session.browsing.scope == EVERYTHING


def test_a_tag_is_dropped_on_another_to_stand_below_it(opened: Opened) -> None:
    tag(opened, Apple="one", Banana="two/deep")
    tree = opened.window.sidebar.rows
    assert not drop_tag(opened, "two", on="two/deep")
    assert not drop_tag(opened, "two/deep", on="two")

    assert drop_tag(opened, "one", on="two/deep")
    says(opened, "“one” is “two / deep / one” now")
    assert tags(opened, "Apple") == [("two/deep/one",)]
    opened.until(lambda: "two/deep/one" in rows(opened))
    assert drop_tag(opened, "two/deep/one", on="")
    opened.until(lambda: tags(opened, "Apple") == [("one",)])
    assert not tree.itemDelegate().over.isValid()  # type: ignore[attr-defined]


def drop_tag(opened: Opened, path: str, *, on: str) -> bool:
    """Drag a tag on another, or on the heading of them all, and say whether it can be let go there."""
    tree = opened.window.sidebar.rows
    index = next(each for each in tree.indexes() if named(each.data(ROW_ROLE)) == on)
    tree.scrollTo(index)
    place = tree.visualRect(index).center()
    data = QMimeData()
    data.setData(TAG_FORMAT, path.encode())
    move, left, none = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(tree.viewport(), QDragEnterEvent(place, move, data, left, none))
    over = QDragMoveEvent(place, move, data, left, none)
    QApplication.sendEvent(tree.viewport(), over)
    fits = over.isAccepted()
    let_go = QDropEvent(QPointF(place), move, data, left, none) if fits else QDragLeaveEvent()
    QApplication.sendEvent(tree.viewport(), let_go)
    return fits


def test_a_link_dropped_on_the_sidebar_is_the_windows(opened: Opened) -> None:
    data = QMimeData()
    data.setText("https://example.com/a")
    enter = QDragEnterEvent(
        QPoint(20, 90), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(opened.window.sidebar.rows.viewport(), enter)

    assert enter.isAccepted() and opened.window.cover.isVisible()


def test_what_was_done_on_another_day_is_said_with_its_day(opened: Opened) -> None:
    step = opened.desk.library.mark(opened.ids, read=True).step
    assert step is not None
    turned = opened.desk.library.organising.undo(step)
    old = replace(turned, step=replace(turned.step, done=datetime(2022, 3, 2, 12, tzinfo=UTC)))

    opened.session.taking_back._taken_back(old)

    assert opened.session.toasts.text == "Undone: mark 3 articles as read · 2 Mar 2022"


def named(row: Row) -> str | None:
    if row.heads_tags:
        return ""
    return row.scope.name if row.scope is not None and row.scope.section is Section.TAG else None


def test_a_menu_on_a_row_shows_nothing_else(opened: Opened) -> None:
    tag(opened, Apple="one")
    tree = opened.window.sidebar.rows
    index = next(each for each in tree.indexes() if named(each.data(ROW_ROLE)) == "one")
    wanted: list[object] = []
    opened.window.sidebar.menu_wanted.disconnect()
    opened.window.sidebar.menu_wanted.connect(lambda scope, _place: wanted.append(scope))

    QTest.mousePress(tree.viewport(), Qt.MouseButton.RightButton, pos=tree.visualRect(index).center())
    place = tree.visualRect(index).center()
    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(tree.viewport(), QContextMenuEvent(reason, place, QPoint(5, 5)))
    QTest.mouseRelease(tree.viewport(), Qt.MouseButton.RightButton, pos=place)  # or it stays pressed in later tests

    assert wanted == [Scope(section=Section.TAG, name="one")]
    assert opened.session.browsing.scope == EVERYTHING


def test_a_search_is_saved_found_in_the_sidebar_and_opened_in_its_order(opened: Opened) -> None:
    assert not opened.window.articles.save_search.isVisible()
    opened.window.articles.search.setText("-Banana")
    opened.until_listed("Cherry", "Apple")
    opened.session.browsing.order(Sort.TITLE)
    opened.window.articles.save_search.click()
    answer(opened, "No bananas")

    says(opened, "Saved as “No bananas”")
    assert opened.desk.library.organising.saved_searches() == (
        SavedSearch(name="No bananas", query="-Banana", sort=Sort.TITLE),
    )
    opened.until(lambda: rows(opened).get("No bananas") == 2)
    assert opened.session.browsing.scope == Scope(section=Section.SEARCH, name="No bananas")
    opened.until_listed("Apple", "Cherry")
    opened.session.browsing.choose(EVERYTHING)
    opened.session.browsing.order(Sort.SAVED)
    opened.window.sidebar.scope_chosen.emit(Scope(section=Section.SEARCH, name="No bananas"))
    opened.until_listed("Apple", "Cherry")
    opened.window.articles.search.setText("Cherry")
    opened.until_listed("Cherry")


def test_nothing_typed_is_nothing_to_save(opened: Opened) -> None:
    opened.do("save-search")
    says(opened, "Search for something first; then it can be saved.")


def test_saved_searches_are_changed_moved_and_deleted(opened: Opened) -> None:
    for name in ("one", "two"):
        opened.desk.library.organising.save_search(SavedSearch(name=name, query="Apple"))
    opened.session.searches.look()
    opened.until(lambda: len(opened.session.searches.searches) == 2)
    menu = opened.session.searches.menu("one")
    assert [action.text() for action in menu.actions() if action.isEnabled() and not action.isSeparator()] == [
        *("Change…", "Move down", "Export as articles arrive…", "Delete saved search"),
    ]

    menu.actions()[2].trigger()
    opened.until(lambda: [each.name for each in opened.session.searches.searches] == ["two", "one"])
    opened.session.browsing.show_search("one")
    opened.session.searches.ask_change("one")
    answer(opened, "uno", "Banana OR Cherry")
    opened.until(lambda: rows(opened).get("uno") == 2)
    opened.until_listed("Cherry", "Banana")
    opened.session.searches.delete("uno")
    says(opened, "Saved search “uno” deleted")
    opened.until(lambda: "uno" not in rows(opened))
    assert opened.session.browsing.scope == EVERYTHING
    opened.session.toasts.press()
    says(opened, "Undone: delete saved search “uno”")
    opened.until(lambda: rows(opened).get("uno") == 2)


def test_what_is_edited_is_what_was_typed_and_nothing_else(opened: Opened) -> None:
    select_all(opened)
    opened.do("edit")
    asked = sheet(opened, EditingSheet)
    assert isinstance(asked, EditingSheet)
    assert [field.placeholderText() for field in asked.fields.values()] == ["Several values", "", "", ""]
    assert asked.fields["source"].text() == "Bench"
    asked.fields["byline"].setText("Li Ming")
    asked.fields["published"].setText("2022年3月2日 17:24 +0800")
    asked.tags.setText("one, two/deep")
    QTest.keyClick(asked, Qt.Key.Key_Return)

    says(opened, "3 articles changed")
    found = opened.desk.library.summaries(Query())
    assert [row.title for row in found] == ["Cherry", "Banana", "Apple"]
    assert {(row.byline, row.source, row.tags) for row in found} == {("Li Ming", "Bench", ("one", "two/deep"))}
    assert {row.published for row in found} == {datetime(2022, 3, 2, 9, 24, tzinfo=UTC)}
    opened.do("undo")
    says(opened, "Undone: edit 3 articles")
    assert {(row.byline, row.tags, row.published) for row in opened.desk.library.summaries(Query())} == {("", (), None)}


def test_a_date_is_cleared_of_one_article_by_emptying_its_field(opened: Opened) -> None:
    apple = opened.choose("Apple")
    opened.desk.library.edit(apple, Edits(published=datetime(2022, 3, 2, 9, 24, tzinfo=UTC)))
    opened.session.browsing.refresh(Changes(updated=(apple,)))
    opened.until(lambda: getattr(opened.window.articles.model.summary(apple), "published", None) is not None)
    opened.do("edit")
    asked = sheet(opened, EditingSheet)
    assert isinstance(asked, EditingSheet)
    field = asked.fields["published"]
    assert field.text() == "2022-03-02 09:24 +0000"
    field.button.click()
    assert (field.text(), field.placeholderText(), field.button.toolTip()) == ("", "Cleared", "Leave as it is")
    QTest.keyClick(asked, Qt.Key.Key_Return)

    says(opened, "Article changed")
    assert opened.desk.library.article(apple).metadata.published is None
    opened.do("undo")
    opened.until(lambda: opened.desk.library.article(apple).metadata.published is not None)


def test_what_differs_between_many_is_cleared_when_that_is_asked_for_and_not_else(opened: Opened) -> None:
    library = opened.desk.library
    opened.window.articles.model.accept(library.rows(library.ids(Query())))  # what the list knows
    for day, article in enumerate(library.ids(Query()), 1):
        library.edit(article, Edits(published=datetime(2022, 3, day, tzinfo=UTC), byline=f"Author {day}"))
    select_all(opened)
    opened.do("edit")
    asked = sheet(opened, EditingSheet)
    assert isinstance(asked, EditingSheet)
    for name in ("published", "byline"):
        asked.fields[name].button.click()
        assert asked.fields[name].placeholderText() == "Cleared"
    asked.fields["byline"].button.click()
    assert asked.fields["byline"].placeholderText() == "Several values"
    QTest.keyClick(asked, Qt.Key.Key_Return)

    says(opened, "3 articles changed")
    assert {row.published for row in library.summaries(Query())} == {None}
    assert {row.byline for row in library.summaries(Query())} == {"Author 1", "Author 2", "Author 3"}


def test_what_is_no_date_is_said_and_nothing_is_changed(opened: Opened) -> None:
    opened.choose("Apple")
    opened.do("edit")
    asked = sheet(opened, EditingSheet)
    assert isinstance(asked, EditingSheet)
    asked.fields["published"].setText("soon")
    QTest.keyClick(asked, Qt.Key.Key_Return)

    assert asked.isVisible() and asked.trouble.text == "soon is no date."
    asked.fields["published"].setText("")
    QTest.keyClick(asked, Qt.Key.Key_Return)
    assert opened.desk.library.organising.steps(5) == ()


def test_nothing_typed_changes_nothing(opened: Opened) -> None:
    opened.choose("Apple")
    opened.do("edit")
    QTest.keyClick(sheet(opened, EditingSheet), Qt.Key.Key_Return)

    assert not any(each.isVisible() for each in opened.window.findChildren(EditingSheet))
    assert opened.desk.library.organising.steps(5) == ()


def test_tags_are_offered_by_how_lately_and_how_much_they_are_used(opened: Opened) -> None:
    tag(opened, Apple="rare 财经", Banana="财经", Cherry="财经/债券")
    opened.until(lambda: "财经/债券" in opened.session.browsing.tags)

    assert opened.session.browsing.tags[0] == "财经/债券"
    assert opened.session.browsing.tags.index("财经") < len(opened.session.browsing.tags)
