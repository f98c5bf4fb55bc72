"""A kept page read again: how an article stood before, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from tearsheet.model.capture import Status
from tearsheet.model.ids import ArticleId, Sha256, VersionId

if TYPE_CHECKING:
    from tearsheet.model.article import Kind
    from tearsheet.model.errors import Failure
    from tearsheet.model.extraction import Metadata
    from tearsheet.model.page import Method

DETAILS = ("title", "byline", "source", "published")
"""The fields of an article's metadata whose change a person is told of, and which make a reading another one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What an article shows now, without its text.

    `extractors` are those that have read the snapshot which is shown, whatever became of their readings; `missing`
    are the addresses of pictures that could not be had.
    """

    article: ArticleId
    url: str
    share_link: str
    kind: Kind
    metadata: Metadata
    words: int
    version: VersionId
    method: Method
    text_sha256: Sha256
    extractors: frozenset[str]
    pictures: int
    missing: tuple[str, ...]


class Verdict(StrEnum):
    """What reading again did to what an article shows.

    CHANGED is another text of about the same length, or the same one with other details or set otherwise; ASIDE a worse
    reading, kept as a version that is not shown; FAILED leaves the article as it was.
    """

    MORE = "more"
    LESS = "less"
    CHANGED = "changed"
    ASIDE = "aside"
    FAILED = "failed"
    SAME = "same"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """What became of one article.

    `words` and `pictures` are those of the new reading, also where that is kept aside. `details` name the fields of
    the metadata that say something else now; `same_text` says that the words are those from before.
    """

    article: ArticleId
    url: str
    title: str
    verdict: Verdict
    status: Status
    version: VersionId | None = None
    current: bool = True
    method: Method | None = None
    words_before: int = 0
    words: int = 0
    pictures_before: int = 0
    pictures: int = 0
    details: tuple[str, ...] = ()
    same_text: bool = False
    missing: tuple[str, ...] = ()
    failure: Failure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rereading:
    """What became of many articles: how many are as before, and the others in the order read.

    `asked` is how many there were to read; fewer are done where somebody stopped it.
    """

    asked: int
    same: int
    others: tuple[Reread, ...]

    @property
    def done(self) -> int:
        return self.same + len(self.others)

    @property
    def stopped(self) -> bool:
        return self.done < self.asked

    def of(self, verdict: Verdict) -> tuple[Reread, ...]:
        """Return those that ended so."""
        return tuple(each for each in self.others if each.verdict is verdict)
