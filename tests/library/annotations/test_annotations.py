"""What a person marks is kept as they said it, edited, put away and brought back, and found by its words."""

from dataclasses import replace

import pytest

from tearsheet.library import Library
from tearsheet.model.annotation import AnnotationEdits, Colour, NewAnnotation, Selector, State
from tearsheet.model.changes import Changes
from tearsheet.model.errors import LibraryError, Reason
from tearsheet.model.ids import AnnotationId, ArticleId, VersionId
from tearsheet.model.query import Query
from tearsheet.text.anchoring import select
from tests.support.annotated import BRIDGE, COW, TEXT, mark, placed
from tests.support.keepings import keeping


@pytest.fixture
def article(library: Library) -> ArticleId:
    return library.add(keeping(text=TEXT)).article


def reason_of(library: Library, article: ArticleId, selector: Selector) -> Reason:
    with pytest.raises(LibraryError) as caught:
        library.annotating.add(article, library.article(article).version, [NewAnnotation(selector=selector)])
    return caught.value.reason


def test_what_is_marked_is_kept_as_it_was_said(library: Library, article: ArticleId) -> None:
    made = mark(library, article, BRIDGE, colour=Colour.PINK, note="why **carts**?", tags=["flood/1953", "桥"])

    (kept,) = library.annotating.of_article(article)
    assert kept.annotation == made
    assert (made.colour, made.note, made.tags) == (Colour.PINK, "why **carts**?", ("flood/1953", "桥"))
    assert made.selector is not None and made.selector.exact == BRIDGE
    assert (kept.state, kept.text, kept.on, kept.by_hand) == (State.ANCHORED, BRIDGE, made.version, False)
    assert TEXT[kept.start : kept.end] == BRIDGE
    assert len(made.uid) == 32 and made.created == made.changed and made.created.utcoffset() is not None


def test_a_write_names_the_article(library: Library, article: ArticleId) -> None:
    version = library.article(article).version
    (made,), changes = library.annotating.add(article, version, [NewAnnotation(note="x")])
    assert changes == Changes(updated=(article,))
    assert library.annotating.add(article, version, []) == ((), Changes())
    assert library.annotating.edit(made.id, AnnotationEdits(note="y")) == Changes(updated=(article,))
    assert library.annotating.edit(made.id, AnnotationEdits()) == Changes()
    assert library.annotating.delete([made.id]) == Changes(updated=(article,))
    assert library.annotating.delete([made.id]) == Changes()
    assert library.annotating.undelete([made.id]) == Changes(updated=(article,))


def test_annotations_come_in_the_order_of_the_text_and_notes_on_the_whole_first(
    library: Library, article: ArticleId
) -> None:
    cow, bridge, whole = (mark(library, article, words, note="n") for words in (COW, BRIDGE, ""))
    assert [each.annotation for each in library.annotating.of_article(article)] == [whole, bridge, cow]
    assert placed(library, whole).state is State.ANCHORED
    assert whole.selector is None


def test_overlapping_highlights_are_independent(library: Library, article: ArticleId) -> None:
    outer, inner = mark(library, article, BRIDGE), mark(library, article, BRIDGE[4:16], colour=Colour.BLUE)
    again = mark(library, article, BRIDGE)
    assert [each.annotation.id for each in library.annotating.of_article(article)] == [outer.id, again.id, inner.id]


def test_only_what_is_named_is_edited(library: Library, article: ArticleId) -> None:
    made = mark(library, article, BRIDGE, note="before", tags=["a"])
    library.annotating.edit(made.id, AnnotationEdits(colour=Colour.GREEN))
    library.annotating.edit(made.id, AnnotationEdits(tags=("b", "a/c", "b")))
    now = placed(library, made).annotation
    assert (now.colour, now.note, now.tags) == (Colour.GREEN, "before", ("a/c", "b"))
    assert now.changed > made.changed and now.created == made.created
    library.annotating.edit(made.id, AnnotationEdits(note="", tags=()))
    now = placed(library, made).annotation
    assert (now.note, now.tags, now.selector) == ("", (), made.selector)


def test_what_is_deleted_comes_back_as_it_was(library: Library, article: ArticleId) -> None:
    made = mark(library, article, BRIDGE, note="n", tags=["t"])
    before = library.annotating.of_article(article)
    library.annotating.delete([made.id])
    assert library.annotating.of_article(article) == ()
    library.annotating.undelete([made.id])
    assert library.annotating.of_article(article) == before


def test_notes_and_tags_are_found_by_search_while_they_are_there(library: Library, article: ArticleId) -> None:
    made = mark(library, article, BRIDGE, note="渡船的价钱", tags=["economy/ferries"])

    def found() -> list[int]:
        return [library.count(Query(words=(word,))) for word in ("渡船", "价", "ferries", "economy")]

    assert found() == [1, 1, 1, 1]
    library.annotating.delete([made.id])
    assert found() == [0, 0, 0, 0]
    library.annotating.undelete([made.id])
    assert found() == [1, 1, 1, 1]
    library.annotating.edit(made.id, AnnotationEdits(note="", tags=()))
    assert found() == [0, 0, 0, 0]


def test_a_selection_that_is_not_in_the_text_is_refused_and_nothing_is_kept(
    library: Library, article: ArticleId
) -> None:
    good = select(TEXT, 10, 20)
    for start, end in ((len(TEXT) - 3, len(TEXT) + 1), (-1, 5), (9, 4)):
        assert reason_of(library, article, replace(good, start=start, end=end)) is Reason.OUTSIDE_TEXT
    assert reason_of(library, article, replace(good, start=11, end=21)) is Reason.NOT_IN_TEXT
    assert reason_of(library, article, replace(good, exact="", end=10)) is Reason.NOT_IN_TEXT
    with pytest.raises(LibraryError):
        library.annotating.add(
            article,
            library.article(article).version,
            [NewAnnotation(selector=good), NewAnnotation(selector=replace(good, start=11, end=21))],
        )
    assert library.annotating.of_article(article) == ()


def test_what_is_not_there_is_said(library: Library, article: ArticleId) -> None:
    other = library.add(keeping("b", TEXT)).version
    assert other is not None
    for call, reason in (
        (lambda: library.annotating.add(article, other, [NewAnnotation(note="x")]), Reason.NO_SUCH_ARTICLE),
        (lambda: library.annotating.add(ArticleId(99), other, []), Reason.NO_SUCH_ARTICLE),
        (lambda: library.annotating.of_article(ArticleId(99)), Reason.NO_SUCH_ARTICLE),
        (lambda: library.annotating.edit(AnnotationId(9), AnnotationEdits(note="")), Reason.NO_SUCH_ANNOTATION),
        (lambda: library.annotating.place_by_hand(AnnotationId(9), other, 1, 2), Reason.NO_SUCH_ANNOTATION),
    ):
        with pytest.raises(LibraryError) as caught:
            call()
        assert caught.value.reason is reason


def test_an_article_in_the_bin_can_be_marked_and_brings_its_marks_back(library: Library, article: ArticleId) -> None:
    library.delete([article])
    made = mark(library, article, BRIDGE, note="kept")
    assert library.annotating.of_article(article)[0].annotation == made
    library.undelete([article])
    assert library.annotating.of_article(article)[0].annotation == made


def test_an_empty_version_can_be_noted_on_but_has_no_passage(library: Library) -> None:
    empty = library.add(keeping("empty", ""))
    assert empty.version is not None
    library.annotating.add(empty.article, empty.version, [NewAnnotation(note="where is it?")])
    assert [each.annotation.note for each in library.annotating.of_article(empty.article)] == ["where is it?"]
    assert reason_of(library, empty.article, select("a", 0, 1)) is Reason.OUTSIDE_TEXT


def test_a_note_of_a_megabyte_is_kept_and_found(library: Library, article: ArticleId) -> None:
    note = "水位 high water 😀\n" * 45_000 + "针"
    made = mark(library, article, BRIDGE, note=note)
    assert len(note.encode()) > 1_000_000
    assert placed(library, made).annotation.note == note
    assert library.count(Query(words=("针",))) == 1


def test_words_outside_the_basic_plane_combined_and_right_to_left_are_counted_in_code_points(library: Library) -> None:
    text = "😀 𠀀𠮷野家 é̂ שלום\u200f עולם — 前后。"
    article = library.add(keeping("wide", text)).article
    for words in ("𠮷野家", "שלום\u200f", "é̂", "前后"):
        made = mark(library, article, words)
        there = placed(library, made)
        assert text[there.start : there.end] == there.text == words


def test_a_lone_surrogate_in_a_note_does_no_harm(library: Library, article: ArticleId) -> None:
    assert mark(library, article, BRIDGE, note="half \ud83d").note == "half ?"


def test_five_thousand_highlights_are_one_write(library: Library, article: ArticleId) -> None:
    version = library.article(article).version
    marks = [
        NewAnnotation(selector=select(TEXT, start, start + 12), tags=(f"t{number % 7}",))
        for number, start in enumerate(start % (len(TEXT) - 20) for start in range(5000))
    ]
    made, _changes = library.annotating.add(article, version, marks)
    assert [each.selector for each in made] == [each.selector for each in marks]
    assert [each.tags for each in made] == [each.tags for each in marks]
    assert len(library.annotating.of_article(article)) == len({each.uid for each in made}) == 5000
    assert len(library.annotating.delete([each.id for each in made]).updated) == 1
    assert library.annotating.of_article(article) == ()


def test_an_article_shows_the_annotations_of_its_other_versions_only_on_those(library: Library) -> None:
    first, other = library.add(keeping("a", TEXT)), library.add(keeping("b", TEXT))
    mark(library, first.article, BRIDGE)
    assert library.annotating.of_article(other.article) == ()
    with pytest.raises(LibraryError):
        library.annotating.of_article(first.article, VersionId(99))


def test_a_row_has_the_colours_of_its_highlights_as_they_follow_in_the_text(
    library: Library, article: ArticleId
) -> None:
    cow = mark(library, article, COW, colour=Colour.GREEN)
    mark(library, article, BRIDGE, colour=Colour.PINK)
    mark(library, article, "Nobody was drowned", colour=Colour.PINK)
    mark(library, article, "", colour=Colour.BLUE, note="about the whole")

    (row,) = library.summaries(Query())
    assert row.colours == (Colour.PINK, Colour.GREEN)

    library.annotating.delete([cow.id])
    assert library.rows([article])[0].colours == (Colour.PINK,)
