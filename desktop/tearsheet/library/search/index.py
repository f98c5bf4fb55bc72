"""Turn the articles' words into the search index, and keep it in step with them.

`index.sqlite3` can be lost: it is stamped with the library it belongs to and the tokenizer that made it, and made again
whenever it is missing, stamped otherwise, or damaged, some articles at a time and the newest first, so that what is
there can be searched meanwhile. Design and figures: desktop/notes/002-search-index.md.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from logging import getLogger
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Lock
from typing import TypeVar

from sqlalchemy import Connection, func, select

from tearsheet.library.database import (
    BUSY_SECONDS,
    LIBRARY_FILE,
    Access,
    Database,
    connect,
    engine,
    in_one_state,
    place,
    read_access,
    use_wal,
)
from tearsheet.library.errors import as_library_error
from tearsheet.library.schema import article
from tearsheet.library.search import index_queue
from tearsheet.library.search.documents import Document, documents
from tearsheet.library.search.fulltext import COLUMNS
from tearsheet.library.sqlite import HAS_CONTENTLESS_DELETE, sqlite
from tearsheet.model.errors import LibraryError, Reason
from tearsheet.model.query import IndexState
from tearsheet.text.cjk import TOKENIZER

INDEX_FILE = "index.sqlite3"
_T = TypeVar("_T")
_log = getLogger(__name__)
_CHUNK = 100
_PAGE = 8192
_MERGED = 500
"""So many pages of a new index are made one of many at a time: it takes a tenth off its size."""

_CONTENTLESS = ", content='', contentless_delete=1" if HAS_CONTENTLESS_DELETE else ""
_COLUMNS = ", ".join(COLUMNS)
_INSERT = f"INSERT INTO tokens(rowid, {_COLUMNS}) VALUES (?{', ?' * len(COLUMNS)})"  # noqa: S608 - names of our own
_WAIT = f"PRAGMA busy_timeout={round(BUSY_SECONDS * 1000)}"
# The tokens are cut already: `ascii` parts them at spaces and leaves every other character alone.
_MAKE = (
    "DROP TABLE IF EXISTS tokens",
    "DROP TABLE IF EXISTS short",  # of tokenizers before the fourth
    "DROP TABLE IF EXISTS stamp",
    f'CREATE VIRTUAL TABLE tokens USING fts5({_COLUMNS}, tokenize="ascii"{_CONTENTLESS})',
    f"INSERT INTO tokens(tokens, rank) VALUES ('pgsz', {_PAGE - 50})",  # noqa: S608 - a number of our own
    # All articles from `lowest` on are indexed: an index is made from the newest down, 0 when it is whole.
    "CREATE TABLE stamp(value TEXT NOT NULL, lowest INTEGER NOT NULL)",
)


class Index:
    """The search index of one library, made when first asked and never the reason that a library does not open.

    With `waits` false a question is answered from what is indexed so far while a large index is being made, which
    somebody else then has to do (`refresh`).
    """

    def __init__(self, database: Database, library_uid: str, *, waits: bool = True) -> None:
        self._database = database
        self._stamp = f"{library_uid} tokenizer {TOKENIZER} contentless {HAS_CONTENTLESS_DELETE}"
        self._path = database.folder / INDEX_FILE
        self._access = database.access
        self._waits = waits
        self._temporary: TemporaryDirectory[str] | None = None
        self._lock = Lock()
        self._file: sqlite.Connection | None = None
        self._watch: sqlite.Connection | None = None
        self._inode = 0
        self._whole_at: int | None = None
        self._to_merge = 0
        self._askers = engine(self._connect_asker, pool_size=4, max_overflow=-1)

    def ask(self, question: Callable[[Connection], _T]) -> _T:
        """Put a question to the library with the index attached as `search`, in step with the articles."""
        self._prepare()
        try:
            return self._answer(question)
        except LibraryError as error:
            if error.reason is not Reason.LIBRARY_DAMAGED:
                raise
            with self._lock:
                self._discard(error)
        self._prepare()
        return self._answer(question)

    def refresh(
        self, report: Callable[[IndexState], None] = lambda _state: None, cancelled: Event | None = None
    ) -> None:
        """Index all that has changed, and make the index where it is missing, wrong or half made; newest first."""
        while not (cancelled is not None and cancelled.is_set()):
            with self._lock:
                done = self._safely(self._step)
            if done:
                return
            report(self.state())

    def refresh_soon(self) -> None:
        """Index what has changed as far as that is done at once.

        That is: not what another thread or process is at, no more than some articles, and no large index made.
        """
        if not self._lock.acquire(blocking=False):
            return
        try:
            self._safely(self._small_step)
        finally:
            self._lock.release()

    def state(self) -> IndexState:
        """Return how much is indexed; of an index that is whole nothing is counted."""
        with self._lock, as_library_error():
            lowest = _lowest(self._opened(), self._stamp)
        if lowest == 0:
            return IndexState(indexed=0, total=0)
        all_articles = select(func.count()).select_from(article)
        with self._database.reading() as connection:
            total = connection.scalars(all_articles).one()
            indexed = 0 if lowest is None else connection.scalars(all_articles.where(article.c.id >= lowest)).one()
        return IndexState(indexed=indexed, total=total)

    def close(self) -> None:
        with self._lock:
            self._close_files()
            if self._temporary is not None:
                self._temporary.cleanup()

    def _answer(self, question: Callable[[Connection], _T]) -> _T:
        with as_library_error(), in_one_state(self._askers) as connection:
            return question(connection)

    def _connect_asker(self) -> sqlite.Connection:
        connection = connect(self._database.folder / LIBRARY_FILE, self._database.access)
        connection.execute("ATTACH ? AS search", (place(self._path, self._access),))
        return connection

    def _prepare(self) -> None:
        """Bring the index as far as a question needs it."""
        with self._lock:
            if self._safely(self._is_in_step):
                return
            waits = self._waits or not self._is_large()
            if not waits:
                self._safely(self._begin)
        if waits:
            self.refresh()
        else:
            self.refresh_soon()

    def _safely(self, work: Callable[[], _T]) -> _T:
        """Work on the index's file; where it turns out to be damaged, throw it away and work on a new one."""
        with as_library_error(writing=True):
            try:
                return work()
            except sqlite.DatabaseError as error:
                if not _is_damaged(error):
                    raise
                self._discard(error)
                return work()

    def _begin(self) -> None:
        """See to it that there is an index to ask, be it an empty one."""
        file = self._opened()
        file.execute(_WAIT)
        if _lowest(file, self._stamp) is not None:
            return
        with self._database.reading() as connection:
            newest = connection.scalar(select(func.max(article.c.id)))
        with _writing(file):
            if _lowest(file, self._stamp) is not None:  # made by another process while we waited for our turn
                return
            for statement in _MAKE:
                file.execute(statement)
            file.execute("INSERT INTO stamp VALUES (?, ?)", (self._stamp, (newest or 0) + 1))

    def _step(self) -> bool:
        """Index what has changed, or else some more of what has never been; say whether that was all."""
        self._begin()
        version = _data_version(self._opened())
        if self._work_off():
            return False
        if _lowest(self._opened(), self._stamp) != 0:
            self._make_more()
            return False
        if self._merge_more():
            return False
        self._whole_at = version
        return True

    def _small_step(self) -> None:
        file = self._opened()
        file.execute("PRAGMA busy_timeout=0")
        version, lowest = _data_version(file), _lowest(file, self._stamp)
        if lowest is None and self._is_large():
            return
        self._begin()
        file.execute("PRAGMA busy_timeout=0")
        if self._work_off():
            return
        if lowest != 0:
            if not self._is_large():
                self._make_more()
        elif not self._to_merge:
            self._whole_at = version

    def _work_off(self) -> bool:
        """Index some of the articles that have changed; say whether there were any."""
        if not self._is_behind():
            return False
        file = self._opened()
        # What is written must not be older than what another process wrote: read when it is our turn to write.
        with _writing(file):
            with self._database.reading() as connection:
                lines = index_queue.first(connection, _CHUNK)
                changed = sorted({line.article for line in lines})
                found = list(documents(connection, changed))
            _write(file, changed, found)
        with self._database.writing() as connection:
            index_queue.remove(connection, lines)
        return True

    def _is_behind(self) -> bool:
        """Ask whether any article has changed, as every search does: SQLAlchemy would take ten times as long.

        Nothing has in a library that cannot be written, which may be one that cannot be watched.
        """
        if self._database.is_read_only:
            return False
        if self._watch is None:
            self._watch = connect(self._database.folder / LIBRARY_FILE, Access.READ)
        return bool(self._watch.execute("SELECT EXISTS (SELECT 1 FROM index_queue)").fetchone()[0])

    def _is_in_step(self) -> bool:
        """Say whether the index was seen to be whole, nobody else has written it since, and no article has changed."""
        if self._file is None or self._whole_at is None or _inode(self._path) != self._inode:
            return False
        self._file.execute(_WAIT)
        return self._whole_at == _data_version(self._file) and not self._is_behind()

    def _make_more(self) -> None:
        """Index some articles that never were."""
        file = self._opened()
        with _writing(file):
            lowest = _lowest(file, self._stamp) or 0  # another process may have gone on
            following = select(article.c.id).where(article.c.id < lowest).order_by(article.c.id.desc()).limit(_CHUNK)
            with self._database.reading() as connection:
                some = connection.scalars(following).all()
                found = list(documents(connection, some))
            _write(file, some, found)
            file.execute("UPDATE stamp SET lowest = ?", (some[-1] if len(some) == _CHUNK else 0,))
        if len(some) < _CHUNK:
            self._to_merge = -_MERGED

    def _merge_more(self) -> bool:
        """Make a new index smaller by a little; say whether there may be more to do."""
        # https://www.sqlite.org/fts5.html#the_merge_command: a negative number begins to make all segments one.
        file = self._opened()
        if not self._to_merge:
            return False
        before = file.total_changes
        file.execute("INSERT INTO tokens(tokens, rank) VALUES ('merge', ?)", (self._to_merge,))
        self._to_merge = _MERGED
        if file.total_changes - before < 2:
            self._to_merge = 0
            file.execute("PRAGMA incremental_vacuum").fetchall()
        return True

    def _opened(self) -> sqlite.Connection:
        if self._file is not None and _inode(self._path) == self._inode:
            return self._file
        self._close_files()
        if self._database.is_read_only and self._temporary is None and not self._can_be_used_as_it_is():
            self._go_elsewhere()
        self._file = connect(self._path, self._access, synchronous="NORMAL")
        self._inode = _inode(self._path)
        if self._access is Access.WRITE:
            self._file.executescript(f"PRAGMA page_size={_PAGE}; PRAGMA auto_vacuum=INCREMENTAL")  # of a new file
            use_wal(self._file)
        return self._file

    def _is_large(self) -> bool:
        with self._database.reading() as connection:
            return connection.scalar(select(article.c.id).where(article.c.id > _CHUNK).limit(1)) is not None

    def _can_be_used_as_it_is(self) -> bool:
        """Say whether a library that cannot be written has an index that is whole."""
        if not self._path.exists():
            return False
        with self._database.reading() as connection:
            if index_queue.first(connection, 1):
                return False
        self._access = read_access(self._path)
        with closing(connect(self._path, self._access)) as file:
            return _lowest(file, self._stamp) == 0

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
        for file in (self._file, self._watch):
            if file is not None:
                file.close()
        self._file = self._watch = self._whole_at = None


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
    # What is short first: its places are small numbers then, which take less room.
    columns = ((each.article, *map(" ".join, zip(each.short, each.tokens, strict=True))) for each in found)
    file.executemany(_INSERT, columns)


def _lowest(file: sqlite.Connection, stamp: str) -> int | None:
    """Return the lowest article that is indexed, 0 when all are; None where the file holds no such index."""
    columns = {name for (name,) in file.execute("SELECT name FROM pragma_table_info('stamp')")}
    if "lowest" not in columns:
        return None
    row = file.execute("SELECT value, lowest FROM stamp").fetchone()
    return int(row[1]) if row and row[0] == stamp else None


def _data_version(file: sqlite.Connection) -> int:
    """Return a number that changes when another connection has written the file."""
    return int(file.execute("PRAGMA data_version").fetchone()[0])


def _inode(path: Path) -> int:
    try:
        return os.stat(path).st_ino  # noqa: PTH116 - asked with every search, and Path takes three times as long
    except OSError:
        return path.stat().st_ino if path.exists() else 0


def _is_damaged(error: sqlite.DatabaseError) -> bool:
    """Tell a file that must be made again from a full disk and the like, where that would not help."""
    return error.sqlite_errorcode & 0xFF in (sqlite.SQLITE_CORRUPT, sqlite.SQLITE_NOTADB, sqlite.SQLITE_ERROR)
