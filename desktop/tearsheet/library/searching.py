"""Turn a Query into SQL over the articles and, where it has words, the search index attached as `search`.

The index has two tables (text/cjk.py says what is in them): `tokens` answers any term as a phrase, `short` answers one
CJK character or up to three first letters at once, which in `tokens` would be a walk through half of it. Both number
their rows as the articles, so that the newest come out first without sorting.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    TableClause,
    Text,
    bindparam,
    column,
    false,
    func,
    or_,
    select,
    table,
)

from tearsheet.library import tags
from tearsheet.library.schema import article, article_tag, tag
from tearsheet.model.query import Query, Sort
from tearsheet.text.cjk import phrase_tokens, short_token

_tokens = table("tokens", column("rowid", Integer), column("tokens", Text), schema="search")
_short = table("short", column("rowid", Integer), column("short", Text), schema="search")
_WEIGHTS = (10.0, 1.0, 5.0, 3.0)  # title, body, about, note


def has_words(query: Query) -> bool:
    return bool(query.words or query.without)


def matching(query: Query, *columns: ColumnElement[Any], sort: Sort = Sort.SAVED) -> Select[Any]:
    """Select columns of the articles that fit, in order."""
    driver = _driver(query)
    statement = select(*columns)
    if driver is not None:
        # "+ 0" keeps the planner from turning the join round and asking the index once for each article.
        statement = statement.join_from(driver, article, article.c.id == driver.c.rowid + 0)
    # "+ 0" again: an index that begins with this would be taken for all articles, and leave them to be sorted.
    deleted = article.c.deleted + 0
    is_wanted = deleted.is_not(None) if query.deleted else deleted.is_(None)
    conditions = (is_wanted, *_words(query, driver), *_filters(query))
    return statement.where(*conditions).order_by(*_order(sort, driver))


def counting(query: Query) -> Select[Any]:
    """Count the articles that fit; where only words are asked for, without a look at each article."""
    driver, filters = _driver(query), list(_filters(query))
    if driver is None or filters or query.deleted:
        return select(func.count()).select_from(matching(query, article.c.id).order_by(None).subquery())
    deleted = select(article.c.id).where(article.c.deleted.is_not(None))
    return select(func.count()).select_from(driver).where(*_words(query, driver), driver.c.rowid.not_in(deleted))


def _driver(query: Query) -> TableClause | None:
    """Return the index table whose rows are walked, newest first."""
    if not query.words:
        return None
    return _short if all(short_token(word) for word in query.words) else _tokens


def _words(query: Query, driver: TableClause | None) -> Iterator[ColumnElement[bool]]:
    phrases = [_phrase(word) for word in query.words if driver is _tokens and not short_token(word)]
    letters = [f'"{token}"' for word in query.words if (token := short_token(word))]
    if not all(phrases):  # a term without a letter or digit stands nowhere
        yield false()
    elif driver is _tokens:
        yield _matches(_tokens, phrases)
        if letters:
            # Found once and looked up, again by "+ 0": asked for each row, it costs a second in 60,000 rows.
            yield (_tokens.c.rowid + 0).in_(select(_short.c.rowid).where(_matches(_short, letters)))
    elif driver is _short:
        yield _matches(_short, letters)
    number = article.c.id if driver is None else driver.c.rowid
    for word in query.without:
        token = short_token(word)
        unwanted = _short if token else _tokens
        phrase = f'"{token}"' if token else _phrase(word)
        if phrase:
            yield number.not_in(select(unwanted.c.rowid).where(_matches(unwanted, [phrase])))


def _phrase(term: str) -> str:
    """Return the term in FTS5's language; its tokens are letters and digits only, so nothing needs escaping."""
    tokens, is_open = phrase_tokens(term)
    return f'"{" ".join(tokens)}"{" *" if is_open else ""}' if tokens else ""


def _matches(index: TableClause, phrases: list[str]) -> ColumnElement[bool]:
    return index.c[index.name].op("MATCH", is_comparison=True)(" AND ".join(phrases))


def _filters(query: Query) -> Iterator[ColumnElement[bool]]:
    for path in query.tags:
        yield article.c.id.in_(
            select(article_tag.c.article_id).join_from(article_tag, tag).where(tags.in_subtree(path))
        )
    if query.sources:
        yield article.c.source.in_(query.sources)
    if query.hosts:
        yield or_(*(_at(host) for host in query.hosts))
    if query.ids:
        # Written into the statement: a list of ids may be longer than the number of parameters one may have.
        yield article.c.id.in_(bindparam("ids", list(query.ids), expanding=True, literal_execute=True))
    for flag, wanted in ((article.c.read, query.read), (article.c.archived, query.archived)):
        if wanted is not None:
            yield flag.is_(wanted)
    if query.favourite is not None:
        yield article.c.favourite.is_(query.favourite)


def _at(host: str) -> ColumnElement[bool]:
    """Return the condition that an article stands on the host or on one below it."""
    return or_(article.c.host == host, article.c.host.endswith(f".{host}", autoescape=True))


def _order(sort: Sort, driver: TableClause | None) -> tuple[ColumnElement[Any], ...]:
    newest = (article.c.id if driver is None else driver.c.rowid).desc()
    match sort:
        case Sort.PUBLISHED:
            return article.c.published.desc().nulls_last(), newest
        case Sort.TITLE:
            return article.c.title, newest
        case Sort.SOURCE:
            return article.c.source == "", article.c.source, newest
        case Sort.WORDS:
            return article.c.words.desc(), newest
        case Sort.RELEVANCE if driver is _tokens:
            return func.bm25(_tokens.c.tokens, *_WEIGHTS), newest
    return (newest,)
