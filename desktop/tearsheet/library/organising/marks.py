"""Turn a person's marks on articles into rows: flags, tags, deleted or not. Each is a step that can be taken back."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, or_, select, update

from tearsheet.library.organising import steps, tags
from tearsheet.library.organising.steps import Was
from tearsheet.library.rows import batches
from tearsheet.library.schema import article
from tearsheet.library.search import index_queue
from tearsheet.library.times import now
from tearsheet.model.changes import Changes
from tearsheet.model.ids import ArticleId
from tearsheet.model.steps import StepKind

_KINDS = {
    ("read", True): StepKind.READ,
    ("read", False): StepKind.UNREAD,
    ("archived", True): StepKind.ARCHIVE,
    ("archived", False): StepKind.UNARCHIVE,
    ("favourite", True): StepKind.FAVOURITE,
    ("favourite", False): StepKind.UNFAVOURITE,
}


def mark(connection: Connection, ids: Sequence[ArticleId], flags: dict[str, bool], *, recorded: bool = True) -> Changes:
    """Set the flags; only articles that this changes are named. What is not `recorded` is no step."""
    if not flags:
        return Changes()
    differs = [article.c[name].is_not(value) for name, value in flags.items()]
    was = set_columns(connection, ids, flags, or_(*differs))
    kind = StepKind.MARK if len(flags) > 1 else _KINDS[next(iter(flags.items()))]
    after = {name: [value] for name, value in flags.items()}
    step = steps.record(connection, kind, was, after=after) if recorded else None
    return Changes(updated=tuple(was), step=step)


def tag(connection: Connection, ids: Sequence[ArticleId], add: Sequence[str], remove: Sequence[str]) -> Changes:
    was = retag(connection, ids, add, remove)
    step = steps.record(connection, StepKind.TAG, was, given=tags.tidy(add), taken=tags.tidy(remove))
    index_queue.add(connection, was)
    return Changes(updated=tuple(was), step=step)


def retag(connection: Connection, ids: Sequence[ArticleId], add: Sequence[str], remove: Sequence[str]) -> Was:
    """Put tags on and take others off; return what that did to each article that it changed."""
    off = tags.tidy(remove)
    given = tags.add(connection, ids, [path for path in tags.tidy(add) if path not in off])
    taken = tags.remove(connection, ids, off)
    return tags.done_to(given, taken)


def delete(connection: Connection, ids: Sequence[ArticleId]) -> Changes:
    """Put the articles away; all that belongs to them stays until they are wanted again."""
    when = now()
    was = set_columns(connection, ids, {"deleted": when}, article.c.deleted.is_(None))
    step = steps.record(connection, StepKind.DELETE, was, after={"deleted": [when]})
    return Changes(removed=tuple(was), step=step)


def undelete(connection: Connection, ids: Sequence[ArticleId]) -> Changes:
    was = set_columns(connection, ids, {"deleted": None}, article.c.deleted.is_not(None))
    step = steps.record(connection, StepKind.UNDELETE, was, after={"deleted": [None]})
    return Changes(added=tuple(was), step=step)


def set_columns(
    connection: Connection, ids: Sequence[ArticleId], values: Mapping[str, object], where: ColumnElement[bool]
) -> Was:
    """Set columns of the articles that differ; return what those were, by number."""
    was: dict[int, dict[str, Any]] = {}
    for some in batches(ids):
        columns = [article.c[name] for name in values]
        for row in connection.execute(select(article.c.id, *columns).where(article.c.id.in_(some), where)):
            before = zip(values, row[1:], strict=True)
            was[row.id] = {name: [value] for name, value in before if value != values[name]}
        connection.execute(update(article).where(article.c.id.in_(some), where).values(dict(values)))
    return {ArticleId(number): was[number] for number in sorted(was)}
