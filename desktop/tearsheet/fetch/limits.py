"""How long and how much one fetch may take, and what it asks for."""

from dataclasses import dataclass
from enum import StrEnum

_MEGABYTE = 1 << 20


class Wanted(StrEnum):
    """What is asked for: it decides the limit on bytes and the Accept header."""

    PAGE = "page"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Seconds, decoded bytes and counts beyond which a fetch is given up.

    `seconds` is for all of a fetch, redirects included; `idle` for the wait between two bytes. `pictures*` are for
    all pictures of one article, `per_host` for connections at once to one host.
    """

    seconds: float = 60
    connect: float = 10
    idle: float = 15
    redirects: int = 10
    page_bytes: int = 25 * _MEGABYTE
    picture_bytes: int = 20 * _MEGABYTE
    per_host: int = 2
    pictures: int = 200
    pictures_bytes: int = 200 * _MEGABYTE
    pictures_seconds: float = 300
    pictures_at_once: int = 4

    def bytes_of(self, wanted: Wanted) -> int:
        return self.page_bytes if wanted is Wanted.PAGE else self.picture_bytes
