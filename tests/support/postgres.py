"""A PostgreSQL server of the tests' own: started once in a folder of its own, a library in it cloned for each test."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import psycopg
import pytest

from tearsheet.library import open_library
from tearsheet.library.server.server import OLDEST

USER = "tearsheet"
GUARDED = "guarded"
"""A user that the server asks for a password; see `guard`."""
_DEBIAN = Path("/usr/lib/postgresql")
_UNPRIVILEGED = ("postgres", "nobody")
_TEMPLATE = "empty"
_DURABLE = {"listen_addresses": "", "max_connections": "200", "max_wal_size": "4GB"}
# Nothing of it must outlive the tests, which kill processes but never the computer.
_SETTINGS = {
    **_DURABLE,
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "autovacuum": "off",
}


@dataclass(slots=True)
class PostgresServer:
    """A running server, reached by a socket in its folder, where whoever asks is let in as USER."""

    folder: Path
    programs: Path
    settings: Mapping[str, str]
    _numbers: Iterator[int] = field(default_factory=count)

    def place(self, database: str, user: str = USER) -> str:
        """Return the address of a library."""
        return f"postgresql+psycopg://{user}@/{database}?host={self.folder}"

    def new_library(self) -> str:
        """Return the address of a library of its own with nothing in it."""
        name = f"library{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {_TEMPLATE} STRATEGY file_copy")
        return self.place(name)

    def new_database(self) -> str:
        """Return the address of a database without tables."""
        name = f"database{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name}")
        return self.place(name)

    def drop(self, place: str) -> None:
        self.run(f"DROP DATABASE IF EXISTS {_database_of(place)} WITH (FORCE)")

    def run(self, statement: str, place: str = "") -> list[tuple[object, ...]]:
        """Run a statement of a test's own, and return its rows."""
        database = _database_of(place) if place else "postgres"
        with psycopg.connect(host=str(self.folder), user=USER, dbname=database, autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def guard(self, place: str, password: str) -> str:
        """Return the library's address for a user who needs a password."""
        if not self.run(f"SELECT 1 FROM pg_roles WHERE rolname = '{GUARDED}'"):  # noqa: S608 - a name of our own
            self.run(f"CREATE ROLE {GUARDED} LOGIN SUPERUSER")
        self.run(f"ALTER ROLE {GUARDED} PASSWORD '{password}'")
        return self.place(_database_of(place), GUARDED)

    def start(self) -> None:
        """Start, or start again after `stop`."""
        said = " ".join(f"-c {name}='{value}'" for name, value in self.settings.items())
        self._control("start", "-w", "-l", str(self.folder / "log"), "-o", f"{said} -k {self.folder}")

    def stop(self) -> None:
        """Stop, and let go of whoever is connected."""
        self._control("stop", "-w", "-m", "fast")

    def _control(self, *arguments: str) -> None:
        _run(str(self.programs / "pg_ctl"), "-D", str(self.folder / "data"), *arguments)


@contextmanager
def postgres_server(*, durable: bool = False) -> Iterator[PostgresServer]:
    """Start a server, which is only as safe as a test needs it unless it is to be `durable`.

    Skips the test where PostgreSQL is not installed, saying so in the run's closing summary.
    """
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="tearsheet-pg-"))
    try:
        if _is_root():
            shutil.chown(folder, _unprivileged())
        server = PostgresServer(folder=folder, programs=programs, settings=_DURABLE if durable else _SETTINGS)
        _run(
            *(str(programs / "initdb"), "-D", str(folder / "data"), "-U", USER, "-A", "trust"),
            *("--no-sync", "-E", "UTF8", "--locale", "C.UTF-8"),
        )
        rules = folder / "data" / "pg_hba.conf"
        rules.write_text(f"local all {GUARDED} scram-sha-256\n{rules.read_text()}")
        server.start()
        try:
            server.run(f"CREATE DATABASE {_TEMPLATE}")
            open_library(server.place(_TEMPLATE)).close()
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    """Return the folder of the newest server's programs: Debian's, or the one whose programs can be called."""
    found = [path for path in _DEBIAN.glob("*/bin") if (path / "initdb").exists()] if _DEBIAN.is_dir() else []
    if called := shutil.which("initdb"):
        found.append(Path(called).resolve().parent)
    versions = {_version(path): path for path in found}
    if not versions or max(versions) < OLDEST:
        pytest.skip(f"PostgreSQL {OLDEST} or newer is not installed")
    return versions[max(versions)]


def _version(programs: Path) -> int:
    said = subprocess.run([programs / "initdb", "--version"], capture_output=True, text=True, check=False).stdout
    number = re.search(r"\d+", said)
    return int(number[0]) if number else 0


def _run(*command: str) -> None:
    """Run one of the server's programs, which refuse to run as root."""
    user = _unprivileged() if _is_root() else ""
    lowered = ["setpriv", f"--reuid={user}", "--clear-groups", "--"] if user else []
    done = subprocess.run(
        [*lowered, *command],
        cwd="/",
        env={**os.environ, "LC_ALL": "C"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {done.stderr}")


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _unprivileged() -> str:
    import pwd

    names = {entry.pw_name for entry in pwd.getpwall()}
    user = next((name for name in _UNPRIVILEGED if name in names), None)
    if user is None or shutil.which("setpriv") is None:
        pytest.skip("PostgreSQL does not run as root, and there is nobody else to run it")
    return user


def _database_of(place: str) -> str:
    return place.rpartition("/")[2] if "?" not in place else place.partition("?")[0].rpartition("/")[2]
