"""The search index can be lost, damaged, stale or out of reach, and a search is right all the same."""

import os
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy.exc import DBAPIError

from tearsheet.library import Library, open_library
from tearsheet.library.search import index
from tearsheet.library.search.index import INDEX_FILE
from tearsheet.library.sqlite import sqlite
from tearsheet.model.errors import LibraryError, Reason
from tearsheet.model.ids import ArticleId
from tearsheet.model.query import IndexState, Query
from tests.support.keepings import keeping

WORDS = Query(words=("人民",))


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A closed library in which two of three articles have the word looked for."""
    folder = tmp_path / "library"
    with open_library(folder) as library:
        for name, text in (("a", "中国人民银行"), ("b", "天气"), ("c", "人民")):
            library.add(keeping(name, text, body=name.encode()))
    return folder


def found(folder: Path) -> tuple[ArticleId, ...]:
    with open_library(folder) as library:
        return library.ids(WORDS)


def remove(file: Path) -> None:
    file.unlink()


def fill_with_rubbish(file: Path) -> None:
    file.write_bytes(os.urandom(50_000))


def cut(file: Path) -> None:
    data = file.read_bytes()
    file.write_bytes(data[: len(data) // 2])


def overwrite_pages(file: Path) -> None:
    data = bytearray(file.read_bytes())
    for start in range(4096, len(data), 4096):
        data[start : start + 64] = os.urandom(64)
    file.write_bytes(data)


def empty(file: Path) -> None:
    file.write_bytes(b"")


def stamp_otherwise(file: Path) -> None:
    with closing(sqlite.connect(file)) as connection:
        connection.execute("UPDATE stamp SET value = 'another library'")
        connection.execute("DELETE FROM tokens")
        connection.commit()


@pytest.mark.parametrize("harm", [remove, fill_with_rubbish, cut, overwrite_pages, empty, stamp_otherwise])
def test_an_index_that_is_lost_or_damaged_is_made_again(place: Path, harm: Callable[[Path], None]) -> None:
    harm(place / INDEX_FILE)

    assert found(place) == (3, 1)
    with open_library(place) as library:
        library.add(keeping("d", "人民", body=b"d"))
        assert library.ids(WORDS) == (4, 3, 1)


@pytest.mark.parametrize("harm", [remove, fill_with_rubbish])
def test_an_index_that_is_lost_while_the_library_is_open_is_made_again(
    place: Path, harm: Callable[[Path], None]
) -> None:
    with open_library(place) as library:
        assert library.ids(WORDS) == (3, 1)
        for ending in ("-wal", "-shm"):
            (place / f"{INDEX_FILE}{ending}").unlink()
        harm(place / INDEX_FILE)
        library.add(keeping("d", "人民", body=b"d"))
        assert library.ids(WORDS) == (4, 3, 1)
    assert found(place) == (4, 3, 1)


def test_a_damaged_index_is_no_reason_not_to_list_or_read(place: Path) -> None:
    fill_with_rubbish(place / INDEX_FILE)

    with open_library(place) as library:
        assert library.count(Query()) == 3
        assert library.article(ArticleId(1)).text == "中国人民银行"
    assert not (place / INDEX_FILE).read_bytes().startswith(b"SQLite")


def test_what_is_wrong_with_the_library_is_not_taken_for_the_indexs_fault(place: Path) -> None:
    kept = (place / INDEX_FILE).stat().st_ino
    with open_library(place) as library, closing(sqlite.connect(place / "library.sqlite3")) as file:
        assert library.ids(WORDS) == (3, 1)
        file.executescript("ALTER TABLE article_tag RENAME TO lost; INSERT INTO index_queue(article_id) VALUES (1)")

        with pytest.raises(DBAPIError):
            library.ids(WORDS)

    assert (place / INDEX_FILE).stat().st_ino == kept


def test_what_a_dying_process_left_unindexed_is_found_by_the_next(place: Path) -> None:
    with closing(sqlite.connect(place / "library.sqlite3")) as file:
        file.execute("INSERT INTO index_queue(article_id) VALUES (1), (2), (1)")
        file.execute("UPDATE article SET title = '人民' WHERE id = 2")
        file.commit()

    assert found(place) == (3, 2, 1)
    with closing(sqlite.connect(place / "library.sqlite3")) as file:
        assert file.execute("SELECT count(*) FROM index_queue").fetchone() == (0,)


def test_an_article_is_found_by_its_new_words_and_no_more_by_its_old(library: Library) -> None:
    library.add(keeping(text="旧闻 old"))
    library.add(keeping(text="新闻 new"))

    assert library.count(Query(words=("新闻",))) == library.count(Query(words=("新",))) == 1
    assert library.count(Query(words=("旧闻",))) == library.count(Query(words=("旧",))) == 0


def test_a_capture_does_not_wait_for_an_index_that_another_is_making(place: Path) -> None:
    with open_library(place) as library:
        library.ids(WORDS)
        with closing(sqlite.connect(place / INDEX_FILE, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            added = library.add(keeping("d", "人民", body=b"d"))
            other.execute("ROLLBACK")
        assert library.ids(WORDS) == (added.article, 3, 1)


def test_many_changes_at_once_are_all_found_by_the_next_search(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "_CHUNK", 2)
    with open_library(place) as library:
        ids = [library.add(keeping(f"n{number}", body=b"n")).article for number in range(7)]
        library.tag(ids, add=["人民"])
        assert library.ids(WORDS) == (*reversed(ids), 3, 1)


def test_a_capture_does_not_wait_for_a_large_index_to_be_made_again(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "_CHUNK", 2)
    (place / INDEX_FILE).unlink()
    with open_library(place) as library:
        library.add(keeping("d", "人民", body=b"d"))
        with closing(sqlite.connect(place / INDEX_FILE)) as file:
            assert file.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
        library.refresh_index()
        with closing(sqlite.connect(place / INDEX_FILE)) as file:
            assert file.execute("SELECT count(*) FROM tokens").fetchone() == (4,)
        assert library.ids(WORDS) == (4, 3, 1)


def test_a_search_that_does_not_wait_answers_from_the_newest_and_says_how_much_is_missing(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "_CHUNK", 2)
    (place / INDEX_FILE).unlink()
    states: list[IndexState] = []
    with open_library(place, waits=False) as library:
        assert library.index_state() == IndexState(indexed=0, total=3)
        assert library.ids(WORDS) == ()
        assert library.index_state() == IndexState(indexed=0, total=3)
        stop = Event()

        def report(state: IndexState) -> None:
            states.append(state)
            stop.set()

        library.refresh_index(report, stop)
        assert library.ids(WORDS) == (3,)
        assert states == [library.index_state()] == [IndexState(indexed=2, total=3)]
        added = library.add(keeping("d", "人民", body=b"d"))
        assert library.ids(WORDS) == (added.article, 3)
        library.refresh_index()
        assert library.ids(WORDS) == (added.article, 3, 1)
        assert library.index_state().is_whole


def test_an_index_half_made_is_gone_on_with_by_the_next_process(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "_CHUNK", 1)
    (place / INDEX_FILE).unlink()
    with open_library(place, waits=False) as library:
        stop = Event()
        library.refresh_index(lambda _state: stop.set(), stop)
    with open_library(place) as library:
        library.tag([ArticleId(1)], add=["neu"])
        assert library.ids(WORDS) == (3, 1)
        assert library.ids(Query(words=("neu",))) == (1,)


def test_an_index_without_room_to_grow_is_not_thrown_away(place: Path) -> None:
    before = (place / INDEX_FILE).stat().st_ino
    with open_library(place) as library:
        library.ids(WORDS)
        assert isinstance(library._index, index.Index)
        file = library._index._file
        assert file is not None
        (pages,) = file.execute("PRAGMA page_count").fetchone()
        file.execute(f"PRAGMA max_page_count={pages}")
        added = library.add(keeping("d", "人民 " + "".join(map(chr, range(0x4E00, 0x5E00))), body=b"d"))
        with pytest.raises(LibraryError) as caught:
            library.ids(WORDS)
        assert caught.value.reason is Reason.DISK_FULL
        file.execute("PRAGMA max_page_count=1000000")
        assert library.ids(WORDS) == (added.article, 3, 1)
    assert (place / INDEX_FILE).stat().st_ino == before


def test_many_threads_search_and_write_at_once(place: Path) -> None:
    stop, troubles = Event(), list[BaseException]()

    with open_library(place) as library:

        def search() -> None:
            try:
                while not stop.is_set():
                    assert len(library.ids(WORDS)) >= 2
                    assert library.summaries(Query())
            except BaseException as error:
                troubles.append(error)

        def write(name: str) -> None:
            try:
                for number in range(10):
                    added = library.add(keeping(f"{name}{number}", "人民", body=b""))
                    library.mark([added.article], read=True)
            except BaseException as error:
                troubles.append(error)

        searchers = [Thread(target=search) for _ in range(3)]
        writers = [Thread(target=write, args=(name,)) for name in "xyz"]
        for thread in (*searchers, *writers):
            thread.start()
        for thread in writers:
            thread.join()
        stop.set()
        for thread in searchers:
            thread.join()
        assert not troubles
        assert library.count(WORDS) == 32 == library.count(Query(read=True)) + 2
