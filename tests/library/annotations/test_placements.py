"""A highlight made on one version stands on every other one where its words are, or is an orphan there: never lost."""

from contextlib import closing
from dataclasses import replace

import pytest

from tearsheet.library import Library
from tearsheet.library.annotations import placements
from tearsheet.library.annotations.placements import Placement
from tearsheet.library.database import LIBRARY_FILE
from tearsheet.library.schema import content, placement
from tearsheet.library.sqlite import sqlite
from tearsheet.model.annotation import NewAnnotation, Selector, State
from tearsheet.model.article import Kind, Resource
from tearsheet.model.changes import Changes
from tearsheet.model.errors import LibraryError, Reason
from tearsheet.model.ids import ArticleId, VersionId
from tests.support.annotated import BRIDGE, COW, MOVED, PARAGRAPHS, TEXT, WITHOUT_BRIDGE, mark, placed, standing
from tests.support.databases import in_a_folder
from tests.support.keepings import extraction, keeping


@pytest.fixture
def article(library: Library) -> ArticleId:
    return library.add(keeping(text=TEXT)).article


def change(library: Library, text: str) -> VersionId:
    """Keep the article as its page now is."""
    version = library.add(keeping(text=text)).version
    assert version is not None
    return version


def rows(library: Library) -> list[tuple[object, ...]]:
    asked = "SELECT annotation_id, version_id, state FROM placement ORDER BY 1, 2"
    with library._database.reading() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(asked)]


def test_a_highlight_goes_along_with_its_words(library: Library, article: ArticleId) -> None:
    made = mark(library, article, COW)
    change(library, TEXT.replace(PARAGRAPHS[0], f"{PARAGRAPHS[0]} It had rained since Sunday, said the miller."))
    there = placed(library, made)
    assert (there.state, there.text) == (State.ANCHORED, COW)
    assert there.start > TEXT.index(COW) and there.annotation == made


def test_a_highlight_is_found_where_its_paragraph_was_moved_to(library: Library, article: ArticleId) -> None:
    made = mark(library, article, COW)
    change(library, MOVED)
    there = placed(library, made)
    assert there.state is not State.ORPHAN
    assert (there.text, there.start) == (COW, MOVED.index(COW))


def test_a_highlight_whose_words_are_gone_is_an_orphan_and_still_stands_where_it_was_made(
    library: Library, article: ArticleId
) -> None:
    bridge, cow = mark(library, article, BRIDGE), mark(library, article, COW)
    change(library, WITHOUT_BRIDGE)
    assert standing(library, article) == {cow.id: (State.ANCHORED, COW), bridge.id: (State.ORPHAN, "")}
    assert [each.annotation.id for each in library.annotating.of_article(article)] == [cow.id, bridge.id]
    assert standing(library, article, bridge.version)[bridge.id] == (State.ANCHORED, BRIDGE)


def test_places_are_kept_when_the_version_is_and_not_reckoned_again(library: Library, article: ArticleId) -> None:
    made = mark(library, article, BRIDGE)
    second = change(library, WITHOUT_BRIDGE)
    kept = [(made.id, made.version, "anchored"), (made.id, second, "orphan")]
    assert rows(library) == kept
    with library._database.writing() as connection:
        moved = placement.update().where(placement.c.state == "orphan")
        connection.execute(moved.values(state="unsure", start=1, end=3))
    assert standing(library, article) == {made.id: (State.UNSURE, TEXT[1:3])}


def test_an_orphan_recovers_by_itself_when_its_words_return(library: Library, article: ArticleId) -> None:
    made = mark(library, article, BRIDGE)
    change(library, WITHOUT_BRIDGE)
    assert placed(library, made).state is State.ORPHAN
    change(library, f"{TEXT}\n\nCorrection: the ferrymen were paid three times what they asked for, not twice.")
    assert (placed(library, made).state, placed(library, made).text) == (State.ANCHORED, BRIDGE)
    change(library, TEXT)
    assert placed(library, made).state is State.ANCHORED


def test_a_highlight_made_on_a_later_version_is_shown_on_the_earlier_ones(library: Library, article: ArticleId) -> None:
    first = library.article(article).version
    change(library, MOVED)
    made = mark(library, article, COW)
    assert standing(library, article, first)[made.id][1] == COW


def test_the_nearest_version_that_knows_is_asked_before_the_one_it_was_made_on(
    library: Library, article: ArticleId
) -> None:
    """By hand it stands on other words on the second version, and goes along with those on the third."""
    made = mark(library, article, BRIDGE)
    second = change(library, WITHOUT_BRIDGE)
    start = WITHOUT_BRIDGE.index("Sheep prices held firm")
    library.annotating.place_by_hand(made.id, second, start, start + 22)
    change(
        library, "\n\n".join((*WITHOUT_BRIDGE.split("\n\n"), "More is to come, and the paper will print all of it."))
    )
    assert (placed(library, made).state, placed(library, made).text) == (State.ANCHORED, "Sheep prices held firm")


def test_what_a_person_placed_is_never_reckoned_again_and_can_be_taken_back(
    library: Library, article: ArticleId
) -> None:
    made = mark(library, article, BRIDGE)
    second = change(library, WITHOUT_BRIDGE)
    assert library.annotating.place_by_hand(made.id, second, 5, 10) == Changes(updated=(article,))
    there = placed(library, made)
    assert (there.state, there.text, there.by_hand) == (State.ANCHORED, WITHOUT_BRIDGE[5:10], True)
    library.annotating.place_by_hand(made.id, second, 0, 9)
    assert placed(library, made).text == WITHOUT_BRIDGE[:9]
    assert library.annotating.place_again(made.id, second) == Changes(updated=(article,))
    assert placed(library, made).state is State.ORPHAN


def test_what_a_person_says_of_one_version_helps_on_another_that_was_reckoned_before(
    library: Library, article: ArticleId
) -> None:
    made = mark(library, article, BRIDGE)
    second = change(library, WITHOUT_BRIDGE)
    third = change(library, WITHOUT_BRIDGE.replace("every hour", "every half hour"))
    assert standing(library, article, third)[made.id] == (State.ORPHAN, "")
    start = WITHOUT_BRIDGE.index("Sheep prices held firm")
    library.annotating.place_by_hand(made.id, second, start, start + 22)
    assert standing(library, article, third)[made.id] == (State.ANCHORED, "Sheep prices held firm")
    library.annotating.place_again(made.id, second)
    assert standing(library, article, third)[made.id] == (State.ORPHAN, "")


def test_even_where_it_was_made_a_person_may_place_it_otherwise_and_take_that_back(
    library: Library, article: ArticleId
) -> None:
    made = mark(library, article, BRIDGE)
    library.annotating.place_by_hand(made.id, made.version, TEXT.index(COW), TEXT.index(COW) + len(COW))
    change(library, MOVED)
    assert placed(library, made).text == COW
    library.annotating.place_again(made.id, made.version)
    assert placed(library, made, made.version).text == placed(library, made).text == BRIDGE


@pytest.mark.parametrize(("start", "end"), [(-1, 4), (5, 5), (9, 2), (0, len(TEXT) + 1)])
def test_a_place_that_is_not_in_the_text_is_refused(library: Library, article: ArticleId, start: int, end: int) -> None:
    made = mark(library, article, BRIDGE)
    with pytest.raises(LibraryError) as caught:
        library.annotating.place_by_hand(made.id, made.version, start, end)
    assert caught.value.reason is Reason.OUTSIDE_TEXT
    assert placed(library, made).text == BRIDGE


def test_a_version_of_another_article_is_no_place(library: Library, article: ArticleId) -> None:
    made, other = mark(library, article, BRIDGE), library.add(keeping("b", TEXT)).version
    assert other is not None
    with pytest.raises(LibraryError) as caught:
        library.annotating.place_by_hand(made.id, other, 0, 4)
    assert caught.value.reason is Reason.NO_SUCH_ARTICLE


def test_on_an_empty_version_every_highlight_is_an_orphan_and_recovers(library: Library, article: ArticleId) -> None:
    made, whole = mark(library, article, BRIDGE), mark(library, article, "", note="mine")
    empty = library.add(keeping(text="", kind=Kind.LINK)).version
    assert standing(library, article, empty) == {whole.id: (State.ANCHORED, ""), made.id: (State.ORPHAN, "")}
    change(library, f"{PARAGRAPHS[3]}\n\n{TEXT}")
    assert placed(library, made).text == BRIDGE


def test_a_reading_of_the_same_words_set_otherwise_has_its_highlights_where_they_were(
    library: Library, article: ArticleId
) -> None:
    made = mark(library, article, BRIDGE)
    library.annotating.place_by_hand(made.id, made.version, 4, 9)
    read = replace(extraction(TEXT), html=f"<h2>{TEXT}</h2>")
    added = library.add_version(article, read, "reader 2")
    assert added.version != made.version
    there = placed(library, made)
    assert (there.on, there.text, there.state) == (added.version, TEXT[4:9], State.ANCHORED)


def test_a_highlight_that_was_deleted_is_placed_when_it_comes_back(library: Library, article: ArticleId) -> None:
    made = mark(library, article, COW)
    library.annotating.delete([made.id])
    change(library, MOVED)
    assert rows(library) == [(made.id, made.version, "anchored")]
    library.annotating.undelete([made.id])
    assert placed(library, made).text == COW


def test_where_the_text_it_was_made_on_has_rotted_it_is_looked_for_by_its_words(
    library: Library, article: ArticleId, caplog: pytest.LogCaptureFixture
) -> None:
    made = mark(library, article, COW)
    (before,) = library.article(article).versions
    with library._database.writing() as connection:
        connection.execute(content.update().where(content.c.sha256 == before.text_sha256).values(data=b"\0"))
    change(library, MOVED)
    assert placed(library, made).text == COW
    assert "without the text they were made on" in caplog.text


def test_what_a_person_said_while_it_was_reckoned_stays(library: Library, article: ArticleId) -> None:
    made = mark(library, article, BRIDGE)
    second = change(library, WITHOUT_BRIDGE)
    library.annotating.place_by_hand(made.id, second, 0, 9)
    late = Placement(annotation=made.id, version=second, state=State.ORPHAN)
    with library._database.writing() as connection:
        placements.keep(connection, [late])
    assert placed(library, made).by_hand


@in_a_folder
def test_places_are_told_while_another_program_keeps_the_library_for_itself(
    library: Library, article: ArticleId
) -> None:
    made = mark(library, article, BRIDGE)
    second = change(library, WITHOUT_BRIDGE)
    with library._database.writing() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=10")
        connection.exec_driver_sql("DELETE FROM placement WHERE version_id = ?", (second,))
    with closing(sqlite.connect(library.location / LIBRARY_FILE, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert placed(library, made).state is State.ORPHAN
        other.execute("ROLLBACK")
    assert len(rows(library)) == 1
    assert placed(library, made).state is State.ORPHAN
    assert len(rows(library)) == 2


PICTURE = Resource(url="https://p.example/cow.png", alt="A cow on a roof")


def a_picture(exact: str) -> Selector:
    at = TEXT.index(COW)
    end = at + len(exact)
    return Selector(exact=exact, prefix=TEXT[at - 32 : at], suffix="", start=at, end=end, picture=PICTURE.url)


@pytest.mark.parametrize("caption", ["", COW], ids=["bare", "with a caption"])
def test_a_picture_is_known_by_its_address_or_by_its_bytes(library: Library, caption: str) -> None:
    shown = replace(PICTURE, blob=library.put_blob(b"a cow", "image/png"))
    first = library.add(keeping(text=TEXT, resources=[shown]))
    assert first.version is not None
    (made,), _changes = library.annotating.add(
        first.article, first.version, [NewAnnotation(selector=a_picture(caption))]
    )
    library.add(keeping(text=MOVED, resources=[shown]))
    here = placed(library, made)
    assert (here.state, here.picture, here.text) == (State.ANCHORED, PICTURE.url, caption)
    assert abs(here.start - MOVED.index(COW)) <= 1

    moved = replace(shown, url="https://cdn.p.example/1.png")
    library.add(keeping(text=f"{MOVED}\n\n{PARAGRAPHS[0]}", resources=[moved]))
    assert placed(library, made).picture == moved.url

    other = Resource(url="https://p.example/sheep.png", blob=library.put_blob(b"a sheep", "image/png"))
    last = library.add(keeping(text=WITHOUT_BRIDGE, resources=[other]))
    assert placed(library, made).state is State.ORPHAN
    assert last.version is not None
    library.annotating.place_by_hand(made.id, last.version, 7, 7, picture=other.url)
    by_hand = placed(library, made)
    assert (by_hand.state, by_hand.picture, by_hand.start, by_hand.text) == (State.ANCHORED, other.url, 7, "")
