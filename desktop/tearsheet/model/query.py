"""What to show of the library, in which order."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from tearsheet.model.ids import ArticleId


class Sort(StrEnum):
    """The order of a list; newest, longest or best first, titles and sources from A."""

    SAVED = "saved"
    PUBLISHED = "published"
    TITLE = "title"
    SOURCE = "source"
    WORDS = "words"
    RELEVANCE = "relevance"


class Field(StrEnum):
    """A part of an article that words can be looked for in. Notes are those of the article and of its highlights."""

    TITLE = "title"
    TEXT = "text"
    AUTHOR = "author"
    SOURCE = "source"
    NOTES = "notes"


class Feature(StrEnum):
    """Something an article has or has not."""

    HIGHLIGHT = "highlight"
    NOTE = "note"
    IMAGE = "image"
    ORPHAN = "orphan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A search as understood: all parts must hold.

    Each of `words` (a term or a quoted phrase) must stand in one of `fields`, or anywhere where none is named. Of each
    of `any_of` at least one query must fit, of `none_of` none may. A tag stands for its subtree, a language for its
    regions. `since` and `until` bound the day an article was published, or else saved; `until` itself is not in it.
    A flag of None does not matter. Deleted articles are shown only when asked for, and only by the outermost query.
    """

    words: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    any_of: tuple[tuple[Query, ...], ...] = ()
    none_of: tuple[Query, ...] = ()
    tags: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    ids: tuple[ArticleId, ...] = ()
    has: tuple[Feature, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    read: bool | None = None
    archived: bool | None = None
    favourite: bool | None = None
    deleted: bool = False

    @property
    def all_words(self) -> tuple[str, ...]:
        """Every word that is looked for, in whatever branch; none of those that are unwanted."""
        inner = (word for group in self.any_of for query in group for word in query.all_words)
        return (*self.words, *inner)

    @property
    def looks_for_words(self) -> bool:
        """Whether any word decides, wanted or not."""
        inner = (*(query for group in self.any_of for query in group), *self.none_of)
        return bool(self.words) or any(query.looks_for_words for query in inner)


class Trouble(StrEnum):
    """Why a part of what was typed could not be searched for."""

    NO_VALUE = "no-value"
    BAD_VALUE = "bad-value"
    BAD_DATE = "bad-date"
    NO_SUCH_SEARCH = "no-such-search"
    NOTHING_TO_CHOOSE = "nothing-to-choose"
    OPEN_QUOTE = "open-quote"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A part of what was typed that is left out: the characters from `start` to `end`, and what stands there."""

    trouble: Trouble
    start: int
    end: int
    name: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """What was typed, as far as it was understood, and what was not."""

    query: Query = Query()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """A passage that a search found: where it stands, its words, and the hits in it as (start, end)."""

    article: ArticleId
    field: Field
    text: str
    hits: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexState:
    """How much of the library can be searched by words at present."""

    indexed: int
    total: int

    @property
    def is_whole(self) -> bool:
        return self.indexed >= self.total


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
