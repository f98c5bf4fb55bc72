"""Turn a database of any age on a server, or an empty one, into one with today's tables.

There is no file to copy first: a migration is one transaction, and backups are the server's.
"""

from pathlib import Path
from uuid import uuid4

from sqlalchemy import Connection, text

from tearsheet.library.database import Access
from tearsheet.library.errors import as_library_error
from tearsheet.library.revisions import REVISIONS, SCRIPTS, known, run
from tearsheet.library.server.postgres import PostgresDatabase
from tearsheet.model.errors import LibraryError, Reason

_MIGRATING = 0x7EA25_0002  # the number of an advisory lock
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
# Of several rights that are named together, one is enough for has_table_privilege.
MAY_WRITE = """
    SELECT
        (SELECT bool_and(
            has_table_privilege(name, 'SELECT') AND has_table_privilege(name, 'INSERT')
            AND has_table_privilege(name, 'UPDATE') AND has_table_privilege(name, 'DELETE')
        ) FROM (SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
                WHERE schemaname = current_schema() AND tablename <> 'alembic_version') AS tables)
        AND coalesce((SELECT bool_and(has_sequence_privilege(format('%I.%I', schemaname, sequencename), 'USAGE'))
                      FROM pg_sequences WHERE schemaname = current_schema()), true)
"""
_CAN_WRITE = f"""
    SELECT NOT pg_is_in_recovery() AND current_setting('default_transaction_read_only') = 'off' AND ({MAY_WRITE})
"""
# Texts are sorted and compared by their code points, as SQLite does, whatever the database's own language is.
OTHERWISE_SORTED = """
    SELECT table_name, column_name FROM information_schema.columns
    WHERE table_schema = current_schema() AND data_type IN ('text', 'character varying')
    AND collation_name IS DISTINCT FROM 'C'
"""


def bring_up_to_date(
    database: PostgresDatabase,
    *,
    create: bool,
    revisions: tuple[str, ...] = REVISIONS,
    scripts: Path = SCRIPTS,
) -> str:
    """Migrate the library if it is older than this program, find out how it may be used, and return its uid.

    Raises LibraryError: LIBRARY_MISSING where there is none and `create` is false, LIBRARY_NEWER, LIBRARY_DAMAGED,
    READ_ONLY, and what connecting raises.
    """
    newest = revisions[-1]
    with database.reading() as connection:
        found = _revision(connection, database.place, revisions)
        if found:
            database.access = Access.WRITE if connection.scalar(text(_CAN_WRITE)) else Access.READ
    if found != newest:
        if not found and not create:
            raise LibraryError(Reason.LIBRARY_MISSING, database.place)
        if database.is_read_only:
            raise LibraryError(Reason.READ_ONLY, f"revision {found} must become {newest}")
        _migrate(database, revisions, scripts)
    with database.reading() as connection:
        return str(connection.scalar(text("SELECT value FROM meta WHERE name = 'uid'")))


def _revision(connection: Connection, place: str, revisions: tuple[str, ...]) -> str:
    """Return the library's revision, empty for a database without tables."""
    tables = set(connection.scalars(text(TABLES)))
    if not tables:
        return ""
    asked = text("SELECT version_num FROM alembic_version")
    found = connection.scalar(asked) if {"alembic_version", "meta"} <= tables else None
    return known(str(found or ""), place, revisions)


def _migrate(database: PostgresDatabase, revisions: tuple[str, ...], scripts: Path) -> None:
    """Run the scripts in one transaction, one computer at a time; what fails leaves the library as it was."""
    with as_library_error(), database.engine.begin() as connection:
        # Whoever else migrates is waited for as long as that takes.
        connection.execute(text("SET LOCAL lock_timeout = 0"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _MIGRATING})
        found = _revision(connection, database.place, revisions)
        if found == revisions[-1]:  # another process was quicker
            return
        run(connection, scripts)
        for table, column in connection.execute(text(OTHERWISE_SORTED)).all():
            connection.exec_driver_sql(f'ALTER TABLE "{table}" ALTER COLUMN "{column}" TYPE text COLLATE "C"')
        if not found:
            connection.execute(text("INSERT INTO meta VALUES ('uid', :uid)"), {"uid": uuid4().hex})
