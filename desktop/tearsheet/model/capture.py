"""A link on its way to being an article: the job, its progress, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from tearsheet.model.errors import Failure
from tearsheet.model.ids import ArticleId, JobId, VersionId

if TYPE_CHECKING:  # classes take time to be made, and a list needs hardly any of these
    from tearsheet.model.article import Kind, Resource
    from tearsheet.model.changes import Changes
    from tearsheet.model.errors import Reason
    from tearsheet.model.extraction import Extraction
    from tearsheet.model.page import Address, Method, Page, Rendering


class JobState(StrEnum):
    """QUEUED waits (perhaps for the network), RUNNING is somebody's, FAILED keeps its reason and can be retried."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A link somebody handed over, on disk before the network is touched."""

    id: JobId
    address: Address
    share_link: str
    title: str
    tags: tuple[str, ...]
    note: str
    rendering: Rendering
    state: JobState
    attempts: int
    created: datetime
    not_before: datetime | None
    failure: Failure | None
    article: ArticleId | None


class Step(StrEnum):
    """Where a capture is, or what else takes its time."""

    REMEMBERED = "remembered"
    FETCHING = "fetching"
    RENDERING = "rendering"
    READING = "reading"
    PICTURES = "pictures"
    KEEPING = "keeping"
    DONE = "done"
    INDEXING = "indexing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a workflow is: `done` of `total` items of a step, or 0 of 0 where that is not known.

    `changed` names an article that was just written, for whoever shows it.
    """

    step: Step
    url: str = ""
    job: JobId | None = None
    done: int = 0
    total: int = 0
    changed: ArticleId | None = None


class Status(StrEnum):
    """How a capture ended."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    KEPT_AS_LINK = "kept-as-link"
    KEPT_AS_FILE = "kept-as-file"
    QUEUED = "queued"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Captured:
    """What became of a link. `missing` names pictures that could not be had.

    What is kept but not `current` is a version beside the one that is shown, and `failure` says why.
    """

    url: str
    status: Status
    article: ArticleId | None = None
    job: JobId | None = None
    title: str = ""
    method: Method | None = None
    missing: tuple[str, ...] = ()
    failure: Failure | None = None
    version: VersionId | None = None
    current: bool = True

    @property
    def ok(self) -> bool:
        return self.status not in (Status.FAILED,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """All that one capture adds to the library, written in one transaction.

    `pages` are the snapshot: the first is what the body was read from, others (a rendered page beside a JSON body)
    gave what it lacked. `extraction.html` is empty for a link or a file; a file's bytes are the first page's body.
    `uid` is the one that a new article had in the library it comes from.
    """

    address: Address
    share_link: str
    kind: Kind
    pages: tuple[Page, ...]
    extraction: Extraction
    extractor: str
    resources: tuple[Resource, ...] = ()
    tags: tuple[str, ...] = ()
    note: str = ""
    saved: datetime | None = None
    uid: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What the library made of a Keeping; `aside` says why it is not what the article shows."""

    article: ArticleId
    version: VersionId | None
    status: Status
    current: bool
    changes: Changes
    aside: Reason | None = None

    @property
    def failure(self) -> Failure | None:
        return None if self.aside is None else Failure(reason=self.aside)
