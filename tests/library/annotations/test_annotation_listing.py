"""All annotations of the library, by article, colour, tag, date, words and how they stand, the newest first."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tearsheet.library import Library, open_library
from tearsheet.library.schema import content
from tearsheet.model.annotation import AnnotationCounts, AnnotationQuery, Colour, ListedAnnotation, State
from tearsheet.model.ids import AnnotationId, ArticleId
from tests.support.annotated import BRIDGE, COW, TEXT, WITHOUT_BRIDGE, mark
from tests.support.keepings import keeping


@pytest.fixture
def marked(library: Library) -> Library:
    """Three articles: highlights 1 and 2 on the first, 3 and a note 4 on the second, 5 on the third."""
    flood = library.add(keeping("flood", TEXT, title="The flood", source="The Daily Bench")).article
    tea = library.add(keeping("tea", "新茶的香气很浓，價錢也高。", title="春茶")).article
    gone = library.add(keeping("gone", TEXT, title="In the bin")).article
    mark(library, flood, BRIDGE, tags=["flood/bridges"])
    mark(library, flood, COW, colour=Colour.GREEN, note="A COW!", tags=["animals"])
    mark(library, tea, "香气很浓", colour=Colour.GREEN, tags=["flood"])
    mark(library, tea, "", note="买 the first\nflush")
    mark(library, gone, COW)
    library.delete([gone])
    return library


def found(library: Library, **parts: object) -> list[int]:
    query = AnnotationQuery(**parts)  # type: ignore[arg-type]
    ids = [each.placed.annotation.id for each in library.annotating.listed(query)]
    assert library.annotating.count(query) == len(ids)
    return [int(number) for number in ids]


def test_the_newest_come_first_and_the_bin_is_left_out(marked: Library) -> None:
    assert found(marked) == [4, 3, 2, 1]
    marked.annotating.delete([AnnotationId(3)])
    assert found(marked) == [4, 2, 1]


def test_each_part_narrows(marked: Library) -> None:
    assert found(marked, articles=(1,)) == [2, 1]
    assert found(marked, articles=(1, 2), colours=(Colour.GREEN,)) == [3, 2]
    assert found(marked, colours=(Colour.PINK,)) == []
    assert found(marked, tags=("flood",)) == [3, 1]
    assert found(marked, tags=("flood/bridges",)) == [1]
    assert found(marked, tags=("flood", "animals")) == []


def test_words_are_told_alike_as_a_search_tells_them(marked: Library) -> None:
    assert found(marked, words=("cow",)) == [2]
    assert found(marked, words=("STONE  bridge",)) == [1]
    assert found(marked, words=("買", "first flush")) == [4]
    assert found(marked, words=("香氣",)) == [3]
    assert found(marked, words=("cow", "bridge")) == []
    assert found(marked, words=("%",)) == found(marked, words=("_",)) == []


def test_words_are_looked_for_in_the_article_s_title_too(marked: Library) -> None:
    assert found(marked, words=("flood",)) == [2, 1]
    assert found(marked, words=("FLOOD", "cow")) == [2]
    assert found(marked, words=("春茶",)) == [4, 3]
    assert found(marked, words=("bin",)) == []


def test_dates_are_from_and_up_to(marked: Library) -> None:
    now = datetime.now(UTC)
    assert found(marked, since=now - timedelta(minutes=5)) == [4, 3, 2, 1]
    assert found(marked, since=now + timedelta(minutes=5)) == found(marked, until=now - timedelta(minutes=5)) == []
    third = marked.annotating.listed(AnnotationQuery())[1].placed.annotation.created
    assert found(marked, since=third) == [4, 3]
    assert found(marked, until=third) == [2, 1]


def test_a_page_of_them_is_a_part_of_them(marked: Library) -> None:
    for query in (AnnotationQuery(), AnnotationQuery(words=("",))):
        pages = [marked.annotating.listed(query, limit=3, offset=offset) for offset in (0, 3, 6)]
        assert [[each.placed.annotation.id for each in page] for page in pages] == [[4, 3, 2], [1], []]


def test_each_says_how_it_stands_on_what_is_shown_and_in_which_article(marked: Library) -> None:
    marked.add(keeping("flood", WITHOUT_BRIDGE, title="The flood"))
    orphan: ListedAnnotation = marked.annotating.listed(AnnotationQuery(articles=(ArticleId(1),)))[1]
    assert (orphan.placed.state, orphan.placed.text) == (State.ORPHAN, "")
    assert (orphan.title, orphan.source, orphan.url) == ("The flood", "The Daily Bench", "https://news.example/flood")
    assert found(marked, states=(State.ORPHAN,)) == [1]
    assert found(marked, states=(State.ANCHORED,)) == [4, 3, 2]
    assert found(marked, states=(State.ORPHAN, State.ANCHORED, State.UNSURE)) == [4, 3, 2, 1]
    marked.choose_version(ArticleId(1), orphan.placed.annotation.version)
    assert found(marked, states=(State.ORPHAN,)) == []


def test_the_numbers_agree_with_what_they_narrow_to(marked: Library) -> None:
    marked.add(keeping("flood", WITHOUT_BRIDGE))
    assert marked.annotating.counts() == AnnotationCounts(
        all=4,
        unsure=0,
        orphans=1,
        colours=((Colour.YELLOW, 2), (Colour.GREEN, 2)),
        tags=(("animals", 1), ("flood", 1), ("flood/bridges", 1)),
    )


def test_what_has_no_place_yet_is_placed_when_it_is_asked_for(marked: Library) -> None:
    marked.add(keeping("flood", WITHOUT_BRIDGE))
    with marked._database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM placement WHERE version_id > 3")
    assert found(marked, states=(State.ORPHAN,)) == [1]
    with marked._database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM placement WHERE version_id > 3").scalar() == 2


def test_no_articles_text_is_unpacked_to_count(marked: Library) -> None:
    with marked._database.writing() as connection:
        connection.execute(content.update().values(data=b"\0"))
    assert marked.annotating.count(AnnotationQuery(colours=(Colour.GREEN,))) == 2


# Root may write anywhere; the parts are imported first because nobody may not read root's Python.
READ_ONLY = """
import os, sys
import zstandard
from tearsheet.library import open_library
from tearsheet.library.annotations import annotation_listing, annotations, placing
from tearsheet.model.annotation import AnnotationQuery, NewAnnotation, State
from tearsheet.model.errors import LibraryError
from tearsheet.model.ids import ArticleId, VersionId
from tearsheet.text.anchoring import align, select
from tearsheet.text.cjk import fold
fold("國")
align("國 one two three", "國 one two four").anchor(select("國 one two three", 2, 5))
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
with open_library(sys.argv[1]) as library:
    assert library.read_only
    print(*(each.state for each in library.annotating.of_article(ArticleId(1))))
    for state in State:
        query = AnnotationQuery(states=(state,))
        print(state, library.annotating.count(query), len(library.annotating.listed(query)))
    print(library.annotating.counts().orphans)
    try:
        library.annotating.add(ArticleId(1), VersionId(1), [NewAnnotation(note="x")])
    except LibraryError as error:
        print(error.reason)
"""


@pytest.fixture
def closed_library() -> Iterator[Path]:
    """A closed library that nobody may write, with no places reckoned yet for the version that is shown."""
    with TemporaryDirectory(prefix="tearsheet-test-") as folder:
        Path(folder).chmod(0o755)
        place = Path(folder) / "library"
        with open_library(place) as library:
            article = library.add(keeping(text=TEXT)).article
            mark(library, article, BRIDGE)
            mark(library, article, COW)
            library.add(keeping(text=WITHOUT_BRIDGE))
            with library._database.writing() as connection:
                connection.exec_driver_sql("DELETE FROM placement WHERE version_id = 2")
        for path in (place, *place.rglob("*")):
            path.chmod(0o555 if path.is_dir() else 0o444)
        yield place
        place.chmod(0o755)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows folders do not forbid writing")
def test_a_library_that_cannot_be_written_reckons_without_writing(closed_library: Path) -> None:
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    run = subprocess.run(
        [sys.executable, "-c", READ_ONLY, str(closed_library)],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )
    assert run.stdout.splitlines() == [
        "anchored orphan",
        "anchored 1 1",
        "unsure 0 0",
        "orphan 1 1",
        "1",
        "read-only",
    ], run.stderr


def test_highlights_that_quote_words_are_known_by_their_uids_up_to_a_moment(marked: Library) -> None:
    now = datetime.now(UTC)
    known = dict(marked.annotating.uids(now + timedelta(minutes=1)))
    assert set(known) == {1, 2, 3} and len(set(known.values())) == 3
    assert marked.annotating.uids(now - timedelta(days=1)) == ()


def test_some_are_named_by_their_ids(marked: Library) -> None:
    assert found(marked, ids=(1, 4)) == [4, 1]
