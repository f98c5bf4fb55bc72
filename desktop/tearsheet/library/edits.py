"""Turn what a person changed by hand into rows of their own, and lay them over what was read."""

from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, insert, select, update

from tearsheet.library import index_queue
from tearsheet.library.rows import clean
from tearsheet.library.schema import article, article_edit
from tearsheet.library.times import microseconds, offset_minutes, optional_moment
from tearsheet.model.article import Edits
from tearsheet.model.changes import Changes
from tearsheet.model.errors import LibraryError, Reason
from tearsheet.model.extraction import Metadata
from tearsheet.model.ids import ArticleId

_WORDS = ("title", "byline", "source")


def edit(connection: Connection, article_id: ArticleId, edits: Edits) -> Changes:
    """Change the article, and remember the change apart from what was read."""
    fields: dict[str, Any] = {name: clean(value) for name in _WORDS if (value := getattr(edits, name)) is not None}
    if edits.published is not None:
        fields["published"] = microseconds(edits.published)
        fields["published_offset"] = offset_minutes(edits.published)
    shown = fields if edits.note is None else {**fields, "note": clean(edits.note)}
    if not shown:
        return Changes()
    if not connection.execute(update(article).where(article.c.id == article_id).values(shown)).rowcount:
        raise LibraryError(Reason.NO_SUCH_ARTICLE, str(article_id))
    if (
        fields
        and not connection.execute(
            update(article_edit).where(article_edit.c.article_id == article_id).values(fields)
        ).rowcount
    ):
        connection.execute(insert(article_edit).values(article_id=article_id, **fields))
    index_queue.add(connection, [article_id])
    return Changes(updated=(article_id,))


def edited(connection: Connection, article_id: ArticleId, metadata: Metadata) -> Metadata:
    """Return what was read with what a person changed laid over it."""
    edits = made(connection, article_id)
    fields = {name: value for name in (*_WORDS, "published") if (value := getattr(edits, name)) is not None}
    return replace(metadata, **fields)


def made(connection: Connection, article_id: ArticleId) -> Edits:
    """Return what a person changed of what was read."""
    row = connection.execute(select(article_edit).where(article_edit.c.article_id == article_id)).one_or_none()
    if row is None:
        return Edits()
    words = {name: getattr(row, name) for name in _WORDS}
    return Edits(**words, published=optional_moment(row.published, row.published_offset))
