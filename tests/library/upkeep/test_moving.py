"""A library is copied whole and proven before anybody works on the copy; the old one stays as it was."""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from tearsheet.library import Library, open_library
from tearsheet.model.article import Resource
from tearsheet.model.errors import Cancelled, LibraryError, Reason
from tearsheet.model.ids import ArticleId
from tearsheet.model.query import Query
from tearsheet.model.upkeep import Headway, Moved, Stage
from tests.support.keepings import keeping
from tests.support.rotting import blobs_in


@pytest.fixture
def library(new_library: Path, tmp_path: Path) -> Iterator[Library]:
    shutil.copytree(new_library, tmp_path / "library")
    with open_library(tmp_path / "library") as opened:
        for name in "abc":
            blob = opened.put_blob(random.Random(name).randbytes(900), "image/png")
            picture = Resource(url=f"https://news.example/{name}.png", blob=blob)
            opened.add(keeping(name, f"The text of {name}", resources=[picture]))
        yield opened


def move(library: Library, to: Path) -> Moved:
    return library.upkeep.move(to, tell=lambda _headway: None, cancelled=Event())


def refused(library: Library, to: Path) -> Reason:
    with pytest.raises(LibraryError) as caught:
        move(library, to)
    return caught.value.reason


def test_everything_is_in_the_new_place_and_in_the_old(library: Library, tmp_path: Path) -> None:
    moved = move(library, tmp_path / "new" / "library")
    assert (moved.articles, moved.old) == (3, library.location)
    with open_library(moved.place, create=False) as there:
        assert there.uid == library.uid
        assert [there.article(number) for number in there.ids(Query())] == [
            library.article(number) for number in library.ids(Query())
        ]
        assert list(there.upkeep.verify(lambda _headway: None, Event())) == []
        there.add(keeping("d"))
    assert library.count(Query()) == 3
    assert [path.name for path in moved.place.iterdir() if path.name.startswith(".")] == []


def test_nobody_writes_while_it_is_copied(library: Library, tmp_path: Path) -> None:
    reasons: list[Reason] = []

    def tell(headway: Headway) -> None:
        if headway.stage is Stage.BLOBS and not reasons:
            with open_library(library.location) as other, pytest.raises(LibraryError) as caught:
                other.mark([ArticleId(1)], read=True)
            reasons.append(caught.value.reason)

    library.upkeep.move(tmp_path / "new", tell=tell, cancelled=Event())
    assert reasons == [Reason.LIBRARY_BUSY]
    library.mark([ArticleId(1)], read=True)


def test_a_folder_of_other_things_or_of_a_library_is_refused(library: Library, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letters.txt").write_text("mine")
    open_library(tmp_path / "other").close()
    assert refused(library, tmp_path / "mine") is Reason.FOLDER_NOT_EMPTY
    assert refused(library, tmp_path / "other") is Reason.FOLDER_NOT_EMPTY
    assert refused(library, library.location) is Reason.FOLDER_NOT_EMPTY


def test_what_is_damaged_and_not_known_to_be_is_repaired_before_it_moves(library: Library, tmp_path: Path) -> None:
    blobs_in(library.location)[0].unlink()
    assert refused(library, tmp_path / "new") is Reason.LIBRARY_DAMAGED
    assert not (tmp_path / "new").exists()

    (damage,) = library.upkeep.verify(lambda _headway: None, Event())
    library.upkeep.mark(damage, "no copy")
    assert move(library, tmp_path / "new").articles == 3


@pytest.mark.parametrize("stage", [Stage.COPYING, Stage.BLOBS])
def test_a_move_that_is_stopped_leaves_nothing_there(library: Library, tmp_path: Path, stage: Stage) -> None:
    stop = Event()
    (tmp_path / "new").mkdir()
    with pytest.raises(Cancelled):
        library.upkeep.move(
            tmp_path / "new",
            tell=lambda headway: stop.set() if headway.stage is stage else None,
            cancelled=stop,
        )
    assert list((tmp_path / "new").iterdir()) == []
    library.add(keeping("d"))
