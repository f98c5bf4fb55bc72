"""More than one process on one library: both work, each is told of the other, and none waits for ever."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tearsheet.library import Library, open_library
from tearsheet.library.database import LIBRARY_FILE
from tearsheet.library.sqlite import sqlite
from tearsheet.model.capture import JobState
from tearsheet.model.errors import LibraryError, Reason
from tearsheet.model.query import Query
from tests.support.annotated import COW, TEXT, mark
from tests.support.databases import in_a_folder
from tests.support.keepings import address, keeping

ROOT = Path(__file__).resolve().parents[2]
WRITER = """
import sys
from tearsheet.library import open_library
from tests.support.keepings import address, keeping
with open_library(sys.argv[1]) as library:
    for number in range(int(sys.argv[3])):
        name = f"{sys.argv[2]}{number}"
        job = library.remember(address(name), share_link=name)
        assert library.claim(job.id)
        added = library.add(keeping(name, f"中国 {name}", body=name.encode() * 500), job=job.id)
        library.mark([added.article], read=True)
        library.tag([added.article], add=[sys.argv[2]])
"""


def start(code: str, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_three_processes_write_at_once_and_nothing_is_lost_or_refused(library: Library) -> None:
    writers = [start(WRITER, library.place, name, 30) for name in "xyz"]
    while any(writer.poll() is None for writer in writers):
        rows = library.summaries(Query())
        assert [row.id for row in rows] == sorted((row.id for row in rows), reverse=True)
    for writer in writers:
        assert writer.communicate()[1] == "" and writer.returncode == 0

    assert library.count(Query()) == library.count(Query(words=("中国",))) == 90
    assert [library.count(Query(tags=(name,), read=True)) for name in "xyz"] == [30, 30, 30]
    assert len(library.jobs(JobState.DONE)) == 90


MARKER = """
import sys
from tearsheet.library import open_library
from tearsheet.model.ids import ArticleId
from tests.support.annotated import BRIDGE, COW, TEXT, WITHOUT_BRIDGE, mark
from tests.support.keepings import keeping
with open_library(sys.argv[1]) as library:
    for number in range(25):
        mark(library, ArticleId(1), COW, note=f"{sys.argv[2]}{number}", tags=[sys.argv[2]])
        library.annotating.of_article(ArticleId(1))
    library.add(keeping(text=f"{TEXT} {sys.argv[2]}"))
"""


def test_two_processes_mark_one_article_and_both_keep_theirs(library: Library) -> None:
    article = library.add(keeping(text=TEXT)).article
    markers = [start(MARKER, library.place, name) for name in ("x", "y")]
    for number in range(25):
        mark(library, article, COW, note=f"z{number}")
    for marker in markers:
        assert marker.communicate()[1] == "" and marker.returncode == 0

    there = library.annotating.of_article(article)
    assert {each.annotation.note for each in there} == {f"{name}{number}" for name in "xyz" for number in range(25)}
    assert {each.text for each in there} == {COW}
    assert library.count(Query(words=("x24", "y24", "z24"))) == 1


def test_a_write_of_another_process_changes_the_data_version_and_our_own_does_not(library: Library) -> None:
    first = library.data_version()
    added = library.add(keeping())
    library.count(Query(words=("one",)))
    library.mark([added.article], read=True)
    assert library.data_version() == first

    assert start(WRITER, library.place, "x", 1).communicate() == ("", "")
    second = library.data_version()
    assert second != first
    library.mark([added.article], read=False)
    assert library.data_version() == second


@in_a_folder
def test_a_library_that_another_process_keeps_for_itself_is_busy(library: Library) -> None:
    with library._database.writing() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=10")
    with closing(sqlite.connect(library.location / LIBRARY_FILE, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LibraryError) as caught:
            library.remember(address("a"), share_link="")
        assert caught.value.reason is Reason.LIBRARY_BUSY
        assert library.jobs() == ()
        other.execute("ROLLBACK")
    assert library.remember(address("a"), share_link="").id == 1


TAKER = """
import sys
from tearsheet.library import open_library
from tests.support.keepings import address
library = open_library(sys.argv[1])
job = library.remember(address("a"), share_link="")
library.claim(job.id)
if "://" not in library.place:
    unfinished = library.location / "blobs" / ".tmp"
    unfinished.mkdir(parents=True)
    (unfinished / f"{library._owner.name.replace('/', '~')}~1").write_bytes(b"half a picture")
print("taken", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def taker(new_place: str) -> Iterator[subprocess.Popen[str]]:
    """A process that has taken a job and, where there is a folder, written half a picture."""
    command = [sys.executable, "-c", TAKER, new_place]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout and process.stdout.readline() == "taken\n"
        yield process
        process.kill()


def unfinished(place: str) -> list[Path]:
    """Return what a library in a folder has of processes that run, and of what they write."""
    return [path for folder in ("blobs/.tmp", "owners") for path in (Path(place) / folder).glob("*")]


def test_a_process_that_lives_keeps_its_job_and_what_it_is_writing(
    new_place: str, taker: subprocess.Popen[str]
) -> None:
    with open_library(new_place) as library:
        assert [job.state for job in library.jobs()] == [JobState.RUNNING]
        assert library.claim(library.jobs()[0].id) is None
    assert "://" in new_place or len(unfinished(new_place)) == 2
    assert taker.poll() is None


def test_the_job_of_a_process_that_died_is_queued_again_at_the_next_start(
    new_place: str, taker: subprocess.Popen[str]
) -> None:
    taker.kill()
    taker.wait()

    with open_library(new_place) as library:
        assert [job.state for job in library.jobs()] == [JobState.QUEUED]
        assert unfinished(new_place) == []
        assert library.recover() == 0


def test_a_library_that_is_open_all_the_time_takes_over_the_job_of_a_process_that_died(
    new_place: str, taker: subprocess.Popen[str]
) -> None:
    with open_library(new_place) as library:
        taker.kill()
        taker.wait()
        taken = library.claim_next(datetime.now(UTC))
        assert taken is not None and taken.attempts == 2


def test_the_job_of_another_computer_is_its_own_for_a_quarter_of_an_hour(library: Library) -> None:
    job = library.remember(address("a"), share_link="")
    library.claim(job.id)
    elsewhere = "UPDATE job SET owner = 'another.computer/1', lease_until = lease_until - {} * 60000000"
    for minutes, recovered in ((14, 0), (2, 1)):
        with library._database.writing() as connection:
            connection.exec_driver_sql(elsewhere.format(minutes))
        assert library.recover() == recovered
    assert library.job(job.id).state is JobState.QUEUED


def test_who_says_that_a_job_is_being_worked_at_keeps_it_for_another_quarter_of_an_hour(library: Library) -> None:
    job = library.remember(address("a"), share_link="")
    assert not library.renew(job.id)
    library.claim(job.id)
    with library._database.writing() as connection:
        connection.exec_driver_sql("UPDATE job SET lease_until = 0")
    assert library.renew(job.id)
    with library._database.reading() as connection:
        assert connection.exec_driver_sql("SELECT lease_until FROM job").scalar_one() > 1_700_000_000_000_000
    library.forget(job.id)
    assert not library.renew(job.id)
