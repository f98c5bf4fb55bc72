"""What is damaged is had again from wherever it is kept; what cannot be had is marked, and all else stays."""

import random
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Event

import pytest

from tearsheet.library import Library, open_library
from tearsheet.library.database import LIBRARY_FILE
from tearsheet.library.sqlite import sqlite
from tearsheet.library.upkeep.backups import copies
from tearsheet.library.upkeep.salvaging import salvage
from tearsheet.model.annotation import Colour, NewAnnotation, Selector
from tearsheet.model.article import Edits, Resource
from tearsheet.model.errors import LibraryError, Reason
from tearsheet.model.ids import ArticleId
from tearsheet.model.query import Query
from tearsheet.model.upkeep import Damage, Fault, Headway, Part, Remedy
from tests.support.keepings import keeping
from tests.support.rotting import blobs_in, pages_of, rot_page

TABLES = ("article", "version", "snapshot", "snapshot_page", "resource", "annotation", "tag", "job", "meta", "content")


def silent(_headway: Headway) -> None:
    """Tell nobody."""


def wrong(library: Library) -> list[Damage]:
    return [damage for damage in library.upkeep.verify(silent, Event()) if not damage.is_harmless]


def salvaged(folder: Path, *places: Path) -> Damage:
    return salvage(folder, copies(folder, places), silent, Event())


def told(library: Library) -> list[tuple[object, ...]]:
    """Return all there is to say of all articles."""
    rows: list[tuple[object, ...]] = []
    for number in library.ids(Query()):
        article = library.article(number)
        marked = [placed.annotation.note for placed in library.annotating.of_article(number)]
        rows.append((article.id, article.metadata, article.html, article.text, article.tags, article.note, marked))
    return rows


@pytest.fixture(scope="module")
def made(new_library: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed library of forty articles with all that a person adds to them."""
    folder = shutil.copytree(new_library, tmp_path_factory.mktemp("made") / "library")
    with open_library(folder) as library:
        for number in range(40):
            _keep(library, number)
    return folder


def _keep(library: Library, number: int) -> None:
    blob = library.put_blob(random.Random(number).randbytes(500), "image/png")
    kept = keeping(
        f"{number}",
        f"The text number {number} of a few words",
        title=f"Title {number}",
        source="Bench",
        body=random.Random(number).randbytes(9000),
        tags=("news/local", f"t{number % 7}"),
        resources=[Resource(url=f"https://news.example/{number}.png", blob=blob)],
    )
    article = library.add(kept).article
    library.edit(article, Edits(note=f"note {number}"))
    selector = Selector(exact="text number", prefix="The ", suffix=" ", start=4, end=15)
    marked = NewAnnotation(selector=selector, note=f"on {number}", colour=Colour.YELLOW)
    library.annotating.add(article, library.article(article).version, [marked])


@pytest.fixture
def filled(made: Path, tmp_path: Path) -> Iterator[Library]:
    shutil.copytree(made, tmp_path / "library")
    with open_library(tmp_path / "library") as opened:
        yield opened


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("which", ["first", "last", "middle"])
def test_rows_on_a_rotten_page_come_back_from_a_backup(filled: Library, tmp_path: Path, table: str, which: str) -> None:
    location, before = filled.location, told(filled)
    filled.upkeep.back_up(tmp_path / "b", tell=silent, cancelled=Event())
    filled.close()
    pages = [page for page in pages_of(location / LIBRARY_FILE, table) if not page.is_overflow]
    page = {"first": pages[0], "last": pages[-1], "middle": pages[len(pages) // 2]}[which]
    rot_page(location / LIBRARY_FILE, page.number, random.Random(7))

    damage = salvaged(location, tmp_path / "b")
    assert damage.remedy is Remedy.SALVAGED
    with open_library(location) as library:
        assert wrong(library) == []
        assert told(library) == before
    assert list(location.glob("library.sqlite3.damaged-*"))


def test_what_is_younger_than_the_backup_stays_and_what_was_taken_away_does_not_come_back(
    filled: Library, tmp_path: Path
) -> None:
    location = filled.location
    filled.upkeep.back_up(tmp_path / "b", tell=silent, cancelled=Event())
    filled.add(keeping("young", "Younger than the backup", title="Young"))
    filled.tag([ArticleId(1)], remove=["news/local"])
    filled.close()
    leaf = [page for page in pages_of(location / LIBRARY_FILE, "snapshot_page") if not page.is_overflow][1]
    rot_page(location / LIBRARY_FILE, leaf.number, random.Random(7))

    salvaged(location, tmp_path / "b")
    with open_library(location) as library:
        assert wrong(library) == []
        assert library.article(ArticleId(41)).metadata.title == "Young"
        assert "news/local" not in library.article(ArticleId(1)).tags
        assert library.count(Query(words=("younger",))) == 1


def test_rows_between_two_rotten_pages_are_found(filled: Library, tmp_path: Path) -> None:
    """A table whose rows have no numbers is read from both ends, and from each thing that its rows belong to."""
    location = filled.location
    everything = filled.ids(Query())
    for number in range(80):
        filled.tag(everything, add=[f"many/{number}"])
    before = told(filled)
    filled.upkeep.back_up(tmp_path / "b", tell=silent, cancelled=Event())
    filled.close()
    pages = [page for page in pages_of(location / LIBRARY_FILE, "article_tag") if page.is_leaf]
    assert len(pages) > 2
    for page in (pages[0], pages[-1]):
        rot_page(location / LIBRARY_FILE, page.number, random.Random(7))

    salvaged(location, tmp_path / "b")
    with open_library(location) as library:
        assert wrong(library) == [] and told(library) == before


def test_without_a_backup_all_that_can_be_read_stays_and_what_is_lost_is_marked(filled: Library) -> None:
    location = filled.location
    filled.close()
    for table in ("article", "content", "snapshot", "tag"):
        leaves = [page for page in pages_of(location / LIBRARY_FILE, table) if not page.is_overflow]
        rot_page(location / LIBRARY_FILE, leaves[len(leaves) // 2].number, random.Random(7))

    salvaged(location)
    with open_library(location) as library:
        lost = wrong(library)
        assert {damage.part for damage in lost} == {Part.CONTENT}
        articles = library.summaries(Query(), limit=100)
        assert {summary.title for summary in articles} == {f"Title {number}" for number in range(40)}
        assert all(summary.tags for summary in articles)
        damaged = {article for damage in lost for article in damage.articles}
        for summary in articles:
            if summary.id not in damaged:
                assert library.article(summary.id).text
        assert library.count(Query(words=("title",))) == 40


def test_a_file_that_is_no_database_any_more_is_had_from_the_backup(filled: Library, tmp_path: Path) -> None:
    location, before = filled.location, told(filled)
    filled.upkeep.back_up(tmp_path / "b", tell=silent, cancelled=Event())
    filled.close()
    rot_page(location / LIBRARY_FILE, 1, random.Random(7))
    with pytest.raises(LibraryError):
        open_library(location)

    salvaged(location, tmp_path / "b")
    with open_library(location) as library:
        assert told(library) == before


def test_a_file_of_which_nothing_is_left_and_that_has_no_backup_is_left_alone(filled: Library) -> None:
    location = filled.location
    filled.close()
    rot_page(location / LIBRARY_FILE, 1, random.Random(7))
    before = (location / LIBRARY_FILE).read_bytes()
    with pytest.raises(LibraryError) as caught:
        salvaged(location)
    assert caught.value.reason is Reason.LIBRARY_DAMAGED
    assert (location / LIBRARY_FILE).read_bytes() == before
    assert not list(location.glob(".salvaging*"))


def test_a_file_that_somebody_has_open_is_not_replaced(filled: Library) -> None:
    with pytest.raises(LibraryError) as caught:
        salvaged(filled.location)
    assert caught.value.reason is Reason.LIBRARY_IN_USE
    filled.add(keeping("still", "written"))


def test_a_picture_that_is_lost_is_missing_until_it_is_had_again(filled: Library) -> None:
    path = blobs_in(filled.location)[0]
    data = path.read_bytes()
    path.unlink()
    (damage,) = wrong(filled)
    (article,) = damage.articles

    filled.upkeep.mark(damage, "no copy")
    (missing,) = filled.article(article).missing
    assert missing.failure == Reason.PICTURE_DAMAGED
    assert next(row for row in filled.summaries(Query(), limit=50) if row.id == article).missing == 1

    blob = filled.put_blob(data, "image/png")
    filled.set_resource(article, missing.url, blob)
    assert filled.article(article).missing == () and wrong(filled) == []
    assert next(row for row in filled.summaries(Query(), limit=50) if row.id == article).missing == 0


def test_a_mark_goes_when_what_it_marks_is_whole(filled: Library) -> None:
    path = blobs_in(filled.location)[0]
    data = path.read_bytes()
    path.write_bytes(b"rot")
    (damage,) = wrong(filled)
    filled.upkeep.mark(damage, "no copy")
    path.write_bytes(data)

    filled.upkeep.forget_mended(wrong(filled))
    assert filled.article(damage.articles[0]).missing == ()


@pytest.mark.parametrize(
    "statement", ["DELETE FROM version WHERE id = 41", "UPDATE article SET picture = 'x' WHERE id = 1"]
)
def test_an_article_that_shows_what_is_not_there_shows_what_is(filled: Library, statement: str) -> None:
    filled.add(keeping("0", "Quite another text of some words, and more of them than there were"))
    with closing(sqlite.connect(filled.location / LIBRARY_FILE)) as file:
        file.execute(statement)
        file.commit()
    assert any(damage.fault is Fault.DANGLING for damage in wrong(filled))

    filled.upkeep.mend_references()
    filled.refresh_index()
    assert [damage for damage in wrong(filled) if damage.articles == (1,)] == []
    assert filled.article(ArticleId(1)).text
