"""The articles whose words the search index does not know yet.

A line is written in the transaction that changes the article and removed when the index has committed: the two files
cannot commit as one, so a crash between them leaves a line, never a gap. A line's own number tells it from a later one.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from tearsheet.library.schema import index_queue


@dataclass(frozen=True, slots=True)
class Line:
    """An article to be indexed."""

    id: int
    article: int


def add(connection: Connection, articles: Iterable[int]) -> None:
    lines = [{"article_id": article_id} for article_id in articles]
    if lines:
        connection.execute(insert(index_queue), lines)


def first(connection: Connection, limit: int) -> list[Line]:
    rows = connection.execute(select(index_queue).order_by(index_queue.c.id).limit(limit))
    return [Line(row.id, row.article_id) for row in rows]


def remove(connection: Connection, lines: Iterable[Line]) -> None:
    connection.execute(delete(index_queue).where(index_queue.c.id.in_([line.id for line in lines])))
