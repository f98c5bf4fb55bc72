"""Turn a Query into SQL over the articles and, where it has words, the search index."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Select, and_, case, false, func, not_, or_, select, true

from tearsheet.library.dialects import among, is_one_of, unindexed
from tearsheet.library.organising import tags
from tearsheet.library.schema import FLAGS, MARKS, annotation, article, article_subtree, placement
from tearsheet.library.search import fulltext, walk
from tearsheet.library.search.walk import Walk
from tearsheet.library.times import microseconds
from tearsheet.model.annotation import State
from tearsheet.model.query import Feature, Field, Query, Sort

# SQLite would look in the rows themselves, which are ten times as large.
_BY_MARKS, _BY_FLAGS = f"INDEXED BY {MARKS}", f"INDEXED BY {FLAGS}"
_HIGHEST = 2**31 - 1  # that a server's column holds
_DELETED = select(article.c.id).where(article.c.deleted.is_not(None))


class Words(Protocol):
    """How a database's search index is asked for words: fulltext.py, or server/fulltext.py."""

    def walk(self, query: Query, /) -> Walk | None: ...

    def has_words(
        self, number: ColumnElement[int], words: Sequence[str], fields: Sequence[Field]
    ) -> ColumnElement[bool]: ...


def words_of(dialect: str) -> Words:
    """Return how the search index of a database is asked, by SQLAlchemy's name of its kind."""
    if dialect == "sqlite":
        return fulltext
    from tearsheet.library.server import fulltext as shared_fulltext

    return shared_fulltext


def identifying(query: Query, sort: Sort = Sort.SAVED, words: Words = fulltext) -> Select[Any]:
    """Select the numbers of the articles that fit, in order."""
    leads = sort in (Sort.SAVED, Sort.RELEVANCE)  # another order has no use for a tag's
    way = _way(query, words) if leads else words.walk(query)
    if way is not None and leads:
        return _walked(query, way, words, way.number).order_by(*_order(sort, query, way, words))
    if way is not None and not way.is_ordered:
        way = None  # the order asked for leads, and what was gathered is only looked up
    statement = select(article.c.id)
    if way is not None:
        # The planner must not turn the join round and ask the index once for each article.
        statement = statement.join_from(way.index, article, article.c.id == unindexed(way.number))
    # An index that begins with this would be taken for all articles, and leave them to be sorted.
    is_wanted = _is_wanted(query, unindexed(article.c.deleted))
    return statement.where(is_wanted, *_conditions(query, way, words)).order_by(*_order(sort, query, way, words))


def counting(query: Query, words: Words = fulltext) -> Select[Any]:
    """Count the articles that fit."""
    way = _way(query, words)
    if way is not None and way.is_ordered and _is_of_numbers(query):
        return _counted_at_once(query, way, words)
    if way is not None:
        return _walked(query, way, words, func.count())
    counted = select(func.count()).select_from(article)
    if _is_of_flags(query):
        counted = counted.with_hint(article, _BY_FLAGS, "sqlite")
    return counted.where(_is_wanted(query, unindexed(article.c.deleted)), *_conditions(query, None, words))


def _way(query: Query, words: Words) -> Walk | None:
    return words.walk(query) or walk.of_tag(query)


def _walked(query: Query, way: Walk, words: Words, column: ColumnElement[Any]) -> Select[Any]:
    """Select from the table that is walked; flags and days of each hit are looked up in the narrow index."""
    walked = select(column).select_from(way.index)
    if _is_of_numbers(query):
        return walked.where(*_conditions(query, way, words), way.number.not_in(_DELETED))
    joined = walked.join(article, article.c.id == unindexed(way.number)).with_hint(article, _BY_MARKS, "sqlite")
    return joined.where(_is_wanted(query, article.c.deleted), *_conditions(query, way, words))


def _counted_at_once(query: Query, way: Walk, words: Words) -> Select[Any]:
    """Count the whole walk and take off what of it is deleted, if anything is: to ask each hit takes as long again."""
    counted = select(func.count()).select_from(way.index).where(*_conditions(query, way, words))
    gone = counted.where(unindexed(way.number).in_(_DELETED))
    return select(counted.scalar_subquery() - case((_DELETED.exists(), gone.scalar_subquery()), else_=0))


def _is_wanted(query: Query, deleted: ColumnElement[int]) -> ColumnElement[bool]:
    return deleted.is_not(None) if query.deleted else deleted.is_(None)


def _is_of_numbers(query: Query) -> bool:
    """Say whether words and tags alone decide, which know articles by their number."""
    inner = (*(each for group in query.any_of for each in group), *query.none_of)
    others = replace(query, words=(), fields=(), tags=(), any_of=(), none_of=())
    return others == Query() and all(map(_is_of_numbers, inner))


def _is_of_flags(query: Query) -> bool:
    return replace(query, read=None, archived=None, favourite=None, deleted=False) == Query()


def _conditions(query: Query, way: Walk | None, words: Words) -> Iterator[ColumnElement[bool]]:
    if way is None:
        yield from _holding(query, article.c.id, words)
        return
    yield from way.conditions
    # What else must hold is looked up for each row of the walk, and does not lead it.
    yield from _holding(way.left, unindexed(way.number), words)


def _holding(query: Query, number: ColumnElement[int], words: Words) -> Iterator[ColumnElement[bool]]:
    """Yield what must hold for the article of this number."""
    if query.words:
        yield words.has_words(number, query.words, query.fields)
    for unwanted in query.none_of:
        yield not_(_whole(unwanted, number, words))
    for group in query.any_of:
        yield or_(false(), *(_whole(each, number, words) for each in group))
    yield from _filters(query, number)


def _whole(query: Query, number: ColumnElement[int], words: Words) -> ColumnElement[bool]:
    return and_(true(), *_holding(query, number, words))


def _filters(query: Query, number: ColumnElement[int]) -> Iterator[ColumnElement[bool]]:
    """Yield what must hold but words; what its number decides, before the article is looked at."""
    for path in query.tags:
        under = article_subtree.c.tag_id == tags.id_of(path)
        yield number.in_(select(article_subtree.c.article_id).where(under))
    if query.sources:
        # Few are named by number, many may be of a source: the numbers lead, however SQLite guesses at a list's length.
        of_sources = is_one_of(unindexed(article.c.source) if query.ids else article.c.source, query.sources)
        yield of_sources if number is article.c.id else number.in_(select(article.c.id).where(of_sources))
    if query.hosts:
        yield or_(*(_at(host) for host in query.hosts))
    if query.languages:
        yield or_(*(_in_language(language) for language in query.languages))
    if query.ids:
        yield among(number, [each for each in query.ids if each <= _HIGHEST])
    yield from (_having(feature, number) for feature in query.has)
    yield from _days(query)
    for flag, wanted in ((article.c.read, query.read), (article.c.archived, query.archived)):
        if wanted is not None:
            yield flag.is_(wanted)
    if query.favourite is not None:
        yield article.c.favourite.is_(query.favourite)


def _at(host: str) -> ColumnElement[bool]:
    """Return the condition that an article stands on the host or on one below it."""
    return or_(article.c.host == host, article.c.host.endswith(f".{host}", autoescape=True))


def _in_language(language: str) -> ColumnElement[bool]:
    written = func.lower(article.c.language)
    return or_(written == language, written.startswith(f"{language}-", autoescape=True))


def _having(feature: Feature, number: ColumnElement[int]) -> ColumnElement[bool]:
    kept = select(annotation.c.article_id).where(annotation.c.deleted.is_(None))
    match feature:
        case Feature.HIGHLIGHT:
            return number.in_(kept.where(annotation.c.exact.is_not(None)))
        case Feature.NOTE:
            return or_(article.c.note != "", number.in_(kept.where(annotation.c.note != "")))
        case Feature.IMAGE:
            return article.c.picture.is_not(None)
    lost = select(placement.c.annotation_id).where(
        placement.c.state == State.ORPHAN, placement.c.version_id == article.c.version_id
    )
    return number.in_(kept.where(annotation.c.id.in_(lost)))


def _days(query: Query) -> Iterator[ColumnElement[bool]]:
    """Yield the bounds of the day, that of publication where it is known: written so that an index can answer."""
    if query.since is None and query.until is None:
        return
    published, saved = article.c.published, article.c.saved
    yield or_(
        and_(published.is_not(None), _between(published, query)),
        and_(published.is_(None), _between(saved, query)),
    )


def _between(moment: ColumnElement[int], query: Query) -> ColumnElement[bool]:
    bounds = []
    if query.since is not None:
        bounds.append(moment >= microseconds(query.since))
    if query.until is not None:
        bounds.append(moment < microseconds(query.until))
    return and_(*bounds)


def _order(sort: Sort, query: Query, way: Walk | None, words: Words) -> tuple[ColumnElement[Any], ...]:
    newest = (article.c.id if way is None else way.number).desc()
    match sort:
        case Sort.PUBLISHED:
            return article.c.published.desc().nulls_last(), newest
        case Sort.TITLE:
            return article.c.title_key, newest
        case Sort.SOURCE:
            return article.c.source_key, newest
        case Sort.WORDS:
            return article.c.words.desc(), newest
        case Sort.RELEVANCE if way is not None and way.rank is not None:
            return way.rank, newest
        case Sort.RELEVANCE if way is not None and not way.is_ordered:
            # Without an order of its own: what is called so is the better match.
            return words.has_words(way.number, query.words, (Field.TITLE,)).desc(), newest
    return (newest,)
