"""Turn "is the process that took this still alive?" into a lock that the server drops when a connection ends."""

import platform
import re
from secrets import randbits
from threading import Lock

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from tearsheet.library.errors import as_library_error

_BITS = 62
_STARTED = "CAST(extract(epoch FROM pg_postmaster_start_time()) AS bigint)"
_TAKE = text(f"SELECT {_STARTED} FROM pg_advisory_lock(:token)")  # noqa: S608 - of our own words
_HELD = text(f"""
    SELECT {_STARTED} = :started, EXISTS (
        SELECT FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
        WHERE datname = current_database() AND locktype = 'advisory' AND objsubid = 1
        AND (classid::bigint << 32) | objid::bigint = :token
    )
""")  # noqa: S608 - of our own words
_NAME = re.compile(r".*/([0-9a-f]{16})-([0-9]+)", re.DOTALL)


class SessionOwner:
    """A name for this process, and a lock of that number that a connection of its own holds.

    The name has the moment at which the server was started, too: a server that was started again has forgotten all
    locks, and says nothing of those who had them.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._guard = Lock()
        self._token = 0
        self._started = 0
        self._holds: Connection | None = None

    @property
    def name(self) -> str:
        """The name as `host/token-start`; a lock that went with its connection is taken again. Raises LibraryError."""
        with self._guard, as_library_error():
            if self._holds is None or not _answers(self._holds):
                self._token = self._token or randbits(_BITS)
                self._holds = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
                self._started = self._holds.scalars(_TAKE, {"token": self._token}).one()
            return f"{platform.node()}/{self._token:016x}-{self._started}"

    def is_gone(self, connection: Connection, name: str) -> bool | None:
        found = _NAME.fullmatch(name)
        if found is None:
            return None
        asked = {"token": int(found[1], 16), "started": int(found[2])}
        same_server, held = connection.execute(_HELD, asked).one()
        return not held if same_server else None

    def sweep(self) -> None:
        """Do nothing: the server has done it."""

    def release(self) -> None:
        with self._guard:
            if self._holds is not None:
                self._holds.invalidate()  # closed, not given back with its lock
                self._holds.close()
                self._holds = None
            self._token = 0


def _answers(connection: Connection) -> bool:
    try:
        connection.exec_driver_sql("SELECT")
    except DBAPIError:
        connection.close()
        return False
    return True
