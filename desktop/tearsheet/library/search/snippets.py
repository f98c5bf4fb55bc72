"""Turn articles that a search found into the passages that have its words."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, select

from tearsheet.library import contents
from tearsheet.library.rows import ARTICLES, batches, fetched
from tearsheet.library.schema import annotation, article, content, version
from tearsheet.model.ids import ArticleId
from tearsheet.model.query import Field, Query, Snippet
from tearsheet.text.hits import passage

_TEXTS = (
    select(article.c.id, content.c.sha256, content.c.size, content.c.data)
    .join_from(article, version, version.c.id == article.c.version_id)
    .join(content, content.c.sha256 == version.c.text_sha256)
    .where(article.c.id.in_(ARTICLES))
)
_OTHERS = select(article.c.id, article.c.note, article.c.byline, article.c.source).where(article.c.id.in_(ARTICLES))
_SAID = (
    select(annotation.c.article_id, annotation.c.note, annotation.c.exact)
    .where(annotation.c.article_id.in_(ARTICLES), annotation.c.deleted.is_(None))
    .order_by(annotation.c.id)
)


def snippets(connection: Connection, query: Query, articles: Sequence[ArticleId]) -> tuple[Snippet, ...]:
    """Return a passage of each of the articles in which the query's words stand, in the order given.

    The text is looked through first, then what a person noted, then author and source; a title alone gives none.
    """
    words = query.all_words
    if not words:
        return ()
    found = {each.article: each for some in batches(articles) for each in _in_texts(connection, words, some)}
    left = [each for each in articles if each not in found]
    found |= {each.article: each for some in batches(left) for each in _elsewhere(connection, words, some)}
    return tuple(found[each] for each in articles if each in found)


def _in_texts(connection: Connection, words: tuple[str, ...], articles: Sequence[ArticleId]) -> Iterator[Snippet]:
    rows = fetched(connection, _TEXTS, {"articles": articles})
    texts = contents.glances([row[1:] for row in rows])
    for (number, *_), text in zip(rows, texts, strict=True):
        if found := passage(text, words):
            yield Snippet(article=ArticleId(number), field=Field.TEXT, text=found.text, hits=found.hits)


def _elsewhere(connection: Connection, words: tuple[str, ...], articles: Sequence[ArticleId]) -> Iterator[Snippet]:
    """Yield the passages in what was said of an article, and of passages, which its text may no longer have."""
    said: dict[int, list[str]] = defaultdict(list)
    for number, note, exact in fetched(connection, _SAID, {"articles": articles}):
        said[number] += filter(None, (note, exact))
    for number, note, byline, source in fetched(connection, _OTHERS, {"articles": articles}):
        notes = "\n".join(filter(None, (note, *said[number])))
        for field, text in ((Field.NOTES, notes), (Field.AUTHOR, byline), (Field.SOURCE, source)):
            if text and (found := passage(text, words)):
                yield Snippet(article=ArticleId(number), field=field, text=found.text, hits=found.hits)
                break
