"""What a person does to articles: flags, tags, edits, delete."""

from datetime import UTC, datetime

import pytest

from tearsheet.library import Library
from tearsheet.model.article import Edits
from tearsheet.model.changes import Changes
from tearsheet.model.errors import LibraryError, Reason
from tearsheet.model.ids import ArticleId
from tearsheet.model.query import Counts, Query
from tests.support.annotated import mark
from tests.support.keepings import keeping


@pytest.fixture
def ids(library: Library) -> list[ArticleId]:
    return [library.add(keeping(name, source=name.upper())).article for name in "abc"]


def test_the_three_flags_do_not_touch_each_other(library: Library, ids: list[ArticleId]) -> None:
    a, b, _ = ids
    library.mark([a], read=True)
    library.mark([a, b], favourite=True)
    library.mark([b], archived=True)

    flags = [(row.read, row.archived, row.favourite) for row in reversed(library.summaries(Query()))]
    assert flags == [(True, False, True), (False, True, True), (False, False, False)]


def test_only_articles_that_a_mark_changes_are_named(library: Library, ids: list[ArticleId]) -> None:
    library.mark(ids[:1], read=True)

    assert library.mark([*ids, ArticleId(99)], read=True) == Changes(updated=(ids[1], ids[2]))
    assert library.mark(ids, read=True) == library.mark(ids) == Changes()


def test_more_articles_can_be_marked_than_a_statement_has_room_for(library: Library, ids: list[ArticleId]) -> None:
    many = [ArticleId(number) for number in range(1, 260_000)]

    assert library.mark(many, read=True).updated == tuple(ids)
    assert library.tag(many, add=["t"]).updated == tuple(ids)
    assert library.count(Query(ids=tuple(many))) == 3


def test_a_tag_stands_for_its_subtree(library: Library, ids: list[ArticleId]) -> None:
    a, b, c = ids
    library.tag([a], add=["财经"])
    library.tag([b], add=["财经/A股"])
    library.tag([c], add=["财经类", "财经0"])

    assert library.ids(Query(tags=("财经",))) == (b, a)
    assert library.ids(Query(tags=("财经/A股",))) == (b,)
    assert library.ids(Query(tags=("财经", "财经/A股"))) == (b,)
    assert library.ids(Query(tags=("财",))) == ()


def test_tags_are_tidied(library: Library, ids: list[ArticleId]) -> None:
    library.tag(ids[:1], add=[" a / b ", "a/b", "//c/", "", " / "])

    assert library.article(ids[0]).tags == ("a/b", "c")


def test_a_tag_is_removed_alone_and_not_its_subtree(library: Library, ids: list[ArticleId]) -> None:
    library.tag(ids[:2], add=["a", "a/b"])

    assert library.tag(ids, remove=["a"]) == Changes(updated=(ids[0], ids[1]))
    assert library.article(ids[0]).tags == ("a/b",)
    assert library.tag(ids, remove=["a"], add=[]) == Changes()


def test_a_tag_is_searched_for_as_words_from_then_on(library: Library, ids: list[ArticleId]) -> None:
    library.tag(ids[:1], add=["经济/货币政策"])
    assert library.ids(Query(words=("货币",))) == (ids[0],)
    library.tag(ids[:1], remove=["经济/货币政策"])
    assert library.ids(Query(words=("货币",))) == ()


def test_an_edit_changes_what_is_named_and_leaves_the_rest(library: Library, ids: list[ArticleId]) -> None:
    day = datetime(2020, 5, 17, tzinfo=UTC)
    assert library.edit(ids[0], Edits(title="New", published=day, note="mine")) == Changes(updated=(ids[0],))
    library.edit(ids[0], Edits(byline="Li"))

    article = library.article(ids[0])
    assert (article.metadata.title, article.metadata.byline, article.metadata.source) == ("New", "Li", "A")
    assert (article.metadata.published, article.note) == (day, "mine")
    assert library.ids(Query(words=("mine",))) == (ids[0],)
    assert library.edit(ids[0], Edits()) == Changes()
    with pytest.raises(LibraryError) as caught:
        library.edit(ArticleId(99), Edits(title="x"))
    assert caught.value.reason is Reason.NO_SUCH_ARTICLE


def test_a_deleted_article_is_shown_only_when_asked_for_and_comes_back_whole(
    library: Library, ids: list[ArticleId]
) -> None:
    library.tag(ids[:1], add=["t"])
    assert library.delete(ids[:1]) == Changes(removed=(ids[0],))
    assert library.delete(ids[:1]) == Changes()

    assert library.ids(Query()) == (ids[2], ids[1])
    assert library.ids(Query(deleted=True)) == (ids[0],)
    assert library.ids(Query(words=("one",))) == (ids[2], ids[1])
    assert library.ids(Query(words=("one",), deleted=True)) == (ids[0],)
    assert library.count(Query(words=("one",))) == 2
    assert library.article(ids[0]).deleted is not None
    assert library.undelete(ids) == Changes(added=(ids[0],))
    assert library.article(ids[0]).tags == ("t",)
    assert library.article(ids[0]).deleted is None


def test_the_sidebars_numbers_are_those_of_the_lists_it_opens(library: Library, ids: list[ArticleId]) -> None:
    a, b, c = ids
    library.mark([a, b], read=True)
    library.mark([b], archived=True, favourite=True)
    library.tag([a], add=["x/y/z", "x"])
    library.tag([b], add=["x/w"])
    library.edit(c, Edits(source="B"))
    gone = library.add(keeping("d", source="A", tags=["x"])).article
    library.delete([gone])
    library.remember(keeping("e").address, share_link="")
    for marked in (c, gone):
        mark(library, marked, "One two")

    counts = library.counts()

    assert counts == Counts(
        all=3,
        unread=1,
        favourite=1,
        archived=1,
        highlights=1,
        tags=(("x", 2), ("x/w", 1), ("x/y", 1), ("x/y/z", 1)),
        sources=(("A", 1), ("B", 2)),
        queued=1,
        failed=0,
    )
    assert counts.unread == library.count(Query(read=False))
    assert all(number == library.count(Query(tags=(path,))) for path, number in counts.tags)
    assert all(number == library.count(Query(sources=(name,))) for name, number in counts.sources)
