"""A backup is whole or not there, takes no file twice, is pruned by rule, and becomes the library again."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest

from tearsheet.library import Library, open_library
from tearsheet.library.database import LIBRARY_FILE
from tearsheet.library.sqlite import sqlite
from tearsheet.library.times import stamp
from tearsheet.library.upkeep.backups import backups_in, kept, prune
from tearsheet.library.upkeep.restoring import restore
from tearsheet.model.article import Resource
from tearsheet.model.errors import Cancelled, LibraryError, Reason
from tearsheet.model.ids import ArticleId
from tearsheet.model.query import Query
from tearsheet.model.upkeep import BackedUp, Headway, Stage
from tests.support.keepings import keeping
from tests.support.rotting import blobs_in, pages_of, rot_page

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)


def silent(_headway: Headway) -> None:
    """Tell nobody."""


def fill(library: Library, names: str, *, picture_of: int = 2000) -> None:
    for name in names:
        blob = library.put_blob(random.Random(name).randbytes(picture_of), "image/png")
        picture = Resource(url=f"https://news.example/{name}.png", blob=blob)
        library.add(keeping(name, f"The text of {name}", title=name.upper(), resources=[picture]))


def back_up(library: Library, to: Path, *, link: bool = False) -> BackedUp:
    return library.upkeep.back_up(to, tell=silent, cancelled=Event(), link=link)


def restored(backup: Path, to: Path) -> Path:
    restore(backup, to, silent, Event())
    return to


def titles(folder: Path) -> list[str]:
    """Return what is in a library, having read all of it."""
    with open_library(folder, create=False) as library:
        assert [damage for damage in library.upkeep.verify(silent, Event()) if not damage.is_harmless] == []
        articles = [library.article(article) for article in library.ids(Query())]
        assert all(library.blob(each.blob.sha256) for article in articles for each in article.resources if each.blob)
        return sorted(article.metadata.title for article in articles)


@pytest.fixture
def filled(new_library: Path, tmp_path: Path) -> Iterator[Library]:
    shutil.copytree(new_library, tmp_path / "library")
    with open_library(tmp_path / "library") as library:
        fill(library, "abc")
        yield library


def test_a_backup_is_a_dated_file_beside_its_blobs(filled: Library, tmp_path: Path) -> None:
    done = back_up(filled, tmp_path / "b")
    assert done.backup.path.name == f"library-{stamp(done.backup.made)}.sqlite3"
    assert (done.copied, done.present, done.damaged) == (3, 0, ())
    assert [path.name for path in blobs_in(tmp_path / "b")] == [path.name for path in blobs_in(filled.location)]
    assert titles(restored(done.backup.path, tmp_path / "again")) == ["A", "B", "C"]


def test_a_blob_that_is_there_is_not_written_again(filled: Library, tmp_path: Path) -> None:
    back_up(filled, tmp_path / "b")
    before = {path: path.stat().st_mtime_ns for path in blobs_in(tmp_path / "b")}
    fill(filled, "d")

    done = back_up(filled, tmp_path / "b")
    assert (done.copied, done.present) == (1, 3)
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert len(backups_in(tmp_path / "b")) == 2


def test_a_blob_that_was_cut_short_there_is_written_again(filled: Library, tmp_path: Path) -> None:
    back_up(filled, tmp_path / "b")
    blobs_in(tmp_path / "b")[0].write_bytes(b"half")
    assert back_up(filled, tmp_path / "b").copied == 1


def test_in_the_librarys_own_folder_a_blob_gets_a_second_name(filled: Library) -> None:
    back_up(filled, filled.location / "backups", link=True)
    assert {path.stat().st_nlink for path in blobs_in(filled.location)} == {2}


def test_a_backup_is_of_one_moment_while_others_write(filled: Library, tmp_path: Path) -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[2])\n"
        "from tearsheet.library import open_library\n"
        "from tests.support.keepings import keeping\n"
        "with open_library(sys.argv[1]) as library:\n"
        "    for number in range(100_000):\n"
        "        library.add(keeping(f'other {number}', f'text {number} ' * 400))\n"
    )
    root = str(Path(__file__).parents[2])
    with subprocess.Popen([sys.executable, "-c", code, str(filled.location), root]) as other:
        made = []
        for _ in range(3):
            before = filled.count(Query())
            while filled.count(Query()) == before:
                assert other.poll() is None
                time.sleep(0.01)
            made.append(back_up(filled, tmp_path / "b").backup.path)
        other.kill()
    counts = [len(titles(restored(path, tmp_path / path.stem))) for path in made]
    assert counts == sorted(counts) and 3 < counts[0] < counts[-1]


def test_what_is_damaged_is_told_and_keeps_older_backups(filled: Library, tmp_path: Path) -> None:
    first = back_up(filled, tmp_path / "b").backup.path
    old = first.with_name("library-2020-01-01T000000Z.sqlite3")
    first.rename(old)
    blobs_in(filled.location)[0].write_bytes(b"rot")
    shutil.rmtree(tmp_path / "b" / "blobs" / blobs_in(filled.location)[0].parent.name)
    with closing(sqlite.connect(filled.location / LIBRARY_FILE)) as file:
        file.execute("UPDATE content SET data = x'00' WHERE sha256 = (SELECT text_sha256 FROM version LIMIT 1)")
        file.commit()

    done = back_up(filled, tmp_path / "b")
    assert len(done.damaged) == 2 and done.pruned == () and old.exists()


def test_a_file_with_a_rotten_page_makes_no_backup(filled: Library, tmp_path: Path) -> None:
    location = filled.location
    filled.close()
    for page in pages_of(location / LIBRARY_FILE, "content")[-2:]:
        rot_page(location / LIBRARY_FILE, page.number, random.Random(1))
    with open_library(location) as library, pytest.raises(LibraryError) as caught:
        back_up(library, tmp_path / "b")
    assert caught.value.reason is Reason.LIBRARY_DAMAGED
    assert backups_in(tmp_path / "b") == () and not list((tmp_path / "b").glob(".unfinished/*"))


@pytest.mark.parametrize("stage", [Stage.COPYING, Stage.CHECKING, Stage.BLOBS])
def test_a_backup_that_is_stopped_leaves_only_whole_ones(filled: Library, tmp_path: Path, stage: Stage) -> None:
    back_up(filled, tmp_path / "b")
    fill(filled, "d")
    stop = Event()

    def tell(headway: Headway) -> None:
        if headway.stage is stage:
            stop.set()

    with pytest.raises(Cancelled):
        filled.upkeep.back_up(tmp_path / "b", tell=tell, cancelled=stop)
    (backup,) = backups_in(tmp_path / "b")
    assert titles(restored(backup.path, tmp_path / "again")) == ["A", "B", "C"]
    assert sorted(path.name for path in (tmp_path / "b").iterdir()) == [".lock", "blobs", backup.path.name]


def test_two_backups_are_not_written_to_one_folder_at_once(filled: Library, tmp_path: Path) -> None:
    refusals: list[Reason] = []

    def tell(headway: Headway) -> None:
        if headway.stage is Stage.BLOBS and not refusals:
            with pytest.raises(LibraryError) as caught:
                back_up(filled, tmp_path / "b")
            refusals.append(caught.value.reason)

    filled.upkeep.back_up(tmp_path / "b", tell=tell, cancelled=Event())
    assert refusals == [Reason.BACKUP_UNDER_WAY]
    assert len(backups_in(tmp_path / "b")) == 1


def test_a_full_disk_leaves_the_backups_that_were_there(filled: Library, tmp_path: Path) -> None:
    """A limit on the size of files stands for the disk: what it stops cannot be told from one that is full."""
    back_up(filled, tmp_path / "b")
    fill(filled, "d", picture_of=900_000)
    code = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from threading import Event\n"
        "from tearsheet.library import open_library\n"
        "from tearsheet.model.errors import LibraryError\n"
        "with open_library(sys.argv[1]) as library:\n"
        "    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "    resource.setrlimit(resource.RLIMIT_FSIZE, (700_000, 700_000))\n"
        "    try:\n"
        "        library.upkeep.back_up(Path(sys.argv[2]), tell=lambda _: None, cancelled=Event())\n"
        "    except LibraryError as error:\n"
        "        print(error.reason)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, str(filled.location), str(tmp_path / "b")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stdout.strip() == "disk-full", ran.stderr
    (backup,) = backups_in(tmp_path / "b")
    assert titles(restored(backup.path, tmp_path / "again")) == ["A", "B", "C"]


def test_the_rule_keeps_all_of_a_week_then_days_weeks_and_months() -> None:
    made = [NOON - timedelta(hours=6 * number) for number in range(4 * 500)]
    keep = kept(made, NOON)
    ages = sorted((NOON - moment) / timedelta(days=1) for moment in keep)
    assert sum(age < 7 for age in ages) == 28
    assert sum(7 <= age < 14 for age in ages) in (7, 8)
    assert sum(14 <= age < 56 for age in ages) in (6, 7)
    assert sum(56 <= age < 366 for age in ages) in (10, 11)
    assert max(ages) < 366


def test_the_newest_backup_is_kept_however_old_it_is() -> None:
    old = datetime(2020, 1, 1, tzinfo=UTC)
    assert kept([old, old - timedelta(days=1)], NOON) == {old}


def test_pruning_takes_the_blobs_that_no_backup_needs_and_no_other_librarys(filled: Library, tmp_path: Path) -> None:
    to = tmp_path / "b"
    fill(filled, "d")
    early = back_up(filled, to).backup.path
    early.rename(to / "library-2024-01-01T000000Z.sqlite3")
    with closing(sqlite.connect(to / "library-2024-01-01T000000Z.sqlite3")) as file:
        (only_there,) = file.execute("SELECT sha256 FROM blob LIMIT 1").fetchone()
    with open_library(tmp_path / "other") as other:
        fill(other, "xyz")
        theirs = back_up(other, to).backup.path
        theirs.rename(to / "library-2024-01-02T000000Z.sqlite3")
    with closing(sqlite.connect(filled.location / LIBRARY_FILE)) as file:
        file.execute("UPDATE resource SET blob_sha256 = NULL WHERE blob_sha256 = ?", (only_there,))
        file.execute("DELETE FROM blob WHERE sha256 = ?", (only_there,))
        file.commit()

    done = back_up(filled, to)
    assert [backup.path.name for backup in done.pruned] == ["library-2024-01-01T000000Z.sqlite3"]
    assert only_there not in [path.name for path in blobs_in(to)] and len(blobs_in(to)) == 6
    assert titles(restored(to / "library-2024-01-02T000000Z.sqlite3", tmp_path / "theirs")) == ["X", "Y", "Z"]
    assert prune(to, "nobody's", NOON, silent) == ()


def test_restoring_in_place_puts_the_present_library_aside(filled: Library, tmp_path: Path) -> None:
    location = filled.location
    back_up(filled, tmp_path / "b")
    fill(filled, "d")
    filled.mark([ArticleId(1)], read=True)
    filled.close()

    done = restore(tmp_path / "b", location, silent, Event())
    assert titles(location) == ["A", "B", "C"] and done.articles == 3
    assert done.aside is not None
    (done.aside / "blobs").symlink_to(location / "blobs")
    assert titles(done.aside) == ["A", "B", "C", "D"]


def test_a_blob_that_rotted_in_the_library_is_put_aside_for_the_backups(filled: Library, tmp_path: Path) -> None:
    location = filled.location
    back_up(filled, tmp_path / "b")
    filled.close()
    rotten, gone, _whole = blobs_in(location)
    rotten.write_bytes(b"rot")
    gone.unlink()

    done = restore(tmp_path / "b", location, silent, Event())
    assert titles(location) == ["A", "B", "C"] and done.missing == 0
    assert done.aside is not None and [path.read_bytes() for path in blobs_in(done.aside)] == [b"rot"]


def test_a_library_that_somebody_has_open_is_not_replaced(filled: Library, tmp_path: Path) -> None:
    back_up(filled, tmp_path / "b")
    fill(filled, "d")
    with pytest.raises(LibraryError) as caught:
        restore(tmp_path / "b", filled.location, silent, Event())
    assert caught.value.reason is Reason.LIBRARY_IN_USE
    assert filled.count(Query()) == 4 and not list(filled.location.glob("replaced*"))
    filled.add(keeping("still", "written"))


def test_after_a_refusal_readers_and_writers_still_work_beside_each_other(filled: Library, tmp_path: Path) -> None:
    location = filled.location
    back_up(filled, tmp_path / "b")
    filled.close()
    stop = Event()
    stop.set()
    with pytest.raises(Cancelled):
        restore(tmp_path / "b", location, silent, stop)
    with closing(sqlite.connect(location / LIBRARY_FILE)) as file:
        assert file.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert not list(location.glob(".restoring*"))
    restore(tmp_path / "b", location, silent, Event())
    with closing(sqlite.connect(location / LIBRARY_FILE)) as file:
        assert file.execute("PRAGMA journal_mode").fetchone() == ("wal",)


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda path: path.unlink(), Reason.NO_BACKUP),
        (lambda path: path.write_bytes(b"no database" * 900), Reason.BACKUP_DAMAGED),
        (lambda path: rot_page(path, path.stat().st_size // 4096 - 2, random.Random(2)), Reason.BACKUP_DAMAGED),
    ],
)
def test_what_is_no_whole_backup_changes_nothing(
    filled: Library, tmp_path: Path, spoil: "object", reason: Reason
) -> None:
    location = filled.location
    spoil(back_up(filled, tmp_path / "b").backup.path)  # type: ignore[operator]
    filled.close()
    before = (location / LIBRARY_FILE).read_bytes()
    with pytest.raises(LibraryError) as caught:
        restore(tmp_path / "b", location, silent, Event())
    assert caught.value.reason is reason
    assert (location / LIBRARY_FILE).read_bytes() == before


def test_a_backup_of_a_newer_tearsheet_is_refused(filled: Library, tmp_path: Path) -> None:
    path = back_up(filled, tmp_path / "b").backup.path
    with closing(sqlite.connect(path)) as file:
        file.execute("UPDATE alembic_version SET version_num = '9999'")
        file.commit()
    with pytest.raises(LibraryError) as caught:
        restore(path, tmp_path / "new", silent, Event())
    assert caught.value.reason is Reason.LIBRARY_NEWER


def test_a_folder_of_other_things_is_no_place_for_a_library(filled: Library, tmp_path: Path) -> None:
    back_up(filled, tmp_path / "b")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letters.txt").write_text("mine")
    with pytest.raises(LibraryError) as caught:
        restore(tmp_path / "b", tmp_path / "mine", silent, Event())
    assert caught.value.reason is Reason.FOLDER_NOT_EMPTY


KILLED = """
import sys
from pathlib import Path
from threading import Event
from tearsheet.library import open_library
from tearsheet.library.upkeep.restoring import restore
library, backups, work = sys.argv[1:]
print("ready", flush=True)
while True:
    if work == "restore":
        restore(Path(backups), Path(library), lambda _headway: None, Event())
    else:
        with open_library(library) as opened:
            opened.upkeep.back_up(Path(backups), tell=lambda _headway: None, cancelled=Event())
    print("done", flush=True)
"""


def killed_at_random(library: Path, backups: Path, work: str, times: int) -> Iterator[None]:
    chance = random.Random(work)
    for _ in range(times):
        with subprocess.Popen(
            [sys.executable, "-c", KILLED, str(library), str(backups), work], stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(chance.uniform(0.05, 0.5))
            os.kill(process.pid, signal.SIGKILL)
        yield


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_backup_that_is_killed_leaves_only_whole_ones(filled: Library, tmp_path: Path) -> None:
    location, to = filled.location, tmp_path / "b"
    for number in range(30):
        filled.add(keeping(f"{number}", f"text {number}", body=random.Random(number).randbytes(40_000)))
    back_up(filled, to)
    filled.close()
    for number, _ in enumerate(killed_at_random(location, to, "backup", 5)):
        for backup in backups_in(to)[:2]:
            assert len(titles(restored(backup.path, tmp_path / f"{number} {backup.path.stem}"))) == 33
    with open_library(location) as library:
        back_up(library, to)
    assert not (to / ".unfinished").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_library_is_whole_whenever_its_restoring_is_killed(filled: Library, tmp_path: Path) -> None:
    location, to = filled.location, tmp_path / "b"
    for number in range(30):
        filled.add(keeping(f"{number}", f"text {number}", body=random.Random(number).randbytes(40_000)))
    back_up(filled, to)
    fill(filled, "d")
    filled.close()
    for _ in killed_at_random(location, to, "restore", 5):
        assert len(titles(location)) in (33, 34)
        with open_library(location) as library:
            fill(library, "d")
