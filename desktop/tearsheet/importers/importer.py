"""What every importer is: a name, a look at a path, and how its entries are found and read."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from tearsheet.model.importing import Entry, Item


class Entries(Protocol):
    """All entries of a path: how many there may be, and each in turn, one in memory at a time."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[Entry]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Importer:
    """A source to bring articles from. `title` is its proper name.

    `recognises` looks at a path and never fails; `entries` raises ImportFailed where there are none; `read` reads an
    entry whatever is wrong with it, and takes the time and memory that hostile text takes: call it with process.run.
    `folder` is what the names of a path's entries are relative to, and those of the pictures beside them.
    """

    name: str
    title: str
    recognises: Callable[[Path], bool]
    entries: Callable[[Path], Entries]
    read: Callable[[Entry], Item]
    folder: Callable[[Path], Path]
