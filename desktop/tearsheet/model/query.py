"""What to show of the library, in which order."""

from dataclasses import dataclass
from enum import StrEnum

from tearsheet.model.ids import ArticleId


class Sort(StrEnum):
    """The order of a list; newest, longest or best first, titles and sources from A."""

    SAVED = "saved"
    PUBLISHED = "published"
    TITLE = "title"
    SOURCE = "source"
    WORDS = "words"
    RELEVANCE = "relevance"


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A search as understood: all parts must hold.

    Each of `words` (a term or a quoted phrase) must stand in the article, none of `without` may. A tag stands for its
    subtree. A flag of None does not matter. Deleted articles are shown only when asked for.
    """

    words: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    ids: tuple[ArticleId, ...] = ()
    read: bool | None = None
    archived: bool | None = None
    favourite: bool | None = None
    deleted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """The numbers beside the sidebar's rows: tag paths and sources with how many articles each."""

    all: int
    unread: int
    favourite: int
    archived: int
    highlights: int
    tags: tuple[tuple[str, int], ...]
    sources: tuple[tuple[str, int], ...]
    queued: int
    failed: int
