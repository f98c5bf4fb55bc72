"""What rots, goes missing or falls out of step in a library is noticed and named; what does no harm is told apart."""

import random
import shutil
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from threading import Event

import pytest

from tearsheet.library import Library, open_library
from tearsheet.library.database import LIBRARY_FILE
from tearsheet.library.search.index import INDEX_FILE
from tearsheet.library.sqlite import sqlite
from tearsheet.model.article import Kind, Resource
from tearsheet.model.errors import Cancelled, LibraryError, Reason
from tearsheet.model.ids import ArticleId
from tearsheet.model.query import Query
from tearsheet.model.upkeep import Damage, Fault, Headway, Part, Stage
from tests.support.keepings import keeping
from tests.support.rotting import blobs_in, pages_of, rot_blob, rot_page

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256))


def verified(library: Library) -> list[Damage]:
    return list(library.upkeep.verify(lambda _headway: None, Event()))


def change(library: Library, statement: str, *values: str) -> None:
    """Do to the library's file what no method does."""
    with closing(sqlite.connect(library.location / LIBRARY_FILE)) as file:
        file.execute(statement, values)
        file.commit()


@pytest.fixture
def library(new_library: Path, tmp_path: Path) -> Iterator[Library]:
    """A library in a folder, for its files are what this is about."""
    shutil.copytree(new_library, tmp_path / "library")
    with open_library(tmp_path / "library") as opened:
        yield opened


@pytest.fixture
def kept(library: Library) -> Library:
    """Three articles, the second with a picture, and a file."""
    blob = library.put_blob(PICTURE, "image/png")
    library.add(keeping("a", "The first text 中国"))
    library.add(keeping("b", "The second text", resources=[Resource(url="https://news.example/p.png", blob=blob)]))
    library.add(keeping("c", "", kind=Kind.FILE, body=b"%PDF-1.7 a file"))
    library.count(Query(words=("text",)))  # now it has an index
    return library


def test_a_whole_library_has_nothing_wrong_with_it(kept: Library) -> None:
    assert verified(kept) == []


@pytest.mark.parametrize("change_of", ["data = x'00'", "data = zeroblob(40)"])
def test_a_content_that_changed_is_named_with_its_articles(kept: Library, change_of: str) -> None:
    text = "(SELECT text_sha256 FROM version WHERE article_id = 2)"
    change(kept, f"UPDATE content SET {change_of} WHERE sha256 = {text}")  # noqa: S608

    (damage,) = verified(kept)
    assert (damage.part, damage.fault, damage.articles) == (Part.CONTENT, Fault.CHANGED, (2,))
    assert not damage.is_harmless


def test_a_page_that_changed_is_named_with_the_article_that_was_read_from_it(kept: Library) -> None:
    change(kept, "UPDATE content SET data = x'01' WHERE sha256 = (SELECT content_sha256 FROM snapshot_page LIMIT 1)")
    assert [damage.articles for damage in verified(kept)] == [(1,)]


@pytest.mark.parametrize("seed", range(6))
def test_a_blob_that_rotted_is_named_with_its_article(kept: Library, seed: int) -> None:
    (path,) = (path for path in blobs_in(kept.location) if path.read_bytes() == PICTURE)
    rot_blob(path, random.Random(seed))

    (damage,) = verified(kept)
    expected = Fault.CHANGED if path.exists() else Fault.GONE
    assert (damage.part, damage.identity, damage.fault, damage.articles) == (Part.BLOB, path.name, expected, (2,))


def test_what_is_only_left_over_does_no_harm(kept: Library) -> None:
    unused = kept.put_blob(b"put and never used", "image/png").sha256
    change(kept, "INSERT INTO blob VALUES (?, 'image/png', 1, 0, 0)", "0" * 64)
    (kept.location / "blobs" / "00").mkdir(exist_ok=True)

    found = {damage.identity: damage for damage in verified(kept)}
    assert found[unused].fault is Fault.UNKNOWN and found[unused].is_harmless
    assert found["0" * 64].fault is Fault.GONE  # a row whose file is gone is more than left over
    change(kept, "DELETE FROM blob WHERE sha256 = ?", "0" * 64)
    change(kept, "INSERT INTO blob VALUES (?, 'image/png', 18, 0, 0)", unused)
    assert [(damage.fault, damage.is_harmless) for damage in verified(kept)] == [(Fault.UNUSED, True)]


@pytest.mark.parametrize(
    ("statement", "identity"),
    [
        ("UPDATE article SET version_id = 99 WHERE id = 1", "article:1"),
        ("UPDATE article SET version_id = 1 WHERE id = 2", "article:2"),
        ("UPDATE article SET picture = 'nothing' WHERE id = 3", "article:3"),
        ("DELETE FROM version WHERE id = 3", "article:3"),
        ("UPDATE resource SET blob_sha256 = 'nothing'", "resource:1"),
    ],
)
def test_a_reference_to_nothing_is_noticed(kept: Library, statement: str, identity: str) -> None:
    change(kept, statement)
    assert identity in [damage.identity for damage in verified(kept) if damage.fault is Fault.DANGLING]


def test_a_rotten_page_does_not_hide_what_else_is_wrong(kept: Library) -> None:
    location = kept.location
    kept.close()
    overflowing = random.Random(3).randbytes(9000)
    with open_library(location) as library:
        library.add(keeping("long", "The third text", body=overflowing))
    file = location / LIBRARY_FILE
    leaf = next(page for page in pages_of(file, "content") if not page.is_overflow)
    rest = next(page for page in pages_of(file, "content") if page.is_overflow)
    for page in (leaf, rest):
        rot_page(file, page.number, random.Random(5))
    for path in blobs_in(location):
        path.unlink()

    with open_library(location) as library:
        found = verified(library)
    assert {damage.part for damage in found} == {Part.FILE, Part.CONTENT, Part.BLOB}
    assert {article for damage in found if damage.part is Part.CONTENT for article in damage.articles} == {1, 2, 3, 4}
    assert sum(damage.part is Part.BLOB for damage in found) == 2


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        ("DELETE FROM tokens WHERE rowid = 2", "lacking"),
        ("INSERT INTO tokens(rowid, title) VALUES (2000, 'x')", "left over"),
    ],
)
def test_an_index_that_lacks_an_article_or_has_one_too_many_is_noticed(kept: Library, spoil: str, said: str) -> None:
    with closing(sqlite.connect(kept.location / INDEX_FILE)) as index:
        index.execute(spoil)
        index.commit()
    assert said in [damage.detail for damage in verified(kept) if damage.part is Part.INDEX]


def test_an_index_with_other_words_than_the_article_is_noticed(kept: Library) -> None:
    change(
        kept, "UPDATE article SET title = 'Quite another' WHERE id = 1"
    )  # no line in the queue: nobody tells the index
    assert [(damage.part, damage.articles) for damage in verified(kept)] == [(Part.INDEX, (1,))]


def test_what_waits_to_be_indexed_is_not_out_of_step(kept: Library) -> None:
    change(kept, "UPDATE article SET title = 'Quite another' WHERE id = 1")
    change(kept, "INSERT INTO index_queue(article_id) VALUES (1)")
    assert verified(kept) == []


def test_an_index_of_another_version_does_no_harm(kept: Library) -> None:
    with closing(sqlite.connect(kept.location / INDEX_FILE)) as index:
        index.execute("UPDATE stamp SET value = 'older'")
        index.commit()
    assert [(damage.fault, damage.is_harmless) for damage in verified(kept)] == [(Fault.OUTDATED, True)]


def test_a_rotten_index_is_noticed_and_nothing_else_is_wrong(kept: Library) -> None:
    location = kept.location
    kept.close()
    file = location / INDEX_FILE
    for number in range(3, file.stat().st_size // 4096 + 1):
        rot_page(file, number, random.Random(number))
    with open_library(location) as library:
        assert {damage.part for damage in verified(library)} == {Part.INDEX}


def test_every_stage_is_told_of_and_ends_whole(kept: Library) -> None:
    told: list[Headway] = []
    list(kept.upkeep.verify(told.append, Event()))
    stages = list(dict.fromkeys(headway.stage for headway in told))
    assert stages == [Stage.FILE, Stage.CONTENTS, Stage.BLOBS, Stage.REFERENCES, Stage.INDEX]
    for stage in (Stage.CONTENTS, Stage.BLOBS, Stage.INDEX):
        last = [headway for headway in told if headway.stage is stage][-1]
        assert last.done == last.total > 0


@pytest.mark.parametrize("stage", [Stage.FILE, Stage.CONTENTS, Stage.BLOBS])
def test_it_ends_when_asked_to(kept: Library, stage: Stage) -> None:
    stop = Event()
    tell: Callable[[Headway], None] = lambda headway: stop.set() if headway.stage is stage else None  # noqa: E731
    for number in range(60):
        kept.add(keeping(f"more {number}", f"text {number} " * 200))
    with pytest.raises(Cancelled):
        list(kept.upkeep.verify(tell, stop))


def test_one_rotten_text_leaves_all_others_readable(kept: Library) -> None:
    change(
        kept, "UPDATE content SET data = x'00' WHERE sha256 = (SELECT text_sha256 FROM version WHERE article_id = 2)"
    )

    with pytest.raises(LibraryError) as caught:
        kept.article(ArticleId(2))
    assert caught.value.reason is Reason.ARTICLE_DAMAGED
    assert kept.article(ArticleId(1)).text and len(kept.summaries(Query())) == 3
    assert kept.count(Query(words=("first",))) == 1


def test_a_damaged_text_is_whole_again_when_the_page_is_captured_again(kept: Library) -> None:
    change(
        kept, "UPDATE content SET data = x'00' WHERE sha256 = (SELECT text_sha256 FROM version WHERE article_id = 2)"
    )
    (damage,) = verified(kept)
    kept.upkeep.mark(damage, "no copy")

    kept.add(keeping("b", "The second text"))
    assert kept.article(ArticleId(2)).text == "The second text"
    assert verified(kept) == []


def test_memory_is_flat(tmp_path: Path) -> None:

    peaks = []
    for count in (30, 180):
        with open_library(tmp_path / str(count)) as library:
            for number in range(count):
                library.add(keeping(f"{number}", f"text {number}", body=random.Random(number).randbytes(20_000)))
            verified(library)  # what is imported and kept for good
            tracemalloc.start()
            assert verified(library) == []
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.7
