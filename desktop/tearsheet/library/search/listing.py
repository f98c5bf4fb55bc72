"""Turn the articles that fit a Query into rows of a list, ids, and the sidebar's numbers."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Integer, Select, bindparam, func, select

from tearsheet.library.dialects import among, joined, nocase, unindexed
from tearsheet.library.rows import fetched
from tearsheet.library.schema import annotation, article, article_subtree, article_tag, job, tag
from tearsheet.library.search import searching
from tearsheet.library.times import moment, optional_moment
from tearsheet.model.annotation import Colour
from tearsheet.model.article import ArticleSummary, Kind
from tearsheet.model.capture import JobState
from tearsheet.model.ids import ArticleId
from tearsheet.model.query import Counts, Query, Sort

_SUMMARY = (
    *(article.c.id, article.c.kind, article.c.url, article.c.title, article.c.byline, article.c.source),
    *(article.c.excerpt, article.c.language, article.c.published, article.c.published_offset),
    *(article.c.saved, article.c.saved_offset, article.c.read, article.c.archived, article.c.favourite),
    *(article.c.words, article.c.missing, article.c.picture),
)
_KINDS = {each.value: each for each in Kind}  # Kind(…) takes twenty times as long, for each row
_BETWEEN_TAGS, _BETWEEN_COLOURS = "//", "/"  # a tag has no part that is empty
_PATHS = (
    select(joined(tag.c.path, _BETWEEN_TAGS))
    .join_from(article_tag, tag)
    .where(article_tag.c.article_id == article.c.id)
    .scalar_subquery()
)
_MARKED = (
    select(annotation.c.colour)
    .where(annotation.c.article_id == article.c.id)
    .where(annotation.c.exact.is_not(None), annotation.c.deleted.is_(None))
    .order_by(annotation.c.start, annotation.c.id)
    .correlate(article)
    .subquery()
)
_COLOURS = select(joined(_MARKED.c.colour, _BETWEEN_COLOURS)).scalar_subquery()
_ROW = (*_SUMMARY, _PATHS, _COLOURS)
_ROWS = select(*_ROW).where(among(article.c.id, "articles"))
_STATEMENTS = 32
"""So many queries' statements are kept: to build one takes longer than to ask it, and a list asks the same again."""


def summaries(connection: Connection, query: Query, sort: Sort, limit: int, offset: int) -> tuple[ArticleSummary, ...]:
    page = _page(query, sort, connection.dialect.name)
    return tuple(map(_summary_of, fetched(connection, page, {"limit": limit, "offset": offset})))


def rows(connection: Connection, articles: Sequence[ArticleId]) -> tuple[ArticleSummary, ...]:
    """Return the rows of those of the articles that there are, deleted or not, in the order given."""
    found = {row[0]: row for row in fetched(connection, _ROWS, {"articles": articles})}
    return tuple(_summary_of(found[each]) for each in articles if each in found)


@lru_cache(_STATEMENTS)
def _page(query: Query, sort: Sort, dialect: str) -> Select[Any]:
    """Select a page of rows: which they are is found first, so that nothing else is read or sorted."""
    found = _identifying(query, sort, dialect)
    page = found.limit(bindparam("limit", type_=Integer)).offset(bindparam("offset", type_=Integer)).subquery()
    (number,) = page.c
    placed = select(number.label("id"), func.row_number().over().label("place")).subquery()
    return select(*_ROW).join_from(placed, article, article.c.id == unindexed(placed.c.id)).order_by(placed.c.place)


@lru_cache(_STATEMENTS)
def _identifying(query: Query, sort: Sort, dialect: str) -> Select[Any]:
    return searching.identifying(query, sort, searching.words_of(dialect))


@lru_cache(_STATEMENTS)
def _counting(query: Query, dialect: str) -> Select[Any]:
    return searching.counting(query, searching.words_of(dialect))


def ids(connection: Connection, query: Query, sort: Sort) -> tuple[ArticleId, ...]:
    found = fetched(connection, _identifying(query, sort, connection.dialect.name))
    return tuple(ArticleId(number) for (number,) in found)


def count(connection: Connection, query: Query) -> int:
    ((number,),) = fetched(connection, _counting(query, connection.dialect.name))
    return int(number)


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
        .where(unindexed(article.c.deleted).is_(None), article.c.source != "")  # the index of sources, not of flags
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


def _summary_of(row: Sequence[Any]) -> ArticleSummary:
    """Make a row of a list without its constructor, which takes four times as long to set one field after the other."""
    number, kind, url, title, byline, source, excerpt, language, published, published_offset, *others = row
    saved, saved_offset, read, archived, favourite, words, missing, picture, paths, colours = others
    summary = object.__new__(ArticleSummary)
    summary.__dict__.update(
        id=number,
        kind=_KINDS[kind],
        url=url,
        title=title,
        byline=byline,
        source=source,
        excerpt=excerpt,
        language=language,
        published=optional_moment(published, published_offset),
        saved=moment(saved, saved_offset),
        tags=_tags_of(paths) if paths else (),
        read=bool(read),
        archived=bool(archived),
        favourite=bool(favourite),
        words=words,
        missing=missing,
        image=picture or None,
        colours=_colours_of(colours) if colours else (),
    )
    return summary


@lru_cache(1000)
def _tags_of(paths: str) -> tuple[str, ...]:
    return tuple(sorted(paths.split(_BETWEEN_TAGS)))


@lru_cache(1000)
def _colours_of(colours: str) -> tuple[Colour, ...]:
    return tuple(map(Colour, dict.fromkeys(colours.split(_BETWEEN_COLOURS))))


def lacking_pictures(connection: Connection) -> tuple[ArticleId, ...]:
    """Return the articles whose current version has pictures that could not be had, oldest first."""
    wanted = select(article.c.id).where(article.c.missing > 0, article.c.deleted.is_(None)).order_by(article.c.id)
    return tuple(ArticleId(found) for found in connection.scalars(wanted))
