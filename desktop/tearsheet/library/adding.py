"""Turn one capture into an article, or into a new version of the one that is there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from uuid import uuid4

from sqlalchemy import Connection, select, update

from tearsheet.library import contents, jobs, labels, recapturing, resources, snapshots, versions
from tearsheet.library.articles import row_of
from tearsheet.library.contents import Content
from tearsheet.library.metadata import columns_of_article
from tearsheet.library.rows import clean, insert_row
from tearsheet.library.schema import article, version
from tearsheet.library.search import index_queue
from tearsheet.library.times import microseconds, moment, now, offset_minutes
from tearsheet.library.versions import Reading
from tearsheet.model.article import Blob, Kind, Resource
from tearsheet.model.capture import Added, Keeping, Status
from tearsheet.model.changes import Changes
from tearsheet.model.extraction import Extraction
from tearsheet.model.ids import ArticleId, JobId, Sha256
from tearsheet.model.page import Method
from tearsheet.text.addresses import host_of

_STATUS_OF_NEW = {Kind.ARTICLE: Status.ADDED, Kind.LINK: Status.KEPT_AS_LINK, Kind.FILE: Status.KEPT_AS_FILE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """A capture whose contents are compressed, and whose file is on disk, before the transaction begins."""

    keeping: Keeping
    reading: Reading
    bodies: tuple[Content, ...]
    columns: dict[str, object]


def pack(keeping: Keeping, put_blob: Callable[[bytes], Sha256]) -> Packed:
    """Compress what is to be kept; a file kept as it is becomes a blob."""
    first = keeping.pages[0] if keeping.pages else None
    file = None
    if first and keeping.kind is Kind.FILE:
        file = Blob(sha256=put_blob(first.body), media_type=first.media_type, size=len(first.body))
    reading = versions.pack(
        keeping.extraction,
        captured=microseconds(first.received) if first else now(),
        kind=keeping.kind,
        method=first.method if first else Method.FILE,
        extractor=keeping.extractor,
        resources=keeping.resources,
        file=file,
    )
    # A file's bytes are its blob's; what stands for them here is never put.
    own = (Content(sha256=file.sha256, size=file.size, data=b""),) if file else ()
    bodies = (*own, *(contents.pack(page.body) for page in keeping.pages[len(own) :]))
    # Made out here, since pypinyin may have to be imported first.
    columns = columns_of_article(keeping.extraction.metadata)
    return Packed(keeping=keeping, reading=reading, bodies=bodies, columns=columns)


def add(connection: Connection, packed: Packed, job: JobId | None) -> Added:
    """Write all of a capture: article, snapshot, version, contents, pictures, tags, the job's end, the index's line."""
    keeping = packed.keeping
    kept = connection.execute(select(article).where(article.c.key == keeping.address.key)).one_or_none()
    article_id = ArticleId(kept.id) if kept else _insert(connection, packed)
    _put_back(connection, packed.reading, packed.bodies)
    snapshot_id = snapshots.keep(connection, article_id, keeping.pages, packed.bodies, packed.reading.file)
    if kept:
        added = recapturing.take(connection, kept, snapshot_id, packed.reading)
    else:
        added = _first_version(connection, article_id, snapshot_id, packed.reading)
    # What its job says now: since it was taken, somebody may have taken a tag off it, or called one otherwise.
    given = jobs.words_given(connection, job) or jobs.WordsGiven(tags=keeping.tags)
    labelled = labels.add(connection, article_id, given.tags, given.note or keeping.note)
    changes = added.changes or Changes(updated=(article_id,) if labelled else ())
    index_queue.add(connection, [article_id] if added.changes else [])
    if job is not None:
        changes = replace(changes, jobs=jobs.finish(connection, job, article_id).jobs)
    return replace(added, changes=changes)


def add_capture(connection: Connection, article_id: ArticleId, packed: Packed) -> Added:
    """Add another capture to an article that is there, whatever its key; a deleted one stays deleted."""
    kept = row_of(connection, article_id)
    _put_back(connection, packed.reading, packed.bodies)
    snapshot_id = snapshots.keep(connection, article_id, packed.keeping.pages, packed.bodies, packed.reading.file)
    added = recapturing.take(connection, kept, snapshot_id, packed.reading, undelete=False)
    index_queue.add(connection, [article_id] if added.changes else [])
    return added


def add_version(
    connection: Connection, article_id: ArticleId, extraction: Extraction, extractor: str, *, by_hand: bool
) -> Added:
    """Add another reading of the snapshot that the current version was read from."""
    kept = row_of(connection, article_id)
    shown = connection.execute(select(version).where(version.c.id == kept.version_id)).one()
    reading = versions.pack(
        extraction,
        captured=now(),
        kind=Kind.ARTICLE if extraction.text else Kind(shown.kind),
        method=Method(shown.method),
        extractor=extractor,
        resources=tuple(
            Resource(url=each.url, candidates=each.candidates, alt=each.alt) for each in extraction.pictures
        ),
    )
    _put_back(connection, reading)
    added = recapturing.take(connection, kept, shown.snapshot_id, reading, again=True, by_hand=by_hand)
    index_queue.add(connection, [article_id] if added.changes else [])
    return added


def _put_back(connection: Connection, reading: Reading, bodies: Sequence[Content] = ()) -> None:
    """Mend what was damaged here of the same words; a file's own bytes are no content."""
    contents.put_back(connection, (reading.html, reading.text, *(body for body in bodies if body.data)))


def _insert(connection: Connection, packed: Packed) -> ArticleId:
    keeping = packed.keeping
    saved = keeping.saved or moment(now()).astimezone()
    values = {
        "uid": _uid(connection, keeping.uid),
        "key": keeping.address.key,
        "url": keeping.address.url,
        "host": host_of(keeping.address.url),
        "share_link": clean(keeping.share_link),
        "kind": keeping.kind,
        "words": keeping.extraction.words,
        "saved": microseconds(saved),
        "saved_offset": offset_minutes(saved),
        **packed.columns,
    }
    return ArticleId(insert_row(connection, article, values))


def _uid(connection: Connection, brought: str) -> str:
    """Return the uid that an article brings, unless another one has it."""
    taken = not brought or connection.scalar(select(article.c.id).where(article.c.uid == brought)) is not None
    return uuid4().hex if taken else brought


def _first_version(connection: Connection, article_id: ArticleId, snapshot_id: int, reading: Reading) -> Added:
    kept = versions.keep(connection, article_id, snapshot_id, reading)
    connection.execute(update(article).where(article.c.id == article_id).values(version_id=kept))
    resources.summarise(connection, article_id)
    status = _STATUS_OF_NEW[reading.kind]
    return Added(article=article_id, version=kept, status=status, current=True, changes=Changes(added=(article_id,)))
