"""Turn where an annotation stands on a version into a row, whether that was reckoned or said by a person."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select

from tearsheet.library.dialects import insert_new
from tearsheet.library.schema import annotation, placement
from tearsheet.library.versions import text_of
from tearsheet.model.annotation import State
from tearsheet.model.changes import Changes
from tearsheet.model.errors import LibraryError, Reason
from tearsheet.model.ids import AnnotationId, ArticleId, VersionId


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where an annotation stands on a version, in code points of its text; nowhere, for an orphan."""

    annotation: AnnotationId
    version: VersionId
    state: State
    start: int = 0
    end: int = 0
    picture: str = ""
    by_hand: bool = False


def keep(connection: Connection, placements: Iterable[Placement]) -> None:
    """Keep places that were reckoned; one that is there stays, for a person may have put it there meanwhile."""
    insert_new(connection, placement, [_columns_of(each) for each in placements])


def put_by_hand(
    connection: Connection, annotation_id: AnnotationId, version_id: VersionId, start: int, end: int, picture: str
) -> Changes:
    """Put an annotation where a person says that it stands; what was reckoned of it may then be reckoned better."""
    article_id = ArticleId(row_of(connection, annotation_id).article_id)
    length = len(text_of(connection, article_id, version_id))
    if not 0 <= start <= end <= length or (start == end and not picture):
        raise LibraryError(Reason.OUTSIDE_TEXT, f"{start}–{end}, {length}")
    _forget(connection, annotation_id, version_id)
    placed = Placement(
        annotation=annotation_id,
        version=version_id,
        state=State.ANCHORED,
        start=start,
        end=end,
        picture=picture,
        by_hand=True,
    )
    connection.execute(insert(placement).values(_columns_of(placed)))
    return Changes(updated=(article_id,))


def take_back(connection: Connection, annotation_id: AnnotationId, version_id: VersionId) -> Changes:
    """Forget where a person put an annotation on a version; it is reckoned when it is wanted."""
    article_id = ArticleId(row_of(connection, annotation_id).article_id)
    _forget(connection, annotation_id, version_id)
    return Changes(updated=(article_id,))


def row_of(connection: Connection, annotation_id: AnnotationId) -> Row[Any]:
    """Return an annotation's row, deleted or not."""
    row = connection.execute(select(annotation).where(annotation.c.id == annotation_id)).one_or_none()
    if row is None:
        raise LibraryError(Reason.NO_SUCH_ANNOTATION, str(annotation_id))
    return row


def _forget(connection: Connection, annotation_id: AnnotationId, version_id: VersionId) -> None:
    """Forget the place on one version, and on all others those that nobody said."""
    reckoned = placement.c.by_hand.is_(False) | (placement.c.version_id == version_id)
    connection.execute(delete(placement).where(placement.c.annotation_id == annotation_id, reckoned))


def _columns_of(each: Placement) -> dict[str, object]:
    return {
        "annotation_id": each.annotation,
        "version_id": each.version,
        "state": each.state,
        "start": each.start,
        "end": each.end,
        "picture": each.picture,
        "by_hand": each.by_hand,
    }
