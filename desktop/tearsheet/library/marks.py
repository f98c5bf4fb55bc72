"""Turn a person's marks on articles into rows: flags, tags, deleted or not."""

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, Connection, or_, update

from tearsheet.library import index_queue, tags
from tearsheet.library.rows import batches
from tearsheet.library.schema import article
from tearsheet.library.times import now
from tearsheet.model.changes import Changes
from tearsheet.model.ids import ArticleId


def mark(connection: Connection, ids: Sequence[ArticleId], flags: dict[str, bool]) -> Changes:
    """Set the flags; only articles that this changes are named."""
    differs = [article.c[name].is_not(value) for name, value in flags.items()]
    return Changes(updated=_set(connection, ids, flags, or_(*differs)) if flags else ())


def tag(connection: Connection, ids: Sequence[ArticleId], add: Sequence[str], remove: Sequence[str]) -> Changes:
    changed: set[ArticleId] = set()
    for some in batches(ids):
        changed |= tags.add(connection, some, add) | tags.remove(connection, some, remove)
    index_queue.add(connection, sorted(changed))
    return Changes(updated=tuple(sorted(changed)))


def delete(connection: Connection, ids: Sequence[ArticleId]) -> Changes:
    """Put the articles away; all that belongs to them stays until they are wanted again."""
    return Changes(removed=_set(connection, ids, {"deleted": now()}, article.c.deleted.is_(None)))


def undelete(connection: Connection, ids: Sequence[ArticleId]) -> Changes:
    return Changes(added=_set(connection, ids, {"deleted": None}, article.c.deleted.is_not(None)))


def _set(
    connection: Connection, ids: Sequence[ArticleId], values: Mapping[str, object], where: ColumnElement[bool]
) -> tuple[ArticleId, ...]:
    changed: list[int] = []
    for some in batches(ids):
        changed += connection.scalars(
            update(article).where(article.c.id.in_(some), where).values(dict(values)).returning(article.c.id)
        )
    return tuple(ArticleId(article_id) for article_id in sorted(changed))
