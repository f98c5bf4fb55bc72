"""Turn a Query into the table that leads to its articles, walked from the newest, and what is left to be asked."""

from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, FromClause

from tearsheet.library.organising import tags
from tearsheet.library.schema import article_subtree
from tearsheet.model.query import Query


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """A table to be walked, the conditions on its rows, and what of the query is left to be asked of each article.

    `number` is the article's, as the table has it; of `rank` the best match has least, where the table knows one. What
    is not ordered is gathered whole: to count, but not for the newest few.
    """

    index: FromClause
    number: ColumnElement[int]
    conditions: tuple[ColumnElement[bool], ...]
    left: Query
    rank: ColumnElement[float] | None = None
    is_ordered: bool = True


def of_tag(query: Query) -> Walk | None:
    """Return how a tag leads to the articles in its subtree, or None where words or no tag are asked for."""
    if not query.tags or query.looks_for_words:
        return None
    first, *others = query.tags
    return Walk(
        index=article_subtree,
        number=article_subtree.c.article_id,
        conditions=(article_subtree.c.tag_id == tags.id_of(first),),
        left=replace(query, tags=tuple(others)),
    )
