"""Turn rows into the model's values and back; no row leaves the library."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import BindParameter, Connection, Row, Select, Table, bindparam, insert

from tearsheet.model.article import Blob
from tearsheet.model.ids import Sha256

ARTICLES: BindParameter[Any] = bindparam("articles", expanding=True)
"""The numbers that a statement, built once, is given each time."""

_T = TypeVar("_T")
_BATCH = 10_000  # of the 32,766 parameters that SQLite takes in one statement


def blob_of(row: Row[Any]) -> Blob | None:
    """Read a blob's columns, which an outer join may have left empty."""
    if row.sha256 is None:
        return None
    return Blob(sha256=Sha256(row.sha256), media_type=row.media_type, size=row.size, width=row.width, height=row.height)


def fetched(connection: Connection, statement: Select[Any], asked: Mapping[str, object] | None = None) -> Sequence[Any]:
    """Return rows as the driver gives them: SQLAlchemy's own take three times as long, a third of a page's time."""
    found: Sequence[Any] = connection.execute(statement, dict(asked or {})).cursor.fetchall()
    return found


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
