"""Turn a library's address into how its server stands, whatever that is; nothing is changed there."""

from contextlib import closing
from typing import Any

import psycopg

from tearsheet.library.revisions import REVISIONS
from tearsheet.library.schema import HALF_MOVED
from tearsheet.library.server.postgres import PostgresDatabase
from tearsheet.library.server.revisions import MAY_WRITE, OTHERWISE_SORTED, TABLES
from tearsheet.library.server.server import Password, Server, error_of
from tearsheet.model.finding import Obstacle, ServerFound, Tables

_STANDBY = "SELECT pg_is_in_recovery()"
_READ_ONLY = "SELECT current_setting('default_transaction_read_only') = 'on'"
_MAY_MAKE_TABLES = "SELECT coalesce(has_schema_privilege(current_schema(), 'CREATE'), false)"
_OWNS_TABLES = """
    SELECT bool_and(pg_has_role(tableowner, 'USAGE')) FROM pg_tables WHERE schemaname = current_schema()
"""


def examine(location: str, password: Password) -> ServerFound:
    """Connect once, and look at all that a library there needs.

    Raises LibraryError: what connecting raises, NOT_LET_IN for one who may not read, NO_PLACE_FOR_LIBRARY,
    PASSWORD_IN_ADDRESS.
    """
    server = Server.at(location)
    with closing(PostgresDatabase(server, password)) as database, closing(database.connect()) as connection:
        connection.autocommit = True
        try:
            return _examined(connection, server.name)
        except psycopg.Error as error:
            raise error_of(error, writing=False) or error from error


def _examined(connection: psycopg.Connection[Any], place: str) -> ServerFound:
    known = connection.info.parameter_status
    version, encoding = str(known("server_version")).split()[0], str(known("server_encoding"))
    if encoding != "UTF8":
        return ServerFound(place=place, version=version, user=connection.info.user, encoding=encoding)
    tables = _tables(connection)
    return ServerFound(
        place=place,
        version=version,
        user=connection.info.user,
        encoding=encoding,
        tables=tables,
        obstacle=_obstacle(connection, tables),
        sorted_otherwise=len(connection.execute(OTHERWISE_SORTED).fetchall()) if tables is Tables.OURS else 0,
    )


def _tables(connection: psycopg.Connection[Any]) -> Tables:
    there = {name for (name,) in connection.execute(TABLES)}
    if not there:
        return Tables.NONE
    if not {"alembic_version", "meta"} <= there:
        return Tables.OTHERS
    found = _one(connection, "SELECT version_num FROM alembic_version")
    if found != REVISIONS[-1]:
        return Tables.OLDER if found in REVISIONS else Tables.NEWER if found else Tables.OTHERS
    half_moved = connection.execute("SELECT 1 FROM meta WHERE name = %s", (HALF_MOVED,)).fetchone()
    return Tables.HALF_MOVED if half_moved else Tables.OURS


def _obstacle(connection: psycopg.Connection[Any], tables: Tables) -> Obstacle | None:
    """Return what keeps this person from writing, or from making the tables first."""
    if _one(connection, _STANDBY):
        return Obstacle.STANDBY
    if _one(connection, _READ_ONLY):
        return Obstacle.READ_ONLY
    if tables in (Tables.NONE, Tables.OLDER) and not _one(connection, _MAY_MAKE_TABLES):
        return Obstacle.NO_TABLES
    if tables is Tables.OLDER and not _one(connection, _OWNS_TABLES):
        return Obstacle.NOT_OWNER
    if tables in (Tables.OURS, Tables.HALF_MOVED) and not _one(connection, MAY_WRITE):
        return Obstacle.NO_WRITING
    return None


def _one(connection: psycopg.Connection[Any], asked: str) -> Any:
    row = connection.execute(asked.encode()).fetchone()
    return row[0] if row else None
