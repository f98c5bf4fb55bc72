"""Turn what was found damaged into what is whole again, from wherever the same bytes are kept; nothing is deleted."""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, delete, insert, select, update

from tearsheet.library import contents, resources
from tearsheet.library.contents import Content
from tearsheet.library.database import Access, connect
from tearsheet.library.errors import as_library_error
from tearsheet.library.schema import article, damage, resource, version
from tearsheet.library.search import index_queue
from tearsheet.library.sqlite import sqlite
from tearsheet.library.times import now
from tearsheet.library.upkeep.verifying import without_picture, without_version
from tearsheet.model.article import Blob, Resource
from tearsheet.model.changes import Changes
from tearsheet.model.errors import LibraryError
from tearsheet.model.ids import ArticleId, Sha256, VersionId
from tearsheet.model.upkeep import Damage


@contextmanager
def opened(copy: Path) -> Iterator[sqlite.Connection | None]:
    """Give a connection to a closed copy of a library; None where it cannot be read."""
    with as_library_error():
        try:
            file = connect(copy, Access.FROZEN)
            file.execute("SELECT 1 FROM content LIMIT 1").fetchone()
        except sqlite.DatabaseError:
            yield None
            return
        with closing(file):
            yield file


def content_in(file: sqlite.Connection, sha256: str) -> Content | None:
    """Return a content as a copy has it, None where it has none that is whole."""
    try:
        row = file.execute("SELECT size, data FROM content WHERE sha256 = ?", (sha256,)).fetchone()
        if row is None:
            return None
        contents.unpack(sha256, *row)
    except (sqlite.DatabaseError, LibraryError):
        return None
    return Content(sha256=Sha256(sha256), size=row[0], data=row[1])


def versions_of(connection: Connection, sha256: str) -> tuple[tuple[ArticleId, VersionId], ...]:
    """Return the versions that say what the damaged content said, the newest first."""
    rows = connection.execute(
        select(version.c.article_id, version.c.id)
        .where((version.c.html_sha256 == sha256) | (version.c.text_sha256 == sha256))
        .order_by(version.c.id.desc())
    )
    return tuple((ArticleId(row.article_id), VersionId(row.id)) for row in rows)


def pictures_of(connection: Connection, sha256: str) -> tuple[tuple[ArticleId, Resource], ...]:
    """Return the pictures whose bytes the damaged blob had, each with its article."""
    rows = connection.execute(select(resource).where(resource.c.blob_sha256 == sha256).order_by(resource.c.id))
    return tuple(
        (ArticleId(row.article_id), Resource(url=row.url, candidates=tuple(row.candidates), alt=row.alt))
        for row in rows
    )


def replace_picture(connection: Connection, article_id: ArticleId, url: str, found: Blob) -> Changes:
    """Give a picture other bytes than it had."""
    kept = resources.keep_blob(connection, found)
    which = (resource.c.article_id == article_id, resource.c.url == url)
    connection.execute(update(resource).where(*which).values(blob_sha256=kept, failure=""))
    resources.summarise(connection, article_id)
    return Changes(updated=(article_id,))


def mend_references(connection: Connection) -> tuple[ArticleId, ...]:
    """Let articles whose version is not there show their newest one, and look for pictures for their rows again."""
    headless = connection.scalars(select(article.c.id).where(without_version())).all()
    for article_id in headless:
        newest = select(version.c.id).where(version.c.article_id == article_id).order_by(version.c.id.desc()).limit(1)
        found = connection.scalar(newest)
        if found is not None:
            connection.execute(update(article).where(article.c.id == article_id).values(version_id=found))
    concerned = {*headless, *connection.scalars(select(article.c.id).where(without_picture()))}
    for article_id in concerned:
        resources.summarise(connection, article_id)
    index_queue.add(connection, sorted(concerned))
    return tuple(ArticleId(each) for each in sorted(concerned))


def mark(connection: Connection, lost: Damage, reason: str) -> None:
    """Write down what could not be had again, and why; a picture counts as missing from then on."""
    connection.execute(delete(damage).where(damage.c.sha256 == lost.identity))
    connection.execute(insert(damage).values(sha256=lost.identity, found=now(), reason=reason))
    _summarise(connection, lost.identity)


def forget_mended(connection: Connection, damaged: Sequence[str]) -> None:
    """Take off the list what is not among the damaged any more."""
    listed = connection.scalars(select(damage.c.sha256)).all()
    for sha256 in set(listed) - set(damaged):
        connection.execute(delete(damage).where(damage.c.sha256 == sha256))
        _summarise(connection, sha256)


def _summarise(connection: Connection, sha256: str) -> None:
    """Count the pictures anew of the articles that have this one."""
    for article_id in {article_id for article_id, _picture in pictures_of(connection, sha256)}:
        resources.summarise(connection, article_id)
