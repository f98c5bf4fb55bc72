"""What a person marks and writes on articles: kept, listed, placed on every version, changed and put away."""

from collections.abc import Callable, Sequence
from datetime import datetime

from tearsheet.library import articles
from tearsheet.library.annotations import annotation_listing, annotations, placements, placing
from tearsheet.library.database import Database
from tearsheet.model.annotation import (
    Annotation,
    AnnotationCounts,
    AnnotationEdits,
    AnnotationQuery,
    ListedAnnotation,
    NewAnnotation,
    PlacedAnnotation,
)
from tearsheet.model.changes import Changes
from tearsheet.model.ids import AnnotationId, ArticleId, VersionId


class Annotating:
    """A part of a library, `Library.annotating`, which is one read or one write a method as well."""

    def __init__(self, database: Database, index_soon: Callable[[Changes], None]) -> None:
        self._database, self._index_soon = database, index_soon

    def add(
        self, article_id: ArticleId, version: VersionId, marked: Sequence[NewAnnotation]
    ) -> tuple[tuple[Annotation, ...], Changes]:
        """Keep what was marked on a version of an article, deleted or not: all of it or nothing.

        Raises LibraryError: OUTSIDE_TEXT for a selection that reaches beyond the text, NOT_IN_TEXT for words that do
        not stand where they are said to.
        """
        with self._database.writing() as connection:
            kept = annotations.annotate(connection, article_id, version, marked)
        changes = Changes(updated=(article_id,) if kept else ())
        self._index_soon(changes)
        return kept, changes

    def of_article(self, article_id: ArticleId, version: VersionId | None = None) -> tuple[PlacedAnnotation, ...]:
        """Return an article's annotations as they stand on the version that is shown, or on another one.

        In text order, orphans after. What has no place there yet is given one, which is kept where it can be.
        """
        with self._database.reading() as connection:
            shown = articles.version_shown(connection, article_id, version)
        reckoned = placing.place(self._database, article_id, shown)
        with self._database.reading() as connection:
            return annotation_listing.of_article(connection, article_id, shown, reckoned)

    def listed(
        self, query: AnnotationQuery, *, limit: int | None = None, offset: int = 0
    ) -> tuple[ListedAnnotation, ...]:
        """Return annotations of the library, those in the bin left out, the newest first."""
        reckoned = placing.place_shown(self._database)
        with self._database.reading() as connection:
            return annotation_listing.listed(connection, query, reckoned, limit=limit, offset=offset)

    def count(self, query: AnnotationQuery) -> int:
        """Return how many of them fit."""
        reckoned = placing.place_shown(self._database)
        with self._database.reading() as connection:
            return annotation_listing.count(connection, query, reckoned)

    def counts(self) -> AnnotationCounts:
        """Return numbers that agree with `count` of what each of them stands for."""
        reckoned = placing.place_shown(self._database)
        with self._database.reading() as connection:
            return annotation_listing.counts(connection, reckoned)

    def uids(self, until: datetime) -> tuple[tuple[AnnotationId, str], ...]:
        """Return the highlights that quote words and were made before `until`, each with its uid."""
        with self._database.reading() as connection:
            return annotation_listing.uids(connection, until)

    def edit(self, annotation_id: AnnotationId, changed: AnnotationEdits) -> Changes:
        """Change what a person said of a passage."""
        with self._database.writing() as connection:
            changes = annotations.edit(connection, annotation_id, changed)
        self._index_soon(changes)
        return changes

    def delete(self, ids: Sequence[AnnotationId]) -> Changes:
        """Put annotations away; all of them stays until they are wanted again."""
        with self._database.writing() as connection:
            changes = annotations.delete(connection, ids)
        self._index_soon(changes)
        return changes

    def undelete(self, ids: Sequence[AnnotationId]) -> Changes:
        """Take annotations back."""
        with self._database.writing() as connection:
            changes = annotations.undelete(connection, ids)
        self._index_soon(changes)
        return changes

    def place_by_hand(
        self, annotation_id: AnnotationId, version: VersionId, start: int, end: int, *, picture: str = ""
    ) -> Changes:
        """Say where an annotation stands on a version; that is never reckoned again.

        Where it is unsure or an orphan on other versions is reckoned anew, for this may tell more.
        """
        with self._database.writing() as connection:
            return placements.put_by_hand(connection, annotation_id, version, start, end, picture)

    def place_again(self, annotation_id: AnnotationId, version: VersionId) -> Changes:
        """Forget where a person put an annotation on a version, and let it be reckoned."""
        with self._database.writing() as connection:
            return placements.take_back(connection, annotation_id, version)
