"""Workers on one queue: each link is captured once by one of them, and none is lost with a worker that dies."""

import json
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tearsheet.model.capture import JobState, Progress, Status
from tearsheet.model.errors import Cancelled, Failure, LibraryError, Reason
from tearsheet.model.query import Query
from tearsheet.workflows.capture import remember
from tearsheet.workflows.desk import Desk
from tearsheet.workflows.worker import work
from tests.support.desks import desk_at
from tests.support.postgres import PostgresServer
from tests.support.scripted_site import Asked, Reply, Site, page

ROOT = Path(__file__).resolve().parents[2]
GONE = "http://127.0.0.1:9/gone"
LINKS = 200
WORKERS = 4


@pytest.fixture
def desk(new_place: str, tmp_path: Path) -> Iterator[Desk]:
    made = desk_at(new_place, rules=tmp_path / "sites")
    yield made
    made.close()


@pytest.fixture
def site() -> Iterator[Site]:
    """A site with a short article at every address."""
    with Site() as running:
        for number in range(LINKS):
            text = f"<p>第{number}篇文章的正文，说的是第{number}件事情，不长也不短，但总归是一篇文章。</p>" * 4
            running.paths[f"/{number}"] = page(f"<title>第{number}篇</title><article>{text}</article>")
        yield running


def started(place: str, *options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tearsheet", "--library", place, "worker", "--json", *options]
    return subprocess.Popen(command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def remembered(desk: Desk, site: Site, count: int) -> None:
    for number in range(count):
        remember(desk, f"{site.url}/{number}")


def asked_of(site: Site) -> Counter[str]:
    return Counter(asked.path for asked in site.asked if asked.path.strip("/").isdigit())


def test_four_workers_capture_each_link_once(desk: Desk, site: Site, new_place: str) -> None:
    remembered(desk, site, LINKS)
    workers = [started(new_place, "--once") for _ in range(WORKERS)]
    rows = [json.loads(line) for worker in workers for line in worker.communicate()[0].splitlines()]

    assert [worker.returncode for worker in workers] == [0] * WORKERS
    assert Counter(row["status"] for row in rows) == {"added": LINKS}
    assert set(asked_of(site).values()) == {1} and len(asked_of(site)) == LINKS
    jobs = desk.library.jobs(*JobState)
    assert {(job.state, job.attempts) for job in jobs} == {(JobState.DONE, 1)} and len(jobs) == LINKS
    assert desk.library.count(Query()) == desk.library.count(Query(words=("件事情",))) == LINKS


def test_what_a_worker_that_is_killed_was_at_is_captured_by_another(desk: Desk, site: Site, new_place: str) -> None:
    met, some = threading.Event(), 24

    def never_answered(_asked: Asked) -> Reply:
        if not met.is_set():
            met.set()
            return Reply(body=b"", late=30)
        return answer

    answer = page("<title>第七篇</title><p>第七篇文章的正文，在第二次被要求时才说出来。</p>")
    site.paths["/7"] = never_answered
    remembered(desk, site, some)
    first = started(new_place)
    assert met.wait(60)
    first.kill()
    first.communicate()
    others = [started(new_place, "--once") for _ in range(2)]
    assert [other.wait(120) for other in others] == [0, 0]
    for other in others:
        other.communicate()

    jobs = desk.library.jobs(*JobState)
    assert {job.state for job in jobs} == {JobState.DONE} and len(jobs) == some
    assert [job.attempts for job in jobs].count(2) == 1
    assert desk.library.count(Query()) == some


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends a process no such signal")
@pytest.mark.parametrize("by", ["SIGINT", "SIGTERM"])
def test_a_worker_that_is_stopped_puts_its_link_back(desk: Desk, site: Site, new_place: str, by: str) -> None:
    met = threading.Event()

    def slow(_asked: Asked) -> Reply:
        met.set()
        return Reply(body=b"", late=20)

    site.paths["/0"] = slow
    remembered(desk, site, 1)
    worker = started(new_place)
    assert met.wait(60)
    worker.send_signal(getattr(signal, by))
    said = worker.communicate(timeout=30)

    assert worker.returncode == 130 and said[0] == "" and "queue" in said[1]
    (job,) = desk.library.jobs()
    assert job.state is JobState.QUEUED and job.failure == Failure(reason=Reason.INTERRUPTED)


def test_a_worker_takes_what_comes_while_it_runs_and_what_is_due_by_then(desk: Desk, site: Site) -> None:
    stop, found = threading.Event(), []
    later = remember(desk, f"{site.url}/0")
    desk.library.claim(later.id)
    soon = datetime.now(UTC) + timedelta(seconds=3)
    desk.library.fail(later.id, Failure(reason=Reason.TOO_MANY_REQUESTS), retry_at=soon)
    threading.Timer(0.5, lambda: remember(desk, f"{site.url}/1")).start()
    with pytest.raises(Cancelled):
        for captured in work(desk, cancelled=stop):
            found.append(captured.url.rpartition("/")[2])
            if len(found) == 2:
                stop.set()
    assert found == ["1", "0"]


def test_what_failed_is_told_and_does_not_come_again(desk: Desk) -> None:
    remember(desk, GONE)
    assert [captured.status for captured in work(desk, once=True)] == [Status.FAILED]
    assert list(work(desk, once=True)) == []


def test_a_worker_says_now_and_then_that_it_is_still_at_it(
    desk: Desk, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tearsheet.workflows.worker._RENEW", -1.0)
    remembered(desk, site, 1)
    leases = list[int]()

    def look(_progress: Progress) -> None:
        with desk.library._database.reading() as connection:
            leases.append(connection.exec_driver_sql("SELECT lease_until FROM job").scalar_one())

    assert [captured.status for captured in work(desk, once=True, report=look)] == [Status.ADDED]
    assert len(set(leases)) > 2 and leases == sorted(leases)


@pytest.mark.parametrize("new_place", ["server"], indirect=True)
def test_a_worker_waits_for_a_server_that_went_away(desk: Desk, site: Site, server: PostgresServer) -> None:
    stop, troubles = threading.Event(), list[Failure]()

    def troubled(failure: Failure) -> None:
        troubles.append(failure)
        server.start()
        remember(desk, f"{site.url}/0")

    assert list(work(desk, once=True)) == []
    server.stop()
    with pytest.raises(LibraryError):
        list(work(desk, once=True))
    with pytest.raises(Cancelled):
        for captured in work(desk, troubled=troubled, cancelled=stop):
            assert captured.status is Status.ADDED
            stop.set()
    assert [failure.reason for failure in troubles] == [Reason.SERVER_GONE]
