"""What takes room is told, and what is dropped is what was said, never what anything still refers to."""

import hashlib
import os
import random
import shutil
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread

import psycopg
import pytest

from tearsheet.library import Library, open_library
from tearsheet.model.annotation import Colour, NewAnnotation, Selector
from tearsheet.model.article import Kind, Resource
from tearsheet.model.errors import LibraryError, Reason
from tearsheet.model.ids import ArticleId, Sha256
from tearsheet.model.query import Query
from tearsheet.model.storage import Dropped, DropRule, Room
from tests.support.databases import on_a_server
from tests.support.keepings import RECEIVED, keeping
from tests.support.postgres import USER, PostgresServer
from tests.support.rotting import blobs_in

OLD = RECEIVED - timedelta(days=400)


@pytest.fixture
def library(new_library: Path, tmp_path: Path) -> Iterator[Library]:
    shutil.copytree(new_library, tmp_path / "library")
    with open_library(tmp_path / "library") as opened:
        yield opened


@pytest.fixture
def filled(library: Library) -> Library:
    fill(library)
    _let_time_pass(library)
    return library


@pytest.fixture
def on_server(new_place: str, server: PostgresServer) -> Iterator[Library]:
    """The same articles where there is no folder."""
    with open_library(new_place) as opened:
        fill(opened)
        server.run("UPDATE blob_bytes SET put = put - 3600000000", new_place)
        yield opened


def fill(library: Library) -> None:
    """Add two articles that share a picture, each with one of its own, the first one old; a third that is a file."""
    shared = _picture(library, "shared")
    for name, source, saved in (("a", "Bench", OLD), ("b", "Tides", RECEIVED)):
        resources = [shared, _picture(library, name)]
        body = random.Random(name).randbytes(5000)
        library.add(keeping(name, f"The text of {name}", source=source, saved=saved, body=body, resources=resources))
    library.add(keeping("c", "", kind=Kind.FILE, body=b"%PDF-1.7 a file"))


def _picture(library: Library, name: str) -> Resource:
    blob = library.put_blob(random.Random(name).randbytes(1000), "image/png")
    return Resource(url=f"https://news.example/{name}.png", blob=blob)


def _let_time_pass(library: Library) -> None:
    """Let what was put be no longer what a capture may be about to use."""
    for path in blobs_in(library.location):
        os.utime(path, (time.time() - 3600,) * 2)


def sizes(library: Library) -> dict[Room, int]:
    return dict(library.upkeep.storage().kinds)


def whole(library: Library) -> bool:
    return not [damage for damage in library.upkeep.verify(lambda _headway: None, Event()) if not damage.is_harmless]


def test_every_kind_is_told_once_and_they_make_the_whole(filled: Library) -> None:
    filled.add(keeping("b", "Quite another text that is longer than the one before it was"))
    filled.count(Query(words=("text",)))
    kinds = sizes(filled)
    assert kinds[Room.PICTURES] == 3000 and kinds[Room.FILES] == 15
    assert kinds[Room.PAGES] > 10_000 and kinds[Room.TEXTS] > 0 and kinds[Room.VERSIONS] > 0
    assert kinds[Room.INDEX] > 0 and kinds[Room.BACKUPS] == 0
    file = filled.location / "library.sqlite3"
    on_disk = sum(path.stat().st_size for path in (file, file.with_name(f"{file.name}-wal")))
    assert kinds[Room.PAGES] + kinds[Room.TEXTS] + kinds[Room.VERSIONS] + kinds[Room.ROWS] == on_disk


def test_what_a_backup_takes_by_itself_is_told(filled: Library) -> None:
    filled.upkeep.back_up(filled.location / "backups", tell=lambda _headway: None, cancelled=Event(), link=True)
    file = next((filled.location / "backups").glob("library-*"))
    assert sizes(filled)[Room.BACKUPS] == file.stat().st_size


def test_articles_and_sources_are_told_largest_first(filled: Library) -> None:
    told = filled.upkeep.storage()
    assert [each.article for each in told.articles[-1:]] == [3]
    assert {each.source: each.articles for each in told.sources} == {"Bench": 1, "Tides": 1, "": 1}
    assert all(each.size > 7000 for each in told.sources if each.source)
    found = [each.size for each in told.articles]
    assert found == sorted(found, reverse=True)


@pytest.mark.parametrize(
    ("rule", "articles", "size"),
    [
        (DropRule(what=Dropped.PICTURES, before=RECEIVED), 1, 1000),
        (DropRule(what=Dropped.PICTURES, source="Tides"), 1, 1000),
        (DropRule(what=Dropped.PICTURES), 2, 3000),
        (DropRule(what=Dropped.PICTURES, source="Nobody"), 0, 0),
    ],
)
def test_pictures_go_by_age_and_source_and_those_that_others_show_stay(
    filled: Library, rule: DropRule, articles: int, size: int
) -> None:
    would = filled.upkeep.would_free(rule)
    assert (would.articles, would.size) == (articles, size)
    assert sizes(filled)[Room.PICTURES] == 3000  # only asked

    freed, changes = filled.upkeep.drop(rule)
    assert freed == would and len(changes.updated) == articles
    assert sizes(filled)[Room.PICTURES] == 3000 - size
    assert len(blobs_in(filled.location)) == 4 - size // 1000
    assert whole(filled)


def test_a_dropped_picture_can_be_had_again_but_is_not_fetched_unasked(filled: Library) -> None:
    filled.upkeep.drop(DropRule(what=Dropped.PICTURES))
    assert filled.lacking_pictures() == ()
    missing = filled.article(ArticleId(1)).missing
    assert {each.failure for each in missing} == {Reason.PICTURE_DROPPED}

    blob = filled.put_blob(random.Random("a").randbytes(1000), "image/png")
    filled.set_resource(ArticleId(1), "https://news.example/a.png", blob)
    assert len(filled.article(ArticleId(1)).missing) == 1 and filled.lacking_pictures() == ()


def test_what_a_capture_has_just_put_is_not_dropped(filled: Library) -> None:
    again = _picture(filled, "a")  # a capture that is under way has it, too
    filled.upkeep.drop(DropRule(what=Dropped.PICTURES))
    filled.add(keeping("d", "A text that shows it", resources=[again]))
    assert again.blob is not None and filled.blob(again.blob.sha256) and whole(filled)


def test_old_versions_go_and_the_shown_one_stays(filled: Library) -> None:
    filled.add(keeping("a", "Quite another text that is longer than the one before it was"))
    before = filled.article(ArticleId(1))
    assert len(before.versions) == 2
    freed, _changes = filled.upkeep.drop(DropRule(what=Dropped.VERSIONS))
    after = filled.article(ArticleId(1))
    assert freed.articles == 1 and freed.size > 5000  # the page that only the old one was read from
    assert len(after.versions) == 1 and after.text == before.text and whole(filled)
    assert sizes(filled)[Room.VERSIONS] == 0


def test_a_version_that_something_was_marked_on_stays(filled: Library) -> None:
    shown = filled.article(ArticleId(1)).version
    selector = Selector(exact="text", prefix="The ", suffix=" of", start=4, end=8)
    filled.annotating.add(ArticleId(1), shown, [NewAnnotation(selector=selector, note="", colour=Colour.GREEN)])
    filled.add(keeping("a", "Quite another text that is longer than the one before it was"))

    freed, _changes = filled.upkeep.drop(DropRule(what=Dropped.VERSIONS))
    assert freed.articles == 0 and len(filled.annotating.of_article(ArticleId(1))) == 1
    assert len(filled.article(ArticleId(1)).versions) == 2


def test_pages_go_and_the_articles_stay(filled: Library) -> None:
    before = filled.article(ArticleId(1))
    freed, _changes = filled.upkeep.drop(DropRule(what=Dropped.PAGES))
    assert freed.articles == 2 and sizes(filled)[Room.PAGES] == 0
    assert filled.article(ArticleId(1)) == before and whole(filled)
    with pytest.raises(LibraryError) as caught:
        filled.snapshot(ArticleId(1))
    assert caught.value.reason is Reason.PAGE_DROPPED
    assert filled.snapshot(ArticleId(3))[0].body.startswith(b"%PDF")  # a file is no page beside its article


def test_the_bin_is_emptied_of_what_has_been_in_it_long_enough(filled: Library) -> None:
    filled.delete([ArticleId(1)])
    young = filled.upkeep.would_free(DropRule(what=Dropped.BIN, before=datetime.now(UTC) - timedelta(days=1)))
    assert young.articles == 0

    freed, changes = filled.upkeep.drop(DropRule(what=Dropped.BIN))
    assert (freed.articles, changes.removed) == (1, (1,)) and freed.size > 6000
    assert filled.ids(Query()) == (3, 2) and whole(filled)
    filled.refresh_index()
    assert whole(filled)


def test_of_the_bin_some_articles_go_and_the_others_wait(filled: Library) -> None:
    filled.delete([ArticleId(1), ArticleId(3)])

    _freed, changes = filled.upkeep.drop(DropRule(what=Dropped.BIN, articles=(ArticleId(1), ArticleId(2))))

    assert changes.removed == (1,)  # the second is not in the bin
    assert filled.ids(Query()) == (2,) and filled.ids(Query(deleted=True)) == (3,)


def test_the_file_shrinks(filled: Library) -> None:
    for number in range(60):
        filled.add(keeping(f"{number}", f"text {number}", body=random.Random(number).randbytes(30_000)))
    file = filled.location / "library.sqlite3"
    filled.upkeep.drop(DropRule(what=Dropped.PAGES))
    assert file.stat().st_size < 800_000


def bytes_on(server: PostgresServer, library: Library) -> int:
    """Return how many blobs have bytes on the server, each of which has a row of its own."""
    counted = "SELECT count(*), count(blob.sha256) FROM blob_bytes LEFT JOIN blob USING (sha256)"
    [(rows, named)] = server.run(counted, library.place)
    assert rows == named == server.run("SELECT count(*) FROM blob", library.place)[0][0]
    return int(str(rows))


@on_a_server
@pytest.mark.parametrize(
    ("rule", "size"),
    [
        (DropRule(what=Dropped.PICTURES, before=RECEIVED), 1000),
        (DropRule(what=Dropped.PICTURES), 3000),
        (DropRule(what=Dropped.PICTURES, source="Nobody"), 0),
        (DropRule(what=Dropped.PAGES), 0),
    ],
)
def test_on_a_server_the_bytes_go_with_what_referred_to_them(
    on_server: Library, server: PostgresServer, rule: DropRule, size: int
) -> None:
    pages = on_server.upkeep.would_free(rule).size - size
    assert bytes_on(server, on_server) == 4  # only asked

    freed, _changes = on_server.upkeep.drop(rule)

    assert freed.size == size + pages and (pages > 0) == (rule.what is Dropped.PAGES)
    assert bytes_on(server, on_server) == 4 - size // 1000
    assert sizes(on_server)[Room.PICTURES] == 3000 - size and whole(on_server)


@on_a_server
def test_on_a_server_the_bin_takes_pictures_and_files_along(on_server: Library, server: PostgresServer) -> None:
    on_server.delete([ArticleId(1), ArticleId(3)])
    on_server.upkeep.drop(DropRule(what=Dropped.BIN))
    assert bytes_on(server, on_server) == 2 and whole(on_server)
    on_server.delete([ArticleId(2)])
    on_server.upkeep.drop(DropRule(what=Dropped.BIN))
    assert bytes_on(server, on_server) == 0


@on_a_server
def test_on_a_server_the_file_of_an_old_version_goes_with_it(on_server: Library, server: PostgresServer) -> None:
    on_server.add(keeping("c", "What was a file is an article now", body=b"<html>"))
    assert on_server.upkeep.drop(DropRule(what=Dropped.VERSIONS))[0].articles == 1
    assert bytes_on(server, on_server) == 3 and whole(on_server)


@on_a_server
def test_on_a_server_too_what_a_capture_has_just_put_is_not_dropped(on_server: Library, server: PostgresServer) -> None:
    again = _picture(on_server, "a")
    new = _picture(on_server, "new")
    on_server.upkeep.drop(DropRule(what=Dropped.PICTURES))
    on_server.add(keeping("d", "A text that shows them", resources=[again, new]))
    assert bytes_on(server, on_server) == 3 and whole(on_server)


@on_a_server
def test_on_a_server_what_a_killed_capture_left_goes_with_the_next_drop(
    on_server: Library, server: PostgresServer
) -> None:
    _picture(on_server, "left over")
    server.run("UPDATE blob_bytes SET put = put - 3600000000", on_server.place)
    assert on_server.upkeep.drop(DropRule(what=Dropped.BIN))[0].size == 1000
    assert bytes_on(server, on_server) == 4


@on_a_server
def test_who_puts_what_another_is_just_dropping_has_it_in_the_end(on_server: Library, server: PostgresServer) -> None:
    data = random.Random("a").randbytes(1000)
    database = on_server.place.partition("?")[0].rpartition("/")[2]
    with psycopg.connect(host=str(server.folder), user=USER, dbname=database) as dropping:
        dropping.execute("DELETE FROM blob_bytes")
        putting = Thread(target=on_server.put_blob, args=(data, "image/png"))
        putting.start()
        putting.join(0.3)
        assert putting.is_alive()  # it waits
        dropping.commit()
    putting.join(10)
    assert on_server.blob(Sha256(hashlib.sha256(data).hexdigest())) == data
