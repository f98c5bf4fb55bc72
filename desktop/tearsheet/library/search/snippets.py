"""Turn articles that a search found into the passages that have its words."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from tearsheet.library import contents
from tearsheet.library.rows import batches
from tearsheet.library.schema import annotation, article, version
from tearsheet.model.ids import ArticleId
from tearsheet.model.query import Field, Query, Snippet
from tearsheet.text.hits import passage

_COLUMNS: tuple[ColumnElement[Any], ...] = (
    article.c.id,
    article.c.note,
    article.c.byline,
    article.c.source,
    version.c.text_sha256,
)


def snippets(connection: Connection, query: Query, articles: Sequence[ArticleId]) -> tuple[Snippet, ...]:
    """Return a passage of each of the articles in which the query's words stand, in the order given.

    The text is looked through first, then what a person noted, then author and source; a title alone gives none.
    """
    words = query.all_words
    if not words:
        return ()
    found = {each.article: each for some in batches(articles) for each in _of(connection, words, some)}
    return tuple(found[each] for each in articles if each in found)


def _of(connection: Connection, words: tuple[str, ...], articles: Sequence[ArticleId]) -> Iterator[Snippet]:
    rows = connection.execute(
        select(*_COLUMNS)
        .join_from(article, version, version.c.id == article.c.version_id)
        .where(article.c.id.in_(articles))
    ).all()
    texts = contents.texts(connection, [row.text_sha256 for row in rows])
    said = _said(connection, articles)
    for row in rows:
        places = (
            (Field.TEXT, texts.get(row.text_sha256, "")),
            (Field.NOTES, "\n".join(filter(None, (row.note, *said[row.id])))),
            (Field.AUTHOR, row.byline),
            (Field.SOURCE, row.source),
        )
        for field, text in places:
            if text and (found := passage(text, words)):
                yield Snippet(article=ArticleId(row.id), field=field, text=found.text, hits=found.hits)
                break


def _said(connection: Connection, articles: Sequence[ArticleId]) -> dict[int, list[str]]:
    """Return what was said of passages, and the passages themselves: the text may no longer have them."""
    rows = connection.execute(
        select(annotation.c.article_id, annotation.c.note, annotation.c.exact)
        .where(annotation.c.article_id.in_(articles), annotation.c.deleted.is_(None))
        .order_by(annotation.c.id)
    )
    said: dict[int, list[str]] = defaultdict(list)
    for row in rows:
        said[row.article_id] += filter(None, (row.note, row.exact))
    return said
