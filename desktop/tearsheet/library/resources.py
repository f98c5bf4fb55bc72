"""Turn an article's pictures into rows, and back; a picture once had is never lost to a later capture."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from tearsheet.library.rows import blob_of, clean, insert_row
from tearsheet.library.schema import article, blob, damage, resource, version_resource
from tearsheet.model.article import Blob, Resource
from tearsheet.model.changes import Changes
from tearsheet.model.errors import LibraryError, Reason
from tearsheet.model.ids import ArticleId, Sha256

_is_damaged = damage.c.sha256.is_not(None).label("is_damaged")


def keep(connection: Connection, article_id: int, version_id: int, resources: Sequence[Resource]) -> None:
    """Keep the pictures of a new version, in order."""
    for position, each in enumerate(resources):
        kept = _keep_one(connection, article_id, each)
        connection.execute(insert(version_resource).values(version_id=version_id, position=position, resource_id=kept))


def fill(connection: Connection, article_id: int, url: str, found: Blob | str) -> bool:
    """Give the picture its blob, or say why there is none; a blob that is there and whole stays."""
    lost = resource.c.blob_sha256.is_(None) | resource.c.blob_sha256.in_(select(damage.c.sha256))
    missing = connection.scalar(
        select(resource.c.id).where(resource.c.article_id == article_id, resource.c.url == url, lost)
    )
    if missing is None:
        return False
    values: dict[str, object]
    if isinstance(found, Blob):
        values = {"blob_sha256": keep_blob(connection, found), "failure": ""}
    else:
        values = {"failure": clean(found)}
    connection.execute(update(resource).where(resource.c.id == missing).values(values))
    return True


def keep_blob(connection: Connection, found: Blob) -> Sha256:
    if connection.scalar(select(blob.c.size).where(blob.c.sha256 == found.sha256)) is None:
        connection.execute(
            insert(blob).values(
                sha256=found.sha256,
                media_type=found.media_type,
                size=found.size,
                width=found.width,
                height=found.height,
            )
        )
    connection.execute(delete(damage).where(damage.c.sha256 == found.sha256))  # its bytes were just written
    return found.sha256


def of_version(connection: Connection, version_id: int) -> tuple[Resource, ...]:
    rows = connection.execute(
        select(resource, blob.c.sha256, blob.c.media_type, blob.c.size, blob.c.width, blob.c.height, _is_damaged)
        .join_from(version_resource, resource)
        .outerjoin(blob)
        .outerjoin(damage, damage.c.sha256 == blob.c.sha256)
        .where(version_resource.c.version_id == version_id)
        .order_by(version_resource.c.position)
    )
    return tuple(_resource_of(row) for row in rows)


def missing(connection: Connection, article_id: ArticleId) -> tuple[Resource, ...]:
    """Return the current version's pictures that could not be had."""
    current = connection.scalar(select(article.c.version_id).where(article.c.id == article_id))
    if current is None:
        raise LibraryError(Reason.NO_SUCH_ARTICLE, str(article_id))
    return tuple(each for each in of_version(connection, current) if each.blob is None)


def set_one(connection: Connection, article_id: ArticleId, url: str, found: Blob | str) -> Changes:
    if not fill(connection, article_id, url, found):
        return Changes()
    summarise(connection, article_id)
    return Changes(updated=(article_id,))


def summarise(connection: Connection, article_id: int) -> None:
    """Write on the article which picture stands for it in a list, and how many are missing.

    Those that a person dropped are not: nobody is to fetch them again unasked.
    """
    shown = connection.execute(
        select(resource.c.url, resource.c.blob_sha256, resource.c.failure, article.c.image, _is_damaged)
        .join_from(article, version_resource, version_resource.c.version_id == article.c.version_id)
        .join(resource, resource.c.id == version_resource.c.resource_id)
        .outerjoin(damage, damage.c.sha256 == resource.c.blob_sha256)
        .where(article.c.id == article_id)
        .order_by(version_resource.c.position)
    ).all()
    had = [row for row in shown if row.blob_sha256 is not None and not row.is_damaged]
    dropped = sum(row.failure == Reason.PICTURE_DROPPED for row in shown)
    lead = next((row for row in had if row.url == row.image), had[0] if had else None)
    connection.execute(
        update(article)
        .where(article.c.id == article_id)
        .values(picture=lead.blob_sha256 if lead else None, missing=len(shown) - len(had) - dropped)
    )


def count(connection: Connection, version_id: int) -> int:
    counted = select(func.count()).where(version_resource.c.version_id == version_id)
    return int(connection.scalars(counted).one())


def _keep_one(connection: Connection, article_id: int, each: Resource) -> int:
    known: int | None = connection.scalar(
        select(resource.c.id).where(resource.c.article_id == article_id, resource.c.url == each.url)
    )
    said = {"candidates": each.candidates, "alt": clean(each.alt)}
    if known is None:
        had = {
            "blob_sha256": keep_blob(connection, each.blob) if each.blob else None,
            "failure": clean(each.failure),
        }
        return insert_row(connection, resource, {"article_id": article_id, "url": each.url, **said, **had})
    connection.execute(update(resource).where(resource.c.id == known).values(said))
    if each.blob or each.failure:
        fill(connection, article_id, each.url, each.blob or each.failure)
    return known


def _resource_of(row: Row[Any]) -> Resource:
    """Return a picture; one whose bytes are lost is as missing as one that never came."""
    said: dict[str, Any] = {"url": row.url, "candidates": tuple(row.candidates), "alt": row.alt}
    if row.is_damaged:
        return Resource(**said, failure=str(Reason.PICTURE_DAMAGED))
    return Resource(**said, blob=blob_of(row), failure=row.failure)
