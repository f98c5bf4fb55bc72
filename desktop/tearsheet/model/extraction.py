"""What was read out of a page."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Flag(StrEnum):
    """What a reader of the article must be told about how it was read."""

    DEPTH_LOST = "depth-lost"
    MAYBE_CUT_SHORT = "maybe-cut-short"
    THIN = "thin"
    SHORTENED = "shortened"
    TITLE_SHORTENED = "title-shortened"
    PAYWALLED = "paywalled"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a page says of itself. An empty string is "not said"; nothing is invented.

    `source` is the medium that published the text (大众网), `site` the one that serves the page. `published` keeps
    the page's own offset; a Chinese page that names none means +08:00. `language` is a BCP 47 tag, with the script
    where a Chinese page does not say its region. `canonical` is the address that the page gives as its own.
    """

    title: str = ""
    byline: str = ""
    published: datetime | None = None
    source: str = ""
    site: str = ""
    editor: str = ""
    original_title: str = ""
    language: str = ""
    excerpt: str = ""
    image: str = ""
    modified: datetime | None = None
    canonical: str = ""
    keywords: tuple[str, ...] = ()
    section: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture of an article: `url` as it stands in the article's HTML, `candidates` to try, best first."""

    url: str
    candidates: tuple[str, ...]
    alt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """An article as read out of a page: sanitised HTML with absolute addresses, and its canonical text.

    `share` is the part of the page's visible text that `text` holds, by characters without blanks, from 0 to 1; a page
    that is nothing but text or data holds no other.
    """

    metadata: Metadata
    html: str
    text: str
    words: int
    share: float = 1.0
    pictures: tuple[Picture, ...] = ()
    flags: tuple[Flag, ...] = ()
    reasons: tuple[str, ...] = ()
