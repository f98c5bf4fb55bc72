"""Rot on purpose: pages of a library's file by what they hold, and blobs, as a failing disk leaves them."""

import random
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tearsheet.library.sqlite import sqlite

_PAGE = 4096
_INTERIOR, _LEAF, _INTERIOR_INDEX, _LEAF_INDEX = 0x05, 0x0D, 0x02, 0x0A
_MOST_LOCAL = _PAGE - 35


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A page of a table: a part of its tree, or the rest of one long row; with the numbers of the rows that need it."""

    number: int
    is_overflow: bool
    rows: frozenset[int] = frozenset()
    is_leaf: bool = False


def pages_of(file: Path, table: str) -> tuple[Held, ...]:
    """Return the pages that a closed file keeps a table's rows in (https://www.sqlite.org/fileformat2.html)."""
    with closing(sqlite.connect(file)) as opened:
        (root,) = opened.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    return tuple(_walk(file.read_bytes(), root))


def rot_page(file: Path, number: int, chance: random.Random) -> None:
    """Write noise over a page."""
    with file.open("r+b") as opened:
        opened.seek((number - 1) * _PAGE)
        opened.write(chance.randbytes(_PAGE))


def rot_blob(path: Path, chance: random.Random) -> None:
    """Change a byte of a file, cut it short, empty it, or lose it."""
    data = path.read_bytes()
    place = chance.randrange(len(data))
    match chance.randrange(4):
        case 0:
            path.write_bytes(data[:place] + bytes([data[place] ^ (1 << chance.randrange(8))]) + data[place + 1 :])
        case 1:
            path.write_bytes(data[:place])
        case 2:
            path.write_bytes(bytes(len(data)))
        case _:
            path.unlink()


def blobs_in(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / "blobs").glob("??/*") if path.is_file())


def _walk(data: bytes, number: int) -> Iterator[Held]:
    page = data[(number - 1) * _PAGE : number * _PAGE]
    cells = _cells(page)
    if page[0] in (_INTERIOR, _INTERIOR_INDEX):
        below = [int.from_bytes(page[cell : cell + 4], "big") for cell in cells]
        parts = [list(_walk(data, each)) for each in (*below, int.from_bytes(page[8:12], "big"))]
        held = [each for part in parts for each in part]
        yield Held(number=number, is_overflow=False, rows=frozenset().union(*(each.rows for each in held)))
        yield from held
        return
    rows = [_varint(page, _varint(page, cell)[1])[0] if page[0] == _LEAF else 0 for cell in cells]
    yield Held(number=number, is_overflow=False, rows=frozenset(rows), is_leaf=True)
    for cell, row in zip(cells, rows, strict=True):
        for each in _overflow(data, page, cell) if page[0] == _LEAF else ():
            yield Held(number=each, is_overflow=True, rows=frozenset({row}))


def _cells(page: bytes) -> Sequence[int]:
    count, first = int.from_bytes(page[3:5], "big"), 12 if page[0] in (_INTERIOR, _INTERIOR_INDEX) else 8
    return [int.from_bytes(page[first + 2 * cell : first + 2 * cell + 2], "big") for cell in range(count)]


def _overflow(data: bytes, page: bytes, cell: int) -> Iterator[int]:
    size, at = _varint(page, cell)
    _rowid, at = _varint(page, at)
    if size <= _MOST_LOCAL:
        return
    least = (_PAGE - 12) * 32 // 255 - 23
    local = least + (size - least) % (_PAGE - 4)
    local = local if local <= _MOST_LOCAL else least
    number = int.from_bytes(page[at + local : at + local + 4], "big")
    while number:
        yield number
        number = int.from_bytes(data[(number - 1) * _PAGE : (number - 1) * _PAGE + 4], "big")


def _varint(page: bytes, at: int) -> tuple[int, int]:
    value = 0
    for place in range(8):
        value = value << 7 | page[at + place] & 0x7F
        if page[at + place] < 0x80:
            return value, at + place + 1
    return value << 8 | page[at + 8], at + 9
