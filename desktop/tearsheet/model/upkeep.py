"""What looking after a library finds and does: damage, backups, what takes how much room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from tearsheet.model.ids import ArticleId


class Part(StrEnum):
    """What of a library something is wrong with."""

    FILE = "file"
    CONTENT = "content"
    BLOB = "blob"
    REFERENCE = "reference"
    INDEX = "index"


class Fault(StrEnum):
    """What is wrong. What nothing refers to, and a file that no row names, is only left over; an index that is OUTDATED
    is made again at the next search.
    """

    CHANGED = "changed"
    GONE = "gone"
    UNREADABLE = "unreadable"
    DANGLING = "dangling"
    OUT_OF_STEP = "out-of-step"
    OUTDATED = "outdated"
    UNUSED = "unused"
    UNKNOWN = "unknown"


class Remedy(StrEnum):
    """How something damaged came to be whole, or as whole as it can be."""

    BACKUP = "backup"
    ELSEWHERE = "elsewhere"
    REREAD = "reread"
    NEW_VERSION = "new-version"
    FETCHED = "fetched"
    OTHER_PICTURE = "other-picture"
    SALVAGED = "salvaged"
    CORRECTED = "corrected"
    MADE_AGAIN = "made-again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """One thing that is wrong: a content or blob by its SHA-256, a row by its table and number, a file by its name.

    `articles` are those that it belongs to. Without a `remedy` it is as it was found.
    """

    part: Part
    identity: str
    fault: Fault
    articles: tuple[ArticleId, ...] = ()
    detail: str = ""
    remedy: Remedy | None = None

    @property
    def is_harmless(self) -> bool:
        """Whether nothing is lost by it."""
        return self.fault in (Fault.UNUSED, Fault.UNKNOWN, Fault.OUTDATED)

    @property
    def is_mended(self) -> bool:
        return self.remedy is not None


class Stage(StrEnum):
    """Where looking after a library is."""

    FILE = "file"
    CONTENTS = "contents"
    BLOBS = "blobs"
    REFERENCES = "references"
    INDEX = "index"
    SALVAGING = "salvaging"
    REPAIRING = "repairing"
    COPYING = "copying"
    CHECKING = "checking"
    PRUNING = "pruning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Headway:
    """How far looking after a library is: `done` of `total` of a stage, or 0 of 0 where that is not known."""

    stage: Stage
    done: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A whole copy of a library's rows, beside the folder of blobs that it shares with others."""

    path: Path
    made: datetime
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BackedUp:
    """What a backup did: how many blobs were copied or were there already, and what was found damaged on the way."""

    backup: Backup
    copied: int
    present: int
    damaged: tuple[Damage, ...] = ()
    pruned: tuple[Backup, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """A library as it was at a backup; so many of its blobs are `missing` in both.

    `aside` is where the one that was there before is kept.
    """

    backup: Backup
    articles: int
    missing: int = 0
    aside: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A library that is in another place now. The old one is as it was."""

    place: Path
    articles: int
    old: Path
