"""Turn tag paths such as 财经/A股 into rows, and a path into the subtree it stands for."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Connection, Table, delete, insert, or_, select

from tearsheet.library.rows import batches, insert_row
from tearsheet.library.schema import annotation_tag, article, article_tag, tag
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
    return _of(connection, article_tag, article_tag.c.article_id, articles)


def of_annotations(connection: Connection, annotations: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Return each annotation's paths in alphabetical order."""
    return _of(connection, annotation_tag, annotation_tag.c.annotation_id, annotations)


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


def put(connection: Connection, tagged: Iterable[tuple[int, Iterable[str]]]) -> None:
    """Give annotations these tags, and take off all that they had."""
    wanted = [(annotation_id, tidy(paths)) for annotation_id, paths in tagged]
    ids = {path: _id_of(connection, path) for path in dict.fromkeys(path for _, paths in wanted for path in paths)}
    for some in batches([annotation_id for annotation_id, _ in wanted]):
        connection.execute(delete(annotation_tag).where(annotation_tag.c.annotation_id.in_(some)))
    rows = [{"tag_id": ids[path], "annotation_id": number} for number, paths in wanted for path in paths]
    if rows:
        connection.execute(insert(annotation_tag), rows)


def _of(
    connection: Connection, links: Table, owner: ColumnElement[int], owners: Sequence[int]
) -> dict[int, tuple[str, ...]]:
    paths: dict[int, list[str]] = defaultdict(list)
    for some in batches(owners):
        linked = select(owner.label("owner"), tag.c.path).join_from(links, tag).where(owner.in_(some))
        for row in connection.execute(linked.order_by(tag.c.path)):
            paths[row.owner].append(row.path)
    return {number: tuple(found) for number, found in paths.items()}


def _id_of(connection: Connection, path: str) -> int:
    known: int | None = connection.scalar(select(tag.c.id).where(tag.c.path == path))
    return known or insert_row(connection, tag, {"path": path})
