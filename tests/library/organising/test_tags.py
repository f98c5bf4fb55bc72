"""What stands in the subtree of a tag follows from the tags that articles have, whatever was done to them."""

import random
from contextlib import suppress

import pytest

from tearsheet.library import Library
from tearsheet.library.organising.tags import above
from tearsheet.model.errors import LibraryError
from tearsheet.model.ids import ArticleId
from tearsheet.model.query import Query
from tests.support.keepings import keeping

PATHS = ("a", "a/b", "a/b/c", "ab", "a0", "d/b", "d/b/c", "财经/A股")


def assert_subtrees_follow(library: Library) -> None:
    """See that every tag leads to the articles that are tagged so or below, and is counted so."""
    under: dict[str, set[int]] = {}
    for article in library.ids(Query()):
        for root in {root for path in library.article(article).tags for root in above(path)}:
            under.setdefault(root, set()).add(article)
    assert dict(library.counts().tags) == {path: len(articles) for path, articles in under.items()}
    for path in {*PATHS, *under}:
        wanted = tuple(sorted(under.get(path, ()), reverse=True))
        query = Query(tags=(path,))
        assert library.ids(query) == wanted
        assert [each.id for each in library.summaries(query)] == list(wanted)
        assert library.count(query) == len(wanted)
        unread = Query(tags=(path,), read=False)
        assert library.ids(unread) == wanted
        assert library.count(unread) == len(wanted)


def test_a_path_is_in_its_own_subtree_and_in_those_above_it() -> None:
    assert above("a/b/c") == ("a/b/c", "a/b", "a")
    assert above("财经") == ("财经",)


def test_an_article_is_found_once_under_a_tag_of_which_it_has_several_below(library: Library) -> None:
    both = library.add(keeping("both", tags=("a/b", "a/c", "a"))).article

    assert library.ids(Query(tags=("a",))) == (both,)
    assert library.count(Query(tags=("a",))) == 1
    assert library.counts().tags == (("a", 1), ("a/b", 1), ("a/c", 1))
    library.tag([both], remove=("a", "a/c"))
    assert library.ids(Query(tags=("a",))) == (both,)
    assert library.counts().tags == (("a", 1), ("a/b", 1))
    library.tag([both], remove=("a/b",))
    assert library.counts().tags == ()


def test_an_article_of_two_tags_is_found_under_both_and_not_without_one(library: Library) -> None:
    both = library.add(keeping("both", tags=("a/b", "d"))).article
    library.add(keeping("one", tags=("a/b",)))

    assert library.ids(Query(tags=("a", "d"))) == (both,)
    assert library.count(Query(tags=("d", "a"))) == 1
    assert library.count(Query(tags=("a",), none_of=(Query(tags=("d",)),))) == 1


@pytest.mark.parametrize("seed", range(3))
def test_subtrees_follow_whatever_is_done_to_tags(library: Library, seed: int) -> None:
    chance = random.Random(seed)
    ids = [library.add(keeping(f"{number}", tags=tuple(chance.sample(PATHS, 2)))).article for number in range(6)]
    undone = 0
    for _ in range(25):
        undone += _do_something(library, chance, ids)
        assert_subtrees_follow(library)
    assert undone


def _do_something(library: Library, chance: random.Random, ids: list[ArticleId]) -> bool:
    """Do one thing that changes tags, or take the last one back; say whether it was taken back."""
    some, path, other = chance.sample(ids, 3), chance.choice(PATHS), chance.choice(PATHS)
    match chance.randrange(7):
        case 0:
            library.tag(some, add=(path, other))
        case 1:
            library.tag(some, remove=(path, other))
        case 2:
            library.delete(some)
        case 3:
            library.undelete(some)
        case 4 | 5:
            with suppress(LibraryError):  # there may be none of this name, or it would be within itself
                library.organising.rename_tag(path, other, joins=True)
        case _:
            with suppress(LibraryError):  # nothing may be left to take back
                library.organising.undo()
                return True
    return False
