"""What takes room is told, and what is dropped is what was said, never what anything still refers to."""

import os
import random
import shutil
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest

from tearsheet.library import Library, open_library
from tearsheet.model.annotation import Colour, NewAnnotation, Selector
from tearsheet.model.article import Kind, Resource
from tearsheet.model.errors import LibraryError, Reason
from tearsheet.model.ids import ArticleId
from tearsheet.model.query import Query
from tearsheet.model.storage import Dropped, DropRule, Room
from tests.support.keepings import RECEIVED, keeping
from tests.support.rotting import blobs_in

OLD = RECEIVED - timedelta(days=400)


@pytest.fixture
def library(new_library: Path, tmp_path: Path) -> Iterator[Library]:
    shutil.copytree(new_library, tmp_path / "library")
    with open_library(tmp_path / "library") as opened:
        yield opened


@pytest.fixture
def filled(library: Library) -> Library:
    """Two articles that share a picture, each with one of its own, the first one old; a third that is a file."""
    shared = _picture(library, "shared")
    for name, source, saved in (("a", "Bench", OLD), ("b", "Tides", RECEIVED)):
        resources = [shared, _picture(library, name)]
        body = random.Random(name).randbytes(5000)
        library.add(keeping(name, f"The text of {name}", source=source, saved=saved, body=body, resources=resources))
    library.add(keeping("c", "", kind=Kind.FILE, body=b"%PDF-1.7 a file"))
    _let_time_pass(library)
    return library


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
    filled.annotate(ArticleId(1), shown, [NewAnnotation(selector=selector, note="", colour=Colour.GREEN)])
    filled.add(keeping("a", "Quite another text that is longer than the one before it was"))

    freed, _changes = filled.upkeep.drop(DropRule(what=Dropped.VERSIONS))
    assert freed.articles == 0 and len(filled.annotations(ArticleId(1))) == 1
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
