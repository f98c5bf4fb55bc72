"""A page as it is repaired by hand: its parts, which of them are in the article, and what a person wants instead."""

from dataclasses import dataclass
from enum import StrEnum

from tearsheet.model.capture import Captured
from tearsheet.model.extraction import Extraction


class PartKind(StrEnum):
    """What a person sees in a part."""

    TEXT = "text"
    HEADING = "heading"
    LIST = "list"
    ITEM = "item"
    TABLE = "table"
    CELL = "cell"
    PICTURE = "picture"
    FILM = "film"
    BOX = "box"


class Place(StrEnum):
    """Whether a part is in the article."""

    IN = "in"
    PARTLY = "partly"
    OUT = "out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a page that can be pointed at. `around` is the number of the next larger one, None for the largest.

    `words` are the first words in it.
    """

    number: int
    around: int | None
    kind: PartKind
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairPage:
    """A kept page to point at: sanitised HTML in which part 7 has the id `in-part-7`, and where each part stands now.

    `parts` are in the order of their numbers, and so are `places`.
    """

    html: str
    parts: tuple[Part, ...]
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """What a person wants: parts taken out of the article, and parts put in, by their numbers, as they were chosen."""

    removed: tuple[int, ...] = ()
    added: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.removed or self.added)


class RepairScope(StrEnum):
    """What a repair is kept for."""

    ARTICLE = "article"
    SITE = "site"


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """The XPath of each part that a person chose, in the order chosen.

    `overruled` are the expressions of earlier rules that named one of these parts and said the opposite.
    """

    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    overruled: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedOut:
    """The article as a repair would make it. `beyond` counts the parts that a rule for the site would change too."""

    extraction: Extraction
    places: tuple[Place, ...]
    beyond: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Repaired:
    """A repair that was kept: the reading it led to; its rule's file, and what that held before (None: no file)."""

    captured: Captured
    file: str
    before: str | None
