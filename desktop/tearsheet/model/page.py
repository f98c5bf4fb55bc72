"""What came over the wire, before anything is read out of it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An http or https address of a page.

    `url` is what is fetched: percent-encoded, tracking parameters off, fragment off.
    `key` is its identity: two addresses of one article have one key.
    """

    url: str
    key: str


class Method(StrEnum):
    """How a page was had."""

    FETCH = "fetch"
    SITE_RULE = "site-rule"
    RENDER = "render"
    BROWSER = "browser"
    FILE = "file"


class Rendering(StrEnum):
    """When a page is rendered with its scripts instead of read as it came."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One answer of the network (or one rendered document, or one file), whole.

    `body` is decoded from its transfer and content encodings, not from its charset. `charset` is a Python codec
    name, chosen in WHATWG order; None for what is not text. `media_type` is sniffed, not believed.
    `headers` keep order and repeats. `address` is where the page was finally found.
    """

    requested: str
    address: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    media_type: str
    charset: str | None
    method: Method
    received: datetime
    redirects: tuple[str, ...] = ()
    maybe_cut_short: bool = False
    notes: tuple[str, ...] = field(default=())

    @property
    def text(self) -> str:
        """The body as text; bytes that the charset cannot have become U+FFFD."""
        return self.body.decode(self.charset or "utf-8", "replace")

    @property
    def is_html(self) -> bool:
        return self.media_type in ("text/html", "application/xhtml+xml")
