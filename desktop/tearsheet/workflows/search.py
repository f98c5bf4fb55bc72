"""Turn a search into rows, counts and the articles it names."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tearsheet.model.article import ArticleSummary
from tearsheet.model.errors import AddressError, LibraryError, Reason
from tearsheet.model.ids import ArticleId
from tearsheet.model.query import Counts, Query, Sort
from tearsheet.text.queries import parse as parse_query
from tearsheet.workflows.desk import Desk


def summaries(
    desk: Desk, query: Query, *, sort: Sort = Sort.SAVED, limit: int = 50, offset: int = 0
) -> tuple[ArticleSummary, ...]:
    """Return a page of the rows that fit."""
    return desk.library.summaries(query, sort=sort, limit=limit, offset=offset)


def rows_of(desk: Desk, articles: Sequence[ArticleId]) -> tuple[ArticleSummary, ...]:
    """Return the rows of these articles, thousands perhaps, in their order; one that is gone has none."""
    return desk.library.rows(articles)


def count(desk: Desk, query: Query) -> int:
    """Return how many articles fit."""
    return desk.library.count(query)


def ids(desk: Desk, query: Query, sort: Sort = Sort.SAVED) -> tuple[ArticleId, ...]:
    """Return every article that fits, in order."""
    return desk.library.ids(query, sort)


def counts(desk: Desk) -> Counts:
    """Return the numbers beside the sidebar's rows."""
    return desk.library.counts()


def data_version(desk: Desk) -> int:
    """Return a number that changes when another process wrote to the library."""
    return desk.library.data_version()


def written_file(desk: Desk) -> Path:
    """Return the file that changes when the library is written, by this process or another; it may not be there."""
    return desk.library.written_file


def resolve(desk: Desk, items: Sequence[str], *, deleted: bool = False) -> tuple[ArticleId, ...]:
    """Return the articles that items name: an id, an address, or a query.

    Raises LibraryError for an item that names none.
    """
    found: dict[ArticleId, None] = {}
    for item in items:
        named = _named(desk, item, deleted)
        if not named:
            raise LibraryError(Reason.NO_SUCH_ARTICLE, item)
        found.update(dict.fromkeys(named))
    return tuple(found)


def _named(desk: Desk, item: str, deleted: bool) -> tuple[ArticleId, ...]:
    if item.isascii() and item.isdigit():
        return desk.library.ids(Query(ids=(ArticleId(int(item)),), deleted=deleted), Sort.SAVED)
    if "://" in item:
        kept = _at_address(desk, item)
        return (kept,) if kept is not None else ()
    query = parse_query(item)
    return desk.library.ids(replace(query, deleted=deleted or query.deleted), Sort.SAVED)


def _at_address(desk: Desk, item: str) -> ArticleId | None:
    # A list pays neither for site rules nor for what addresses need.
    from tearsheet.text.addresses import parse
    from tearsheet.workflows.rules import identified

    try:
        address = parse(item)
    except AddressError:
        return None
    return desk.library.find(identified(desk, address).key)
