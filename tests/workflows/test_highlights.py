"""A few highlights are those of the day, whatever is marked meanwhile; those that fit a query become one file."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tearsheet.model.annotation import AnnotationQuery, Colour
from tearsheet.model.errors import ExportError, Reason
from tearsheet.model.ids import AnnotationId
from tearsheet.workflows.desk import Desk
from tearsheet.workflows.highlights import as_markdown, export_highlights, highlights_by_id, highlights_of
from tests.support.annotated import BRIDGE, COW, PARAGRAPHS, TEXT, mark
from tests.support.keepings import keeping

TOMORROW = date.today() + timedelta(days=1)


@pytest.fixture
def marked(desk: Desk) -> Desk:
    """Twelve highlights, every third one green, and a note on the whole article."""
    article = desk.library.add(keeping(text=TEXT, title="High water")).article
    words = " ".join(PARAGRAPHS).replace(",", "").replace(".", "").split()
    for number in range(12):
        mark(desk.library, article, words[number * 3], colour=Colour.YELLOW if number % 3 else Colour.GREEN)
    mark(desk.library, article, "", note="On the whole")
    return desk


def drawn(desk: Desk, day: date = TOMORROW) -> list[int]:
    return [int(each.placed.annotation.id) for each in highlights_of(desk, day)]


def test_a_day_has_its_three_and_another_day_others(marked: Desk) -> None:
    first = drawn(marked)
    assert len(first) == 3 and drawn(marked) == first
    days = {tuple(drawn(marked, TOMORROW + timedelta(days=number))) for number in range(80)}
    assert len(days) > 40
    assert {each for day in days for each in day} == set(range(1, 13))  # each has its turn, and the note has none


def test_what_is_marked_on_the_day_itself_is_not_among_them(marked: Desk) -> None:
    assert highlights_of(marked, date.today()) == ()


def test_one_that_is_deleted_gives_way_and_the_others_stay(marked: Desk) -> None:
    first = drawn(marked)
    marked.library.annotating.delete([AnnotationId(first[1])])
    now = drawn(marked)
    assert now[:2] == [first[0], first[2]] and len(now) == 3


def test_those_that_fit_are_written_into_one_file(marked: Desk, tmp_path: Path) -> None:
    file = tmp_path / "new folder" / "green.md"
    count = export_highlights(marked, AnnotationQuery(colours=(Colour.GREEN,)), file, title="Green")
    written = file.read_text("utf-8")
    assert count == 4 and written.startswith("# Green\n\n## [High water]") and written.count("\n> ") == 4


def test_a_file_that_cannot_be_written_is_an_error_and_none_is_left(marked: Desk, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ExportError) as raised:
        export_highlights(marked, AnnotationQuery(), tmp_path / "file" / "x.md", title="")
    assert raised.value.failure.reason is Reason.EXPORT_FAILED
    assert [entry.name for entry in tmp_path.iterdir() if entry.name.startswith(".tearsheet")] == []


def test_some_are_copied_as_markdown(desk: Desk) -> None:
    article = desk.library.add(keeping(text=TEXT, title="High water")).article
    one, other = (mark(desk.library, article, words).id for words in (COW, BRIDGE))
    written = as_markdown(highlights_by_id(desk, (one, other)))
    assert written.index(BRIDGE) < written.index(COW)
    assert highlights_by_id(desk, ()) == ()
