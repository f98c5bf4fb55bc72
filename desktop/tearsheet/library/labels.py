"""Turn the tags and the note that came with a link into an article's own."""

from collections.abc import Iterable

from sqlalchemy import Connection, select, update

from tearsheet.library.organising import tags
from tearsheet.library.rows import clean
from tearsheet.library.schema import article
from tearsheet.library.search import index_queue
from tearsheet.model.ids import ArticleId


def add(connection: Connection, article_id: ArticleId, paths: Iterable[str], note: str) -> bool:
    """Add to what the article has; say whether that changed it."""
    changed = bool(tags.add(connection, [article_id], paths))
    before = connection.scalars(select(article.c.note).where(article.c.id == article_id)).one()
    after = join_notes(before, note)
    if after != before:
        connection.execute(update(article).where(article.c.id == article_id).values(note=after))
        changed = True
    if changed:
        index_queue.add(connection, [article_id])
    return changed


def join_notes(before: str, note: str) -> str:
    """Return `note` below what is noted already, unless it says it already."""
    note = clean(note.strip())
    if note in before:
        return before
    return f"{before}\n\n{note}" if before else note
