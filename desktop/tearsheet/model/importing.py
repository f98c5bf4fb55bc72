"""What somebody else's file holds: entries as they are found, items as they are read, and what became of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tearsheet.model.article import Kind
from tearsheet.model.capture import Status
from tearsheet.model.errors import Failure
from tearsheet.model.ids import ArticleId, Sha256

ENTRY_HEADER = "Tearsheet-Entry"
"""Stands among the headers of a page that came out of somebody else's file, with its name in there."""


class Odd(StrEnum):
    """What is not as it should be in an entry, and was made good. The words for people are in text/importing.py."""

    OTHER_ENCODING = "other-encoding"
    LOST_CHARACTERS = "lost-characters"
    NO_FRONT_MATTER = "no-front-matter"
    OPEN_FRONT_MATTER = "open-front-matter"
    BROKEN_FRONT_MATTER = "broken-front-matter"
    NO_TITLE = "no-title"
    NO_DATE = "no-date"
    DATE_UNREADABLE = "date-unreadable"
    DATE_FROM_NAME = "date-from-name"
    DATE_FROM_LINK = "date-from-link"
    NO_OFFSET = "no-offset"
    TEMPLATE_LEFT = "template-left"
    LINK_UNREADABLE = "link-unreadable"
    SAME_LINK = "same-link"
    IN_BIN = "in-bin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Oddity:
    """One thing that was odd; `detail` is what stands there, or what was taken in its place."""

    kind: Odd
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that was found in somebody else's file, as it is there: all that it takes to read it, now or later.

    `name` is its path in there, slash-separated. `charset` is a Python codec. `site` is the address that the whole is
    published at, `zone` the name of the time zone it is written in; both are empty where that is not said. An entry
    that could not be had has its `failure` and no data.
    """

    name: str
    data: bytes = b""
    charset: str = "utf-8"
    site: str = ""
    zone: str = ""
    changed: datetime | None = None
    failure: Failure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Something to keep, as an entry has it. What is empty is not said.

    `html` is its body, not sanitised; pictures that stand beside it have addresses that begin as `pictures` does.
    `link` is where it was published, as it is written there. `uid` is the article's own in the library that it came
    from.
    """

    title: str
    html: str
    link: str = ""
    uid: str = ""
    byline: str = ""
    source: str = ""
    editor: str = ""
    language: str = ""
    excerpt: str = ""
    section: str = ""
    published: datetime | None = None
    modified: datetime | None = None
    saved: datetime | None = None
    tags: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    note: str = ""
    pictures: str = ""
    oddities: tuple[Oddity, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An article that an entry may be: its key and uid, and the entry that the version shown was read from.

    `entry` is that one's name, empty where the article came another way; `body` its bytes, `text` what was read in it.
    """

    article: ArticleId
    key: str
    uid: str
    kind: Kind
    url: str
    title: str
    deleted: bool
    entry: str
    body: Sha256 | None
    text: Sha256 | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What became of an entry. `missing` names pictures that did not stand beside it."""

    entry: str
    status: Status
    article: ArticleId | None = None
    title: str = ""
    url: str = ""
    missing: tuple[str, ...] = ()
    oddities: tuple[Oddity, ...] = ()
    failure: Failure | None = None

    @property
    def ok(self) -> bool:
        return self.status is not Status.FAILED
