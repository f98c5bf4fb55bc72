"""Turn a library into how much room it takes, and a person's rule into less of it."""

from datetime import UTC, datetime, timedelta

from tearsheet.model.changes import Changes
from tearsheet.model.storage import Dropped, DropRule, Freed, Storage
from tearsheet.workflows.desk import Desk


def storage(desk: Desk) -> Storage:
    """Return how much room the library takes, and what for."""
    return desk.library.upkeep.storage()


def would_free(desk: Desk, rule: DropRule) -> Freed:
    """Return what a rule would make of room; nothing is dropped."""
    return desk.library.upkeep.would_free(rule)


def drop(desk: Desk, rule: DropRule) -> tuple[Freed, Changes]:
    """Drop what a rule names, for good."""
    freed, changes = desk.library.upkeep.drop(rule)
    desk.library.refresh_index()
    return freed, changes


def empty_bin(desk: Desk, days: int) -> Changes:
    """Remove for good what has been in the bin for more than so many days; with 0 days nothing is removed."""
    if days <= 0 or desk.library.read_only:
        return Changes()
    before = datetime.now(UTC) - timedelta(days=days)
    _freed, changes = drop(desk, DropRule(what=Dropped.BIN, before=before))
    return changes
