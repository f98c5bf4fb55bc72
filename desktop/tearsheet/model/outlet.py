"""Where the articles of a saved search go by themselves, and what came of it."""

from dataclasses import dataclass
from datetime import datetime

from tearsheet.model.errors import Failure
from tearsheet.model.ids import ArticleId


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """A folder on this computer that the articles of a saved search are written into as they arrive.

    `library` is the uid of the library that the search is kept in, `search` its name, `form` an exporter's.
    """

    library: str
    search: str
    form: str
    folder: str
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What an article is now, in few digits: others as soon as anything of it changes that an export could show."""

    article: ArticleId
    uid: str
    digits: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What one run through an outlet came to.

    `written` articles were written now, `total` are there altogether; `left` files are a person's own, or were changed
    by one, and were left as they are. `failure` is why the rest waits.
    """

    written: int = 0
    total: int = 0
    left: int = 0
    at: datetime
    failure: Failure | None = None
