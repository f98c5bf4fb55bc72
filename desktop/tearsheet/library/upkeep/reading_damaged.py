"""Turn a database file with rotten pages into the rows that can still be read of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tearsheet.library.sqlite import sqlite

_DAMAGED = (sqlite.SQLITE_CORRUPT, sqlite.SQLITE_NOTADB, sqlite.SQLITE_IOERR, sqlite.SQLITE_ERROR)


@dataclass(frozen=True, slots=True)
class Found:
    """A row by SQLite's own number for it."""

    number: int
    values: tuple[Any, ...]


class Lost(Exception):  # noqa: N818 - a finding about a row
    """A row is on a page that cannot be read."""


def readable(file: sqlite.Connection, table: str, columns: Sequence[str], top: int | None = None) -> Iterator[Found]:
    """Yield the rows of a table in order, going round those whose pages are damaged; no index is believed."""
    names = ", ".join(f'"{name}"' for name in columns)
    every = f'SELECT rowid, {names} FROM "{table}" NOT INDEXED WHERE rowid'  # noqa: S608 - names of our own tables
    last, until = -1, highest(file, table) if top is None else top
    while True:
        try:
            for number, *values in _rows(file, f"{every} > ? ORDER BY rowid", last):
                last = number
                yield Found(number, tuple(values))
            return
        except sqlite.DatabaseError as error:
            _unless_damaged(error)
        following = _next(file, f"{every} = ?", last + 1, until)
        if following is None:
            return
        last = following.number
        yield following


def highest(file: sqlite.Connection, table: str) -> int:
    """Return the highest number that a row of the table may have, as far as anything of the file can tell."""
    known = [0]
    for question in (
        f'SELECT max(rowid) FROM "{table}"',  # noqa: S608
        f'SELECT rowid FROM "{table}"',  # noqa: S608 - answered from whichever index is smallest
        f"SELECT seq FROM sqlite_sequence WHERE name = '{table}'",  # noqa: S608
        f'SELECT rowid FROM "{table}" NOT INDEXED',  # noqa: S608
    ):
        try:
            for (number,) in file.execute(question):
                known.append(max(number or 0, known.pop()))
        except sqlite.DatabaseError as error:
            _unless_damaged(error)
            continue
        if question.endswith(f'"{table}"') and "max" in question:
            return known[-1]
    return known[-1]


def keyed(
    file: sqlite.Connection, table: str, key: Sequence[str], columns: Sequence[str], firsts: Iterable[Any]
) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a table without numbers, going round damaged pages from both sides.

    `firsts` are values that the key's first column may have; what lies between two damaged pages is found by them.
    """
    names, order = (", ".join(f'"{name}"' for name in some) for some in (columns, key))
    every = f'SELECT {names} FROM "{table}"'  # noqa: S608 - names of our own tables
    seen: set[tuple[Any, ...]] = set()
    yield from _from_both_ends(file, every, key, (), seen)
    if seen and not _can_be_read(file, f"{every} ORDER BY {order}"):
        for first in firsts:
            yield from _from_both_ends(file, f'{every} WHERE "{key[0]}" = ?', key, (first,), seen)


def look_up(
    file: sqlite.Connection, table: str, key: Sequence[str], values: Sequence[Any], columns: Sequence[str]
) -> tuple[Any, ...] | None:
    """Return a row by its key, None where there is none. Raises Lost where that cannot be told."""
    names, which = ", ".join(f'"{name}"' for name in columns), " AND ".join(f'"{name}" = ?' for name in key)
    try:
        found = file.execute(f'SELECT {names} FROM "{table}" WHERE {which}', tuple(values)).fetchone()  # noqa: S608
    except sqlite.DatabaseError as error:
        _unless_damaged(error)
        raise Lost from error
    return None if found is None else tuple(found)


def columns_in(file: sqlite.Connection, table: str) -> tuple[str, ...]:
    """Return the names of a table's columns, none where even these are lost."""
    try:
        return tuple(row[1] for row in file.execute(f'PRAGMA table_info("{table}")'))
    except sqlite.DatabaseError as error:
        _unless_damaged(error)
        return ()


def _from_both_ends(
    file: sqlite.Connection, question: str, key: Sequence[str], given: tuple[Any, ...], seen: set[tuple[Any, ...]]
) -> Iterator[tuple[Any, ...]]:
    for direction in ("", " DESC"):
        order = ", ".join(f'"{name}"{direction}' for name in key)
        try:
            for row in file.execute(f"{question} ORDER BY {order}", given):
                if row not in seen:
                    seen.add(row)
                    yield row
            return
        except sqlite.DatabaseError as error:
            _unless_damaged(error)


def _can_be_read(file: sqlite.Connection, question: str) -> bool:
    try:
        for _row in file.execute(question):
            pass
    except sqlite.DatabaseError as error:
        _unless_damaged(error)
        return False
    return True


def _rows(file: sqlite.Connection, question: str, number: int) -> Iterator[tuple[Any, ...]]:
    yield from file.execute(question, (number,))


def _next(file: sqlite.Connection, question: str, first: int, until: int) -> Found | None:
    """Try the numbers one by one until a row can be read."""
    for number in range(first, until + 1):
        try:
            for found, *values in _rows(file, question, number):
                return Found(found, tuple(values))
        except sqlite.DatabaseError as error:
            _unless_damaged(error)
    return None


def _unless_damaged(error: sqlite.DatabaseError) -> None:
    if getattr(error, "sqlite_errorcode", sqlite.SQLITE_ERROR) & 0xFF not in _DAMAGED:
        raise error
