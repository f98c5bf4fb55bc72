"""Turn a library into the same library in another place: every row with its number, every content and blob by its hash.

What has its hash for a name is copied first, some at a time, and need not be copied again when a transfer is taken up
after it was interrupted. All else follows in one transaction, which proves itself before it is kept. Until then the new
library is marked as half moved, and is not opened for anything else.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from threading import Event
from typing import Any

from sqlalchemy import Connection, Row, Table, Text, delete, func, insert, select, tuple_, update

from tearsheet.library.blobs import Blobs
from tearsheet.library.database import Database
from tearsheet.library.dialects import insert_new, last_number, set_last_number
from tearsheet.library.errors import as_library_error
from tearsheet.library.rows import clean
from tearsheet.library.schema import HALF_MOVED, article, blob, blob_bytes, content, index_queue, job, meta, metadata
from tearsheet.library.upkeep.verifying import Tell
from tearsheet.model.capture import JobState
from tearsheet.model.errors import Cancelled, LibraryError, Reason
from tearsheet.model.ids import Sha256
from tearsheet.model.transferred import Transferred
from tearsheet.model.upkeep import Headway, Stage

_CONTENTS = 50
_ROWS = 500
# Blobs are where the new library keeps them; its own search index has lines of its own to work off.
_LEFT_OUT = (meta, content, blob_bytes, index_queue)
_TABLES = tuple(table for table in metadata.sorted_tables if table not in _LEFT_OUT)


class Transferring:
    """What it takes to copy one library into another."""

    def __init__(self, database: Database, blobs: Blobs, uid: str) -> None:
        self._database = database
        self._blobs = blobs
        self._uid = uid

    def into(self, target: "Transferring", tell: Tell, cancelled: Event) -> Transferred:
        """Copy this library into a new one, which is proven to be the same; this one is only read.

        What is damaged here is copied as it is, or named where there is nothing to copy. Raises Cancelled, and
        LibraryError: NOT_EMPTY, MOVED_OTHERWISE where what arrived is not what was read.
        """
        target._begin(self._uid)
        with self._database.reading() as source:
            contents = _copy_contents(source, target._database, tell, cancelled)
            blobs, lost = self._copy_blobs(source, target, tell, cancelled)
            articles = _copy_rows(source, target._database, self._uid, tell, cancelled)
        return Transferred(articles=articles, contents=contents, blobs=blobs, lost=lost)

    def _begin(self, uid: str) -> None:
        """Mark this library as half moved, or take up the transfer that was begun before."""
        with self._database.writing() as connection:
            begun = connection.scalar(select(meta.c.value).where(meta.c.name == HALF_MOVED))
            if begun == uid:
                return
            if begun is not None or any(connection.execute(select(each).limit(1)).first() for each in _TABLES):
                raise LibraryError(Reason.NOT_EMPTY, self._database.place)
            connection.execute(insert(meta).values(name=HALF_MOVED, value=uid))

    def _copy_blobs(
        self, source: Connection, target: "Transferring", tell: Tell, cancelled: Event
    ) -> tuple[int, tuple[Sha256, ...]]:
        known = [Sha256(found) for found in source.scalars(select(blob.c.sha256).order_by(blob.c.sha256))]
        lost: list[Sha256] = []
        for done, sha256 in enumerate(known, 1):
            _stop(cancelled)
            try:
                with as_library_error():
                    data = self._blobs.get(sha256)
            except LibraryError as error:
                if error.reason is not Reason.LIBRARY_DAMAGED:
                    raise
                lost.append(sha256)
                continue
            with as_library_error(writing=True):
                target._blobs.put(data)
                if target._blobs.get(sha256) != data:
                    raise LibraryError(Reason.MOVED_OTHERWISE, f"blob {sha256}")
            tell(Headway(stage=Stage.BLOBS, done=done, total=len(known)))
        return len(known) - len(lost), tuple(lost)


def _copy_contents(source: Connection, target: Database, tell: Tell, cancelled: Event) -> int:
    """Copy the packed contents that are not there yet, and compare what arrived byte by byte."""
    total, done, after = _count(source, content), 0, ""
    while True:
        _stop(cancelled)
        following = select(content).where(content.c.sha256 > after).order_by(content.c.sha256).limit(_CONTENTS)
        rows = source.execute(following).all()
        if not rows:
            return done
        there = select(content).where(content.c.sha256.in_([row.sha256 for row in rows])).order_by(content.c.sha256)
        with target.writing() as connection:
            insert_new(connection, content, [row._asdict() for row in rows])
            if _digest(rows) != _digest(connection.execute(there)):
                raise LibraryError(Reason.MOVED_OTHERWISE, content.name)
        done, after = done + len(rows), rows[-1].sha256
        tell(Headway(stage=Stage.CONTENTS, done=done, total=total))


def _copy_rows(source: Connection, target: Database, uid: str, tell: Tell, cancelled: Event) -> int:
    """Copy all other tables, prove that they are the same, and end the transfer; or do nothing."""
    total, done = sum(_count(source, table) for table in _TABLES), 0
    with target.writing() as connection:
        for table in _TABLES:
            read, number = hashlib.sha256(), 0
            for rows in _batches(source, table):
                _stop(cancelled)
                made = [_as_moved(table, row) for row in rows]
                connection.execute(insert(table), made)
                _add(read, made)
                number += len(rows)
                tell(Headway(stage=Stage.COPYING, done=done + number, total=total))
            _prove(connection, table, number, read.hexdigest())
            set_last_number(connection, table, last_number(source, table))
            done += number
        _prove_contents(source, connection)
        connection.execute(update(meta).where(meta.c.name == "uid").values(value=uid))
        connection.execute(delete(meta).where(meta.c.name == HALF_MOVED))
        return _count(connection, article)


def _prove(connection: Connection, table: Table, number: int, digest: str) -> None:
    there = hashlib.sha256()
    for rows in _batches(connection, table):
        _add(there, [row._asdict() for row in rows])
    if _count(connection, table) != number or there.hexdigest() != digest:
        raise LibraryError(Reason.MOVED_OTHERWISE, table.name)


def _prove_contents(source: Connection, target: Connection) -> None:
    """Compare the names of all contents; a transfer that was taken up may have brought more than there are now."""
    here, there = (set(each.scalars(select(content.c.sha256))) for each in (source, target))
    if here - there:
        raise LibraryError(Reason.MOVED_OTHERWISE, content.name)
    for sha256 in there - here:
        target.execute(delete(content).where(content.c.sha256 == sha256))


def _batches(connection: Connection, table: Table) -> Iterator[list[Row[Any]]]:
    """Yield all rows in the order of their key, some at a time: beginning after the last one, nothing is held open."""
    key = list(table.primary_key.columns)
    last: Row[Any] | None = None
    while True:
        following = select(table).order_by(*key).limit(_ROWS)
        if last is not None:
            following = following.where(tuple_(*key) > tuple_(*(last._mapping[column] for column in key)))
        rows = list(connection.execute(following))
        if not rows:
            return
        yield rows
        last = rows[-1]


def _as_moved(table: Table, row: Row[Any]) -> dict[str, Any]:
    """Return a row as every database can hold it; what somebody was at waits for the next one."""
    made = {
        column.name: clean(value) if isinstance(value, str) and isinstance(column.type, Text) else value
        for column, value in zip(table.columns, row, strict=True)
    }
    if table is job and made["state"] == JobState.RUNNING:
        made |= {"state": JobState.QUEUED.value, "owner": None}
    return made


def _add(digest: Any, rows: Iterable[Mapping[str, Any]]) -> None:
    for row in rows:
        digest.update(repr(tuple(row.values())).encode("utf-8", "surrogatepass"))


def _digest(rows: Iterable[Row[Any]]) -> str:
    read = hashlib.sha256()
    for row in rows:
        read.update(f"{row.sha256} {row.size} ".encode())
        read.update(row.data)
    return read.hexdigest()


def _count(connection: Connection, table: Table) -> int:
    return int(connection.scalars(select(func.count()).select_from(table)).one())


def _stop(cancelled: Event) -> None:
    if cancelled.is_set():
        raise Cancelled
