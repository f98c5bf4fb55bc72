"""The window opens where it was left: the part of the library, its order, the article."""

from tearsheet.gui.scope import EVERYTHING, HIGHLIGHTS, QUEUE, Scope, Section
from tearsheet.gui.shown import Shown, shown_of, with_shown
from tearsheet.model.ids import ArticleId
from tearsheet.model.query import Sort
from tearsheet.settings.preferences import Preferences, load
from tests.gui.conftest import Open
from tests.support.windows import Opened

TAG = Scope(section=Section.TAG, name="economy/markets")


def left(opened: Opened) -> Preferences:
    """Close a window and return what is remembered of it."""
    opened.window.closing.emit()
    return opened.program.settings.preferences


def test_what_was_shown_comes_back_from_the_preferences() -> None:
    shown = Shown(scope=TAG, sort=Sort.TITLE, article=ArticleId(7))
    kept = with_shown(Preferences(theme="dark"), shown, "/library")
    assert kept.theme == "dark"
    assert shown_of(kept, "/library") == shown


def test_another_library_begins_with_everything() -> None:
    kept = with_shown(Preferences(), Shown(scope=TAG, article=ArticleId(7)), "/library")
    assert shown_of(kept, "/another") == Shown()


def test_what_makes_no_sense_is_everything() -> None:
    kept = Preferences(shown_library="/library", shown_section="cellar", shown_sort="colour", shown_article=3)
    assert shown_of(kept, "/library") == Shown(article=ArticleId(3))


def test_the_list_its_order_and_the_article_are_there_again(open_window: Open) -> None:
    opened = open_window("One", "Two", "Three")
    opened.desk.library.mark(opened.ids[:2], favourite=True)
    opened.session.browsing.choose(Scope(section=Section.FAVOURITE))
    opened.window.articles.sort_chosen.emit(Sort.TITLE)
    opened.until_listed("Three", "Two")
    opened.choose("Two")
    again = open_window(preferences=left(opened))
    again.until_listed("Three", "Two")
    again.until(lambda: again.session.browsing.article is not None)
    assert again.session.browsing.article is not None
    assert again.session.browsing.article.metadata.title == "Two"
    assert again.session.browsing.place.sort is Sort.TITLE


def test_a_tag_that_is_no_more_gives_way_to_everything(open_window: Open) -> None:
    opened = open_window("One")
    opened.desk.library.tag(opened.ids, add=("economy/markets",))
    opened.session.browsing.choose(TAG)
    opened.until_listed("One")
    kept = left(opened)
    opened.desk.library.tag(opened.ids, remove=("economy/markets",))
    again = open_window(preferences=kept)
    again.until(lambda: again.session.browsing.place.scope == EVERYTHING)
    again.until_listed("One")


def test_an_article_that_is_no_more_is_not_waited_for(open_window: Open) -> None:
    opened = open_window("One", "Two")
    article = opened.choose("One")
    kept = left(opened)
    opened.desk.library.delete((article,))
    again = open_window(preferences=kept)
    again.until_listed("Two")
    assert again.window.articles.selected == ()
    again.desk.library.undelete((article,))
    again.session.browsing.refresh(again.desk.library.mark((article,), read=True))
    again.until_listed("Two", "One")
    assert again.window.articles.selected == ()


def test_the_queue_and_the_highlights_are_shown_again_too(open_window: Open) -> None:
    opened = open_window("One")
    opened.session.browsing.choose(QUEUE)
    again = open_window(preferences=left(opened))
    assert again.window.middle.currentWidget() is again.session.capturing.queue
    again.session.browsing.choose(HIGHLIGHTS)
    last = open_window(preferences=left(again))
    assert last.window.middle.currentWidget() is last.session.highlights.pane


def test_nothing_but_the_article_is_left_with_the_window(open_window: Open) -> None:
    opened = open_window("One")
    opened.choose("One")
    panes = opened.window.panes_text()
    opened.do("focus")
    kept = left(opened)
    assert kept.panes == panes
    again = open_window(preferences=kept)
    assert again.window.sidebar.isVisible() and not again.window.focus_mode


def test_it_is_written_down_even_where_the_background_has_no_time(open_window: Open) -> None:
    opened = open_window("One")
    settings = opened.program.settings
    opened.program.background.close()
    settings.remember(theme="dark")
    settings.close()
    assert load().theme == "dark"
