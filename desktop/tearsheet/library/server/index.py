"""Turn the articles' words into the search index of a library on a server, and keep it in step with them.

It is a table beside the others, so that it and the lines of `index_queue` are written as one. A row of `meta` has the
version that made it and the lowest article that is in it: an index is made from the newest down, 0 when it is whole.
"""

from collections.abc import Callable, Sequence
from threading import Event
from typing import TypeVar

from sqlalchemy import Connection, delete, func, insert, select, text, update

from tearsheet.library.schema import article, index_queue, meta
from tearsheet.library.search.documents import documents
from tearsheet.library.server import fulltext as shared_fulltext
from tearsheet.library.server.fulltext import VERSION
from tearsheet.library.server.postgres import PostgresDatabase
from tearsheet.model.query import IndexState

_T = TypeVar("_T")
_NAME = "index"
_CHUNK = 100
_MAKING = 0x7EA25_0003  # the number of an advisory lock
_ARTICLES = 0x7EA25  # the first number of those that have an article's for the second
# Whoever indexes an article waits for who is at it, and then reads it: what is written is never older than what was.
_LOCK_ARTICLES = text("SELECT pg_advisory_xact_lock(:space, id) FROM unnest(CAST(:ids AS int[])) AS id ORDER BY id")
_LOCK_MAKING = text("SELECT pg_advisory_xact_lock(:number)")
# The planner takes a tsvector for any other value, and would rather unpack a hundred thousand of them, a second's work
# for several cores, than ask the index made of them.
_PLAN = text(
    "SELECT set_config('enable_seqscan', 'off', true), set_config('random_page_cost', '1.1', true),"
    " set_config('max_parallel_workers_per_gather', '0', true), set_config('jit', 'off', true)"
)
# What is not yet merged into GIN is read whole by each search: 11 ms at PostgreSQL's own 4 MB (the unit here is kB).
_MERGE_SOON = text("SELECT set_config('gin_pending_list_limit', '256', true)")


class SharedIndex:
    """The search index of one library on a server. Any computer works off what any has changed.

    With `waits` false a question is answered from what is indexed so far while a large index is being made, which
    somebody else then has to do (`refresh`).
    """

    def __init__(self, database: PostgresDatabase, *, waits: bool = True) -> None:
        self._database = database
        self._waits = waits

    def ask(self, question: Callable[[Connection], _T]) -> _T:
        """Put a question to the library, in step with the articles."""
        if not self._database.is_read_only:
            if self._waits or not self._is_large():
                self.refresh()
            else:
                self.refresh_soon()
        with self._database.reading() as connection:
            connection.execute(_PLAN)
            return question(connection)

    def refresh(
        self, report: Callable[[IndexState], None] = lambda _state: None, cancelled: Event | None = None
    ) -> None:
        """Index all that has changed, and make the index where it is missing, wrong or half made; newest first."""
        while not (cancelled is not None and cancelled.is_set()) and self._is_behind():
            if not self._work_off(wait=True):
                self._make_more()
            report(self.state())

    def refresh_soon(self) -> None:
        """Index some of what has changed and nobody is at, and no large index.

        An index is begun before what has changed is put into it: whoever begins one, empties it.
        """
        with self._database.reading() as connection:
            lowest = _lowest(connection)
        if lowest != 0 and not self._is_large():
            self._make_more()
        elif lowest is not None:
            self._work_off(wait=False)

    def state(self) -> IndexState:
        """Return how much is indexed; of an index that is whole nothing is counted."""
        with self._database.reading() as connection:
            lowest = _lowest(connection)
            if lowest == 0:
                return IndexState(indexed=0, total=0)
            counted = select(func.count(), func.count().filter(article.c.id >= (lowest or 0))).select_from(article)
            total, indexed = connection.execute(counted).one()
        return IndexState(indexed=indexed if lowest is not None else 0, total=total)

    def close(self) -> None:
        """Do nothing: the index has no connections of its own."""

    def _is_behind(self) -> bool:
        with self._database.reading() as connection:
            return _lowest(connection) != 0 or connection.scalar(select(index_queue.c.id).limit(1)) is not None

    def _is_large(self) -> bool:
        with self._database.reading() as connection:
            return connection.scalar(select(article.c.id).where(article.c.id > _CHUNK).limit(1)) is not None

    def _work_off(self, *, wait: bool) -> bool:
        """Index some of the articles that have changed; say whether there were any."""
        following = select(index_queue).order_by(index_queue.c.id).limit(_CHUNK).with_for_update(skip_locked=not wait)
        with self._database.writing(in_turn=False) as connection:
            connection.execute(_MERGE_SOON)
            lines = connection.execute(following).all()
            _index(connection, sorted({line.article_id for line in lines}))
            connection.execute(delete(index_queue).where(index_queue.c.id.in_([line.id for line in lines])))
        return bool(lines)

    def _make_more(self) -> None:
        """Index some articles that never were."""
        with self._database.writing(in_turn=False) as connection:
            connection.execute(_LOCK_MAKING, {"number": _MAKING})
            lowest = _lowest(connection)
            if lowest is None:
                lowest = _begin(connection)
            following = select(article.c.id).where(article.c.id < lowest).order_by(article.c.id.desc()).limit(_CHUNK)
            some = connection.scalars(following).all()
            _index(connection, some)
            _set_lowest(connection, some[-1] if len(some) == _CHUNK else 0)


def _index(connection: Connection, articles: Sequence[int]) -> None:
    if articles:
        connection.execute(_LOCK_ARTICLES, {"space": _ARTICLES, "ids": list(articles)})
        shared_fulltext.write(connection, articles, documents(connection, articles))


def _begin(connection: Connection) -> int:
    """Empty the index, and return from where on it has to be made."""
    connection.execute(delete(shared_fulltext.chunk))
    connection.execute(delete(meta).where(meta.c.name == _NAME))
    connection.execute(insert(meta).values(name=_NAME, value=""))
    return int(connection.scalar(select(func.max(article.c.id))) or 0) + 1


def _set_lowest(connection: Connection, lowest: int) -> None:
    connection.execute(update(meta).where(meta.c.name == _NAME).values(value=f"{VERSION} {lowest}"))


def _lowest(connection: Connection) -> int | None:
    """Return the lowest article that is indexed, 0 when all are; None where there is no index of today's version.

    One that a newer program has made is taken as it is: two programs would never be done making it anew.
    """
    stamp = connection.scalar(select(meta.c.value).where(meta.c.name == _NAME)) or "0 0"
    version, _, lowest = stamp.partition(" ")
    return int(lowest) if int(version) >= VERSION else None
