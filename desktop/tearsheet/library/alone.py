"""Turn "has anybody this file of the library open?" into the only connection to it, held while the file is replaced."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from shutil import copyfile

from tearsheet.library.database import Access, connect, use_wal
from tearsheet.library.errors import as_library_error
from tearsheet.library.owner import lock
from tearsheet.library.search.index import INDEX_FILE
from tearsheet.library.sqlite import sqlite
from tearsheet.model.errors import LibraryError, Reason

_held: set[Path] = set()  # by this process, which its own locks do not keep out
_BUSY = (sqlite.SQLITE_BUSY, sqlite.SQLITE_LOCKED)


@contextmanager
def alone(path: Path) -> Iterator[sqlite.Connection | None]:
    """Give the only connection to a library's file, its write-ahead log worked in and gone.

    None where the file is too damaged to be a database: nobody can have that one open either. Raises LibraryError:
    LIBRARY_IN_USE while a window, a command or another program has it open.
    """
    if not _is_database(path):
        yield None
        return
    with closing(connect(path, Access.WRITE)) as file:
        _shut_others_out(file, path)
        before = path.stat().st_ino
        try:
            yield file
        finally:
            if path.exists() and path.stat().st_ino == before:  # it was not replaced after all
                file.execute("ROLLBACK")
                use_wal(file)


@contextmanager
def one_at_a_time(path: Path) -> Iterator[None]:
    """Hold the lock of a folder that only one may write to at a time. Raises LibraryError(BACKUP_UNDER_WAY)."""
    with as_library_error():
        path.parent.mkdir(parents=True, exist_ok=True)
        if path in _held:  # closing it once more would take the lock away from the one that holds it
            raise LibraryError(Reason.BACKUP_UNDER_WAY, str(path.parent))
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            if not lock(handle):
                raise LibraryError(Reason.BACKUP_UNDER_WAY, str(path.parent))
            _held.add(path)
            try:
                yield
            finally:
                _held.discard(path)
        finally:
            os.close(handle)


def put_in_place(new: Path, path: Path, file: sqlite.Connection | None) -> None:
    """Let `new` be the file `path` from now on; at every moment one of the two is there, whole."""
    with as_library_error():
        with closing(connect(new, Access.WRITE)) as made:
            use_wal(made)  # a mark in the file: it is closed, and one file again
        for ending in ("-wal", "-shm", "-journal"):  # of a file that could not be opened; never those of the new one
            path.with_name(path.name + ending).unlink(missing_ok=True)
        if file is not None and os.name == "nt":
            file.close()  # Windows replaces no open file
        new.replace(path)


def keep_beside(path: Path, aside: Path) -> None:
    """Keep a file under another name too, without a second copy where the file system can."""
    with as_library_error():
        aside.parent.mkdir(parents=True, exist_ok=True)
        for ending in ("", "-wal", "-shm"):
            old = path.with_name(path.name + ending)
            if old.exists():
                link_or_copy(old, aside.with_name(aside.name + ending))


def discard_index(folder: Path) -> None:
    """Take away the search index of rows that are about to be others; it is made again."""
    with as_library_error():
        for ending in ("", "-wal", "-shm"):
            (folder / f"{INDEX_FILE}{ending}").unlink(missing_ok=True)


def link_or_copy(old: Path, new: Path) -> None:
    """Give a file that never changes a second name, or a second copy where that cannot be. Raises OSError."""
    try:
        os.link(old, new)
    except OSError:
        copyfile(old, new)


def _is_database(path: Path) -> bool:
    with as_library_error():
        try:
            with closing(connect(path, Access.READ)) as file:
                file.execute("SELECT 1 FROM sqlite_master").fetchone()
        except sqlite.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF in (sqlite.SQLITE_CORRUPT, sqlite.SQLITE_NOTADB):
                return False
            if error.sqlite_errorcode & 0xFF == sqlite.SQLITE_CANTOPEN:
                raise LibraryError(Reason.LIBRARY_MISSING, str(path)) from error
            raise
    return True


def _shut_others_out(file: sqlite.Connection, path: Path) -> None:
    """Leave write-ahead logging, which SQLite grants only to the last connection, and let nobody in."""
    with as_library_error():
        try:
            file.execute("PRAGMA busy_timeout=500")
            file.execute("PRAGMA locking_mode=EXCLUSIVE")
            file.execute("PRAGMA journal_mode=DELETE")
            file.execute("BEGIN EXCLUSIVE")
        except sqlite.OperationalError as error:
            if error.sqlite_errorcode & 0xFF in _BUSY:
                raise LibraryError(Reason.LIBRARY_IN_USE, str(path.parent)) from error
            raise
