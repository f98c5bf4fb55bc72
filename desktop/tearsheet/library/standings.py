"""Turn articles into how they stand: what they show now, and who has read it, without any text."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, select

from tearsheet.library.metadata import metadata_of
from tearsheet.library.rows import batches
from tearsheet.library.schema import article, resource, version, version_resource
from tearsheet.model.article import Kind
from tearsheet.model.ids import ArticleId, Sha256, VersionId
from tearsheet.model.page import Method
from tearsheet.model.rereading import Standing


def standings(connection: Connection, articles: Sequence[ArticleId]) -> tuple[Standing, ...]:
    """Return those of the articles that there are, in the order given."""
    found = {each.article: each for some in batches(articles) for each in _of(connection, some)}
    return tuple(found[each] for each in articles if each in found)


def _of(connection: Connection, articles: Sequence[ArticleId]) -> Iterator[Standing]:
    shown = connection.execute(
        select(article, version.c.method, version.c.snapshot_id, version.c.text_sha256)
        .join_from(article, version, version.c.id == article.c.version_id)
        .where(article.c.id.in_(articles))
    ).all()
    extractors = _extractors(connection, articles)
    pictures = _pictures(connection, [row.version_id for row in shown])
    for row in shown:
        yield _standing_of(row, extractors[row.snapshot_id], pictures[row.version_id])


def _extractors(connection: Connection, articles: Sequence[ArticleId]) -> dict[int, set[str]]:
    """Return who has read each snapshot."""
    found: dict[int, set[str]] = defaultdict(set)
    rows = connection.execute(
        select(version.c.snapshot_id, version.c.extractor).where(version.c.article_id.in_(articles))
    )
    for row in rows:
        found[row.snapshot_id].add(row.extractor)
    return found


def _pictures(connection: Connection, versions: Sequence[int]) -> dict[int, list[Any]]:
    """Return the pictures of each version, in order."""
    found: dict[int, list[Any]] = defaultdict(list)
    rows = connection.execute(
        select(version_resource.c.version_id, resource.c.url, resource.c.blob_sha256)
        .join_from(version_resource, resource)
        .where(version_resource.c.version_id.in_(versions))
        .order_by(version_resource.c.version_id, version_resource.c.position)
    )
    for row in rows:
        found[row.version_id].append(row)
    return found


def _standing_of(row: Row[Any], extractors: set[str], pictures: list[Any]) -> Standing:
    return Standing(
        article=ArticleId(row.id),
        url=row.url,
        share_link=row.share_link,
        kind=Kind(row.kind),
        metadata=metadata_of(row),
        words=row.words,
        version=VersionId(row.version_id),
        method=Method(row.method),
        text_sha256=Sha256(row.text_sha256),
        extractors=frozenset(extractors),
        pictures=len(pictures),
        missing=tuple(each.url for each in pictures if each.blob_sha256 is None),
    )
