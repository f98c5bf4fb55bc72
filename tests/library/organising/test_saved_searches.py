"""Searches that are kept by their names, in an order of their own."""

import pytest

from tearsheet.library import Library
from tearsheet.model.errors import LibraryError, Reason
from tearsheet.model.query import Sort
from tearsheet.model.saved_search import SavedSearch
from tearsheet.model.steps import StepKind

NEWS = SavedSearch(name="未读新闻", query="tag:新闻 is:unread")
TIDES = SavedSearch(name="Tides", query="tide -low", sort=Sort.PUBLISHED)


@pytest.fixture
def kept(library: Library) -> Library:
    library.organising.save_search(NEWS)
    library.organising.save_search(TIDES)
    return library


def names(library: Library) -> list[str]:
    return [search.name for search in library.organising.saved_searches()]


def test_searches_are_kept_in_the_order_they_came(kept: Library) -> None:
    assert kept.organising.saved_searches() == (NEWS, TIDES)


def test_a_name_is_given_once(kept: Library) -> None:
    other = SavedSearch(name="Tides", query="x")
    with pytest.raises(LibraryError) as added:
        kept.organising.save_search(other)
    with pytest.raises(LibraryError) as changed:
        kept.organising.change_search("未读新闻", other)
    assert added.value.reason is changed.value.reason is Reason.SEARCH_EXISTS
    assert kept.organising.saved_searches() == (NEWS, TIDES)


def test_a_search_is_renamed_and_changed_in_its_place(kept: Library) -> None:
    changed = SavedSearch(name="News", query="tag:news", sort=Sort.TITLE)
    kept.organising.change_search("未读新闻", changed)
    kept.organising.change_search("News", changed)

    assert kept.organising.saved_searches() == (changed, TIDES)
    with pytest.raises(LibraryError) as caught:
        kept.organising.change_search("gone", SavedSearch(name="gone", query="x"))
    assert caught.value.reason is Reason.NO_SUCH_SEARCH


def test_searches_are_put_in_another_order(kept: Library) -> None:
    kept.organising.save_search(SavedSearch(name="last", query="z"))
    kept.organising.arrange_searches(["Tides", "no such one"])

    assert names(kept) == ["Tides", "未读新闻", "last"]


def test_a_deleted_search_comes_back_where_it_was(kept: Library) -> None:
    changes = kept.organising.delete_search("未读新闻")
    assert names(kept) == ["Tides"]
    assert kept.organising.steps(1)[0].kind is StepKind.DELETE_SEARCH
    assert kept.organising.steps(1)[0].taken == ("未读新闻",)

    kept.organising.undo(changes.step)
    assert kept.organising.saved_searches() == (NEWS, TIDES)
    kept.organising.redo()
    assert names(kept) == ["Tides"]


def test_a_deleted_search_does_not_come_back_over_another_of_its_name(kept: Library) -> None:
    kept.organising.delete_search("Tides")
    other = SavedSearch(name="Tides", query="others")
    kept.organising.save_search(other)

    assert kept.organising.undo().left == 1
    assert kept.organising.saved_searches() == (NEWS, other)
    assert kept.organising.redo().left == 1
    assert kept.organising.saved_searches() == (NEWS, other)
