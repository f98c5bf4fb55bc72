"""Turn a server's address into connections to the library there: many that read, and as many that write in turn.

Why it is done so: desktop/notes/019-postgresql.md.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any
from uuid import uuid4

import psycopg
from psycopg.types.string import StrDumperUnknown
from sqlalchemy import Connection, create_engine, text

from tearsheet.library.database import Access
from tearsheet.library.errors import as_library_error
from tearsheet.library.rows import clean
from tearsheet.library.server.server import Password, Server
from tearsheet.model.errors import LibraryError, Reason

_TURN = 0x7EA25_0001  # numbers of advisory locks; each database has its own
_CHANNEL = "tearsheet"
_KEPT = 4
_TAKE_TURN = text("SELECT pg_advisory_xact_lock(:number)")
# Only what wrote anything has a number, and only then are others told: at the commit, by the server.
_TELL = text(f"SELECT pg_notify('{_CHANNEL}', :teller) WHERE pg_current_xact_id_if_assigned() IS NOT NULL")


class PostgresDatabase:
    """One library's database on a server. Readers run beside writers; writers of all machines take turns.

    A connection that broke while nobody used it is made again. One that breaks while it is used is told: a write that
    was not acknowledged may or may not be kept.
    """

    def __init__(self, server: Server, password: Password) -> None:
        self._server = server
        self._ask_password = password
        self._password: str | None = None
        self._name = uuid4().hex
        self._turn = Lock()
        self.engine = create_engine(
            server.url.set(query={}),
            creator=self.connect,
            pool_size=_KEPT,
            max_overflow=-1,
            pool_pre_ping=True,
            use_native_hstore=False,
        )
        self._readers = self.engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        self._ears: psycopg.Connection[Any] | None = None
        self._seen = 0
        self.access = Access.WRITE

    @property
    def place(self) -> str:
        return self._server.place

    @property
    def folder(self) -> Path:
        raise LibraryError(Reason.IN_A_DATABASE, self._server.name)

    @property
    def is_read_only(self) -> bool:
        return self.access is not Access.WRITE

    @property
    def written_file(self) -> None:
        """None: what others write is told by `data_version`."""
        return

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the library throughout."""
        with as_library_error(), self._readers.begin() as connection:
            yield connection

    @contextmanager
    def writing(self, *, in_turn: bool = True) -> Iterator[Connection]:
        """Give a connection that writes; all of it is kept, or none. Raises LibraryError."""
        if self.is_read_only:
            raise LibraryError(Reason.READ_ONLY, self._server.name)
        with as_library_error(writing=True):
            if in_turn:
                with self._turn, self.engine.begin() as connection:
                    connection.execute(_TAKE_TURN, {"number": _TURN})
                    yield connection
                    connection.execute(_TELL, {"teller": self._name})
            else:
                with self.engine.begin() as connection:
                    yield connection
                    connection.execute(_TELL, {"teller": self._name})

    def data_version(self) -> int:
        """Return a number that changes when another process has written; our own writes do not change it."""
        if self._turn.acquire(blocking=False):
            try:
                self._listen()
            finally:
                self._turn.release()
        return self._seen

    def connect(self) -> psycopg.Connection[Any]:
        """Connect once more, with the password that is kept for the server where it asks for one."""
        if self._password is None:
            try:
                return _cleaning(self._server.connect())
            except LibraryError as error:
                if error.reason is not Reason.NOT_LET_IN:
                    raise
                self._password = self._ask_password(self._server.name)
                if self._password is None:
                    raise
        return _cleaning(self._server.connect(self._password))

    def close(self) -> None:
        self.engine.dispose()
        if self._ears is not None:
            self._ears.close()
            self._ears = None

    def _listen(self) -> None:
        """Hear what others have told since. Where the line broke, something may have been missed."""
        if self._ears is not None:
            try:
                self._ears.execute("SELECT")  # what was told meanwhile comes along with the answer
                return
            except psycopg.OperationalError:
                self._ears.close()
        self._ears = None
        self._seen += 1
        ears = self.connect()
        ears.autocommit = True
        ears.add_notify_handler(self._told)
        ears.execute(f"LISTEN {_CHANNEL}")
        self._ears = ears

    def _told(self, notice: psycopg.Notify) -> None:
        if notice.payload != self._name:
            self._seen += 1


class _CleanDumper(StrDumperUnknown):
    """A text as PostgreSQL takes it, also one that is only looked for."""

    def dump(self, obj: str) -> bytes | bytearray | memoryview | None:
        return super().dump(clean(obj))


def _cleaning(connection: psycopg.Connection[Any]) -> psycopg.Connection[Any]:
    connection.adapters.register_dumper(str, _CleanDumper)
    return connection
