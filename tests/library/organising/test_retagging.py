"""Tags of the whole library: renamed with all below them, joined, moved, deleted, and all of it taken back."""

import pytest

from tearsheet.library import Library
from tearsheet.model.changes import Changes
from tearsheet.model.errors import LibraryError, Reason
from tearsheet.model.ids import ArticleId, JobId
from tearsheet.model.query import Query
from tearsheet.model.saved_search import SavedSearch
from tearsheet.model.steps import StepKind
from tearsheet.model.tags import TagUse
from tests.support.annotated import mark
from tests.support.keepings import address, keeping


@pytest.fixture
def ids(library: Library) -> list[ArticleId]:
    return [library.add(keeping(name, tags=tags)).article for name, tags in TAGGED.items()]


TAGGED = {"a": ("财经",), "b": ("财经/A股", "财经"), "c": ("财经类", "other"), "d": ("经济/A股",)}


def tags_of(library: Library, ids: list[ArticleId]) -> list[tuple[str, ...]]:
    return [library.article(article).tags for article in ids]


def refused(library: Library, old: str, new: str) -> Reason:
    with pytest.raises(LibraryError) as caught:
        library.organising.rename_tag(old, new)
    return caught.value.reason


def test_a_tag_is_renamed_with_all_below_it_and_nothing_beside_it(library: Library, ids: list[ArticleId]) -> None:
    a, b = ids[:2]

    assert library.organising.rename_tag("财经", "Money ").updated == (a, b)

    assert tags_of(library, ids) == [("Money",), ("Money", "Money/A股"), ("other", "财经类"), ("经济/A股",)]
    assert library.ids(Query(words=("money",))) == (b, a)
    library.organising.undo()
    assert tags_of(library, ids) == [("财经",), ("财经", "财经/A股"), ("other", "财经类"), ("经济/A股",)]
    assert library.ids(Query(words=("money",))) == ()


@pytest.mark.usefixtures("ids")
def test_saved_searches_ask_for_a_tag_by_its_new_name_and_by_its_old_one_when_that_is_back(library: Library) -> None:
    before = {
        "news": "is:unread tag:财经/A股",
        "others": "-标签：财经 OR tag:财经类",
        "mine": "tag:财经",
        "words": "财经",
    }
    for name, query in before.items():
        library.organising.save_search(SavedSearch(name=name, query=query))

    library.organising.rename_tag("财经", "My money")

    assert queries_of(library) == {
        "news": 'is:unread tag:"My money/A股"',
        "others": '-标签："My money" OR tag:财经类',
        "mine": 'tag:"My money"',
        "words": "财经",
    }
    library.organising.change_search("mine", SavedSearch(name="mine", query="tag:other"))
    library.organising.undo()
    assert queries_of(library) == before | {"mine": "tag:other"}


def queries_of(library: Library) -> dict[str, str]:
    return {search.name: search.query for search in library.organising.saved_searches()}


@pytest.mark.usefixtures("ids")
def test_a_tag_does_not_become_another_one_unasked(library: Library) -> None:
    assert refused(library, "财经", "经济") is Reason.TAG_EXISTS
    assert refused(library, "财经", "财经/新") is Reason.TAG_WITHIN_ITSELF
    assert refused(library, "nothing", "x") is Reason.NO_SUCH_TAG
    assert refused(library, "财经", " / ") is Reason.TAG_WITHIN_ITSELF
    assert library.organising.steps(10) == ()
    assert library.organising.rename_tag("财经", "财经") == Changes()


def test_two_tags_become_one_with_what_is_below_them(library: Library, ids: list[ArticleId]) -> None:
    changes = library.organising.rename_tag("财经", "经济", StepKind.MERGE_TAG, joins=True)

    assert tags_of(library, ids) == [("经济",), ("经济", "经济/A股"), ("other", "财经类"), ("经济/A股",)]
    assert changes.updated == (ids[0], ids[1])
    library.organising.undo(changes.step)
    assert tags_of(library, ids)[3] == ("经济/A股",)
    assert tags_of(library, ids)[1] == ("财经", "财经/A股")


def test_an_article_that_has_both_keeps_its_own_when_a_merge_is_taken_back(library: Library) -> None:
    article = library.add(keeping("a", tags=["x", "y"])).article
    library.organising.rename_tag("x", "y", joins=True)
    assert library.article(article).tags == ("y",)

    library.organising.undo()
    assert library.article(article).tags == ("x", "y")


def test_a_tag_is_merged_into_the_one_above_it(library: Library) -> None:
    names = [("a/a",), ("a/a/a",), ("a/a/a/c", "a"), ("a/b",), ("a/a", "a/a/a")]
    ids = [library.add(keeping(str(number), tags=tags)).article for number, tags in enumerate(names)]

    library.organising.rename_tag("a/a", "a", joins=True)
    assert tags_of(library, ids) == [("a",), ("a/a",), ("a", "a/a/c"), ("a/b",), ("a", "a/a")]
    library.organising.undo()
    assert tags_of(library, ids) == [("a/a",), ("a/a/a",), ("a", "a/a/a/c"), ("a/b",), ("a/a", "a/a/a")]
    library.organising.redo()
    assert tags_of(library, ids) == [("a",), ("a/a",), ("a", "a/a/c"), ("a/b",), ("a", "a/a")]


def test_a_deleted_tag_goes_with_those_below_it_and_comes_back(library: Library, ids: list[ArticleId]) -> None:
    library.organising.delete_tag("财经")
    assert tags_of(library, ids) == [(), (), ("other", "财经类"), ("经济/A股",)]
    library.tag(ids[:1], add=["财经"])

    turned = library.organising.undo(library.organising.steps(2)[1].id)

    assert tags_of(library, ids)[:2] == [("财经",), ("财经", "财经/A股")]
    assert turned.left == 1


def test_annotations_are_retagged_too(library: Library, ids: list[ArticleId]) -> None:
    marked = mark(library, ids[2], "two three", tags=["财经/A股", "own"])

    changes = library.organising.rename_tag("财经", "Money")
    assert changes.updated == (ids[0], ids[1], ids[2])
    assert library.annotating.of_article(ids[2])[0].annotation.tags == ("Money/A股", "own")
    library.organising.undo()
    assert library.annotating.of_article(ids[2])[0].annotation.tags == ("own", "财经/A股")
    library.organising.delete_tag("own")
    assert library.annotating.of_article(ids[2])[0].annotation.tags == ("财经/A股",)
    library.organising.undo()
    assert library.annotating.of_article(ids[2])[0].annotation.id == marked.id
    assert library.annotating.of_article(ids[2])[0].annotation.tags == ("own", "财经/A股")


def test_what_is_in_the_bin_is_retagged_too(library: Library, ids: list[ArticleId]) -> None:
    library.delete(ids[:1])
    library.organising.rename_tag("财经", "Money")
    library.undelete(ids[:1])

    assert library.article(ids[0]).tags == ("Money",)


def test_tags_are_counted_on_articles_and_annotations(library: Library, ids: list[ArticleId]) -> None:
    mark(library, ids[0], "two three", tags=["财经", "own"])
    library.delete(ids[1:2])

    assert library.organising.tags() == (
        TagUse(path="other", articles=1),
        TagUse(path="own", annotations=1),
        TagUse(path="经济/A股", articles=1),
        TagUse(path="财经", articles=1, annotations=1),
        TagUse(path="财经类", articles=1),
    )


def test_the_tags_given_last_come_first(library: Library, ids: list[ArticleId]) -> None:
    library.tag(ids, add=["one"])
    library.tag(ids, add=["two", "three"])
    library.tag(ids, remove=["one"])
    library.organising.rename_tag("two", "zwei")

    assert library.organising.recent_tags(3) == ("zwei", "two", "three")
    library.organising.undo()
    assert library.organising.recent_tags(10) == ("two", "three", "one")


def waiting(library: Library, name: str, *tags: str) -> JobId:
    return library.remember(address(name), share_link=f"https://news.example/{name}", tags=tags).id


def tags_waiting(library: Library) -> list[tuple[str, ...]]:
    return [job.tags for job in library.jobs()]


@pytest.mark.usefixtures("ids")
def test_links_on_their_way_get_the_new_tag_too_and_their_old_ones_back(library: Library) -> None:
    before = [("x", "财经/A股", "财经"), ("财经类",), ("财经", "Money")]
    jobs = [waiting(library, f"new {number}", *tags) for number, tags in enumerate(before)]
    library.claim(jobs[0])

    renamed = library.organising.rename_tag("财经", "Money", StepKind.MERGE_TAG, joins=True)

    assert renamed.jobs == (jobs[0], jobs[2])
    after = [("x", "Money/A股", "Money"), ("财经类",), ("Money",)]
    assert tags_waiting(library) == after
    assert library.organising.undo(renamed.step).changes.jobs == (jobs[0], jobs[2])
    assert tags_waiting(library) == before
    library.organising.redo(renamed.step)
    assert tags_waiting(library) == after
    article = library.add(keeping("new 0", tags=before[0]), job=jobs[0]).article
    assert library.article(article).tags == ("Money", "Money/A股", "x")


@pytest.mark.usefixtures("ids")
def test_a_tag_is_moved_and_deleted_on_links_on_their_way(library: Library) -> None:
    waiting(library, "new", "财经/A股", "other")
    library.organising.rename_tag("财经", "经济/财经", StepKind.MOVE_TAG)
    assert tags_waiting(library) == [("经济/财经/A股", "other")]
    library.organising.delete_tag("经济")
    assert tags_waiting(library) == [("other",)]
    library.organising.undo()
    assert tags_waiting(library) == [("经济/财经/A股", "other")]


def test_a_link_that_was_tagged_otherwise_since_keeps_what_it_has(library: Library, ids: list[ArticleId]) -> None:
    changed, more = waiting(library, "changed", "财经"), waiting(library, "more", "财经")
    step = library.organising.rename_tag("财经", "Money").step
    library.note_while_running(changed, tags=("mine",))
    library.note_while_running(more, tags=("Money", "mine"))

    assert library.organising.undo(step).changes == Changes(updated=tuple(ids[:2]), jobs=(more,))
    assert tags_waiting(library) == [("mine",), ("mine", "财经")]


@pytest.mark.usefixtures("ids")
def test_what_became_an_article_meanwhile_gets_its_old_tag_back_as_well(library: Library) -> None:
    link = waiting(library, "new", "财经", "x")
    step = library.organising.rename_tag("财经", "Money").step
    article = library.add(keeping("new"), job=link).article
    assert library.article(article).tags == ("Money", "x")

    assert article in library.organising.undo(step).changes.updated
    assert library.article(article).tags == ("x", "财经")
    assert article in library.ids(Query(words=("财经",)))
    library.organising.redo(step)
    library.tag([article], remove=["Money"])
    library.organising.undo(step)
    assert library.article(article).tags == ("x",)


@pytest.mark.usefixtures("ids")
def test_links_that_were_captured_before_stay_as_they_were_told(library: Library) -> None:
    link = waiting(library, "new", "财经")
    library.add(keeping("new"), job=link)
    assert library.organising.rename_tag("财经", "Money").jobs == ()
    assert library.job(link).tags == ("财经",)
