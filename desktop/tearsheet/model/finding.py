"""What looking at a computer, or at a library's server, finds."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing looked at. `name` is for scripts, `words` and `remedy` are for people."""

    name: str
    ok: bool
    words: str
    remedy: str = ""


class Tables(StrEnum):
    """What is in a database that should have a library."""

    NONE = "none"
    OURS = "ours"
    OLDER = "older"
    NEWER = "newer"
    OTHERS = "others"
    HALF_MOVED = "half-moved"


class Obstacle(StrEnum):
    """Why a library on a server cannot be written: it is a copy that follows another server, or set to be read alone;
    the person may not write all tables, may not make any, or may not change those that are there.
    """

    STANDBY = "standby"
    READ_ONLY = "read-only"
    NO_WRITING = "no-writing"
    NO_TABLES = "no-tables"
    NOT_OWNER = "not-owner"


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerFound:
    """How a library's server stands. In a database of another `encoding` than UTF8 nothing more is looked at.

    So many text columns are sorted otherwise than by code points.
    """

    place: str
    version: str
    user: str
    encoding: str
    tables: Tables = Tables.NONE
    obstacle: Obstacle | None = None
    sorted_otherwise: int = 0

    @property
    def is_utf8(self) -> bool:
        return self.encoding == "UTF8"
