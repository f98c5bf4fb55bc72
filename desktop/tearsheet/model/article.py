"""The unit of the library, and the row that stands for it in a list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, StrEnum, auto
from typing import TYPE_CHECKING

from tearsheet.model.ids import ArticleId, Sha256, VersionId

if TYPE_CHECKING:  # classes take time to be made, and a list needs none of these
    from tearsheet.model.annotation import Colour
    from tearsheet.model.extraction import Flag, Metadata
    from tearsheet.model.page import Method


class Kind(StrEnum):
    """What was kept: an article, only the link and its title, or a file as it is."""

    ARTICLE = "article"
    LINK = "link"
    FILE = "file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Blob:
    """A file's bytes by their SHA-256. Width and height are pixels, 0 where unknown."""

    sha256: Sha256
    media_type: str
    size: int
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A picture of an article. `url` is what its HTML names; no blob means it is missing, `failure` says why."""

    url: str
    candidates: tuple[str, ...] = ()
    alt: str = ""
    blob: Blob | None = None
    failure: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One reading of one snapshot: never changed, never removed by a later one.

    `extractor` is the last that read exactly this, so that it is known what a later one may improve on.
    `share` is the part of the page's visible text that it holds, None where that is not known.
    """

    id: VersionId
    captured: datetime
    method: Method
    extractor: str
    title: str
    words: int
    text_sha256: Sha256
    flags: tuple[Flag, ...] = ()
    share: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article, whole. What a person changed by hand stands in `metadata` and wins over what was read."""

    id: ArticleId
    uid: str
    kind: Kind
    url: str
    share_link: str
    metadata: Metadata
    html: str
    text: str
    words: int
    saved: datetime
    tags: tuple[str, ...]
    read: bool
    archived: bool
    favourite: bool
    note: str
    resources: tuple[Resource, ...]
    version: VersionId
    versions: tuple[Version, ...]
    file: Blob | None = None
    deleted: datetime | None = None

    @property
    def missing(self) -> tuple[Resource, ...]:
        return tuple(resource for resource in self.resources if resource.blob is None)


@dataclass(frozen=True, kw_only=True)  # no slots: library/search/listing.py makes it by its dict, as pickle would
class ArticleSummary:
    """An article's row in a list: enough to draw it, none of its text; the colours of its highlights in text order."""

    id: ArticleId
    kind: Kind
    url: str
    title: str
    byline: str
    source: str
    excerpt: str
    language: str
    published: datetime | None
    saved: datetime
    tags: tuple[str, ...]
    read: bool
    archived: bool
    favourite: bool
    words: int
    missing: int
    image: Sha256 | None
    colours: tuple[Colour, ...] = ()


class NoDate(Enum):
    """That something has no date, which is not the same as that nobody changed it."""

    NO_DATE = auto()


NO_DATE = NoDate.NO_DATE


@dataclass(frozen=True, slots=True, kw_only=True)
class Edits:
    """What a person changes by hand; None leaves a field as it is. No later capture overwrites these."""

    title: str | None = None
    byline: str | None = None
    source: str | None = None
    published: datetime | NoDate | None = None
    note: str | None = None
