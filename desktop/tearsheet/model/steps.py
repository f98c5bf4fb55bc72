"""What was done to articles and can be taken back, after a restart too."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tearsheet.model.changes import Changes
from tearsheet.model.ids import StepId


class StepKind(StrEnum):
    """What was done. The words for people are in text/steps.py."""

    READ = "read"
    UNREAD = "unread"
    FAVOURITE = "favourite"
    UNFAVOURITE = "unfavourite"
    ARCHIVE = "archive"
    UNARCHIVE = "unarchive"
    MARK = "mark"
    TAG = "tag"
    EDIT = "edit"
    DELETE = "delete"
    UNDELETE = "undelete"
    RENAME_TAG = "rename-tag"
    MERGE_TAG = "merge-tag"
    MOVE_TAG = "move-tag"
    DELETE_TAG = "delete-tag"
    DELETE_SEARCH = "delete-search"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Something that was done, to so many articles; `title` is the article's where it was one alone.

    `given` and `taken` are the tags that were put on and taken off, or the name of a saved search that was deleted.
    """

    id: StepId
    kind: StepKind
    done: datetime
    undone: datetime | None = None
    articles: int = 0
    title: str = ""
    given: tuple[str, ...] = ()
    taken: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    """A step that was taken back or done again; `left` articles were changed since, and stay as they are."""

    step: Step
    changes: Changes
    left: int = 0
