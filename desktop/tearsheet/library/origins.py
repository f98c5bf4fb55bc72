"""Turn keys, uids and bytes into the articles that have them already, for whoever is about to bring them again."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, func, or_, select

from tearsheet.library import snapshots
from tearsheet.library.rows import batches
from tearsheet.library.schema import article, snapshot, snapshot_page, version
from tearsheet.model.article import Kind
from tearsheet.model.ids import ArticleId, Sha256
from tearsheet.model.importing import ENTRY_HEADER, Kept
from tearsheet.model.page import Method

_COLUMNS = (
    *(article.c.id, article.c.key, article.c.uid, article.c.kind, article.c.url, article.c.title, article.c.deleted),
)


def kept(connection: Connection, keys: Sequence[str], uids: Sequence[str]) -> tuple[Kept, ...]:
    """Return the articles that have one of these keys or uids."""
    body = func.coalesce(snapshot_page.c.content_sha256, snapshot_page.c.blob_sha256)
    asked = (
        select(*_COLUMNS, version.c.text_sha256, snapshot_page.c.headers, body.label("body"))
        .outerjoin(version, version.c.id == article.c.version_id)
        .outerjoin(
            snapshot_page,
            (snapshot_page.c.snapshot_id == version.c.snapshot_id)
            & (snapshot_page.c.position == 0)
            & (snapshot_page.c.method == Method.FILE),  # a server may send any header
        )
        .where(or_(article.c.key.in_(keys), article.c.uid.in_(uids)))
    )
    return tuple(
        _kept(
            row,
            row.body and Sha256(row.body),
            entry=dict(row.headers or ()).get(ENTRY_HEADER, ""),
            text=row.text_sha256 and Sha256(row.text_sha256),
        )
        for row in connection.execute(asked)
    )


def holders(connection: Connection, bodies: Sequence[Sha256]) -> dict[Sha256, Kept]:
    """Return the articles that have a snapshot of one page with these bytes, be it an earlier one."""
    by_snapshot = {snapshots.digest([body]): body for body in bodies}
    asked = select(snapshot.c.sha256, *_COLUMNS).join_from(snapshot, article)
    found = {}
    for some in batches(list(by_snapshot)):
        for row in connection.execute(asked.where(snapshot.c.sha256.in_(some))):
            found[by_snapshot[row.sha256]] = _kept(row, by_snapshot[row.sha256])
    return found


def _kept(row: Any, body: Sha256 | None, *, entry: str = "", text: Sha256 | None = None) -> Kept:
    return Kept(
        article=ArticleId(row.id),
        key=row.key,
        uid=row.uid,
        kind=Kind(row.kind),
        url=row.url,
        title=row.title,
        deleted=row.deleted is not None,
        entry=entry,
        body=body,
        text=text,
    )
