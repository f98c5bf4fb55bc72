"""Turn a library's address, and what its server says of a connection, into a connection or the library's own error."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import psycopg
from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from tearsheet.model.errors import LibraryError, Reason

OLDEST = 15
Password = Callable[[str], str | None]
"""How a password is found: by the server's place (user@host:port/database), where one is kept."""

_SECRETS = {"password", "sslpassword"}
_SCHEMES = ("postgresql+psycopg", "postgresql")
_CONNECTING_SECONDS = 10
_LOCK_SECONDS = 5
# A computer that went to sleep or out of reach is found out within a minute, by the server too, whose locks it has.
_ALIVE = {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}
_SETTINGS = (
    f"-c lock_timeout={_LOCK_SECONDS}s",
    *(f"-c tcp_{name}={value}" for name, value in _ALIVE.items()),
    "-c client_min_messages=warning",
)
# Condition codes, https://www.postgresql.org/docs/15/errcodes-appendix.html, the longest beginning first.
_STATES = {
    "25006": Reason.READ_ONLY,
    "53100": Reason.DISK_FULL,
    "55P03": Reason.LIBRARY_BUSY,
    "57014": Reason.LIBRARY_BUSY,
    "22003": Reason.NO_SUCH_ARTICLE,  # a number that no row can have
    "3D000": Reason.LIBRARY_MISSING,
    "42501": Reason.NOT_LET_IN,
    "58030": Reason.LIBRARY_DAMAGED,
    "58P01": Reason.LIBRARY_DAMAGED,
    "08": Reason.SERVER_GONE,
    "57P": Reason.SERVER_GONE,
    "28": Reason.NOT_LET_IN,
    "40": Reason.LIBRARY_BUSY,
    "53": Reason.LIBRARY_BUSY,
    "XX": Reason.LIBRARY_DAMAGED,
}
# What a server says before it lets somebody in has no code; behind libpq's "failed:" stands FATAL in its own language.
_SERVER_SPOKE = re.compile(r"failed: \S+:  (.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Server:
    """Where a library's database is, and as whom one goes there; never with a password."""

    url: URL

    @classmethod
    def at(cls, location: str) -> "Server":
        """Read an address such as postgresql+psycopg://user@host/database.

        Raises LibraryError: NO_PLACE_FOR_LIBRARY, PASSWORD_IN_ADDRESS.
        """
        try:
            url = make_url(location)
        except (ArgumentError, ValueError):
            raise LibraryError(Reason.NO_PLACE_FOR_LIBRARY) from None  # the address may hold a password
        if url.password is not None or _SECRETS & url.query.keys():
            raise LibraryError(Reason.PASSWORD_IN_ADDRESS)
        if url.drivername not in _SCHEMES:
            raise LibraryError(Reason.NO_PLACE_FOR_LIBRARY, url.drivername)
        return cls(url.set(drivername=_SCHEMES[0]))

    @property
    def place(self) -> str:
        return self.url.render_as_string()

    @property
    def name(self) -> str:
        """What its password is kept under."""
        return self.place.partition("://")[2].partition("?")[0]

    def connect(self, password: str | None = None) -> psycopg.Connection[Any]:
        """Connect; a password that is not given is looked for by libpq (PGPASSFILE). Raises LibraryError."""
        said: dict[str, Any] = {
            "host": self.url.host,
            "port": self.url.port,
            "user": self.url.username,
            "dbname": self.url.database,
            "connect_timeout": _CONNECTING_SECONDS,
            "application_name": "tearsheet",
            **_ALIVE,
            **{name: value if isinstance(value, str) else ",".join(value) for name, value in self.url.query.items()},
        }
        said["options"] = " ".join([*_SETTINGS, said.get("options", "")]).strip()
        try:
            connection = psycopg.connect(
                **{name: value for name, value in said.items() if value is not None}, password=password
            )
        except psycopg.OperationalError as error:
            raise self._refusal(error) from error
        version = connection.info.server_version // 10000
        if version < OLDEST:
            connection.close()
            raise LibraryError(Reason.SERVER_TOO_OLD, f"PostgreSQL {version}")
        return connection

    def _refusal(self, error: psycopg.OperationalError) -> LibraryError:
        asked = error.pgconn
        if asked is not None and asked.needs_password:
            return LibraryError(Reason.NOT_LET_IN, f"no password for {self.name}")
        spoke = _SERVER_SPOKE.search(str(error))
        if spoke is None:
            return LibraryError(Reason.SERVER_GONE, _last_sentence(str(error)))
        if (asked is not None and asked.used_password) or re.search(r"\b(role|user)\b|permission|pg_hba", spoke[1]):
            return LibraryError(Reason.NOT_LET_IN, _last_sentence(spoke[1]))
        missing = f'"{self.url.database}"' in spoke[1]
        return LibraryError(Reason.LIBRARY_MISSING if missing else Reason.SERVER_GONE, _last_sentence(spoke[1]))


def error_of(error: BaseException | None, *, writing: bool) -> LibraryError | None:
    """Return what the server's error means, None where only a bug can have caused it."""
    if not isinstance(error, psycopg.Error):
        return None
    state = error.sqlstate or ""
    reason = next((reason for begins, reason in _STATES.items() if state.startswith(begins)), None)
    if not state and isinstance(error, psycopg.OperationalError):  # libpq's own: the connection broke
        reason = Reason.SERVER_GONE
    if reason is Reason.NOT_LET_IN and state == "42501" and writing:
        reason = Reason.READ_ONLY
    return LibraryError(reason, _last_sentence(str(error))) if reason else None


def _last_sentence(said: str) -> str:
    """Return the line that says what is wrong, without where it was tried."""
    first = said.strip().partition("\n")[0]
    return first.rpartition(" failed: ")[2]
