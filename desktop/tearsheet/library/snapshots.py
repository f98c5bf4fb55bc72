"""Turn the pages of one capture into rows, and back into the pages as they were received."""

import hashlib
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, insert, literal, select

from tearsheet.library import contents, resources
from tearsheet.library.contents import Content
from tearsheet.library.rows import insert_row
from tearsheet.library.schema import article, snapshot, snapshot_page, version
from tearsheet.library.times import microseconds, moment, now, offset_minutes
from tearsheet.model.article import Blob
from tearsheet.model.errors import LibraryError, Reason
from tearsheet.model.ids import ArticleId, Sha256, VersionId
from tearsheet.model.page import Method, Page


def keep(
    connection: Connection, article_id: int, pages: Sequence[Page], bodies: Sequence[Content], file: Blob | None
) -> int:
    """Keep the pages once for each distinct set of bodies. `file` says that the first body is that blob."""
    sha256 = digest([body.sha256 for body in bodies])
    known: int | None = connection.scalar(
        select(snapshot.c.id).where(snapshot.c.article_id == article_id, snapshot.c.sha256 == sha256)
    )
    if known is not None:
        return known
    captured = microseconds(pages[0].received) if pages else now()
    kept = insert_row(connection, snapshot, {"article_id": article_id, "captured": captured, "sha256": sha256})
    for position, (page, body) in enumerate(zip(pages, bodies, strict=True)):
        own_file = file if position == 0 else None
        connection.execute(
            insert(snapshot_page).values(
                snapshot_id=kept,
                position=position,
                **_columns_of(page),
                content_sha256=None if own_file else contents.put(connection, body),
                blob_sha256=resources.keep_blob(connection, own_file) if own_file else None,
            )
        )
    return kept


def digest(bodies: Sequence[str]) -> str:
    """Return what a snapshot is told by: the SHA-256 of those of its pages' bodies."""
    return hashlib.sha256("".join(bodies).encode()).hexdigest()


def of_article(connection: Connection, article_id: ArticleId, open_blob: Callable[[Sha256], bytes]) -> tuple[Page, ...]:
    """Return the pages that the article's current version was read from."""
    return _pages(connection, select(article.c.version_id).where(article.c.id == article_id), article_id, open_blob)


def of_version(connection: Connection, version_id: VersionId, open_blob: Callable[[Sha256], bytes]) -> tuple[Page, ...]:
    """Return the pages that a version was read from."""
    return _pages(connection, select(literal(version_id)), version_id, open_blob)


def _pages(
    connection: Connection, shown: Select[tuple[int]], name: int, open_blob: Callable[[Sha256], bytes]
) -> tuple[Page, ...]:
    rows = connection.execute(
        select(snapshot_page)
        .join_from(version, snapshot_page, snapshot_page.c.snapshot_id == version.c.snapshot_id)
        .where(version.c.id == shown.scalar_subquery())
        .order_by(snapshot_page.c.position)
    ).all()
    if not rows:
        known = connection.scalar(shown)
        raise LibraryError(Reason.PAGE_DROPPED if known else Reason.NO_SUCH_ARTICLE, str(name))
    return tuple(_page_of(row, _body(connection, row, open_blob)) for row in rows)


def _body(connection: Connection, row: Row[Any], open_blob: Callable[[Sha256], bytes]) -> bytes:
    return contents.get(connection, row.content_sha256) if row.content_sha256 else open_blob(Sha256(row.blob_sha256))


def _columns_of(page: Page) -> dict[str, object]:
    return {
        "requested": page.requested,
        "address": page.address,
        "redirects": page.redirects,
        "status": page.status,
        "headers": page.headers,
        "media_type": page.media_type,
        "charset": page.charset,
        "method": page.method,
        "received": microseconds(page.received),
        "received_offset": offset_minutes(page.received),
        "maybe_cut_short": page.maybe_cut_short,
        "notes": page.notes,
    }


def _page_of(row: Row[Any], body: bytes) -> Page:
    return Page(
        requested=row.requested,
        address=row.address,
        redirects=tuple(row.redirects),
        status=row.status,
        headers=tuple((name, value) for name, value in row.headers),
        body=body,
        media_type=row.media_type,
        charset=row.charset,
        method=Method(row.method),
        received=moment(row.received, row.received_offset),
        maybe_cut_short=row.maybe_cut_short,
        notes=tuple(row.notes),
    )
