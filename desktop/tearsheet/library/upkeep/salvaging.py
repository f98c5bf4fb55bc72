"""Turn a library's file with rotten pages into a whole one: its readable rows, and the lost ones from backups.

What is lost everywhere but still referred to is given a row that stands for it, so that nothing else is lost with it.
The damaged file is kept beside the new one.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path
from shutil import rmtree
from threading import Event
from uuid import uuid4

from sqlalchemy import Table

from tearsheet.library import contents
from tearsheet.library.alone import alone, discard_index, keep_beside, put_in_place
from tearsheet.library.database import LIBRARY_FILE, Access, connect
from tearsheet.library.errors import as_library_error
from tearsheet.library.revisions import bring_up_to_date
from tearsheet.library.schema import metadata
from tearsheet.library.sqlite import sqlite
from tearsheet.library.times import stamp
from tearsheet.library.upkeep.reading_damaged import Lost, columns_in, keyed, look_up, readable
from tearsheet.library.upkeep.repairing import content_in, opened
from tearsheet.library.upkeep.standing_in import stand_in
from tearsheet.library.upkeep.verifying import Tell
from tearsheet.model.errors import Cancelled, LibraryError, Reason
from tearsheet.model.upkeep import Damage, Fault, Headway, Part, Remedy, Stage

_WORKSHOP = ".salvaging"


@dataclass(slots=True)
class _Salvage:
    """A new file being filled from a damaged one and its copies."""

    new: sqlite.Connection
    damaged: sqlite.Connection | None
    copies: Sequence[sqlite.Connection]
    cancelled: Event
    from_copies: dict[str, int] = field(default_factory=dict)


def salvage(folder: Path, copies: Sequence[Path], tell: Tell, cancelled: Event) -> Damage:
    """Put a whole file in the place of the damaged one. The library must be closed, here and everywhere.

    `copies` are backups, the newest first. Raises LibraryError: LIBRARY_IN_USE, LIBRARY_DAMAGED where neither the file
    nor a copy has anything to read, and Cancelled with all as it was.
    """
    file, workshop = folder / LIBRARY_FILE, folder / f"{_WORKSHOP}-{uuid4().hex}"
    aside = folder / f"{LIBRARY_FILE}.damaged-{stamp()}"
    tell(Headway(stage=Stage.SALVAGING))
    with as_library_error(), ExitStack() as stack:
        damaged = stack.enter_context(alone(file))
        found = [stack.enter_context(opened(copy)) for copy in copies]
        workshop.mkdir()
        stack.callback(rmtree, workshop, ignore_errors=True)
        bring_up_to_date(workshop, Access.WRITE)
        taken = _fill(workshop / LIBRARY_FILE, damaged, [copy for copy in found if copy is not None], cancelled)
        keep_beside(file, aside)
        discard_index(folder)
        put_in_place(workshop / LIBRARY_FILE, file, damaged)
    said = ", ".join(f"{table} {count}" for table, count in sorted(taken.items()))
    return Damage(
        part=Part.FILE,
        identity=LIBRARY_FILE,
        fault=Fault.UNREADABLE,
        detail=f"{aside.name}; {said}" if said else aside.name,
        remedy=Remedy.SALVAGED,
    )


def _fill(
    path: Path, damaged: sqlite.Connection | None, copies: Sequence[sqlite.Connection], cancelled: Event
) -> dict[str, int]:
    """Write all that can be had into the new file, and return how many rows of each table came from copies."""
    with closing(connect(path, Access.WRITE)) as new:
        new.execute("PRAGMA foreign_keys=OFF")
        new.execute("BEGIN IMMEDIATE")
        new.execute("DELETE FROM meta")  # its own name, which gives way to the library's
        work = _Salvage(new=new, damaged=damaged, copies=copies, cancelled=cancelled)
        for table in metadata.sorted_tables:
            _take_readable(work, table)
        for table in metadata.sorted_tables:
            if table.name != "content":
                _take_lost(work, table)
        if new.execute("SELECT 1 FROM meta WHERE name = 'uid'").fetchone() is None:
            raise LibraryError(Reason.LIBRARY_DAMAGED, "nothing can be read of it, and there is no backup")
        _take_contents(work)
        stand_in(new)
        new.execute("COMMIT")
        (said,) = new.execute("PRAGMA integrity_check(1)").fetchone()
        broken = new.execute("PRAGMA foreign_key_check").fetchone()
        if said != "ok" or broken is not None:
            raise LibraryError(Reason.LIBRARY_DAMAGED, f"the salvaged file: {said} {broken}")
    return work.from_copies


def _take_readable(work: _Salvage, table: Table) -> None:
    """Copy the rows that the damaged file can still read; of contents, those whose bytes are what they were."""
    source = work.damaged
    if source is None:
        return
    columns = _common(work.new, source, table)
    if not columns:
        return
    for values in _readable_rows(source, table, columns, work.new):
        if work.cancelled.is_set():
            raise Cancelled
        if table.name != "content" or _is_whole(columns, values):
            _put(work.new, table.name, columns, values)


def _take_lost(work: _Salvage, table: Table) -> None:
    """Copy from backups the rows that the damaged file has lost; those that it says are not there were deleted."""
    key = [column.name for column in table.primary_key]
    for copy in work.copies:
        columns = _common(work.new, copy, table)
        if not columns:
            continue
        places = [columns.index(name) for name in key]
        for values in _readable_rows(copy, table, columns, work.new):
            keyed_by = [values[place] for place in places]
            if _has(work.new, table.name, key, keyed_by):
                continue
            try:
                there = _looked_up(work, table, key, keyed_by, columns)
            except Lost:
                _put(work.new, table.name, columns, values)
                work.from_copies[table.name] = work.from_copies.get(table.name, 0) + 1
                continue
            if there is not None:
                _put(work.new, table.name, columns, there)


def _looked_up(
    work: _Salvage, table: Table, key: Sequence[str], values: Sequence[object], columns: Sequence[str]
) -> tuple[object, ...] | None:
    """Return a row as the damaged file has it; of a file that is no database any more, every row is lost."""
    if work.damaged is None:
        raise Lost
    return look_up(work.damaged, table.name, key, values, list(columns))


def _take_contents(work: _Salvage) -> None:
    """Copy from backups the contents that are needed and could not be read."""
    needed = work.new.execute(
        "SELECT sha256 FROM (SELECT html_sha256 AS sha256 FROM version UNION SELECT text_sha256 FROM version"
        " UNION SELECT content_sha256 FROM snapshot_page) WHERE sha256 IS NOT NULL"
        " AND sha256 NOT IN (SELECT sha256 FROM content)"
    ).fetchall()
    for (sha256,) in needed:
        for copy in work.copies:
            found = content_in(copy, sha256)
            if found is not None:
                _put(work.new, "content", ("sha256", "size", "data"), (found.sha256, found.size, found.data))
                work.from_copies["content"] = work.from_copies.get("content", 0) + 1
                break


def _readable_rows(
    source: sqlite.Connection, table: Table, columns: Sequence[str], new: sqlite.Connection
) -> Iterator[tuple[object, ...]]:
    if table.dialect_options["sqlite"]["with_rowid"]:
        for row in readable(source, table.name, columns):
            yield row.values
        return
    first = next(iter(table.primary_key))
    parent = next(iter(first.foreign_keys)).column.table.name  # which has been filled before
    known = (number for (number,) in new.execute(f'SELECT id FROM "{parent}"').fetchall())  # noqa: S608
    yield from keyed(source, table.name, [column.name for column in table.primary_key], columns, known)


def _common(new: sqlite.Connection, old: sqlite.Connection, table: Table) -> list[str]:
    """Return the columns that both have, for a copy may be of an older revision."""
    there = set(columns_in(old, table.name))
    return [name for name in columns_in(new, table.name) if name in there]


def _put(new: sqlite.Connection, table: str, columns: Sequence[str], values: Sequence[object]) -> None:
    names, places = ", ".join(f'"{name}"' for name in columns), ", ".join("?" * len(columns))
    new.execute(f'INSERT OR IGNORE INTO "{table}" ({names}) VALUES ({places})', tuple(values))  # noqa: S608


def _has(new: sqlite.Connection, table: str, key: Sequence[str], values: Sequence[object]) -> bool:
    which = " AND ".join(f'"{name}" = ?' for name in key)
    return new.execute(f'SELECT 1 FROM "{table}" WHERE {which}', tuple(values)).fetchone() is not None  # noqa: S608


def _is_whole(columns: Sequence[str], values: Sequence[object]) -> bool:
    row = dict(zip(columns, values, strict=True))
    sha256, size, data = row["sha256"], row["size"], row["data"]
    if not isinstance(sha256, str) or not isinstance(size, int) or not isinstance(data, bytes):
        return False
    try:
        contents.unpack(sha256, size, data)
    except LibraryError:
        return False
    return True
