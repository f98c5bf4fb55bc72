"""Turn a search into rows, counts and the articles it names."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Event

from tearsheet.model.article import ArticleSummary
from tearsheet.model.errors import AddressError, LibraryError, Reason
from tearsheet.model.ids import ArticleId
from tearsheet.model.query import Counts, IndexState, Query, Snippet, Sort, Understood
from tearsheet.text.problems import problem_in_words
from tearsheet.text.queries import understand
from tearsheet.workflows.desk import Desk, Report, never, silent


def understood_by(desk: Desk, text: str) -> Understood:
    """Read a search as a person typed it, with the searches that were saved."""
    saved: Mapping[str, str] = {}
    if "saved" in text.lower():  # asked for only where one may be named
        from tearsheet.workflows.saved_searches import texts

        saved = texts(desk)
    return understand(text, saved=saved)


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


def snippets(desk: Desk, query: Query, articles: Sequence[ArticleId]) -> tuple[Snippet, ...]:
    """Return the passages of articles, as many as a window shows, in which the query's words stand."""
    return desk.library.snippets(query, articles)


def prepare(desk: Desk, *, report: Report = silent, cancelled: Event | None = None) -> IndexState:
    """Bring the search index up to date, and make it where it is missing or wrong; return how far it came."""
    from tearsheet.model.capture import Progress, Step

    def tell(state: IndexState) -> None:
        report(Progress(step=Step.INDEXING, done=state.indexed, total=state.total))

    desk.library.refresh_index(tell, cancelled or never())
    return desk.library.index_state()


def index_state(desk: Desk) -> IndexState:
    """Return how much of the library can be searched by words at present."""
    return desk.library.index_state()


def counts(desk: Desk) -> Counts:
    """Return the numbers beside the sidebar's rows."""
    return desk.library.counts()


def data_version(desk: Desk) -> int:
    """Return a number that changes when another process wrote to the library."""
    return desk.library.data_version()


def written_file(desk: Desk) -> Path | None:
    """Return the file that changes when the library is written, by this process or another; it may not be there.

    None for a library in a database, which tells it by `data_version` alone.
    """
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
    understood = understood_by(desk, item)
    if understood.problems:  # what is left out of a search for articles to delete would have kept some
        raise LibraryError(Reason.NOT_UNDERSTOOD, problem_in_words(understood.problems[0], item))
    query = understood.query
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
