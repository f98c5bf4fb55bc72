"""Passages are marked by their place or by their words, and what is unsure or lost is put right by a person."""

import pytest

from tearsheet.model.annotation import (
    Annotation,
    AnnotationEdits,
    AnnotationQuery,
    Colour,
    PlacedAnnotation,
    Quotation,
    State,
)
from tearsheet.model.article import Article
from tearsheet.model.errors import Failure, LibraryError, Reason
from tearsheet.model.ids import VersionId
from tearsheet.workflows.annotate import (
    accept,
    annotate,
    annotate_picture,
    annotate_quotes,
    annotation_counts,
    annotations,
    count_annotations,
    edit,
    list_annotations,
    note_on,
    put_back,
    relink,
    remove,
    restore,
)
from tearsheet.workflows.desk import Desk
from tests.support.annotated import BRIDGE, COW, MOVED, TEXT, WITHOUT_BRIDGE
from tests.support.keepings import keeping


@pytest.fixture
def article(desk: Desk) -> Article:
    return desk.library.article(desk.library.add(keeping(text=TEXT)).article)


def becomes(desk: Desk, text: str) -> Article:
    return desk.library.article(desk.library.add(keeping(text=text)).article)


def only(desk: Desk, article: Article, version: VersionId | None = None) -> PlacedAnnotation:
    (placed,) = annotations(desk, article.id, version)
    return placed


def outcomes(desk: Desk, article: Article, *quotations: Quotation) -> list[str]:
    """Return the words that were marked, or the reason why not."""
    return [
        each.reason if isinstance(each, Failure) else str(each.selector and each.selector.exact)
        for each in annotate_quotes(desk, article, quotations).outcomes
    ]


def test_a_passage_is_marked_by_its_place(desk: Desk, article: Article) -> None:
    start = TEXT.index(BRIDGE)
    made, changes = annotate(desk, article, start, start + len(BRIDGE), colour=Colour.BLUE, note="n", tags=["t"])
    assert changes.updated == (article.id,)
    assert (made.colour, made.note, made.tags, made.version) == (Colour.BLUE, "n", ("t",), article.version)
    assert only(desk, article).text == BRIDGE


def test_no_character_is_cut(desk: Desk) -> None:
    wide = becomes(desk, "前 👩‍👩‍👧 é後")
    made, _changes = annotate(desk, wide, 3, 4)
    assert made.selector is not None and made.selector.exact == "👩‍👩‍👧"


@pytest.mark.parametrize(("start", "end"), [(5, 5), (9, 3), (-2, 4), (0, len(TEXT) + 1)])
def test_a_place_that_is_none_is_refused(desk: Desk, article: Article, start: int, end: int) -> None:
    with pytest.raises(LibraryError) as caught:
        annotate(desk, article, start, end)
    assert caught.value.reason is Reason.OUTSIDE_TEXT


def test_a_picture_is_marked_with_its_caption_or_without(desk: Desk, article: Article) -> None:
    start = TEXT.index(COW)
    captioned, _changes = annotate_picture(desk, article, "https://p/1.png", start, start + len(COW))
    bare, _changes = annotate_picture(desk, article, "https://p/2.png", start, start)
    assert captioned.selector is not None and bare.selector is not None
    assert (captioned.selector.exact, captioned.selector.picture) == (COW, "https://p/1.png")
    assert (bare.selector.exact, bare.selector.start, bare.selector.end) == ("", start, start)
    assert [each.picture for each in annotations(desk, article.id)] == ["https://p/2.png", "https://p/1.png"]


def test_passages_are_marked_by_their_words(desk: Desk, article: Article) -> None:
    assert outcomes(
        desk,
        article,
        Quotation(quote=BRIDGE),
        Quotation(quote="A  cow was found “alive”"),
        Quotation(quote="the water", suffix="every hour"),
        Quotation(start=4, end=9),
        Quotation(start=4, end=9, quote="RIVER"),
        Quotation(note="on the whole"),
    ) == [BRIDGE, "a cow was found alive", "the water", "river", "river", "None"]


def test_each_quotation_that_is_not_to_be_found_fails_alone(desk: Desk, article: Article) -> None:
    assert outcomes(
        desk,
        article,
        Quotation(quote="the price of tea"),
        Quotation(quote=COW),
        Quotation(quote="the water"),
        Quotation(start=4, end=9, quote="other"),
        Quotation(start=4, end=9_999),
        Quotation(),
        Quotation(quote="  "),
    ) == [
        Reason.NOT_IN_TEXT,
        COW,
        Reason.SEVERAL_IN_TEXT,
        Reason.NOT_IN_TEXT,
        Reason.OUTSIDE_TEXT,
        Reason.NOT_IN_TEXT,
        Reason.NOT_IN_TEXT,
    ]
    assert only(desk, article).text == COW


def test_the_words_of_a_long_quote_are_not_all_repeated(desk: Desk, article: Article) -> None:
    (failure,) = annotate_quotes(desk, article, [Quotation(quote="x" * 1_000_000)]).outcomes
    assert isinstance(failure, Failure) and len(failure.detail) < 200


def test_what_is_said_of_a_passage_is_changed_taken_away_and_brought_back(desk: Desk, article: Article) -> None:
    made, _changes = note_on(desk, article, "first", tags=["a"])
    edit(desk, made.id, AnnotationEdits(note="second"))
    remove(desk, [made.id])
    assert annotations(desk, article.id) == ()
    restore(desk, [made.id])
    assert (only(desk, article).annotation.note, only(desk, article).annotation.tags) == ("second", ("a",))


def test_an_orphan_is_put_on_other_words_and_that_is_undone(desk: Desk, article: Article) -> None:
    made = mark(desk, article, BRIDGE)
    now = becomes(desk, WITHOUT_BRIDGE)
    before = only(desk, now)
    assert before.state is State.ORPHAN
    start = WITHOUT_BRIDGE.index("Sheep")
    assert relink(desk, made.id, now, start, start + 5).updated == (article.id,)
    there = only(desk, now)
    assert (there.state, there.text, there.by_hand) == (State.ANCHORED, "Sheep", True)
    relink(desk, made.id, now, 0, 9)
    put_back(desk, there)
    assert only(desk, now) == there
    put_back(desk, before)
    assert only(desk, now) == before


def test_what_is_unsure_is_accepted_and_that_is_undone(desk: Desk, article: Article) -> None:
    made = mark(desk, article, COW)
    now = becomes(desk, MOVED)
    with desk.library._database.writing() as connection:  # as where the anchoring is in doubt
        connection.exec_driver_sql("UPDATE placement SET state = 'unsure' WHERE version_id = ?", (now.version,))
    before = only(desk, now)
    assert (before.state, before.text) == (State.UNSURE, COW)
    accept(desk, before)
    there = only(desk, now)
    assert (there.state, there.text, there.by_hand, there.annotation.id) == (State.ANCHORED, COW, True, made.id)
    put_back(desk, before)
    assert not only(desk, now).by_hand


def test_a_picture_is_put_in_place_of_another(desk: Desk, article: Article) -> None:
    made, _changes = annotate_picture(desk, article, "https://p/1.png", 9, 9)
    now = becomes(desk, MOVED)
    assert only(desk, now).state is State.ORPHAN
    relink(desk, made.id, now, 7, 7, picture="https://p/2.png")
    assert (only(desk, now).picture, only(desk, now).start) == ("https://p/2.png", 7)


def test_the_librarys_annotations_are_listed_and_counted(desk: Desk, article: Article) -> None:
    for words in (BRIDGE, COW):
        mark(desk, article, words)
    query = AnnotationQuery(words=("cow",))
    assert [each.placed.text for each in list_annotations(desk, query, limit=5)] == [COW]
    assert (count_annotations(desk, query), annotation_counts(desk).all) == (1, 2)


def mark(desk: Desk, article: Article, words: str) -> Annotation:
    start = article.text.index(words)
    made, _changes = annotate(desk, article, start, start + len(words))
    return made
