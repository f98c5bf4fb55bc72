"""A text in several states, as a page changes it, and words of it marked in a library."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from tearsheet.library import Library
from tearsheet.model.annotation import Annotation, Colour, NewAnnotation, PlacedAnnotation, State
from tearsheet.model.article import Article
from tearsheet.model.ids import AnnotationId, ArticleId, VersionId
from tearsheet.text.anchoring import select

PARAGRAPHS = (
    "The river rose in the night, and the people of the lower town carried their chairs and bread upstairs to wait.",
    "By noon on Tuesday the stone bridge was closed to carts, and the ferrymen were paid twice what they asked for.",
    "A schoolmaster named Ambrose Tull wrote down the height of the water every hour on the wall of his kitchen.",
    "On Thursday the water fell as quickly as it had come, leaving a brown line along every house in Market Street.",
    "Nobody was drowned, though a cow was found alive on the roof of the tannery and had to be lowered with ropes.",
)
TEXT = "\n\n".join(PARAGRAPHS)
RIVER = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
BRIDGE = "the stone bridge was closed to carts"
COW = "a cow was found alive on the roof of the tannery"
MOVED = "\n\n".join((PARAGRAPHS[4], *PARAGRAPHS[:4]))
"""The same paragraphs with the last one first."""

WITHOUT_BRIDGE = "\n\n".join(
    (
        PARAGRAPHS[0],
        "Sheep prices held firm through the winter, said the auctioneer, and wool was dearer than in any year before.",
        *PARAGRAPHS[2:],
    )
)
"""One paragraph gone and quite another in its place."""


def mark(
    library: Library,
    article: ArticleId,
    words: str,
    *,
    colour: Colour = Colour.YELLOW,
    note: str = "",
    tags: Iterable[str] = (),
) -> Annotation:
    """Highlight the first place of `words` in the version that is shown; no words mean the whole article."""
    shown = library.article(article)
    start = shown.text.index(words)
    selector = select(shown.text, start, start + len(words)) if words else None
    new = NewAnnotation(selector=selector, colour=colour, note=note, tags=tuple(tags))
    (annotation,), _changes = library.annotating.add(article, shown.version, [new])
    return annotation


def on_words(
    article: Article,
    start: int,
    end: int,
    *,
    note: str = "*why*",
    tags: tuple[str, ...] = ("tea",),
    state: State = State.ANCHORED,
) -> PlacedAnnotation:
    """Return what a person marked in an article that is in no library; no words mean the whole article."""
    day = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    made = Annotation(
        id=AnnotationId(1),
        uid="0123456789abcdef0123456789abcdef",
        article=article.id,
        version=article.version,
        selector=select(article.text, start, end) if start != end else None,
        colour=Colour.GREEN,
        note=note,
        tags=tags,
        created=day,
        changed=day + timedelta(hours=1),
    )
    text = article.text[start:end] if state is not State.ORPHAN else ""
    return PlacedAnnotation(annotation=made, on=article.version, state=state, start=start, end=end, text=text)


def standing(
    library: Library, article: ArticleId, version: VersionId | None = None
) -> dict[AnnotationId, tuple[State, str]]:
    """Return how each annotation stands on a version, and on which words."""
    return {each.annotation.id: (each.state, each.text) for each in library.annotating.of_article(article, version)}


def placed(library: Library, annotation: Annotation, version: VersionId | None = None) -> PlacedAnnotation:
    """Return one annotation as it stands on a version."""
    return next(
        each
        for each in library.annotating.of_article(annotation.article, version)
        if each.annotation.id == annotation.id
    )
