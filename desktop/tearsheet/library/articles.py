"""Turn rows into whole articles."""

from typing import Any

from sqlalchemy import Connection, Row, select

from tearsheet.library import contents, resources
from tearsheet.library.metadata import metadata_of
from tearsheet.library.organising import tags
from tearsheet.library.organising.edits import edited, made
from tearsheet.library.rows import blob_of
from tearsheet.library.schema import article, blob, version
from tearsheet.library.times import moment, optional_moment
from tearsheet.library.versions import row_of as version_row_of
from tearsheet.library.versions import version_of
from tearsheet.model.article import Article, Kind
from tearsheet.model.errors import LibraryError, Reason
from tearsheet.model.evidence import Evidence
from tearsheet.model.ids import ArticleId, VersionId


def find(connection: Connection, key: str) -> ArticleId | None:
    """Return the article of this key, unless it was deleted."""
    found = connection.scalar(select(article.c.id).where(article.c.key == key, article.c.deleted.is_(None)))
    return None if found is None else ArticleId(found)


def row_of(connection: Connection, article_id: ArticleId) -> Row[Any]:
    row = connection.execute(select(article).where(article.c.id == article_id)).one_or_none()
    if row is None:
        raise LibraryError(Reason.NO_SUCH_ARTICLE, str(article_id))
    return row


def version_shown(connection: Connection, article_id: ArticleId, version_id: VersionId | None) -> VersionId:
    """Return the version that is asked for, or the one that is shown. Raises LibraryError where there is none."""
    if version_id is None:
        return VersionId(row_of(connection, article_id).version_id)
    return VersionId(version_row_of(connection, article_id, version_id).id)


def read(connection: Connection, article_id: ArticleId, version_id: VersionId | None) -> Article:
    """Return the article whole, as its current version or as another one of its versions has it."""
    row = row_of(connection, article_id)
    versions = connection.execute(
        select(version).where(version.c.article_id == article_id).order_by(version.c.id)
    ).all()
    wanted = version_id or row.version_id
    shown = next((each for each in versions if each.id == wanted), None)
    if shown is None:
        raise LibraryError(Reason.NO_SUCH_ARTICLE, f"{article_id}, version {wanted}")
    file = connection.execute(select(blob).where(blob.c.sha256 == shown.file_sha256)).one_or_none()
    return Article(
        id=article_id,
        uid=row.uid,
        kind=Kind(shown.kind),
        url=row.url,
        share_link=row.share_link,
        metadata=metadata_of(row) if wanted == row.version_id else edited(connection, article_id, metadata_of(shown)),
        html=_content(connection, shown.html_sha256),
        text=_content(connection, shown.text_sha256),
        words=shown.words,
        saved=moment(row.saved, row.saved_offset),
        tags=tags.of_articles(connection, [article_id]).get(article_id, ()),
        read=row.read,
        archived=row.archived,
        favourite=row.favourite,
        note=row.note,
        resources=resources.of_version(connection, wanted),
        version=VersionId(wanted),
        versions=tuple(version_of(each) for each in versions),
        file=blob_of(file) if file else None,
        deleted=optional_moment(row.deleted),
    )


def evidence(connection: Connection, article_id: ArticleId, version_id: VersionId) -> Evidence:
    """Return what a version of the article stands on."""
    row = version_row_of(connection, article_id, version_id)
    return Evidence(read=metadata_of(row), reasons=tuple(row.reasons), edits=made(connection, article_id))


def _content(connection: Connection, sha256: str) -> str:
    """Return what a version says. Raises LibraryError of the article alone, for all others can be read."""
    try:
        return contents.text(connection, sha256)
    except LibraryError as error:
        raise LibraryError(Reason.ARTICLE_DAMAGED) from error
