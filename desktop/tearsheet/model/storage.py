"""How much room a library takes and what for, and what may be dropped to make some."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tearsheet.model.ids import ArticleId


class Room(StrEnum):
    """What takes room."""

    PICTURES = "pictures"
    FILES = "files"
    PAGES = "pages"
    TEXTS = "texts"
    VERSIONS = "versions"
    ROWS = "rows"
    INDEX = "index"
    BACKUPS = "backups"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRoom:
    """How much the articles of a source take; what several share counts for each."""

    source: str
    articles: int
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRoom:
    """How much an article takes."""

    article: ArticleId
    title: str
    source: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Storage:
    """How much a library takes in bytes: of each kind, of each source and of the largest articles, largest first."""

    kinds: tuple[tuple[Room, int], ...]
    sources: tuple[SourceRoom, ...]
    articles: tuple[ArticleRoom, ...]

    @property
    def total(self) -> int:
        return sum(size for _room, size in self.kinds)


class Dropped(StrEnum):
    """What may be dropped: pictures, versions that are not shown, pages as they came, what is in the bin."""

    PICTURES = "pictures"
    VERSIONS = "versions"
    PAGES = "pages"
    BIN = "bin"


@dataclass(frozen=True, slots=True, kw_only=True)
class DropRule:
    """What to drop: of articles kept (or put into the bin) before a moment, of one source, of some, or of all.

    A version that somebody marked something on stays, for the mark is worth more than the room.
    """

    what: Dropped
    before: datetime | None = None
    source: str | None = None
    articles: tuple[ArticleId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Freed:
    """Of how many articles something was dropped, or would be, and how much room that makes in bytes."""

    articles: int
    size: int
