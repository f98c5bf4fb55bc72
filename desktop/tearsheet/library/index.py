"""Turn the articles' words into the search index, and keep it in step with them.

`index.sqlite3` can be lost: it is stamped with the library it belongs to and the tokenizer that made it, and made again
whenever it is missing, stamped otherwise, or damaged. Design and figures: desktop/notes/002-search-index.md.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from logging import getLogger
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import TypeVar

from sqlalchemy import Connection, select

from tearsheet.library import index_queue
from tearsheet.library.database import (
    BUSY_SECONDS,
    LIBRARY_FILE,
    Access,
    Database,
    connect,
    engine,
    place,
    read_access,
    use_wal,
)
from tearsheet.library.documents import Document, documents
from tearsheet.library.errors import as_library_error
from tearsheet.library.schema import article
from tearsheet.library.sqlite import HAS_CONTENTLESS_DELETE, sqlite
from tearsheet.model.errors import LibraryError, Reason
from tearsheet.text.cjk import TOKENIZER

INDEX_FILE = "index.sqlite3"
_T = TypeVar("_T")
_log = getLogger(__name__)
_CHUNK = 100
_CONTENTLESS = ", content='', contentless_delete=1" if HAS_CONTENTLESS_DELETE else ""
# The tokens are cut already: `ascii` parts them at spaces and leaves every other character alone.
_MAKE = (
    "DROP TABLE IF EXISTS tokens",
    "DROP TABLE IF EXISTS short",
    "DROP TABLE IF EXISTS stamp",
    f'CREATE VIRTUAL TABLE tokens USING fts5(title, body, about, note, tokenize="ascii"{_CONTENTLESS})',
    f"""CREATE VIRTUAL TABLE short USING fts5(token, detail=none, tokenize="ascii tokenchars '_'"{_CONTENTLESS})""",
    "CREATE TABLE stamp(value TEXT NOT NULL)",
)


class Index:
    """The search index of one library, made when first asked and never the reason that a library does not open."""

    def __init__(self, database: Database, library_uid: str) -> None:
        self._database = database
        self._stamp = f"{library_uid} tokenizer {TOKENIZER} contentless {HAS_CONTENTLESS_DELETE}"
        self._path = database.folder / INDEX_FILE
        self._access = database.access
        self._temporary: TemporaryDirectory[str] | None = None
        self._lock = Lock()
        self._file: sqlite.Connection | None = None
        self._inode = 0
        self._askers = engine(self._connect_asker, "BEGIN", pool_size=4, max_overflow=-1)

    def ask(self, question: Callable[[Connection], _T]) -> _T:
        """Put a question to the library with the index attached as `search`, in step with the articles."""
        self.refresh()
        try:
            return self._answer(question)
        except LibraryError as error:
            if error.reason is not Reason.LIBRARY_DAMAGED:
                raise
            with self._lock:
                self._discard(error)
        self.refresh()
        return self._answer(question)

    def refresh(self, *, patient: bool = True) -> None:
        """Index what has changed.

        With `patient` false, only what is done at once: not what another thread or process is at, no more than some
        articles, and no large index made again. The next search does the rest.
        """
        if not self._lock.acquire(blocking=patient):
            return
        try:
            with as_library_error(writing=True):
                try:
                    self._catch_up(patient)
                except sqlite.DatabaseError as error:
                    if not _is_damaged(error):
                        raise
                    self._discard(error)
                    self._catch_up(patient)
        finally:
            self._lock.release()

    def close(self) -> None:
        with self._lock:
            self._close_files()
            if self._temporary is not None:
                self._temporary.cleanup()

    def _answer(self, question: Callable[[Connection], _T]) -> _T:
        with as_library_error(), self._askers.begin() as connection:
            return question(connection)

    def _connect_asker(self) -> sqlite.Connection:
        connection = connect(self._database.folder / LIBRARY_FILE, self._database.access)
        connection.execute("ATTACH ? AS search", (place(self._path, self._access),))
        return connection

    def _catch_up(self, patient: bool) -> None:
        file = self._opened()
        file.execute(f"PRAGMA busy_timeout={round(BUSY_SECONDS * 1000) if patient else 0}")
        if _stamp_of(file) != self._stamp:
            if not patient and self._is_large():
                return
            self._make(file)
        while not self._database.is_read_only:
            with self._database.reading() as connection:
                if not index_queue.first(connection, 1):
                    return
            # What is written must not be older than what another process wrote: read when it is our turn to write.
            with _writing(file):
                with self._database.reading() as connection:
                    lines = index_queue.first(connection, _CHUNK)
                    changed = sorted({line.article for line in lines})
                    found = list(documents(connection, changed))
                _write(file, changed, found)
            with self._database.writing() as connection:
                index_queue.remove(connection, lines)
            if not patient:
                return

    def _opened(self) -> sqlite.Connection:
        if self._file is not None and _inode(self._path) == self._inode:
            return self._file
        self._close_files()
        if self._database.is_read_only and self._temporary is None and not self._can_be_used_as_it_is():
            self._go_elsewhere()
        self._file = connect(self._path, self._access, synchronous="NORMAL")
        self._inode = _inode(self._path)
        if self._access is Access.WRITE:
            use_wal(self._file)
        return self._file

    def _is_large(self) -> bool:
        with self._database.reading() as connection:
            return connection.scalar(select(article.c.id).where(article.c.id > _CHUNK).limit(1)) is not None

    def _make(self, file: sqlite.Connection) -> None:
        """Make the index anew; nobody sees it before it is whole."""
        with _writing(file):
            if _stamp_of(file) == self._stamp:  # made by another process while we waited for our turn
                return
            for statement in _MAKE:
                file.execute(statement)
            for found in self._all_documents():
                _write(file, (), found)
            file.execute("INSERT INTO stamp VALUES (?)", (self._stamp,))

    def _all_documents(self) -> Iterator[list[Document]]:
        """Yield all articles' documents, some at a time: no transaction is held while they are written."""
        last = 0
        while True:
            following = select(article.c.id).where(article.c.id > last).order_by(article.c.id).limit(_CHUNK)
            with self._database.reading() as connection:
                some = connection.scalars(following).all()
                found = list(documents(connection, some))
            if not some:
                return
            yield found
            last = some[-1]

    def _can_be_used_as_it_is(self) -> bool:
        """Say whether a library that cannot be written has an index that is whole."""
        if not self._path.exists():
            return False
        with self._database.reading() as connection:
            if index_queue.first(connection, 1):
                return False
        self._access = read_access(self._path)
        with closing(connect(self._path, self._access)) as file:
            return _stamp_of(file) == self._stamp

    def _go_elsewhere(self) -> None:
        self._temporary = TemporaryDirectory(prefix="tearsheet-index-")
        self._path = Path(self._temporary.name) / INDEX_FILE
        self._access = Access.WRITE

    def _discard(self, error: Exception) -> None:
        _log.warning("the search index is made again: %s", error)
        self._close_files()
        if self._access is not Access.WRITE:
            self._go_elsewhere()
            return
        for ending in ("", "-wal", "-shm"):
            self._path.with_name(self._path.name + ending).unlink(missing_ok=True)

    def _close_files(self) -> None:
        self._askers.dispose()
        if self._file is not None:
            self._file.close()
            self._file = None


@contextmanager
def _writing(file: sqlite.Connection) -> Iterator[None]:
    """Keep all that is written, or nothing."""
    file.execute("BEGIN IMMEDIATE")
    try:
        yield
        file.execute("COMMIT")
    finally:
        if file.in_transaction:
            file.execute("ROLLBACK")


def _write(file: sqlite.Connection, changed: Sequence[int], found: Iterable[Document]) -> None:
    """Put what was found in place of what the index has of the changed articles."""
    file.executemany("DELETE FROM tokens WHERE rowid = ?", [(article_id,) for article_id in changed])
    file.executemany("DELETE FROM short WHERE rowid = ?", [(article_id,) for article_id in changed])
    for each in found:
        file.execute(
            "INSERT INTO tokens(rowid, title, body, about, note) VALUES (?, ?, ?, ?, ?)",
            (each.article, each.title, each.body, each.about, each.note),
        )
        file.execute("INSERT INTO short(rowid, token) VALUES (?, ?)", (each.article, each.short))


def _stamp_of(file: sqlite.Connection) -> str:
    if not file.execute("SELECT 1 FROM sqlite_master WHERE name = 'stamp'").fetchone():
        return ""
    row = file.execute("SELECT value FROM stamp").fetchone()
    return str(row[0]) if row else ""


def _inode(path: Path) -> int:
    return path.stat().st_ino if path.exists() else 0


def _is_damaged(error: sqlite.DatabaseError) -> bool:
    """Tell a file that must be made again from a full disk and the like, where that would not help."""
    return error.sqlite_errorcode & 0xFF in (sqlite.SQLITE_CORRUPT, sqlite.SQLITE_NOTADB, sqlite.SQLITE_ERROR)
