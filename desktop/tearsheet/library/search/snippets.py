"""Turn articles that a search found into the passages that have its words."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, select

from tearsheet.library.dialects import among
from tearsheet.library.rows import batches, fetched
from tearsheet.library.schema import annotation, article, version
from tearsheet.library.search.glances import Glances
from tearsheet.model.ids import ArticleId
from tearsheet.model.query import Field, Query, Snippet
from tearsheet.text.hits import Passage, passage

_TEXTS = (
    select(article.c.id, article.c.note, article.c.byline, article.c.source, version.c.text_sha256)
    .join_from(article, version, version.c.id == article.c.version_id)
    .where(among(article.c.id, "articles"))
)
_SAID = (
    select(annotation.c.article_id, annotation.c.note, annotation.c.exact)
    .where(among(annotation.c.article_id, "articles"), annotation.c.deleted.is_(None))
    .order_by(annotation.c.id)
)
_AT_ONCE = 100
"""So many articles' texts are in memory together."""


def snippets(
    connection: Connection, query: Query, articles: Sequence[ArticleId], glances: Glances
) -> tuple[Snippet, ...]:
    """Return a passage of each of the articles in which the query's words stand, in the order given.

    The text is looked through first, then what a person noted, then author and source; a title alone gives none.
    """
    words = query.all_words
    if not words:
        return ()
    found: dict[int, Snippet] = {}
    for some in batches(articles, _AT_ONCE):
        rows = fetched(connection, _TEXTS, {"articles": some})
        texts = glances.texts(connection, [row[-1] for row in rows])
        left = []
        for (number, *others, _), text in zip(rows, texts, strict=True):
            if shown := passage(text, words):
                found[number] = _snippet(number, Field.TEXT, shown)
            else:
                left.append((number, *others))
        if left:
            found |= _elsewhere(connection, words, left)
    return tuple(found[each] for each in articles if each in found)


def _elsewhere(connection: Connection, words: tuple[str, ...], articles: Sequence[Any]) -> dict[int, Snippet]:
    """Return the passages in what was said of an article, and of passages, which its text may no longer have."""
    said: dict[int, list[str]] = defaultdict(list)
    for number, note, exact in fetched(connection, _SAID, {"articles": [number for number, *_ in articles]}):
        said[number] += filter(None, (note, exact))
    found = {}
    for number, note, byline, source in articles:
        notes = "\n".join(filter(None, (note, *said[number])))
        for field, text in ((Field.NOTES, notes), (Field.AUTHOR, byline), (Field.SOURCE, source)):
            if text and (shown := passage(text, words)):
                found[number] = _snippet(number, field, shown)
                break
    return found


def _snippet(number: int, field: Field, shown: Passage) -> Snippet:
    return Snippet(article=ArticleId(number), field=field, text=shown.text, hits=shown.hits)
