"""A passage of an article marked or written about, and where it stands in a version's canonical text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tearsheet.model.ids import AnnotationId, ArticleId, VersionId


class Colour(StrEnum):
    """What a highlight is drawn in. The themes give each its shade."""

    YELLOW = "yellow"
    GREEN = "green"
    BLUE = "blue"
    PINK = "pink"
    PURPLE = "purple"


class State(StrEnum):
    """Whether an annotation is on its words, perhaps on them, or they are not in this version."""

    ANCHORED = "anchored"
    UNSURE = "unsure"
    ORPHAN = "orphan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Selector:
    """A passage, by its words, by what stands around them, and by where they stood (Web Annotation, 4.2.4 and 4.2.5).

    `start` and `end` are code points of the canonical text it was made on. A picture is named by its address, and
    `exact` is then its caption, or empty.
    """

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int
    picture: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """Where a selector's passage stands in a text, in code points; not `sure` where a person should look."""

    start: int
    end: int
    sure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Orphan:
    """A selector whose passage is not in a text, with the place that comes nearest where there is one."""

    nearest: Anchor | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """A highlight, a note, or both. Without a selector it is about the whole article.

    `version` is the one it was made on. `uid` is 32 hexadecimal digits and stays the same in every library.
    """

    id: AnnotationId
    uid: str
    article: ArticleId
    version: VersionId
    selector: Selector | None
    colour: Colour
    note: str
    tags: tuple[str, ...]
    created: datetime
    changed: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedAnnotation:
    """An annotation as it stands on one version; `text` is what it stands on there, empty for an orphan.

    `by_hand` says that a person put it there or said that it is right. `picture` is the address that a marked picture
    goes by there. A note on the whole article is anchored at the very beginning, on no words.
    """

    annotation: Annotation
    on: VersionId
    state: State
    start: int
    end: int
    text: str
    by_hand: bool = False
    picture: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAnnotation:
    """What a person marks, before it is kept. Without a selector it is about the whole article."""

    selector: Selector | None = None
    colour: Colour = Colour.YELLOW
    note: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A passage to mark as a person or a script names it: by its words and what stands around them, or by its place.

    Where `start` and `end` are given they decide; without these and without a quote, the whole article is meant.
    """

    quote: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    end: int | None = None
    colour: Colour = Colour.YELLOW
    note: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotationEdits:
    """What a person changes of an annotation; None leaves a field as it is."""

    colour: Colour | None = None
    note: str | None = None
    tags: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotationQuery:
    """Which annotations of the library to show: all parts must hold, an empty part does not matter.

    Each of `words` must stand in the quote, the note or the article's title, as a search finds words; a tag stands for
    its subtree. `since` and `until` are when it was made, up to but without `until`. `states` are those on the version
    that is shown.
    """

    ids: tuple[AnnotationId, ...] = ()
    articles: tuple[ArticleId, ...] = ()
    colours: tuple[Colour, ...] = ()
    tags: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    states: tuple[State, ...] = ()
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedAnnotation:
    """An annotation in a list over the library: as it stands on the version that is shown, and of which article."""

    placed: PlacedAnnotation
    title: str
    source: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotationCounts:
    """The numbers beside what a list of annotations can be narrowed to: colours, and tag paths in use."""

    all: int
    unsure: int
    orphans: int
    colours: tuple[tuple[Colour, int], ...]
    tags: tuple[tuple[str, int], ...]
