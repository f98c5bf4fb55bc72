"""What a part of the library and a typed search have in common, and where an article that no longer fits stays."""

from tearsheet.gui.browsing import merged, narrowed
from tearsheet.model.ids import ArticleId
from tearsheet.model.query import Query

A, B, C, D = (ArticleId(number) for number in range(1, 5))


def test_a_search_is_narrowed_to_the_part_that_is_shown() -> None:
    found = narrowed(Query(tags=("a",), read=False), Query(words=("river",), tags=("b",)))
    assert found == Query(words=("river",), tags=("a", "b"), read=False)


def test_a_flag_that_is_typed_wins() -> None:
    assert narrowed(Query(read=False), Query(read=True)).read is True


def test_what_is_held_stays_after_whom_it_followed() -> None:
    assert merged((A, C), (A, B, C), {B}) == (A, B, C)


def test_what_is_held_stays_first_when_it_was_first() -> None:
    assert merged((B, C), (A, B, C), {A}) == (A, B, C)


def test_what_is_held_follows_one_that_is_held_too() -> None:
    assert merged((D,), (A, B, C, D), {B, C}) == (B, C, D)


def test_what_is_not_held_goes_and_what_is_new_comes() -> None:
    assert merged((D, A), (A, B, C), set()) == (D, A)
