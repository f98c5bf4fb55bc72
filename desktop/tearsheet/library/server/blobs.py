"""Turn a file's bytes into a row named by their SHA-256, and back: the blobs of a library on a server."""

import hashlib
from collections.abc import Iterator, Sequence

from sqlalchemy import BigInteger, Column, ColumnElement, Connection, cast, delete, func, select, update

from tearsheet.library.database import Database
from tearsheet.library.dialects import insert_new
from tearsheet.library.schema import blob, blob_bytes
from tearsheet.model.errors import LibraryError, Reason
from tearsheet.model.ids import Sha256

_JUST_PUT = 600_000_000
"""Microseconds in which what a capture has put may not be in a row of its own yet."""

_NOW = cast(func.extract("epoch", func.clock_timestamp()) * 1_000_000, BigInteger)
"""By the server's clock, for those of the computers that put and drop may differ."""


def size_of_unused(connection: Connection, kept_in: Sequence[Column[str | None]]) -> int:
    """Return how many bytes have a name that stands in none of these columns, but for those put a moment ago."""
    size = connection.scalar(select(func.sum(func.length(blob_bytes.c.data))).where(*_unused(kept_in)))
    return int(size or 0)


def forget_unused(connection: Connection, kept_in: Sequence[Column[str | None]]) -> None:
    """Remove those bytes, and the rows of what has none."""
    connection.execute(delete(blob_bytes).where(*_unused(kept_in)))
    gone = blob.c.sha256.not_in(select(blob_bytes.c.sha256))
    connection.execute(delete(blob).where(gone, *_in_none(blob.c.sha256, kept_in)))


def _unused(kept_in: Sequence[Column[str | None]]) -> Iterator[ColumnElement[bool]]:
    yield blob_bytes.c.put < _NOW - _JUST_PUT
    yield from _in_none(blob_bytes.c.sha256, kept_in)


def _in_none(name: Column[str], kept_in: Sequence[Column[str | None]]) -> Iterator[ColumnElement[bool]]:
    for column in kept_in:
        yield name.not_in(select(column).where(column.is_not(None)))


class SharedBlobs:
    """The table of blobs' bytes, which the server neither compresses nor reads along with anything else."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, data: bytes) -> Sha256:
        """Keep `data`; of what is there already and whole, only the moment is taken down. Raises LibraryError.

        One who is just dropping it is waited for, or passes over what was put in time.
        """
        sha256 = Sha256(hashlib.sha256(data).hexdigest())
        here = update(blob_bytes).where(blob_bytes.c.sha256 == sha256)
        with self._database.writing(in_turn=False) as connection:
            kept = connection.scalar(here.values(put=_NOW).returning(blob_bytes.c.data))
            if kept is None:
                moment = connection.scalar(select(_NOW))
                insert_new(connection, blob_bytes, [{"sha256": sha256, "data": data, "put": moment}])
            elif bytes(kept) != data:
                connection.execute(here.values(data=data))
        return sha256

    def get(self, sha256: Sha256) -> bytes:
        """Return the bytes, or raise LibraryError where they are gone or no longer what they were."""
        with self._database.reading() as connection:
            data = connection.scalar(select(blob_bytes.c.data).where(blob_bytes.c.sha256 == sha256))
        if data is None:
            raise LibraryError(Reason.LIBRARY_DAMAGED, f"blob {sha256} is gone")
        if hashlib.sha256(data).hexdigest() != sha256:
            raise LibraryError(Reason.LIBRARY_DAMAGED, f"blob {sha256} has changed on disk")
        return bytes(data)

    def sweep(self) -> None:
        """Do nothing: a row is whole or not there."""
