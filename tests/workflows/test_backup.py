"""Backups are written where they belong, once a day, and the doctor says when the last one was."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tearsheet.library.times import stamp
from tearsheet.model.errors import LibraryError, Reason
from tearsheet.model.ids import ArticleId
from tearsheet.workflows.backup import back_up, back_up_daily, latest, places_of, restore, usual_place
from tearsheet.workflows.desk import Desk
from tests.support.desks import desk_at
from tests.support.keepings import keeping


def age(desk: Desk, by: timedelta) -> None:
    """Let the library's newest backup be older than it is."""
    last = latest(desk)
    assert last is not None
    last.path.rename(last.path.with_name(f"library-{stamp(last.made - by)}.sqlite3"))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = desk_at(tmp_path / "library")
    made.library.add(keeping())
    yield made
    made.close()


def test_they_are_in_the_library_unless_another_folder_is_chosen(desk: Desk, tmp_path: Path) -> None:
    assert usual_place(desk) == tmp_path / "library" / "backups"
    desk.backups = tmp_path / "disk"
    assert usual_place(desk).parent == tmp_path / "disk"
    assert usual_place(desk).name == f"library-{desk.library.uid[:8]}"
    assert places_of(desk) == (usual_place(desk), tmp_path / "library" / "backups")


def test_two_libraries_of_one_name_have_two_folders(desk: Desk, tmp_path: Path) -> None:
    other = desk_at(tmp_path / "elsewhere" / "library")
    other.library.add(keeping())
    desk.backups = other.backups = tmp_path / "disk"
    assert usual_place(desk) != usual_place(other)
    other.close()


def test_one_is_written_a_day(desk: Desk) -> None:
    assert latest(desk) is None
    assert back_up_daily(desk) is not None
    assert back_up_daily(desk) is None
    age(desk, timedelta(hours=23))
    assert back_up_daily(desk) is None
    age(desk, timedelta(hours=2))
    assert back_up_daily(desk) is not None
    last = latest(desk)
    assert last is not None and datetime.now(UTC) - last.made < timedelta(minutes=5)


def test_a_restored_library_is_open_again_at_once(desk: Desk, tmp_path: Path) -> None:
    back_up(desk, tmp_path / "b")
    desk.library.mark([ArticleId(1)], read=True)
    restore(desk, tmp_path / "b")
    assert not desk.library.article(ArticleId(1)).read


def test_a_library_on_a_server_is_backed_up_by_whoever_runs_it(desk: Desk, tmp_path: Path) -> None:
    desk.location = "postgresql://db.example/library"
    with pytest.raises(LibraryError) as caught:
        restore(desk, tmp_path)
    assert caught.value.reason is Reason.IN_A_DATABASE
    assert back_up_daily(desk) is None and places_of(desk) == ()
