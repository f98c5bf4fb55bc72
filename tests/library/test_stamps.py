"""A stamp tells whether anything of an article has changed that an export could show, on both databases."""

from collections.abc import Callable

import pytest

from tearsheet.library import Library
from tearsheet.model.annotation import AnnotationEdits, Colour, NewAnnotation, Selector
from tearsheet.model.article import Edits, Resource
from tearsheet.model.ids import ArticleId
from tests.support.keepings import extraction, keeping

PICTURE = "https://news.example/p.png"
TEXT = "One two three four five six seven eight nine ten."


def digits(library: Library, article: ArticleId) -> str:
    (stamp,) = library.stamps([article])
    return stamp.digits


@pytest.fixture
def article(library: Library) -> ArticleId:
    kept = library.add(keeping(text=TEXT, tags=("a/b",), resources=(Resource(url=PICTURE, failure="not-found"),)))
    mark(library, kept.article, "One", 0)
    return kept.article


def mark(library: Library, article: ArticleId, word: str, start: int) -> None:
    selector = Selector(exact=word, prefix="", suffix="", start=start, end=start + len(word))
    library.annotating.add(article, library.article(article).version, [NewAnnotation(selector=selector)])


def put_by_hand(library: Library, article: ArticleId) -> None:
    (placed,) = library.annotating.of_article(article)
    library.annotating.place_by_hand(placed.annotation.id, library.article(article).version, 4, 7)


def coloured(library: Library, article: ArticleId) -> None:
    (placed,) = library.annotating.of_article(article)
    library.annotating.edit(placed.annotation.id, AnnotationEdits(colour=Colour.GREEN))


def unmarked(library: Library, article: ArticleId) -> None:
    (placed,) = library.annotating.of_article(article)
    library.annotating.delete([placed.annotation.id])


def pictured(library: Library, article: ArticleId) -> None:
    library.set_resource(article, PICTURE, library.put_blob(b"picture", "image/png"))


CHANGES: dict[str, Callable[[Library, ArticleId], object]] = {
    "title": lambda library, article: library.edit(article, Edits(title="Other")),
    "note": lambda library, article: library.edit(article, Edits(note="mine")),
    "tag": lambda library, article: library.tag([article], add=["c"]),
    "tag renamed": lambda library, _article: library.organising.rename_tag("a", "z"),
    "flag": lambda library, article: library.mark([article], favourite=True),
    "reading": lambda library, article: library.add_version(article, extraction(f"{TEXT} And more of it."), "reader 2"),
    "annotation": lambda library, article: mark(library, article, "two", 4),
    "colour": coloured,
    "deletion": unmarked,
    "place": put_by_hand,
    "picture": pictured,
}


@pytest.mark.parametrize("what", CHANGES)
def test_whatever_an_export_shows_changes_the_stamp(library: Library, article: ArticleId, what: str) -> None:
    before = digits(library, article)
    CHANGES[what](library, article)
    assert digits(library, article) != before


def test_looking_at_an_article_does_not_change_it(library: Library, article: ArticleId) -> None:
    before = digits(library, article)
    library.annotating.of_article(article)
    library.add(keeping(text=TEXT, title="Untitled"))
    assert digits(library, article) == before


def test_articles_are_stamped_in_the_order_they_were_kept_deleted_ones_too(
    library: Library, article: ArticleId
) -> None:
    other = library.add(keeping("b", "Other words.")).article
    library.delete([article])
    assert [each.article for each in library.stamps([other, article])] == [article, other]
    assert [each.uid for each in library.stamps([article])] == [library.article(article).uid]
    assert library.stamps([ArticleId(99)]) == ()
