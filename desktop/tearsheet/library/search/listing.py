"""Turn the articles that fit a Query into rows of a list, ids, and the sidebar's numbers."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from tearsheet.library.dialects import nocase
from tearsheet.library.organising import tags
from tearsheet.library.rows import batches
from tearsheet.library.schema import annotation, article, article_subtree, job, tag
from tearsheet.library.search import searching
from tearsheet.library.times import moment, optional_moment
from tearsheet.model.annotation import Colour
from tearsheet.model.article import ArticleSummary, Kind
from tearsheet.model.capture import JobState
from tearsheet.model.ids import ArticleId, Sha256
from tearsheet.model.query import Counts, Query, Sort

_SUMMARY = (
    *(article.c.id, article.c.kind, article.c.url, article.c.title, article.c.byline, article.c.source),
    *(article.c.excerpt, article.c.language, article.c.published, article.c.published_offset),
    *(article.c.saved, article.c.saved_offset, article.c.read, article.c.archived, article.c.favourite),
    *(article.c.words, article.c.missing, article.c.picture),
)


def summaries(connection: Connection, query: Query, sort: Sort, limit: int, offset: int) -> tuple[ArticleSummary, ...]:
    words = searching.words_of(connection)
    matching = searching.matching(query, *_SUMMARY, sort=sort, words=words)
    return _summaries(connection, matching.limit(limit).offset(offset))


def rows(connection: Connection, articles: Sequence[ArticleId]) -> tuple[ArticleSummary, ...]:
    """Return the rows of those of the articles that there are, deleted or not, in the order given."""
    found = {
        row.id: row
        for some in batches(articles)
        for row in _summaries(connection, select(*_SUMMARY).where(article.c.id.in_(some)))
    }
    return tuple(found[each] for each in articles if each in found)


def _summaries(connection: Connection, statement: Select[Any]) -> tuple[ArticleSummary, ...]:
    rows = connection.execute(statement).all()
    articles = [row.id for row in rows]
    paths, colours = tags.of_articles(connection, articles), _colours(connection, articles)
    return tuple(_summary_of(row, paths.get(row.id, ()), tuple(colours[row.id])) for row in rows)


def _colours(connection: Connection, articles: Sequence[int]) -> dict[int, dict[Colour, None]]:
    """Return each article's colours of highlights, the one that stands first in its text first."""
    found: dict[int, dict[Colour, None]] = defaultdict(dict)
    for some in batches(articles):
        marked = select(annotation.c.article_id, annotation.c.colour).order_by(annotation.c.start, annotation.c.id)
        standing = (annotation.c.article_id.in_(some), annotation.c.exact.is_not(None), annotation.c.deleted.is_(None))
        for number, colour in connection.execute(marked.where(*standing)).all():
            found[number][Colour(colour)] = None
    return found


def ids(connection: Connection, query: Query, sort: Sort) -> tuple[ArticleId, ...]:
    found = connection.execute(searching.identifying(query, sort, searching.words_of(connection)))
    # As the driver gives them: a hundred thousand numbers take SQLAlchemy three times as long.
    return tuple(ArticleId(number) for (number,) in found.cursor.fetchall())


def count(connection: Connection, query: Query) -> int:
    return int(connection.scalars(searching.counting(query, searching.words_of(connection))).one())


def counts(connection: Connection) -> Counts:
    """Return numbers that agree with `count` of the Query each row of the sidebar shows."""
    flags = connection.execute(
        select(
            func.count().label("all"),
            func.count().filter(article.c.read.is_(False)).label("unread"),
            func.count().filter(article.c.favourite.is_(True)).label("favourite"),
            func.count().filter(article.c.archived.is_(True)).label("archived"),
        ).where(article.c.deleted.is_(None))
    ).one()
    sources = (
        select(func.min(article.c.source), func.count())
        .where((article.c.deleted + 0).is_(None), article.c.source != "")  # "+ 0": the index of sources, not of flags
        .group_by(nocase(article.c.source))
        .order_by(nocase(article.c.source))
    )
    highlights = (
        select(func.count())
        .join_from(annotation, article)
        .where(annotation.c.deleted.is_(None), article.c.deleted.is_(None))
    )
    states = _numbers(connection, select(job.c.state, func.count()).group_by(job.c.state))
    return Counts(
        all=flags.all,
        unread=flags.unread,
        favourite=flags.favourite,
        archived=flags.archived,
        highlights=connection.scalars(highlights).one(),
        tags=_tag_counts(connection),
        sources=tuple(_numbers(connection, sources).items()),
        queued=states.get(JobState.QUEUED, 0) + states.get(JobState.RUNNING, 0),
        failed=states.get(JobState.FAILED, 0),
    )


def _tag_counts(connection: Connection) -> tuple[tuple[str, int], ...]:
    """Return every path in use and every path above one, each with how many articles its subtree has."""
    here = article_subtree.c.article_id
    kept = here.not_in(select(article.c.id).where(article.c.deleted.is_not(None)))
    under = select(tag.c.path, func.count()).join_from(article_subtree, tag).where(kept).group_by(tag.c.id)
    return tuple(sorted(_numbers(connection, under).items()))


def _numbers(connection: Connection, statement: Select[*tuple[Any, ...]]) -> dict[str, int]:
    return {row[0]: row[1] for row in connection.execute(statement)}


def _summary_of(row: Row[Any], paths: tuple[str, ...], colours: tuple[Colour, ...]) -> ArticleSummary:
    return ArticleSummary(
        id=ArticleId(row.id),
        kind=Kind(row.kind),
        url=row.url,
        title=row.title,
        byline=row.byline,
        source=row.source,
        excerpt=row.excerpt,
        language=row.language,
        published=optional_moment(row.published, row.published_offset),
        saved=moment(row.saved, row.saved_offset),
        tags=paths,
        read=row.read,
        archived=row.archived,
        favourite=row.favourite,
        words=row.words,
        missing=row.missing,
        image=Sha256(row.picture) if row.picture else None,
        colours=colours,
    )


def lacking_pictures(connection: Connection) -> tuple[ArticleId, ...]:
    """Return the articles whose current version has pictures that could not be had, oldest first."""
    wanted = select(article.c.id).where(article.c.missing > 0, article.c.deleted.is_(None)).order_by(article.c.id)
    return tuple(ArticleId(found) for found in connection.scalars(wanted))
