"""A library in another place is the same library: every row, number and byte, whichever databases they are."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import select

from tearsheet.library import Library, open_library
from tearsheet.library.schema import content, meta, metadata
from tearsheet.library.server import transferring
from tearsheet.model.annotation import AnnotationQuery
from tearsheet.model.article import Edits, Kind, Resource
from tearsheet.model.capture import JobState
from tearsheet.model.errors import Cancelled, LibraryError, Reason
from tearsheet.model.query import Query, Sort
from tearsheet.model.transferred import Transferred
from tearsheet.model.upkeep import Headway, Stage
from tests.support.annotated import COW, TEXT, WITHOUT_BRIDGE, mark
from tests.support.keepings import address, keeping
from tests.support.postgres import PostgresServer

Elsewhere = Callable[[], str]
KINDS = ["folder", "server"]


@pytest.fixture(params=KINDS)
def elsewhere(request: pytest.FixtureRequest, tmp_path: Path) -> Elsewhere:
    """Name another place, in which there is nothing yet."""
    if request.param == "folder":
        return lambda: str(tmp_path / "elsewhere")
    server: PostgresServer = request.getfixturevalue("server")
    place = server.new_database()
    request.addfinalizer(lambda: server.drop(place))
    return lambda: place


@pytest.fixture
def full(library: Library, monkeypatch: pytest.MonkeyPatch) -> Library:
    """A library with some of everything in it, of which some at a time are few."""
    monkeypatch.setattr(transferring, "_CONTENTS", 7)
    monkeypatch.setattr(transferring, "_ROWS", 10)
    picture = library.put_blob(b"\x89PNG" * 2000, "image/png", width=3, height=2)
    first = library.add(keeping("a", TEXT, tags=("财经/A股", "b"), resources=[Resource(url="u", blob=picture)])).article
    mark(library, first, COW, note="a note on 货币政策", tags=["cow"])
    library.add(replace(keeping("a", WITHOUT_BRIDGE), tags=("c",)))
    library.edit(first, Edits(title="Mine", note="noted"))
    library.mark([first], read=True, favourite=True)
    for number in range(24):
        library.add(keeping(f"n{number}", f"中国 {number}", title=f"Ä{number % 7}", source="大众网"))
    file = library.add(keeping("f", "", kind=Kind.FILE, body=b"%PDF-1.7 \x00\xff")).article
    library.delete([file])
    gone = library.remember(address("gone"), share_link="")
    library.forget(gone.id)
    return library


def moved(source: Library, to: str, tell: Callable[[Headway], None] = lambda _: None) -> Transferred:
    with open_library(to, half_moved=True) as target:
        return source.transferring.into(target.transferring, tell, Event())


def everything(library: Library) -> dict[str, list[tuple[object, ...]]]:
    """Return all rows of all tables, but those that say where the library keeps what."""
    left_out = {"index_queue", "blob_bytes", "meta"}
    with library._database.reading() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key.columns))]
            for table in metadata.sorted_tables
            if table.name not in left_out
        }


def test_all_of_it_is_there_and_the_old_one_is_as_it_was(full: Library, elsewhere: Elsewhere) -> None:
    before, told = everything(full), list[Stage]()
    result = moved(full, elsewhere(), lambda headway: told.append(headway.stage))

    assert (result.articles, result.blobs, result.lost) == (26, 2, ())
    assert {Stage.CONTENTS, Stage.BLOBS, Stage.COPYING} <= set(told)
    assert everything(full) == before
    with open_library(elsewhere()) as there:
        assert there.uid == full.uid and there.place != full.place
        assert everything(there) == before
        for row in full.summaries(Query(), limit=1000):
            article = full.article(row.id)
            assert there.article(row.id) == article and there.snapshot(row.id) == full.snapshot(row.id)
            for resource in article.resources:
                assert resource.blob and there.blob(resource.blob.sha256) == full.blob(resource.blob.sha256)
        assert there.annotating.listed(AnnotationQuery()) == full.annotating.listed(AnnotationQuery())
        for query in (Query(words=("中国",)), Query(words=("货币政策",)), Query(words=("大",)), Query(tags=("财经",))):
            assert there.ids(query) == full.ids(query) != ()
        for sort in (Sort.TITLE, Sort.SOURCE, Sort.PUBLISHED, Sort.WORDS):
            assert there.ids(Query(), sort) == full.ids(Query(), sort)
        assert there.counts() == full.counts()


def test_numbers_go_on_after_the_highest_that_was_ever_given(full: Library, elsewhere: Elsewhere) -> None:
    moved(full, elsewhere())
    with open_library(elsewhere()) as there:
        for library in (full, there):
            assert library.add(keeping("next")).article == 27
            assert library.remember(address("next"), share_link="").id == 2


def test_a_link_that_somebody_was_at_waits_in_the_new_place(full: Library, elsewhere: Elsewhere) -> None:
    job = full.remember(address("x"), share_link="x")
    full.claim(job.id)
    moved(full, elsewhere())
    with open_library(elsewhere()) as there:
        assert there.job(job.id).state is JobState.QUEUED and there.claim(job.id)
    assert full.job(job.id).state is JobState.RUNNING


def test_a_place_with_a_library_in_it_is_refused(full: Library, elsewhere: Elsewhere) -> None:
    with open_library(elsewhere()) as other:
        other.remember(address("mine"), share_link="")
    with pytest.raises(LibraryError) as caught:
        moved(full, elsewhere())
    assert caught.value.reason is Reason.NOT_EMPTY
    with open_library(elsewhere()) as other:
        assert len(other.jobs()) == 1 and other.uid != full.uid
    with pytest.raises(LibraryError) as caught:
        moved(full, full.place)
    assert caught.value.reason is Reason.NOT_EMPTY


@pytest.mark.parametrize("stage", [Stage.CONTENTS, Stage.BLOBS, Stage.COPYING])
def test_an_interrupted_move_is_not_opened_and_goes_on_where_it_stopped(
    full: Library, elsewhere: Elsewhere, stage: Stage
) -> None:
    stop = Event()
    with open_library(elsewhere(), half_moved=True) as target, pytest.raises(Cancelled):
        full.transferring.into(target.transferring, lambda told: stop.set() if told.stage is stage else None, stop)
    with pytest.raises(LibraryError) as caught:
        open_library(elsewhere())
    assert caught.value.reason is Reason.HALF_MOVED

    full.add(keeping("late", "came while it was interrupted"))
    moved(full, elsewhere())
    with open_library(elsewhere()) as there:
        assert everything(there) == everything(full) and there.count(Query(words=("interrupted",))) == 1


def test_another_library_does_not_go_on_with_a_move_that_is_not_its_own(
    full: Library, elsewhere: Elsewhere, tmp_path: Path
) -> None:
    with open_library(elsewhere(), half_moved=True) as target:
        target.transferring._begin(full.uid)
    with open_library(tmp_path / "another") as another, pytest.raises(LibraryError) as caught:
        moved(another, elsewhere())
    assert caught.value.reason is Reason.NOT_EMPTY


def test_what_arrives_otherwise_than_it_was_read_ends_no_move(full: Library, elsewhere: Elsewhere) -> None:
    with open_library(elsewhere(), half_moved=True) as target:
        target.transferring._begin(full.uid)
        with full._database.reading() as connection:
            row = connection.execute(select(content).limit(1)).one()
        with target._database.writing() as connection:
            connection.execute(content.insert().values(sha256=row.sha256, size=row.size, data=b"otherwise"))
    with pytest.raises(LibraryError) as caught:
        moved(full, elsewhere())
    assert caught.value.reason is Reason.MOVED_OTHERWISE
    with pytest.raises(LibraryError):
        open_library(elsewhere())


def test_a_damaged_picture_is_named_and_keeps_nothing_else_from_moving(full: Library, elsewhere: Elsewhere) -> None:
    sha256 = hashlib.sha256(b"gone").hexdigest()
    with full._database.writing() as connection:
        made = {"sha256": sha256, "media_type": "image/png", "size": 4, "width": 0, "height": 0}
        connection.execute(metadata.tables["blob"].insert().values(made))
    result = moved(full, elsewhere())
    assert (result.blobs, result.lost) == (2, (sha256,))
    with open_library(elsewhere()) as there:
        assert everything(there) == everything(full)


def test_a_text_of_an_older_program_with_a_nul_in_it_is_moved(full: Library, elsewhere: Elsewhere) -> None:
    if not full.place.startswith("postgresql"):
        with full._database.writing() as connection:
            connection.exec_driver_sql("UPDATE article SET excerpt = 'a' || char(0) || 'b' WHERE id = 1")
    moved(full, elsewhere())
    with open_library(elsewhere()) as there:
        assert there.article(full.ids(Query())[-1]).metadata.excerpt in ("a?b", "")


def test_the_mark_of_a_move_is_gone_when_it_has_ended(full: Library, elsewhere: Elsewhere) -> None:
    moved(full, elsewhere())
    with open_library(elsewhere()) as there, there._database.reading() as connection:
        there_is = dict(connection.execute(select(meta.c.name, meta.c.value)).all())
        assert there_is["uid"] == full.uid and "moving" not in there_is
