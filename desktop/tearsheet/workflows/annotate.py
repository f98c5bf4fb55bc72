"""Turn what a person marks and says of it into annotations, and show them on whichever version is read.

Offsets are code points of a version's canonical text, as `article.text[start:end]` has it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tearsheet.model.annotation import (
    Annotation,
    AnnotationCounts,
    AnnotationEdits,
    AnnotationQuery,
    Colour,
    ListedAnnotation,
    NewAnnotation,
    PlacedAnnotation,
    Quotation,
    Selector,
)
from tearsheet.model.article import Article
from tearsheet.model.changes import Changes
from tearsheet.model.errors import Failure, LibraryError, Reason
from tearsheet.model.ids import AnnotationId, ArticleId, VersionId
from tearsheet.text.anchoring import select
from tearsheet.text.quotations import nearest, places_of, same_letters
from tearsheet.workflows.desk import Desk

_SHOWN = 100  # characters of a quote that was not found


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """What became of quotations, in their order: each is an annotation, or why it is none; and what that changed."""

    outcomes: tuple[Annotation | Failure, ...]
    changes: Changes


def annotations(desk: Desk, article: ArticleId, version: VersionId | None = None) -> tuple[PlacedAnnotation, ...]:
    """Return an article's annotations on the version that is shown, or on another: in text order, orphans after."""
    return desk.library.annotating.of_article(article, version)


def list_annotations(
    desk: Desk, query: AnnotationQuery, *, limit: int | None = None, offset: int = 0
) -> tuple[ListedAnnotation, ...]:
    """Return a page of the library's annotations, the newest first, each as it stands on the version that is shown."""
    return desk.library.annotating.listed(query, limit=limit, offset=offset)


def count_annotations(desk: Desk, query: AnnotationQuery) -> int:
    """Return how many annotations fit."""
    return desk.library.annotating.count(query)


def annotation_counts(desk: Desk) -> AnnotationCounts:
    """Return the numbers beside what a list of annotations can be narrowed to."""
    return desk.library.annotating.counts()


def annotate(
    desk: Desk,
    article: Article,
    start: int,
    end: int,
    *,
    colour: Colour = Colour.YELLOW,
    note: str = "",
    tags: Sequence[str] = (),
) -> tuple[Annotation, Changes]:
    """Mark a passage of the version that `article` shows; its ends move outwards to where no character is cut.

    Raises LibraryError, OUTSIDE_TEXT for a passage that is not in the text.
    """
    selector = _passage(article.text, start, end)
    return _one(desk, article, NewAnnotation(selector=selector, colour=colour, note=note, tags=tuple(tags)))


def annotate_picture(
    desk: Desk,
    article: Article,
    picture: str,
    start: int,
    end: int,
    *,
    colour: Colour = Colour.YELLOW,
    note: str = "",
    tags: Sequence[str] = (),
) -> tuple[Annotation, Changes]:
    """Mark a picture by its address in the version that `article` shows; `start` and `end` are its caption's, or where
    it stands between words.
    """
    selector = replace(
        select(article.text, start, end) if start != end else _point(article.text, start), picture=picture
    )
    return _one(desk, article, NewAnnotation(selector=selector, colour=colour, note=note, tags=tuple(tags)))


def note_on(
    desk: Desk, article: Article, note: str, *, colour: Colour = Colour.YELLOW, tags: Sequence[str] = ()
) -> tuple[Annotation, Changes]:
    """Write a note on the whole article."""
    return _one(desk, article, NewAnnotation(colour=colour, note=note, tags=tuple(tags)))


def annotate_quotes(desk: Desk, article: Article, quotations: Sequence[Quotation]) -> Marked:
    """Mark passages of the version that `article` shows, those that are found in one write.

    One whose words are not in the text, or stand there several times and nothing says which, is a failure of its own.
    """
    found = [_new(article.text, each) for each in quotations]
    fitting = [each for each in found if isinstance(each, NewAnnotation)]
    kept, changes = desk.library.annotating.add(article.id, article.version, fitting)
    annotated = iter(kept)
    outcomes = tuple(each if isinstance(each, Failure) else next(annotated) for each in found)
    return Marked(outcomes=outcomes, changes=changes)


def edit(desk: Desk, annotation: AnnotationId, edits: AnnotationEdits) -> Changes:
    """Change an annotation's colour, note or tags."""
    return desk.library.annotating.edit(annotation, edits)


def remove(desk: Desk, annotations: Sequence[AnnotationId]) -> Changes:
    """Delete annotations; `restore` brings them back as they were."""
    return desk.library.annotating.delete(annotations)


def restore(desk: Desk, annotations: Sequence[AnnotationId]) -> Changes:
    """Bring deleted annotations back."""
    return desk.library.annotating.undelete(annotations)


def accept(desk: Desk, placed: PlacedAnnotation) -> Changes:
    """Say that an annotation stands right where it is shown; `put_back` with the same takes that back."""
    return desk.library.annotating.place_by_hand(
        placed.annotation.id, placed.on, placed.start, placed.end, picture=placed.picture
    )


def relink(
    desk: Desk, annotation: AnnotationId, article: Article, start: int, end: int, *, picture: str = ""
) -> Changes:
    """Say which passage an annotation belongs to on the version that `article` shows; `put_back` takes that back."""
    if start == end and picture:
        return desk.library.annotating.place_by_hand(annotation, article.version, start, end, picture=picture)
    selector = _passage(article.text, start, end)
    return desk.library.annotating.place_by_hand(
        annotation, article.version, selector.start, selector.end, picture=picture
    )


def put_back(desk: Desk, before: PlacedAnnotation) -> Changes:
    """Undo `accept` or `relink`: let an annotation stand as it did `before`."""
    if before.by_hand:
        return accept(desk, before)
    return desk.library.annotating.place_again(before.annotation.id, before.on)


def _one(desk: Desk, article: Article, new: NewAnnotation) -> tuple[Annotation, Changes]:
    (annotation,), changes = desk.library.annotating.add(article.id, article.version, (new,))
    return annotation, changes


def _new(text: str, quotation: Quotation) -> NewAnnotation | Failure:
    try:
        selector = _selector(text, quotation)
    except LibraryError as error:
        return error.failure
    return NewAnnotation(selector=selector, colour=quotation.colour, note=quotation.note, tags=quotation.tags)


def _selector(text: str, quotation: Quotation) -> Selector | None:
    if quotation.start is not None and quotation.end is not None:
        selector = _passage(text, quotation.start, quotation.end)
        if quotation.quote and not same_letters(quotation.quote, selector.exact):
            raise LibraryError(Reason.NOT_IN_TEXT, _beginning(quotation.quote))
        return selector
    if not quotation.quote.strip():
        if quotation.note or quotation.tags:
            return None
        raise LibraryError(Reason.NOT_IN_TEXT, _beginning(quotation.quote))
    start, end = _place(text, quotation)
    return select(text, start, end)


def _passage(text: str, start: int, end: int) -> Selector:
    if not 0 <= start < end <= len(text):
        raise LibraryError(Reason.OUTSIDE_TEXT, f"{start}–{end}, {len(text)}")
    return select(text, start, end)


def _point(text: str, place: int) -> Selector:
    """Return the selector of a place between words."""
    around = select(text, place, place)
    return replace(around, exact="", start=place, end=place)


def _place(text: str, quotation: Quotation) -> tuple[int, int]:
    places = places_of(quotation.quote, text)
    place = nearest(text, places, prefix=quotation.prefix, suffix=quotation.suffix)
    if place is None:
        raise LibraryError(Reason.SEVERAL_IN_TEXT if places else Reason.NOT_IN_TEXT, _beginning(quotation.quote))
    return place


def _beginning(quote: str) -> str:
    return quote if len(quote) <= _SHOWN else f"{quote[:_SHOWN]}…"
