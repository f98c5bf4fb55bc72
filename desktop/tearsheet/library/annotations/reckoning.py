"""Turn annotations that were made on one version into their places on another, or into orphans."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from logging import getLogger

from sqlalchemy import ColumnElement, Connection, and_, select

from tearsheet.library import contents
from tearsheet.library.annotations.annotations import as_made, selector_of
from tearsheet.library.annotations.placements import Placement
from tearsheet.library.schema import annotation, article, placement, resource, version, version_resource
from tearsheet.model.annotation import Anchor, Orphan, Selector, State
from tearsheet.model.errors import LibraryError
from tearsheet.model.ids import AnnotationId, ArticleId, VersionId
from tearsheet.text.anchoring import Alignment, align, anchor
from tearsheet.text.anchoring import select as selected

_log = getLogger(__name__)
_ASKED = 3  # earlier versions, before the one that an annotation was made on: each may cost an alignment
_LED_UP_BY = 32  # characters say where a picture without a caption stands
_UNPLACED = (placement.c.state.is_(None), annotation.c.exact.is_not(None), annotation.c.deleted.is_(None))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Base:
    """A version that an annotation stands on for certain, and where."""

    version: VersionId
    start: int
    end: int
    picture: str


def waiting(connection: Connection) -> tuple[tuple[ArticleId, VersionId], ...]:
    """Return the articles with annotations that have no place yet on the version that is shown, and that version."""
    rows = connection.execute(
        select(article.c.id, article.c.version_id)
        .join_from(annotation, article)
        .outerjoin(placement, _on(article.c.version_id))
        .where(*_UNPLACED, article.c.deleted.is_(None))
        .distinct()
    )
    return tuple((ArticleId(row.id), VersionId(row.version_id)) for row in rows)


def reckon(connection: Connection, article_id: ArticleId, version_id: VersionId) -> tuple[Placement, ...]:
    """Return places on a version for those of the article's annotations that have none there yet.

    The nearest earlier version that an annotation stands on for certain is asked first, the one it was made on last.
    The first that is sure decides, else the first that is unsure.
    """
    rows = connection.execute(
        select(annotation)
        .outerjoin(placement, _on(version_id))
        .where(*_UNPLACED, annotation.c.article_id == article_id)
    ).all()
    if not rows:
        return ()
    target, known = _Target(connection, article_id, version_id), _known(connection, article_id)
    return tuple(
        target.place(AnnotationId(row.id), VersionId(row.version_id), selector, known[row.id])
        for row in rows
        if (selector := selector_of(row)) is not None
    )


def _on(version_id: VersionId | ColumnElement[int]) -> ColumnElement[bool]:
    return and_(placement.c.annotation_id == annotation.c.id, placement.c.version_id == version_id)


def _known(connection: Connection, article_id: ArticleId) -> dict[int, list[_Base]]:
    """Return where each annotation of the article stands for certain, on the newest version first."""
    rows = connection.execute(
        select(placement)
        .join_from(placement, annotation)
        .where(annotation.c.article_id == article_id, placement.c.state == State.ANCHORED)
        .order_by(placement.c.version_id.desc())
    )
    known: dict[int, list[_Base]] = defaultdict(list)
    for row in rows:
        base = _Base(version=VersionId(row.version_id), start=row.start, end=row.end, picture=row.picture)
        known[row.annotation_id].append(base)
    return known


class _Target:
    """The version to place annotations on. Each earlier text is compared with its text once, for all of them."""

    def __init__(self, connection: Connection, article_id: ArticleId, version_id: VersionId) -> None:
        self._connection = connection
        self._version = version_id
        rows = connection.execute(select(version.c.id, version.c.text_sha256).where(version.c.article_id == article_id))
        self._sha256: dict[int, str] = {row.id: row.text_sha256 for row in rows}
        self._text = contents.text(connection, self._sha256[version_id])
        self._earlier: dict[str, tuple[str, Alignment] | None] = {}
        self._pictures = _Pictures(connection, article_id, version_id)

    def place(
        self, annotation_id: AnnotationId, made_on: VersionId, selector: Selector, known: Sequence[_Base]
    ) -> Placement:
        """Return where an annotation stands here, being `known` to stand elsewhere."""
        if made_on == self._version:
            return as_made(annotation_id, made_on, selector)
        bases = _bases(made_on, selector, known, self._version)
        orphan = Placement(annotation=annotation_id, version=self._version, state=State.ORPHAN)
        if selector.picture:
            return self._with_picture(orphan, selector, bases)
        found = self._find(selector, bases)
        if found is None:
            return orphan
        state = State.ANCHORED if found.sure else State.UNSURE
        return replace(orphan, state=state, start=found.start, end=found.end)

    def _with_picture(self, orphan: Placement, selector: Selector, bases: Sequence[_Base]) -> Placement:
        """Return the place of a picture: where it is known by its address or its bytes it is certain."""
        here = next((address for base in bases if (address := self._pictures.here(base.picture))), "")
        if not here:
            return orphan
        if not selector.exact:
            led_up = [replace(each, start=max(0, each.start - _LED_UP_BY), end=each.start) for each in bases]
            found = self._find(selector, [each for each in led_up if each.end])
            place = found.end if found else 0
            return replace(orphan, state=State.ANCHORED, picture=here, start=place, end=place)
        found = self._find(selector, bases) or Anchor(start=0, end=0, sure=False)
        return replace(orphan, state=State.ANCHORED, picture=here, start=found.start, end=found.end)

    def _find(self, selector: Selector, bases: Sequence[_Base]) -> Anchor | None:
        unsure: Anchor | None = None
        asked: set[str] = set()
        for base in bases:
            sha256 = self._sha256[base.version]
            if sha256 in asked:
                continue
            asked.add(sha256)
            found = self._ask(sha256, base, selector)
            if isinstance(found, Anchor):
                if found.sure:
                    return found
                unsure = unsure or found
        return unsure

    def _ask(self, sha256: str, base: _Base, selector: Selector) -> Anchor | Orphan:
        if sha256 == self._sha256[self._version]:
            return Anchor(start=base.start, end=base.end, sure=True)
        earlier = self._aligned(sha256)
        if earlier is None:
            return anchor(self._text, selector)
        text, alignment = earlier
        return alignment.anchor(selected(text, base.start, base.end))

    def _aligned(self, sha256: str) -> tuple[str, Alignment] | None:
        """Return an earlier text and what became of it, or None where it is lost, which loses no annotation."""
        if sha256 not in self._earlier:
            try:
                text = contents.text(self._connection, sha256)
            except LibraryError as error:
                _log.warning("annotations are placed without the text they were made on: %s", error)
                self._earlier[sha256] = None
            else:
                self._earlier[sha256] = text, align(text, self._text)
        return self._earlier[sha256]


def _bases(made_on: VersionId, selector: Selector, known: Sequence[_Base], target: VersionId) -> list[_Base]:
    as_made = _Base(version=made_on, start=selector.start, end=selector.end, picture=selector.picture)
    own = next((base for base in known if base.version == made_on), as_made)
    nearest = [base for base in known if base.version < target][:_ASKED]
    return nearest if own in nearest else [*nearest, own]


class _Pictures:
    """The pictures of a version, by their addresses and by their bytes."""

    def __init__(self, connection: Connection, article_id: ArticleId, version_id: VersionId) -> None:
        shown = and_(version_resource.c.resource_id == resource.c.id, version_resource.c.version_id == version_id)
        rows = connection.execute(
            select(resource.c.url, resource.c.blob_sha256, version_resource.c.position)
            .outerjoin(version_resource, shown)
            .where(resource.c.article_id == article_id)
        ).all()
        self._bytes: dict[str, str | None] = {row.url: row.blob_sha256 for row in rows}
        self._here = {row.url for row in rows if row.position is not None}

    def here(self, address: str) -> str:
        """Return the address that a picture goes by on this version, empty where it is not there."""
        if address in self._here:
            return address
        wanted = self._bytes.get(address)
        return next((url for url in self._here if wanted and self._bytes[url] == wanted), "")
