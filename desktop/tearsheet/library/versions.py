"""Turn one reading of a snapshot into a version; a version never changes and is never removed."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select, update

from tearsheet.library import contents, resources
from tearsheet.library.contents import Content
from tearsheet.library.metadata import columns_of
from tearsheet.library.rows import clean, insert_row
from tearsheet.library.schema import version
from tearsheet.library.times import moment
from tearsheet.model.article import Blob, Kind, Resource, Version
from tearsheet.model.errors import LibraryError, Reason
from tearsheet.model.extraction import Extraction, Flag
from tearsheet.model.ids import Sha256, VersionId
from tearsheet.model.page import Method
from tearsheet.model.rereading import DETAILS
from tearsheet.text.notices import notice

_RANK = {Kind.LINK: 0, Kind.FILE: 1, Kind.ARTICLE: 2}
_LACKING = {Flag.BLOCKED, Flag.DEPTH_LOST, Flag.MAYBE_CUT_SHORT, Flag.SHORTENED, Flag.THIN}
_MUCH_SHORTER = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a version is made of, its contents compressed already so that no transaction waits for that."""

    captured: int
    kind: Kind
    method: Method
    extractor: str
    extraction: Extraction
    html: Content
    text: Content
    file: Blob | None
    resources: tuple[Resource, ...]


def pack(
    extraction: Extraction,
    *,
    captured: int,
    kind: Kind,
    method: Method,
    extractor: str,
    resources: tuple[Resource, ...],
    file: Blob | None = None,
) -> Reading:
    html, text = contents_of(extraction)
    return Reading(
        captured=captured,
        kind=kind,
        method=method,
        extractor=extractor,
        extraction=extraction,
        html=html,
        text=text,
        file=file,
        resources=resources,
    )


def contents_of(extraction: Extraction) -> tuple[Content, Content]:
    """Return what is kept of a reading's HTML and of its text."""
    return contents.pack(clean(extraction.html).encode()), contents.pack(clean(extraction.text).encode())


def keep(connection: Connection, article_id: int, snapshot_id: int, reading: Reading) -> VersionId:
    values = {
        "article_id": article_id,
        "snapshot_id": snapshot_id,
        "captured": reading.captured,
        "kind": reading.kind,
        "method": reading.method,
        "extractor": reading.extractor,
        **columns_of(reading.extraction.metadata),
        "words": reading.extraction.words,
        "share": _share_of(reading),
        "flags": reading.extraction.flags,
        "reasons": [clean(reason) for reason in reading.extraction.reasons],
        "html_sha256": contents.put(connection, reading.html),
        "text_sha256": contents.put(connection, reading.text),
        "file_sha256": resources.keep_blob(connection, reading.file) if reading.file else None,
    }
    kept = VersionId(insert_row(connection, version, values))
    resources.keep(connection, article_id, kept, reading.resources)
    return kept


def same_reading(connection: Connection, article_id: int, reading: Reading, *, whole: bool = False) -> Row[Any] | None:
    """Return the newest version that says the same as `reading` and shows no fewer pictures.

    On the `whole` means in the same HTML, with no detail that is contradicted.
    """
    newest = connection.execute(
        select(version)
        .where(
            version.c.article_id == article_id,
            version.c.kind == reading.kind,
            version.c.text_sha256 == reading.text.sha256,
            version.c.file_sha256.is_not_distinct_from(reading.file.sha256 if reading.file else None),
            *([version.c.html_sha256 == reading.html.sha256] if whole else []),
        )
        .order_by(version.c.id.desc())
        .limit(1)
    ).one_or_none()
    if newest is None or len(reading.resources) > resources.count(connection, newest.id):
        return None
    return None if whole and _contradicts(newest, reading) else newest


def _contradicts(kept: Row[Any], reading: Reading) -> bool:
    """Say whether the reading has another title, author, source or date than a version that has one."""
    said = columns_of(reading.extraction.metadata)
    return any(said[name] and getattr(kept, name) and said[name] != getattr(kept, name) for name in DETAILS)


def fill_share(connection: Connection, same: Row[Any], reading: Reading) -> bool:
    """Give a version that was read before shares were reckoned that of a reading which says the same."""
    share = _share_of(reading)
    if same.share is not None or share is None:
        return False
    connection.execute(update(version).where(version.c.id == same.id).values(share=share))
    return True


def sign(connection: Connection, same: Row[Any], snapshot_id: int, extractor: str) -> None:
    """Write on a version which extractor was the last to read exactly this out of its snapshot."""
    if same.snapshot_id == snapshot_id and same.extractor != extractor:
        connection.execute(update(version).where(version.c.id == same.id).values(extractor=extractor))


def why_aside(connection: Connection, old: Row[Any], reading: Reading) -> Reason | None:
    """Say why a reading may not take the place of the version `old`, None where it may: a worse one never does.

    Worse is a lesser kind (a link where there was an article), a notice where there was none, less than half of the
    words, or any fewer words when the reader itself says that something is lacking which was there before.
    """
    said, old_kind = reading.extraction, Kind(old.kind)
    if _RANK[reading.kind] != _RANK[old_kind]:
        worse = _RANK[reading.kind] < _RANK[old_kind]
        return (notice(said.metadata.title, said.text) or Reason.NOTHING_READABLE) if worse else None
    told = notice(said.metadata.title, said.text) if reading.kind is Kind.ARTICLE else None
    if told and notice(old.title, contents.text(connection, old.text_sha256)) is None:
        return told
    if said.words < old.words * _MUCH_SHORTER:
        return Reason.MUCH_SHORTER
    newly_lacking = _LACKING & set(said.flags) - {Flag(flag) for flag in old.flags}
    return Reason.SOMETHING_LACKING if newly_lacking and said.words < old.words else None


def row_of(connection: Connection, article_id: int, version_id: int) -> Row[Any]:
    """Return a version's row. Raises LibraryError for one that is not the article's."""
    wanted = (version.c.id == version_id, version.c.article_id == article_id)
    row = connection.execute(select(version).where(*wanted)).one_or_none()
    if row is None:
        raise LibraryError(Reason.NO_SUCH_ARTICLE, f"{article_id}, version {version_id}")
    return row


def text_of(connection: Connection, article_id: int, version_id: int) -> str:
    """Return a version's canonical text. Raises LibraryError for one that is not the article's."""
    return contents.text(connection, row_of(connection, article_id, version_id).text_sha256)


def version_of(row: Row[Any]) -> Version:
    return Version(
        id=VersionId(row.id),
        captured=moment(row.captured),
        method=Method(row.method),
        extractor=row.extractor,
        title=row.title,
        words=row.words,
        text_sha256=Sha256(row.text_sha256),
        flags=tuple(Flag(flag) for flag in row.flags),
        share=row.share,
    )


def _share_of(reading: Reading) -> float | None:
    return reading.extraction.share if reading.kind is Kind.ARTICLE else None
