"""Turn what a person marks in an article into rows of annotations, and back."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Row, insert, select, update

from tearsheet.library.annotations import placements
from tearsheet.library.annotations.placements import Placement
from tearsheet.library.organising import tags
from tearsheet.library.rows import batches, clean
from tearsheet.library.schema import annotation
from tearsheet.library.search import index_queue
from tearsheet.library.times import microseconds, moment, now, offset_minutes
from tearsheet.library.versions import text_of
from tearsheet.model.annotation import Annotation, AnnotationEdits, Colour, NewAnnotation, Selector, State
from tearsheet.model.changes import Changes
from tearsheet.model.errors import LibraryError, Reason
from tearsheet.model.ids import AnnotationId, ArticleId, VersionId

_SHOWN = 100  # characters of what was refused


def annotate(
    connection: Connection, article_id: ArticleId, version_id: VersionId, marked: Sequence[NewAnnotation]
) -> tuple[Annotation, ...]:
    """Keep what was marked on a version of the article, which may be in the bin."""
    text = text_of(connection, article_id, version_id)
    for each in marked:
        if each.selector is not None:
            _check(each.selector, text)
    if not marked:
        return ()
    here = datetime.now().astimezone()
    made = _columns_of_time("created", here) | _columns_of_time("changed", here)
    rows = [
        {"uid": uuid4().hex, "article_id": article_id, "version_id": version_id, **made, **_columns_of(each)}
        for each in marked
    ]
    inserting = insert(annotation).returning(annotation.c.id, sort_by_parameter_order=True)
    ids = [AnnotationId(number) for number in connection.scalars(inserting, rows)]
    numbered = list(zip(ids, marked, strict=True))
    tags.put(connection, [(number, each.tags) for number, each in numbered if each.tags])
    placements.keep(
        connection,
        [as_made(number, version_id, each.selector) for number, each in numbered if each.selector is not None],
    )
    index_queue.add(connection, [article_id])
    return tuple(_read(connection, ids))


def edit(connection: Connection, annotation_id: AnnotationId, edits: AnnotationEdits) -> Changes:
    """Change colour, note or tags; what is None stays."""
    article_id = ArticleId(placements.row_of(connection, annotation_id).article_id)
    if edits == AnnotationEdits():
        return Changes()
    values = _columns_of_time("changed", datetime.now().astimezone())
    if edits.colour is not None:
        values["colour"] = edits.colour
    if edits.note is not None:
        values["note"] = clean(edits.note)
    if edits.tags is not None:
        tags.put(connection, [(annotation_id, edits.tags)])
    connection.execute(update(annotation).where(annotation.c.id == annotation_id).values(values))
    if edits.note is not None or edits.tags is not None:
        index_queue.add(connection, [article_id])
    return Changes(updated=(article_id,))


def delete(connection: Connection, ids: Sequence[AnnotationId]) -> Changes:
    """Put annotations away; all of them stays until they are wanted again."""
    return _set_deleted(connection, ids, now())


def undelete(connection: Connection, ids: Sequence[AnnotationId]) -> Changes:
    return _set_deleted(connection, ids, None)


def as_made(annotation_id: AnnotationId, version_id: VersionId, selector: Selector) -> Placement:
    """Return where an annotation stands on the version that it was made on."""
    return Placement(
        annotation=annotation_id,
        version=version_id,
        state=State.ANCHORED,
        start=selector.start,
        end=selector.end,
        picture=selector.picture,
    )


def annotation_of(row: Row[Any], paths: tuple[str, ...]) -> Annotation:
    return Annotation(
        id=AnnotationId(row.id),
        uid=row.uid,
        article=ArticleId(row.article_id),
        version=VersionId(row.version_id),
        selector=selector_of(row),
        colour=Colour(row.colour),
        note=row.note,
        tags=paths,
        created=moment(row.created, row.created_offset),
        changed=moment(row.changed, row.changed_offset),
    )


def selector_of(row: Row[Any]) -> Selector | None:
    """Read the columns of a selector; there is none where the note is about the whole article."""
    if row.exact is None:
        return None
    return Selector(
        exact=row.exact, prefix=row.prefix, suffix=row.suffix, start=row.start, end=row.end, picture=row.picture
    )


def _check(selector: Selector, text: str) -> None:
    """Refuse a selection that is not in the text, or says other words than stand there (offsets of another text)."""
    if not 0 <= selector.start <= selector.end <= len(text):
        raise LibraryError(Reason.OUTSIDE_TEXT, f"{selector.start}–{selector.end}, {len(text)}")
    if not selector.picture and (not selector.exact or text[selector.start : selector.end] != selector.exact):
        raise LibraryError(Reason.NOT_IN_TEXT, selector.exact[:_SHOWN])


def _columns_of(marked: NewAnnotation) -> dict[str, object]:
    said = marked.selector
    return {
        "exact": clean(said.exact) if said else None,
        "prefix": clean(said.prefix) if said else None,
        "suffix": clean(said.suffix) if said else None,
        "start": said.start if said else None,
        "end": said.end if said else None,
        "picture": said.picture if said else None,
        "colour": marked.colour,
        "note": clean(marked.note),
    }


def _columns_of_time(name: str, when: datetime) -> dict[str, object]:
    return {name: microseconds(when), f"{name}_offset": offset_minutes(when)}


def _read(connection: Connection, ids: Sequence[AnnotationId]) -> Iterator[Annotation]:
    paths = tags.of_annotations(connection, ids)
    for some in batches(ids):
        for row in connection.execute(select(annotation).where(annotation.c.id.in_(some)).order_by(annotation.c.id)):
            yield annotation_of(row, paths.get(row.id, ()))


def _set_deleted(connection: Connection, ids: Sequence[AnnotationId], when: int | None) -> Changes:
    differs = annotation.c.deleted.is_not(None) if when is None else annotation.c.deleted.is_(None)
    changed: set[ArticleId] = set()
    for some in batches(ids):
        setting = update(annotation).where(annotation.c.id.in_(some), differs).values(deleted=when)
        changed |= {ArticleId(found) for found in connection.scalars(setting.returning(annotation.c.article_id))}
    index_queue.add(connection, sorted(changed))
    return Changes(updated=tuple(sorted(changed)))
