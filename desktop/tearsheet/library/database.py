"""Turn a library's folder into connections: one that writes, and as many that read as are wanted.

What a library on a PostgreSQL server has in its place is in server/postgres.py.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from enum import StrEnum
from pathlib import Path
from threading import Lock
from typing import Protocol

from sqlalchemy import Connection, Engine, FromClause, create_engine, event
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler
from sqlalchemy.pool import QueuePool

from tearsheet.library.errors import as_library_error
from tearsheet.library.sqlite import sqlite
from tearsheet.model.errors import LibraryError, Reason

LIBRARY_FILE = "library.sqlite3"
BUSY_SECONDS = 5.0
_READERS_KEPT = 4


class Access(StrEnum):
    """How the file may be used. A closed library in a folder that cannot be written is read only as `FROZEN`."""

    WRITE = "mode=rwc"
    READ = "mode=ro"
    FROZEN = "mode=ro&immutable=1"


class Database(Protocol):
    """What a library is read and written through: FileDatabase here, or server/postgres.py's on a server."""

    @property
    def place(self) -> str:
        """What `open_library` opens it by."""

    @property
    def folder(self) -> Path:
        """The library's folder. Raises LibraryError where there is none."""

    @property
    def access(self) -> Access: ...

    @property
    def is_read_only(self) -> bool: ...

    @property
    def written_file(self) -> Path | None:
        """A file that every write changes and no reading does; None where there is none to watch."""

    def reading(self) -> AbstractContextManager[Connection]:
        """Give a connection that sees one state of the library throughout."""

    def writing(self, *, in_turn: bool = True) -> AbstractContextManager[Connection]:
        """Give the connection that writes; all of it is kept, or none. Raises LibraryError.

        Writers take turns, so that what one of them has read still holds when it writes. Not `in_turn` may be what is
        one statement, and right whatever others do meanwhile.
        """

    def data_version(self) -> int:
        """Return a number that changes when another process has written; our own writes do not change it."""

    def close(self) -> None: ...


class FileDatabase:
    """One library's file. Readers run beside the writer; writers of all processes take turns.

    A writer takes its turn before it reads (BEGIN IMMEDIATE): SQLite refuses at once, without waiting, a transaction
    that read first and writes after another has.
    """

    def __init__(self, folder: Path, access: Access) -> None:
        self.folder = folder
        self.access = access
        self._turn = Lock()
        self._readers = engine(self._connect, pool_size=_READERS_KEPT, max_overflow=-1)
        self._writer = engine(self._connect, pool_size=1, max_overflow=0, begin="BEGIN IMMEDIATE")
        self._seen = 0

    @property
    def place(self) -> str:
        return str(self.folder)

    @property
    def is_read_only(self) -> bool:
        return self.access is not Access.WRITE

    @property
    def written_file(self) -> Path:
        """The write-ahead log, which reading does not touch."""
        return self.folder / f"{LIBRARY_FILE}-wal"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the library throughout."""
        with as_library_error(), in_one_state(self._readers) as connection:
            yield connection

    @contextmanager
    def writing(self, *, in_turn: bool = True) -> Iterator[Connection]:  # noqa: ARG002 - SQLite knows no other way
        """Give the connection that writes; all of it is kept, or none. Raises LibraryError."""
        if self.is_read_only:
            raise LibraryError(Reason.READ_ONLY, str(self.folder))
        with self._turn, as_library_error(writing=True), self._writer.begin() as connection:
            yield connection

    def data_version(self) -> int:
        """Return a number that changes when another process has written; our own writes do not change it."""
        if self._turn.acquire(blocking=False):
            try:
                with as_library_error():
                    self._seen = self._ask_data_version()
            finally:
                self._turn.release()
        return self._seen

    def close(self) -> None:
        self._readers.dispose()
        self._writer.dispose()

    def _ask_data_version(self) -> int:
        pooled = self._writer.raw_connection()
        try:
            cursor = pooled.cursor()
            cursor.execute("PRAGMA data_version")
            (version,) = cursor.fetchone() or (0,)
            return int(version)
        finally:
            pooled.close()

    def _connect(self) -> sqlite.Connection:
        return connect(self.folder / LIBRARY_FILE, self.access)


def engine(connect: Callable[[], sqlite.Connection], *, pool_size: int, max_overflow: int, begin: str = "") -> Engine:
    """Return a pool of connections whose transactions begin as `begin` says; SQLite's driver would begin too late."""
    made = create_engine(
        "sqlite://",
        module=sqlite,
        creator=connect,
        poolclass=QueuePool,
        pool_size=pool_size,
        max_overflow=max_overflow,
    )

    made.dialect.statement_compiler = _Hinted

    if begin:

        @event.listens_for(made, "begin")
        def _begin(connection: Connection) -> None:
            connection.connection.cursor().execute(begin)

    return made


@contextmanager
def in_one_state(readers: Engine) -> Iterator[Connection]:
    """Give a connection that sees one state throughout; to begin and to end by SQLAlchemy costs a tenth of a question.

    What goes back to the pool is rolled back, which ends the transaction.
    """
    with readers.connect() as connection:
        connection.connection.cursor().execute("BEGIN")
        yield connection


class _Hinted(SQLiteCompiler):
    """Writes what `with_hint` says of a table, such as INDEXED BY, which SQLAlchemy leaves out for SQLite."""

    def get_from_hint_text(self, table: FromClause, text: str | None) -> str | None:  # noqa: ARG002 - SQLAlchemy's own name
        return text


def place(path: Path, access: Access) -> str:
    return str(path) if access is Access.WRITE else f"{path.resolve().as_uri()}?{access}"


def connect(path: Path, access: Access, *, synchronous: str = "FULL") -> sqlite.Connection:
    """Open a file of the library, in no transaction and starting none by itself."""
    connection = sqlite.connect(
        place(path, access),
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
        uri=access is not Access.WRITE,
    )
    connection.executescript(f"PRAGMA foreign_keys=ON; PRAGMA synchronous={synchronous}; PRAGMA temp_store=MEMORY")
    return connection


def read_access(path: Path) -> Access:
    """Return how a file can be read that cannot be written: beside the process that writes it, or as a closed file."""
    try:
        with closing(connect(path, Access.READ)) as file:
            file.execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite.OperationalError:
        return Access.FROZEN
    return Access.READ


def use_wal(connection: sqlite.Connection) -> None:
    """Let readers work beside a writer. The file remembers it, and must be ours alone for a moment to learn it."""
    (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
    if mode != "wal":
        connection.execute("PRAGMA journal_mode=WAL")
