"""Turn a library's file of any age, or an empty one, into one with today's tables.

Alembic costs a tenth of a second to import and is therefore imported only to migrate; which revision a library has is
read by plain SQL and compared with REVISIONS. What a library on a server needs is in server/revisions.py.
"""

from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection

from tearsheet.library.database import LIBRARY_FILE, Access, connect, engine, use_wal
from tearsheet.library.sqlite import sqlite
from tearsheet.model.errors import LibraryError, Reason

REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009")
"""The revisions in migrations/versions, oldest first."""

SCRIPTS = Path(__file__).parent / "migrations"


def bring_up_to_date(
    folder: Path, access: Access, *, revisions: tuple[str, ...] = REVISIONS, scripts: Path = SCRIPTS
) -> str:
    """Migrate the library if it is older than this program, and return its uid.

    An older library is copied beside itself first. Raises LibraryError: LIBRARY_NEWER, LIBRARY_DAMAGED, READ_ONLY.
    """
    newest = revisions[-1]
    with closing(connect(folder / LIBRARY_FILE, access)) as file:
        found = _revision(file, revisions)
        if found != newest:
            if access is not Access.WRITE:
                raise LibraryError(Reason.READ_ONLY, f"{folder}: revision {found} must become {newest}")
            use_wal(file)
            if found:
                _copy(file, folder / f"{LIBRARY_FILE}.before-{newest}")
            _migrate(folder, revisions, scripts)
        row = file.execute("SELECT value FROM meta WHERE name = 'uid'").fetchone()
        return str(row[0])


def _revision(file: Any, revisions: tuple[str, ...]) -> str:
    """Return the file's revision, empty for a file without tables."""
    tables = {name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables:
        return ""
    row = file.execute("SELECT version_num FROM alembic_version").fetchone() if "alembic_version" in tables else None
    return known(row[0] if row else "", LIBRARY_FILE, revisions)


def known(found: str, name: str, revisions: tuple[str, ...]) -> str:
    """Return the revision that was found in tables, or raise LibraryError where it is none or a newer one."""
    if not found:
        raise LibraryError(Reason.LIBRARY_DAMAGED, f"{name} is not a library")
    if found not in revisions:
        raise LibraryError(Reason.LIBRARY_NEWER, f"revision {found}; this program knows {revisions[-1]}")
    return found


def _copy(file: sqlite.Connection, path: Path) -> None:
    unfinished = path.with_name(f"{path.name}.tmp")
    unfinished.unlink(missing_ok=True)
    with closing(sqlite.connect(unfinished)) as copy:
        file.backup(copy)
    unfinished.replace(path)


def _migrate(folder: Path, revisions: tuple[str, ...], scripts: Path) -> None:
    """Run the scripts in one transaction, so that a failed migration leaves the library as it was."""
    migrating = engine(lambda: _connect(folder), pool_size=1, max_overflow=0, begin="BEGIN IMMEDIATE")
    try:
        with migrating.begin() as connection:
            found = _revision(connection.connection.driver_connection, revisions)
            if found == revisions[-1]:  # another process was quicker
                return
            run(connection, scripts)
            if not found:
                connection.exec_driver_sql("INSERT INTO meta VALUES ('uid', ?)", (uuid4().hex,))
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
            if broken is not None:
                raise LibraryError(Reason.LIBRARY_DAMAGED, f"after migrating, {broken[0]} refers to nothing")
    finally:
        migrating.dispose()


def run(connection: Connection, scripts: Path) -> None:
    """Run all scripts that the library has not seen yet, in the transaction that the connection is in."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _connect(folder: Path) -> sqlite.Connection:
    """Connect without foreign keys: dropping a table that is made anew would also drop all that refers to it."""
    connection = connect(folder / LIBRARY_FILE, Access.WRITE)
    connection.execute("PRAGMA foreign_keys=OFF")
    return connection
