"""Turn rows into the model's values and back; no row leaves the library."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import Connection, Dialect, Row, Select, Table, insert
from sqlalchemy.exc import DBAPIError

from tearsheet.library.sqlite import sqlite
from tearsheet.model.article import Blob
from tearsheet.model.ids import Sha256

_T = TypeVar("_T")
_STATEMENTS = 100
_BATCH = 10_000  # of the 32,766 parameters that SQLite takes in one statement


def blob_of(row: Row[Any]) -> Blob | None:
    """Read a blob's columns, which an outer join may have left empty."""
    if row.sha256 is None:
        return None
    return Blob(sha256=Sha256(row.sha256), media_type=row.media_type, size=row.size, width=row.width, height=row.height)


def fetched(connection: Connection, statement: Select[Any], asked: Mapping[str, object] | None = None) -> Sequence[Any]:
    """Return rows as the driver gives them; SQLAlchemy's own take three times as long, a third of a page's time.

    SQLite is asked past it, for its way there and back takes as long as to find a few articles by a word.
    """
    asked = {name: _listed(value) for name, value in (asked or {}).items()}
    if connection.dialect.name != "sqlite":
        found: Sequence[Any] = connection.execute(statement, asked).cursor.fetchall()
        return found
    sql, names, given = _worded(statement, connection.dialect)
    values = given | asked
    try:
        return ask_driver(connection, sql, [_as_json(values[name]) for name in names])
    except sqlite.Error as error:
        raise DBAPIError(sql, values, error) from error  # or it would be taken for the index's


def ask_driver(connection: Connection, sql: str, values: Sequence[Any]) -> Sequence[Any]:
    """Ask the database bare, in the connection's transaction."""
    cursor = connection.connection.cursor()
    cursor.execute(sql, values)
    return cursor.fetchall()


@lru_cache(_STATEMENTS)
def _worded(statement: Select[Any], dialect: Dialect) -> tuple[str, Sequence[str], dict[str, object]]:
    """Return the statement in SQL, the names of its parameters in order, and the values that it has by itself."""
    compiled = statement.compile(dialect=dialect)
    given = {name: bind.effective_value for bind, name in compiled.bind_names.items()}
    return str(compiled), compiled.positiontup or (), given


def _listed(value: object) -> object:
    return list(value) if isinstance(value, Sequence) and not isinstance(value, str | bytes) else value


def _as_json(value: object) -> object:
    """Return what `among` is given as SQLite reads it, and anything else as it is."""
    return json.dumps(value) if isinstance(value, list) else value


def insert_row(connection: Connection, into: Table, values: Mapping[str, object]) -> int:
    """Insert one row and return the number it was given."""
    return int(connection.scalars(insert(into).values(dict(values)).returning(into.c.id)).one())


def clean(text: str) -> str:
    """Return `text` without what a page's JSON can name and no file or database can hold, each told as a "?".

    These are half characters (lone surrogates), and NUL, which PostgreSQL refuses.
    """
    text = text.replace("\0", "?")
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def batches(items: Sequence[_T], size: int = _BATCH) -> Iterator[Sequence[_T]]:
    """Part the items so that each part fits into one statement."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
