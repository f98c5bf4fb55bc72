"""Turn a new reading of a kept article into one more version, shown unless it is worse than what is shown."""

from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, Row, select, update

from tearsheet.library import resources, versions
from tearsheet.library.articles import row_of
from tearsheet.library.metadata import columns_of, columns_of_article, metadata_of
from tearsheet.library.organising.edits import edited
from tearsheet.library.schema import article, version
from tearsheet.library.search import index_queue
from tearsheet.library.versions import Reading
from tearsheet.model.capture import Added, Status
from tearsheet.model.changes import Changes
from tearsheet.model.errors import Reason
from tearsheet.model.extraction import Metadata
from tearsheet.model.ids import ArticleId, VersionId


def take(
    connection: Connection,
    kept: Row[Any],
    snapshot_id: int,
    reading: Reading,
    *,
    again: bool = False,
    by_hand: bool = False,
    undelete: bool = True,
) -> Added:
    """Add the reading to the article whose row is `kept`.

    The same words in a version that is there already make no new one, but bring the pictures, the metadata and the
    share that it lacked; a deleted article comes back (`undelete`). Where the snapshot is one that was there, read
    `again`, its HTML and its details must be the same too, since only the reader can have changed them, and what is
    deleted stays so. A reading that is as a person wants it (`by_hand`) is shown, whatever it lacks; a version that a
    person chose stays until the page says something new.
    """
    article_id = ArticleId(kept.id)
    same = versions.same_reading(connection, article_id, reading, whole=again)
    aside: Reason | None = None
    if same is not None and same.id == kept.version_id:
        version_id, shows, status = VersionId(same.id), True, Status.UNCHANGED
        changed = _fill_metadata(connection, kept, reading)
    else:
        shown = connection.execute(select(version).where(version.c.id == kept.version_id)).one()
        if not by_hand:
            chosen = Reason.OTHER_CHOSEN if same is not None and kept.chosen else None
            aside = versions.why_aside(connection, shown, reading) or chosen
        shows = aside is None
        version_id = VersionId(same.id) if same else versions.keep(connection, article_id, snapshot_id, reading)
        changed = shows or same is None
        status = Status.UPDATED if changed else Status.UNCHANGED
        if shows:
            values = {"kind": reading.kind, "words": reading.extraction.words, "chosen": kept.chosen and again}
            _show(connection, kept, reading.extraction.metadata, version_id=version_id, **values)
    changed |= _fill_pictures(connection, article_id, reading)
    changed |= same is not None and versions.fill_share(connection, same, reading)
    if same is not None:
        versions.sign(connection, same, snapshot_id, reading.extractor)
    resources.summarise(connection, article_id)
    if undelete and not again and kept.deleted is not None:
        connection.execute(update(article).where(article.c.id == article_id).values(deleted=None))
        return Added(
            article=article_id,
            version=version_id,
            status=Status.ADDED,
            current=shows,
            changes=Changes(added=(article_id,)),
            aside=aside,
        )
    changes = Changes(updated=(article_id,)) if changed else Changes()
    return Added(article=article_id, version=version_id, status=status, current=shows, changes=changes, aside=aside)


def choose(connection: Connection, article_id: ArticleId, version_id: VersionId) -> Changes:
    """Show the version that a person chose."""
    kept = row_of(connection, article_id)
    row = versions.row_of(connection, article_id, version_id)
    if row.id == kept.version_id:
        connection.execute(update(article).where(article.c.id == article_id).values(chosen=True))
        return Changes()
    _show(connection, kept, metadata_of(row), version_id=version_id, kind=row.kind, words=row.words, chosen=True)
    resources.summarise(connection, article_id)
    index_queue.add(connection, [article_id])
    return Changes(updated=(article_id,))


def _show(connection: Connection, kept: Row[Any], said: Metadata, **shown: object) -> None:
    """Make a version the one that the article shows; what it leaves unsaid stays as the earlier one said it."""
    metadata = edited(connection, ArticleId(kept.id), _either(said, metadata_of(kept)))
    connection.execute(update(article).where(article.c.id == kept.id).values(**shown, **columns_of_article(metadata)))


def _fill_metadata(connection: Connection, kept: Row[Any], reading: Reading) -> bool:
    before = metadata_of(kept)
    after = edited(connection, ArticleId(kept.id), _either(before, reading.extraction.metadata))
    if columns_of(after) == columns_of(before):
        return False
    connection.execute(update(article).where(article.c.id == kept.id).values(columns_of_article(after)))
    return True


def _fill_pictures(connection: Connection, article_id: ArticleId, reading: Reading) -> bool:
    filled = [resources.fill(connection, article_id, each.url, each.blob) for each in reading.resources if each.blob]
    return any(filled)


def _either(first: Metadata, second: Metadata) -> Metadata:
    """Return what `first` says, and where it says nothing what `second` says."""
    return Metadata(
        **{field.name: getattr(first, field.name) or getattr(second, field.name) for field in fields(first)}
    )
