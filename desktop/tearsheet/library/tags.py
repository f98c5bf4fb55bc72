"""Turn tag paths such as 财经/A股 into rows, and a path into the subtree it stands for."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Connection, delete, insert, or_, select

from tearsheet.library.rows import batches, insert_row
from tearsheet.library.schema import article, article_tag, tag
from tearsheet.model.ids import ArticleId


def tidy(paths: Iterable[str]) -> tuple[str, ...]:
    """Return the paths without blank parts and without repeats, in their order."""
    parts = ([part.strip() for part in path.split("/")] for path in paths)
    return tuple(dict.fromkeys(path for path in ("/".join(filter(None, some)) for some in parts) if path))


def in_subtree(path: str) -> ColumnElement[bool]:
    """Return the condition that a tag is `path` or below it; "0" is the character after "/"."""
    return or_(tag.c.path == path, (tag.c.path > f"{path}/") & (tag.c.path < f"{path}0"))


def of_articles(connection: Connection, articles: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Return each article's paths in alphabetical order."""
    paths: dict[int, list[str]] = defaultdict(list)
    for some in batches(articles):
        rows = connection.execute(
            select(article_tag.c.article_id, tag.c.path)
            .join_from(article_tag, tag)
            .where(article_tag.c.article_id.in_(some))
            .order_by(tag.c.path)
        )
        for row in rows:
            paths[row.article_id].append(row.path)
    return {article_id: tuple(found) for article_id, found in paths.items()}


def add(connection: Connection, articles: Sequence[ArticleId], paths: Iterable[str]) -> set[ArticleId]:
    """Tag the articles that exist; return those that had not every tag before."""
    known = [
        ArticleId(article_id)
        for article_id in connection.scalars(select(article.c.id).where(article.c.id.in_(articles)))
    ]
    changed: set[ArticleId] = set()
    for path in tidy(paths):
        tag_id = _id_of(connection, path)
        tagged = set(
            connection.scalars(
                select(article_tag.c.article_id).where(
                    article_tag.c.tag_id == tag_id, article_tag.c.article_id.in_(known)
                )
            )
        )
        untagged = [article_id for article_id in known if article_id not in tagged]
        if untagged:
            connection.execute(
                insert(article_tag), [{"tag_id": tag_id, "article_id": article_id} for article_id in untagged]
            )
        changed.update(untagged)
    return changed


def remove(connection: Connection, articles: Sequence[ArticleId], paths: Iterable[str]) -> set[ArticleId]:
    """Take the tags off, each alone and not its subtree; return the articles that had one of them."""
    removed = connection.scalars(
        delete(article_tag)
        .where(
            article_tag.c.article_id.in_(articles),
            article_tag.c.tag_id.in_(select(tag.c.id).where(tag.c.path.in_(tidy(paths)))),
        )
        .returning(article_tag.c.article_id)
    )
    return {ArticleId(article_id) for article_id in removed}


def _id_of(connection: Connection, path: str) -> int:
    known: int | None = connection.scalar(select(tag.c.id).where(tag.c.path == path))
    return known or insert_row(connection, tag, {"path": path})
