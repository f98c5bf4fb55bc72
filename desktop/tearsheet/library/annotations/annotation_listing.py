"""Turn annotations and their places into what is shown: those of one article, or a list over the library."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, or_, select

from tearsheet.library import contents
from tearsheet.library.annotations.annotations import annotation_of
from tearsheet.library.annotations.placements import Placement
from tearsheet.library.organising import tags
from tearsheet.library.rows import batches
from tearsheet.library.schema import annotation, annotation_tag, article, placement, tag, version
from tearsheet.library.times import microseconds
from tearsheet.model.annotation import (
    AnnotationCounts,
    AnnotationQuery,
    Colour,
    ListedAnnotation,
    PlacedAnnotation,
    State,
)
from tearsheet.model.ids import AnnotationId, ArticleId, VersionId
from tearsheet.text.cjk import fold

_PLACE = (
    placement.c.state,
    placement.c.start.label("place_start"),
    placement.c.end.label("place_end"),
    placement.c.picture.label("place_picture"),
    placement.c.by_hand,
)
_SHOWN = and_(placement.c.annotation_id == annotation.c.id, placement.c.version_id == article.c.version_id)


def of_article(
    connection: Connection, article_id: ArticleId, version_id: VersionId, reckoned: Iterable[Placement]
) -> tuple[PlacedAnnotation, ...]:
    """Return the article's annotations as they stand on a version, in text order, orphans after.

    `reckoned` are places that are not kept yet.
    """
    here = and_(placement.c.annotation_id == annotation.c.id, placement.c.version_id == version_id)
    rows = connection.execute(
        select(annotation, version.c.id.label("on"), version.c.text_sha256, *_PLACE)
        .join_from(annotation, version, version.c.id == version_id)
        .outerjoin(placement, here)
        .where(annotation.c.article_id == article_id, annotation.c.deleted.is_(None))
    ).all()
    return tuple(sorted(_placed(connection, rows, reckoned), key=_text_order))


def listed(
    connection: Connection, query: AnnotationQuery, reckoned: Sequence[Placement], *, limit: int | None, offset: int
) -> tuple[ListedAnnotation, ...]:
    """Return annotations of the library as they stand on the versions that are shown, newest first."""
    matching = _matching(query, reckoned)
    if query.words:
        stop = None if limit is None else offset + limit
        ids = list(islice(_with_words(connection, matching, query.words), offset, stop))
    else:
        ids = list(connection.scalars(matching.limit(limit).offset(offset)))
    found = {each.placed.annotation.id: each for some in batches(ids) for each in _listed(connection, some, reckoned)}
    return tuple(found[AnnotationId(number)] for number in ids)


def count(connection: Connection, query: AnnotationQuery, reckoned: Sequence[Placement]) -> int:
    matching = _matching(query, reckoned)
    if query.words:
        return sum(1 for _ in _with_words(connection, matching, query.words))
    return int(connection.scalars(select(func.count()).select_from(matching.order_by(None).subquery())).one())


def uids(connection: Connection, until: datetime) -> tuple[tuple[AnnotationId, str], ...]:
    """Return the highlights that quote words and were made before a moment, each with what it is called everywhere."""
    quoting = _kept(select(annotation.c.id, annotation.c.uid)).where(
        annotation.c.exact != "", annotation.c.created < microseconds(until)
    )
    return tuple((AnnotationId(row.id), row.uid) for row in connection.execute(quoting))


def counts(connection: Connection, reckoned: Sequence[Placement]) -> AnnotationCounts:
    """Return numbers that agree with `count` of the query that each of them stands for."""
    kept = _kept(select(annotation.c.id)).subquery()
    colours = select(annotation.c.colour, func.count()).where(annotation.c.id.in_(select(kept)))
    by_colour = {row[0]: row[1] for row in connection.execute(colours.group_by(annotation.c.colour))}
    paths = select(tag.c.path, func.count()).join_from(annotation_tag, tag)
    tagged = paths.where(annotation_tag.c.annotation_id.in_(select(kept))).group_by(tag.c.path).order_by(tag.c.path)
    return AnnotationCounts(
        all=sum(by_colour.values()),
        unsure=count(connection, AnnotationQuery(states=(State.UNSURE,)), reckoned),
        orphans=count(connection, AnnotationQuery(states=(State.ORPHAN,)), reckoned),
        colours=tuple((colour, by_colour[colour]) for colour in Colour if colour in by_colour),
        tags=tuple((row[0], row[1]) for row in connection.execute(tagged)),
    )


def _kept(statement: Select[Any]) -> Select[Any]:
    """Leave out what is deleted, and what belongs to deleted articles."""
    return statement.join_from(annotation, article).where(annotation.c.deleted.is_(None), article.c.deleted.is_(None))


def _matching(query: AnnotationQuery, reckoned: Iterable[Placement]) -> Select[Any]:
    return (
        _kept(select(annotation.c.id))
        .outerjoin(placement, _SHOWN)
        .where(*_conditions(query, reckoned))
        .order_by(annotation.c.created.desc(), annotation.c.id.desc())
    )


def _conditions(query: AnnotationQuery, reckoned: Iterable[Placement]) -> Iterator[ColumnElement[bool]]:
    if query.ids:
        yield annotation.c.id.in_(query.ids)
    if query.articles:
        yield annotation.c.article_id.in_(query.articles)
    if query.colours:
        yield annotation.c.colour.in_(query.colours)
    for path in query.tags:
        tagged = select(annotation_tag.c.annotation_id).join_from(annotation_tag, tag).where(tags.in_subtree(path))
        yield annotation.c.id.in_(tagged)
    if query.since is not None:
        yield annotation.c.created >= microseconds(query.since)
    if query.until is not None:
        yield annotation.c.created < microseconds(query.until)
    if query.states:
        whole = [annotation.c.exact.is_(None)] if State.ANCHORED in query.states else []
        now = [each.annotation for each in reckoned if each.state in query.states]
        yield or_(placement.c.state.in_(query.states), annotation.c.id.in_(now), *whole)


def _with_words(connection: Connection, matching: Select[Any], words: Sequence[str]) -> Iterator[int]:
    """Yield those that have the words in their quote, note or article's title, told alike as a search tells them."""
    wanted = [_folded(word) for word in words]
    for row in connection.execute(matching.add_columns(annotation.c.exact, annotation.c.note, article.c.title)):
        said = _folded(f"{row.exact or ''}\n{row.note}\n{row.title}")
        if all(word in said for word in wanted):
            yield row.id


def _folded(text: str) -> str:
    return " ".join(fold(text).split())


def _listed(connection: Connection, ids: Sequence[int], reckoned: Iterable[Placement]) -> Iterator[ListedAnnotation]:
    rows = connection.execute(
        select(annotation, article.c.version_id.label("on"), version.c.text_sha256, *_PLACE)
        .add_columns(article.c.title, article.c.source, article.c.url)
        .join_from(annotation, article)
        .join(version, version.c.id == article.c.version_id)
        .outerjoin(placement, _SHOWN)
        .where(annotation.c.id.in_(ids))
    ).all()
    for row, placed in zip(rows, _placed(connection, rows, reckoned), strict=True):
        yield ListedAnnotation(placed=placed, title=row.title, source=row.source, url=row.url)


def _placed(
    connection: Connection, rows: Sequence[Row[Any]], reckoned: Iterable[Placement]
) -> Iterator[PlacedAnnotation]:
    """Yield what each row shows, with the words that it stands on; a text is unpacked once."""
    paths = tags.of_annotations(connection, [row.id for row in rows])
    now = {(each.annotation, each.version): each for each in reckoned}
    texts: dict[str, str] = {}
    for row in rows:
        place = now.get((AnnotationId(row.id), VersionId(row.on))) or _place_of(row)
        text = ""
        if place.start != place.end:
            if row.text_sha256 not in texts:
                texts[row.text_sha256] = contents.text(connection, row.text_sha256)
            text = texts[row.text_sha256][place.start : place.end]
        yield PlacedAnnotation(
            annotation=annotation_of(row, paths.get(row.id, ())),
            on=place.version,
            state=place.state,
            start=place.start,
            end=place.end,
            text=text,
            by_hand=place.by_hand,
            picture=place.picture,
        )


def _place_of(row: Row[Any]) -> Placement:
    number, on = AnnotationId(row.id), VersionId(row.on)
    if row.state is None:  # about the whole article, for all else has been reckoned
        return Placement(annotation=number, version=on, state=State.ANCHORED)
    return Placement(
        annotation=number,
        version=on,
        state=State(row.state),
        start=row.place_start,
        end=row.place_end,
        picture=row.place_picture,
        by_hand=row.by_hand,
    )


def _text_order(placed: PlacedAnnotation) -> tuple[bool, int, int, int]:
    selector = placed.annotation.selector
    if placed.state is State.ORPHAN and selector is not None:
        return True, selector.start, selector.end, placed.annotation.id
    return False, placed.start, placed.end, placed.annotation.id
