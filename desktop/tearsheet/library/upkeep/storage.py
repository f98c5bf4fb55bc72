"""Turn a library into how much room it takes, and a rule into less of it."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from time import time
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Subquery,
    bindparam,
    delete,
    exists,
    false,
    func,
    select,
    union,
    update,
)

from tearsheet.library.database import LIBRARY_FILE, Access, connect
from tearsheet.library.errors import as_library_error
from tearsheet.library.rows import batches
from tearsheet.library.schema import (
    annotation,
    article,
    blob,
    content,
    damage,
    resource,
    snapshot,
    snapshot_page,
    version,
)
from tearsheet.library.search import index_queue
from tearsheet.library.search.index import INDEX_FILE
from tearsheet.library.server.blobs import forget_unused, size_of_unused
from tearsheet.library.sqlite import sqlite
from tearsheet.library.times import microseconds
from tearsheet.library.upkeep.backups import BACKUPS
from tearsheet.model.changes import Changes
from tearsheet.model.errors import Reason
from tearsheet.model.ids import ArticleId, Sha256
from tearsheet.model.storage import ArticleRoom, Dropped, DropRule, Freed, Room, SourceRoom, Storage

LARGEST = 200
"""So many articles are named; of sources, all."""

_KEPT_IN = (resource.c.blob_sha256, version.c.file_sha256, snapshot_page.c.blob_sha256)
"""Whatever refers to a blob."""

_JUST_PUT = 600.0
"""Seconds in which a picture that a capture has put on the disk may not be in a row yet."""


def measure(connection: Connection, folder: Path | None) -> Storage:
    """Return how much room the library takes; of files, where it is in a folder."""
    of_articles = _of_articles().subquery()
    rows = (
        select(article.c.id, article.c.title, article.c.source, func.sum(of_articles.c.size).label("size"))
        .join_from(article, of_articles, of_articles.c.article_id == article.c.id)
        .group_by(article.c.id, article.c.title, article.c.source)
    )
    each = rows.subquery()
    largest = connection.execute(select(each).order_by(each.c.size.desc()).limit(LARGEST)).all()
    total = func.sum(each.c.size)
    sources = connection.execute(
        select(each.c.source, func.count(), total).group_by(each.c.source).order_by(total.desc())
    ).all()
    return Storage(
        kinds=tuple(_kinds(connection, folder)),
        sources=tuple(
            SourceRoom(source=source, articles=number, size=int(size or 0)) for source, number, size in sources
        ),
        articles=tuple(
            ArticleRoom(article=ArticleId(row.id), title=row.title, source=row.source, size=int(row.size or 0))
            for row in largest
        ),
    )


def drop(connection: Connection, rule: DropRule, *, in_folder: bool) -> tuple[Freed, tuple[Sha256, ...], Changes]:
    """Drop what the rule names and whatever nothing refers to any more.

    Returns how much that makes, the blobs that may go next, `forget_blobs`, and what changed.
    """
    changed = _loosen(connection, rule)
    size = _sweep_contents(connection)
    gone, more = _loose_blobs(connection) if in_folder else ((), size_of_unused(connection, _KEPT_IN))
    changes = Changes(removed=changed) if rule.what is Dropped.BIN else Changes(updated=changed)
    return Freed(articles=len(changed), size=size + more), gone, changes


def forget_blobs(connection: Connection, folder: Path, gone: Sequence[Sha256]) -> None:
    """Remove the rows and files of blobs that still nothing refers to, in one transaction with looking whether so.

    What was put a moment ago stays: a capture may be about to refer to it. It goes with the next drop.
    """
    for some in batches(gone):
        loose = connection.scalars(select(blob.c.sha256).where(blob.c.sha256.in_(some), *_loose())).all()
        for sha256 in loose:
            path = folder / sha256[:2] / sha256
            if _is_young(path):
                continue
            connection.execute(delete(blob).where(blob.c.sha256 == sha256))
            path.unlink(missing_ok=True)


def forget_shared_blobs(connection: Connection) -> None:
    """Remove the rows and bytes of blobs on a server that nothing refers to; what was put a moment ago stays."""
    forget_unused(connection, _KEPT_IN)


def give_back(folder: Path) -> None:
    """Let the library's file shrink to what is in it, unless somebody is at it or there is no room for the copy."""
    with as_library_error(), closing(connect(folder / LIBRARY_FILE, Access.WRITE)) as file:
        try:
            file.execute("VACUUM")
            file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in (sqlite.SQLITE_BUSY, sqlite.SQLITE_LOCKED, sqlite.SQLITE_FULL):
                raise


def _loosen(connection: Connection, rule: DropRule) -> tuple[ArticleId, ...]:
    """Take away what refers to what is to go, and return the articles that this changes."""
    match rule.what:
        case Dropped.PICTURES:
            return _without_pictures(connection, rule)
        case Dropped.VERSIONS:
            return _without_old_versions(connection, rule)
        case Dropped.PAGES:
            return _without_pages(connection, rule)
        case Dropped.BIN:
            return _out_of_the_bin(connection, rule)


def _without_pictures(connection: Connection, rule: DropRule) -> tuple[ArticleId, ...]:
    with_pictures = exists().where(resource.c.article_id == article.c.id, resource.c.blob_sha256.is_not(None))
    concerned = _articles(connection, select(article.c.id).where(with_pictures, *_of_rule(rule)))
    for some in batches(concerned):
        connection.execute(
            update(resource)
            .where(resource.c.article_id.in_(some), resource.c.blob_sha256.is_not(None))
            .values(blob_sha256=None, failure=str(Reason.PICTURE_DROPPED))
        )
        connection.execute(update(article).where(article.c.id.in_(some)).values(picture=None))
    return concerned


def _without_old_versions(connection: Connection, rule: DropRule) -> tuple[ArticleId, ...]:
    marked_on = exists().where(annotation.c.version_id == version.c.id)
    old = (
        select(version.c.id, version.c.article_id)
        .join_from(version, article, article.c.id == version.c.article_id)
        .where(version.c.id != article.c.version_id, ~marked_on, *_of_rule(rule))
    )
    rows = connection.execute(old).all()
    for some in batches([row.id for row in rows]):
        connection.execute(delete(version).where(version.c.id.in_(some)))
    read_from = exists().where(version.c.snapshot_id == snapshot.c.id)
    connection.execute(delete(snapshot).where(~read_from))
    return tuple(ArticleId(each) for each in sorted({row.article_id for row in rows}))


def _without_pages(connection: Connection, rule: DropRule) -> tuple[ArticleId, ...]:
    """Drop pages as they came; a file that was kept as it is is the article itself, and stays."""
    kept = exists().where(
        snapshot.c.article_id == article.c.id,
        snapshot_page.c.snapshot_id == snapshot.c.id,
        snapshot_page.c.content_sha256.is_not(None),
    )
    concerned = _articles(connection, select(article.c.id).where(kept, *_of_rule(rule)))
    for some in batches(concerned):
        of_these = select(snapshot.c.id).where(snapshot.c.article_id.in_(some))
        connection.execute(
            delete(snapshot_page).where(
                snapshot_page.c.snapshot_id.in_(of_these), snapshot_page.c.content_sha256.is_not(None)
            )
        )
    return concerned


def _out_of_the_bin(connection: Connection, rule: DropRule) -> tuple[ArticleId, ...]:
    before = [] if rule.before is None else [article.c.deleted < microseconds(rule.before)]
    wanted = select(article.c.id).where(article.c.deleted.is_not(None), *before, *_named(rule))
    concerned = _articles(connection, wanted)
    for some in batches(concerned):
        connection.execute(delete(article).where(article.c.id.in_(some)))
    index_queue.add(connection, concerned)
    return concerned


def _of_rule(rule: DropRule) -> Iterator[ColumnElement[bool]]:
    if rule.before is not None:
        yield article.c.saved < microseconds(rule.before)
    if rule.source is not None:
        yield article.c.source == rule.source
    yield from _named(rule)


def _named(rule: DropRule) -> Iterator[ColumnElement[bool]]:
    if rule.articles:
        # Written into the statement, which may name more of them than it may have parameters.
        yield article.c.id.in_(bindparam("articles", list(rule.articles), expanding=True, literal_execute=True))


def _articles(connection: Connection, wanted: Select[Any]) -> tuple[ArticleId, ...]:
    return tuple(ArticleId(each) for each in connection.scalars(wanted.order_by(article.c.id)))


def _sweep_contents(connection: Connection) -> int:
    """Remove the contents that nothing refers to, and return how much they took."""
    kept = union(
        select(version.c.html_sha256),
        select(version.c.text_sha256),
        select(snapshot_page.c.content_sha256).where(snapshot_page.c.content_sha256.is_not(None)),
    ).subquery()
    loose = content.c.sha256.not_in(select(kept.c[0]))
    size = connection.scalar(select(func.sum(func.length(content.c.data))).where(loose)) or 0
    connection.execute(delete(damage).where(damage.c.sha256.in_(select(content.c.sha256).where(loose))))
    connection.execute(delete(content).where(loose))
    return int(size)


def _loose_blobs(connection: Connection) -> tuple[tuple[Sha256, ...], int]:
    rows = connection.execute(select(blob.c.sha256, blob.c.size).where(*_loose())).all()
    return tuple(Sha256(row.sha256) for row in rows), sum(row.size for row in rows)


def _loose() -> tuple[ColumnElement[bool], ...]:
    return tuple(blob.c.sha256.not_in(select(column).where(column.is_not(None))) for column in _KEPT_IN)


def _of_articles() -> Select[tuple[int, int]]:
    """Select what each article takes, once for each thing that it has."""
    pages = snapshot.join(snapshot_page, snapshot_page.c.snapshot_id == snapshot.c.id)
    held = union(
        select(version.c.article_id, version.c.html_sha256.label("sha256")),
        select(version.c.article_id, version.c.text_sha256),
        select(snapshot.c.article_id, snapshot_page.c.content_sha256).select_from(pages),
    ).subquery()
    blobs = union(
        select(resource.c.article_id, resource.c.blob_sha256.label("sha256")),
        select(version.c.article_id, version.c.file_sha256),
        select(snapshot.c.article_id, snapshot_page.c.blob_sha256).select_from(pages),
    ).subquery()
    of_contents = select(held.c.article_id, func.length(content.c.data).label("size")).join_from(
        held, content, content.c.sha256 == held.c.sha256
    )
    of_blobs = select(blobs.c.article_id, blob.c.size).join_from(blobs, blob, blob.c.sha256 == blobs.c.sha256)
    both = of_contents.union_all(of_blobs).subquery()
    return select(both.c.article_id, both.c.size)


def _kinds(connection: Connection, folder: Path | None) -> Iterator[tuple[Room, int]]:
    yield Room.PICTURES, _sum_of_blobs(connection, select(resource.c.blob_sha256))
    yield Room.FILES, _sum_of_blobs(connection, select(version.c.file_sha256))
    pages, shown = select(snapshot_page.c.content_sha256), _shown()
    old = union(select(version.c.html_sha256), select(version.c.text_sha256)).subquery()
    sizes = (
        _sum_of_contents(connection, content.c.sha256.in_(pages)),
        _sum_of_contents(connection, content.c.sha256.in_(select(shown.c[0])), _not_in(pages)),
        _sum_of_contents(
            connection,
            content.c.sha256.in_(select(old.c[0])),
            content.c.sha256.not_in(select(shown.c[0])),
            _not_in(pages),
        ),
    )
    yield from zip((Room.PAGES, Room.TEXTS, Room.VERSIONS), sizes, strict=True)
    if folder is not None:
        held = _sum_of_contents(connection, ~false())
        yield Room.ROWS, max(0, _size_of(folder, LIBRARY_FILE) - held)
        yield Room.INDEX, _size_of(folder, INDEX_FILE)
        yield Room.BACKUPS, sum(_own_size(path) for path in (folder / BACKUPS).rglob("*"))


def _shown() -> Subquery:
    current = version.c.id == article.c.version_id
    return union(
        select(version.c.html_sha256).join_from(version, article, current),
        select(version.c.text_sha256).join_from(version, article, current),
    ).subquery()


def _not_in(pages: Select[tuple[str]]) -> ColumnElement[bool]:
    return content.c.sha256.not_in(pages.where(snapshot_page.c.content_sha256.is_not(None)))


def _sum_of_blobs(connection: Connection, of: Select[tuple[str]]) -> int:
    return int(connection.scalar(select(func.sum(blob.c.size)).where(blob.c.sha256.in_(of))) or 0)


def _sum_of_contents(connection: Connection, *which: ColumnElement[bool]) -> int:
    return int(connection.scalar(select(func.sum(func.length(content.c.data))).where(*which)) or 0)


def _size_of(folder: Path, name: str) -> int:
    return sum(path.stat().st_size for ending in ("", "-wal") if (path := folder / f"{name}{ending}").exists())


def _own_size(path: Path) -> int:
    """Return how much a file takes by itself: a second name of a picture takes nothing."""
    try:
        found = path.stat()
    except OSError:
        return 0
    return found.st_size if path.is_file() and found.st_nlink == 1 else 0


def _is_young(path: Path) -> bool:
    try:
        return time() - path.stat().st_mtime < _JUST_PUT
    except FileNotFoundError:
        return False
