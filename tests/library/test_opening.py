"""A library is made, found, refused or only read, and each is said."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tearsheet.library import open_library
from tearsheet.library.sqlite import sqlite
from tearsheet.model.errors import LibraryError, Reason
from tearsheet.model.ids import ArticleId
from tearsheet.model.query import Query
from tests.support.keepings import keeping


def refused(location: str | Path, *, create: bool = True) -> Reason:
    with pytest.raises(LibraryError) as caught:
        open_library(location, create=create)
    return caught.value.reason


def test_a_library_is_made_with_the_folders_above_it(tmp_path: Path) -> None:
    with open_library(tmp_path / "a" / "b c" / "文库 %20?#") as library:
        library.add(keeping())
        uid = library.uid
    with open_library(str(tmp_path / "a" / "b c" / "文库 %20?#"), create=False) as library:
        assert library.uid == uid and library.count(Query()) == 1
        assert library.location == tmp_path / "a" / "b c" / "文库 %20?#" and not library.read_only


def test_two_libraries_have_two_names(tmp_path: Path) -> None:
    with open_library(tmp_path / "a") as first, open_library(tmp_path / "b") as second:
        assert first.uid != second.uid


def test_a_library_that_is_not_there_is_not_made_unasked(tmp_path: Path) -> None:
    assert refused(tmp_path / "x", create=False) is Reason.LIBRARY_MISSING
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("address", ["mysql://host/db", "sqlite:///x.db", "https://example.org/library", "://"])
def test_an_address_of_another_kind_of_database_is_refused(address: str) -> None:
    assert refused(address) is Reason.NO_PLACE_FOR_LIBRARY


def test_a_file_where_the_folder_should_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "library").write_text("mine")
    assert refused(tmp_path / "library") is Reason.LIBRARY_DAMAGED
    assert (tmp_path / "library").read_text() == "mine"


@pytest.mark.parametrize("bytes_", [b"not a database " * 500, os.urandom(9000)])
def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(tmp_path: Path, bytes_: bytes) -> None:
    file = tmp_path / "library.sqlite3"
    file.write_bytes(bytes_)

    assert refused(tmp_path) is Reason.LIBRARY_DAMAGED
    assert file.read_bytes() == bytes_


def test_somebody_elses_database_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    with closing(sqlite.connect(tmp_path / "library.sqlite3")) as file:
        file.execute("CREATE TABLE article(x)")
    before = (tmp_path / "library.sqlite3").read_bytes()

    assert refused(tmp_path) is Reason.LIBRARY_DAMAGED
    assert (tmp_path / "library.sqlite3").read_bytes() == before


def test_a_library_whose_making_was_cut_off_is_made(tmp_path: Path) -> None:
    (tmp_path / "library.sqlite3").write_bytes(b"")

    with open_library(tmp_path) as library:
        assert library.add(keeping()).article == 1


def test_damage_inside_the_file_is_told_as_such(tmp_path: Path) -> None:
    with open_library(tmp_path) as library:
        for name in "abcdef":
            library.add(keeping(name, body=os.urandom(5000)))
    file = tmp_path / "library.sqlite3"
    data = file.read_bytes()
    file.write_bytes(data[:8192] + bytes(len(data) - 8192))

    with pytest.raises(LibraryError) as caught, open_library(tmp_path) as library:
        library.summaries(Query())
    assert caught.value.reason is Reason.LIBRARY_DAMAGED


def test_two_processes_make_one_library_at_the_same_moment(tmp_path: Path) -> None:
    code = f"from tearsheet.library import open_library; print(open_library({str(tmp_path / 'new')!r}).uid)"
    running = [subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) for _ in range(4)]
    uids = {process.communicate()[0] for process in running}

    assert len(uids) == 1 and uids != {""}
    assert [process.returncode for process in running] == [0] * 4


# Root may write anywhere; the parts are imported first because nobody may not read root's Python.
READ_ONLY = """
import os, sys
import zstandard
from tearsheet.library import adding, articles, open_library, resources, snapshots
from tearsheet.library.organising import edits
from tearsheet.model.errors import LibraryError
from tearsheet.model.ids import ArticleId
from tearsheet.model.query import Query
from tearsheet.library.sqlite import sqlite
from tearsheet.text.cjk import fold
fold("國")  # reads its table while it may: the checkout need not be open to everybody
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
with open_library(sys.argv[1]) as library:
    print(library.read_only, library.article(ArticleId(1)).text, *[library.count(Query(words=("中国",))) for _ in "ab"])
    for write in (
        lambda: library.mark([ArticleId(1)], read=True),
        lambda: library.put_blob(b"x", "image/png"),
        lambda: library.delete([ArticleId(1)]),
    ):
        try:
            write()
        except LibraryError as error:
            print(error.reason)
"""


@pytest.fixture
def closed_library() -> Iterator[Path]:
    """A closed library in a folder that everybody may look into."""
    with TemporaryDirectory(prefix="tearsheet-test-") as folder:
        Path(folder).chmod(0o755)
        with open_library(Path(folder) / "library") as library:
            library.add(keeping(text="中国"))
        yield Path(folder) / "library"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows folders do not forbid writing")
@pytest.mark.parametrize("index", ["there", "gone", "damaged"])
@pytest.mark.parametrize("open_elsewhere", [False, True])
def test_a_library_that_cannot_be_written_can_be_read_and_searched(
    closed_library: Path, index: str, open_elsewhere: bool
) -> None:
    if index == "gone":
        (closed_library / "index.sqlite3").unlink()
    if index == "damaged":
        (closed_library / "index.sqlite3").write_bytes(b"SQLite format 3\0" + bytes(5000))
    for path in (closed_library, *closed_library.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    other = open_library(closed_library) if open_elsewhere else None
    before = {path.name: path.stat().st_mtime_ns for path in closed_library.iterdir()}
    try:
        run = subprocess.run(
            [sys.executable, "-c", READ_ONLY, str(closed_library)], capture_output=True, text=True, check=False
        )
    finally:
        if other:
            other.close()
        closed_library.chmod(0o755)

    assert run.stdout.split("\n") == ["True 中国 1 1", "read-only", "read-only", "read-only", ""], run.stderr
    if not open_elsewhere:
        assert {path.name: path.stat().st_mtime_ns for path in closed_library.iterdir()} == before


def test_a_closed_library_leaves_its_files_and_nothing_else(tmp_path: Path) -> None:
    with open_library(tmp_path) as library:
        job = library.remember(keeping().address, share_link="x")
        library.claim(job.id)
        library.put_blob(b"x", "image/png")
        library.add(keeping(), job=job.id)
        library.article(ArticleId(1))
        library.count(Query(words=("one",)))

    names = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    digest = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
    assert names == {"library.sqlite3", "index.sqlite3", f"blobs/2d/{digest}"}
