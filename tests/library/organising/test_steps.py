"""What was done to articles can be taken back, exactly, and after a restart too."""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tearsheet.library import Library, open_library
from tearsheet.library.organising import steps
from tearsheet.library.schema import step, step_article
from tearsheet.library.times import microseconds
from tearsheet.model.article import NO_DATE, Edits
from tearsheet.model.changes import Changes
from tearsheet.model.errors import LibraryError, Reason
from tearsheet.model.ids import ArticleId, StepId
from tearsheet.model.query import Query
from tearsheet.model.steps import Step, StepKind
from tests.support.keepings import extraction, keeping

DAY = datetime(2020, 5, 17, tzinfo=UTC)


@pytest.fixture
def ids(library: Library) -> list[ArticleId]:
    return [library.add(keeping(name, source=name.upper(), title=f"Title {name}")).article for name in "abc"]


def state(library: Library) -> list[object]:
    """Return all that a person can have done to the articles, deleted ones too."""
    found = [*library.summaries(Query(), limit=1000), *library.summaries(Query(deleted=True), limit=1000)]
    return [
        (row, library.article(row.id).note, library.article(row.id).deleted is None)
        for row in sorted(found, key=lambda row: row.id)
    ]


def refused(library: Library, step_id: StepId | None = None, *, redo: bool = False) -> Reason:
    with pytest.raises(LibraryError) as caught:
        (library.organising.redo if redo else library.organising.undo)(step_id)
    return caught.value.reason


def test_whatever_is_done_to_articles_can_be_taken_back_and_done_again(library: Library, ids: list[ArticleId]) -> None:
    library.tag(ids[:2], add=["old", "both"])
    library.mark(ids[:1], read=True)
    library.delete(ids[2:])
    states = [state(library)]
    changes: list[Callable[[], Changes]] = [
        lambda: library.mark(ids, read=True, favourite=True),
        lambda: library.mark(ids, archived=True),
        lambda: library.tag(ids, add=["new", "both"], remove=["old"]),
        lambda: library.organising.edit(ids, Edits(source="The Bench", published=DAY), add=["more"], remove=["new"]),
        lambda: library.edit(ids[0], Edits(title="New", byline="Li", note="mine")),
        lambda: library.organising.edit(ids, Edits(published=NO_DATE)),
        lambda: library.undelete(ids),
        lambda: library.delete(ids[:2]),
    ]
    for change in changes:
        change()
        states.append(state(library))

    for before in reversed(states[:-1]):
        assert library.organising.undo().left == 0
        assert state(library) == before
    for after in states[1:]:
        assert library.organising.redo().left == 0
        assert state(library) == after
    assert refused(library, redo=True) is Reason.NOTHING_TO_REDO


def test_a_write_says_by_which_step_it_can_be_taken_back(library: Library, ids: list[ArticleId]) -> None:
    changes = library.mark(ids, read=True)
    library.delete(ids[:1])

    assert changes.step is not None
    turned = library.organising.undo(changes.step)
    assert turned.changes == Changes(updated=tuple(ids))
    assert (turned.step.kind, turned.step.articles, turned.step.undone is not None) == (StepKind.READ, 3, True)
    assert library.count(Query(read=True)) == 0
    assert library.count(Query()) == 2
    assert refused(library, changes.step) is Reason.NO_SUCH_STEP
    assert library.mark(ids, read=False).step is None


def test_undo_after_a_restart_is_the_same(library: Library, ids: list[ArticleId]) -> None:
    before = state(library)
    library.tag(ids, add=["t"])
    library.edit(ids[1], Edits(title="Changed"))
    library.close()

    with open_library(library.place) as again:
        again.organising.undo()
        again.organising.undo()
        assert state(again) == before


def test_what_was_changed_since_is_left_alone_and_counted(library: Library, ids: list[ArticleId]) -> None:
    a, b, c = ids
    archived = library.mark(ids, archived=True)
    library.mark([a], archived=False)

    turned = library.organising.undo(archived.step)

    assert (turned.changes, turned.left) == (Changes(updated=(b, c)), 1)
    assert library.count(Query(archived=True)) == 0
    library.organising.redo(archived.step)
    assert library.ids(Query(archived=True)) == (c, b)


def test_a_field_edited_since_keeps_what_it_says(library: Library, ids: list[ArticleId]) -> None:
    both = library.organising.edit(ids[:2], Edits(source="One", byline="Li"))
    library.edit(ids[0], Edits(source="Two"))

    turned = library.organising.undo(both.step)

    rows = {row.id: row for row in library.summaries(Query())}
    assert (rows[ids[0]].source, rows[ids[0]].byline) == ("Two", "")
    assert (rows[ids[1]].source, rows[ids[1]].byline) == ("B", "")
    assert turned.left == 1


def test_what_is_no_longer_edited_shows_what_the_page_says_by_now(library: Library, ids: list[ArticleId]) -> None:
    edit = library.edit(ids[0], Edits(title="Mine", source="My source"))
    library.add_capture(
        ids[0], keeping("a", "Other words, and twelve of them, so that this is a new version.", title="Theirs")
    )
    assert library.article(ids[0]).metadata.title == "Mine"

    library.organising.undo(edit.step)

    metadata = library.article(ids[0]).metadata
    assert (metadata.title, metadata.source) == ("Theirs", "A")
    library.add_version(
        ids[0], extraction("Other words, and thirteen of them now, so that it is new.", title="Newer"), "r 2"
    )
    assert library.article(ids[0]).metadata.title == "Newer"


def test_a_date_that_was_cleared_stays_away_until_that_is_taken_back(library: Library, ids: list[ArticleId]) -> None:
    later = DAY + timedelta(days=1)
    library.edit(ids[0], Edits(published=DAY))
    cleared = library.organising.edit(ids, Edits(published=NO_DATE))
    assert cleared.updated == tuple(ids)
    assert [row.published for row in library.summaries(Query())] == [None, None, None]

    new = keeping("c", "Other words, and twelve of them, so that this is a new version.", published=later)
    library.add_capture(ids[2], new)
    assert library.article(ids[2]).metadata.published is None
    assert library.evidence(ids[2], library.article(ids[2]).version).edits == Edits(published=NO_DATE)

    assert library.organising.undo(cleared.step).left == 0
    assert [library.article(number).metadata.published for number in ids] == [DAY, None, later]
    library.organising.redo(cleared.step)
    assert [row.published for row in library.summaries(Query())] == [None, None, None]


def test_a_date_given_after_one_was_cleared_stays(library: Library, ids: list[ArticleId]) -> None:
    cleared = library.organising.edit(ids[:2], Edits(published=NO_DATE))
    library.edit(ids[0], Edits(published=DAY))

    assert library.organising.undo(cleared.step).left == 1
    assert library.article(ids[0]).metadata.published == DAY


def test_an_article_deleted_again_since_stays_in_the_bin(library: Library, ids: list[ArticleId]) -> None:
    first = library.delete(ids[:2])
    library.undelete(ids[:1])
    library.delete(ids[:1])

    turned = library.organising.undo(first.step)

    assert (turned.changes, turned.left) == (Changes(added=(ids[1],)), 1)
    assert library.ids(Query(deleted=True)) == (ids[0],)


def test_a_tag_that_an_article_had_before_stays_when_tagging_is_taken_back(
    library: Library, ids: list[ArticleId]
) -> None:
    library.tag(ids[:1], add=["t"])
    step_id = library.tag(ids, add=["t", "u"], remove=["u"]).step

    library.organising.undo(step_id)

    assert [library.article(article).tags for article in ids] == [("t",), (), ()]


def test_search_follows_what_is_taken_back(library: Library, ids: list[ArticleId]) -> None:
    library.tag(ids[:1], add=["财经/A股"])
    library.edit(ids[0], Edits(title="独一无二"))
    library.organising.undo()
    library.organising.undo()

    assert library.ids(Query(words=("独一",))) == library.ids(Query(words=("财经",))) == ()
    library.organising.redo()
    assert library.ids(Query(words=("财经",))) == (ids[0],)


def test_something_new_leaves_nothing_to_do_again(library: Library, ids: list[ArticleId]) -> None:
    library.mark(ids, read=True)
    library.organising.undo()
    library.mark(ids, favourite=True)

    assert refused(library, redo=True) is Reason.NOTHING_TO_REDO
    library.organising.undo()
    assert refused(library) is Reason.NOTHING_TO_UNDO


def test_what_nobody_did_by_hand_is_no_step(library: Library, ids: list[ArticleId]) -> None:
    assert library.mark(ids, read=True, recorded=False) == Changes(updated=tuple(ids))
    library.edit(ids[0], Edits(note="a word"), recorded=False)

    assert library.organising.steps(10) == ()
    assert library.organising.next_steps() == (None, None)


def test_steps_are_listed_newest_first_with_what_they_were_about(library: Library, ids: list[ArticleId]) -> None:
    library.mark(ids, archived=True)
    library.tag(ids[:1], add=[" a / b "], remove=["c"])
    library.organising.undo()

    tagged, archived = library.organising.steps(10)

    assert archived == Step(id=archived.id, kind=StepKind.ARCHIVE, done=archived.done, articles=3)
    assert (tagged.kind, tagged.title, tagged.articles) == (StepKind.TAG, "Title a", 1)
    assert (tagged.given, tagged.taken) == (("a/b",), ("c",))
    assert tagged.undone is not None and archived.undone is None
    assert library.organising.next_steps() == (archived, tagged)
    assert library.organising.steps(1) == (tagged,)


def test_old_steps_and_those_behind_five_hundred_are_let_go(library: Library, ids: list[ArticleId]) -> None:
    library.mark(ids, read=True)
    with library._database.writing() as connection:
        old = microseconds(datetime.now(UTC) - timedelta(days=91))
        connection.execute(step.update().values(done=old))
        for _ in range(499):
            steps.record(connection, StepKind.READ, {ids[0]: {"read": [False]}}, after={"read": [True]})
    assert len(library.organising.steps(1000)) == 499

    library.mark(ids[:1], favourite=True)
    library.mark(ids[:1], favourite=False)

    assert len(library.organising.steps(1000)) == 500
    with library._database.reading() as connection:
        assert len(connection.execute(step_article.select()).all()) == 500


def test_a_write_that_fails_leaves_no_step(library: Library, ids: list[ArticleId]) -> None:
    with pytest.raises(LibraryError):
        library.edit(ArticleId(99), Edits(title="x"))
    library.edit(ids[0], Edits())

    assert library.organising.steps(10) == ()


def test_a_thousand_articles_are_taken_back_by_one_step(library: Library) -> None:
    ids = [library.add(keeping(str(number), source=str(number % 7))).article for number in range(60)]
    many = [*ids, *map(ArticleId, range(1000, 60_000))]
    before = state(library)
    library.mark(many, archived=True)
    library.organising.edit(many, Edits(source="One", published=DAY), add=["t"])
    library.delete(many)

    assert [library.organising.undo().step.articles for _ in range(3)] == [60, 60, 60]
    assert state(library) == before


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10_000))
def test_any_row_of_things_done_is_taken_back_to_where_it_began(library: Library, seed: int) -> None:
    chance = random.Random(seed)
    ids = [library.add(keeping(f"{seed}-{number}", source=f"S{number}")).article for number in range(3)]
    states = []
    for _ in range(8):
        states.append(state(library))
        some, tag = chance.sample(ids, 2), chance.choice(["a", "a/b", "a/b/c", "d", "d/a"])
        changes = do_something(library, chance, some, tag)
        if changes.step is None:
            states.pop()

    for before in reversed(states):
        assert library.organising.undo().left == 0
        assert state(library) == before


def do_something(library: Library, chance: random.Random, some: list[ArticleId], tag: str) -> Changes:
    match chance.randrange(6):
        case 0:
            return library.mark(some, read=chance.random() < 0.5, favourite=chance.random() < 0.5)
        case 1:
            return library.tag(some, add=[tag], remove=[chance.choice(["a", "d"])])
        case 2:
            return library.organising.edit(some, Edits(source=chance.choice("XY")), add=["a/b/a"])
        case 3:
            return library.delete(some)
        case 4:
            return library.undelete(some)
        case _:
            return rename(library, tag, chance.choice(["a", "b", "a/b", "d", "e/f"]))


def rename(library: Library, old: str, new: str) -> Changes:
    try:
        return library.organising.rename_tag(old, new, joins=True)
    except LibraryError as error:
        assert error.reason in (Reason.NO_SUCH_TAG, Reason.TAG_WITHIN_ITSELF)
        return Changes()
