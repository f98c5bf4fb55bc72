"""Let workers drain one queue and count what was done twice or lost: `python -m tests.bench.workers [JOBS] [--folder]`.

Each worker is a process with connections of its own, as on a computer of its own. Measured is the queue and the
keeping: a job is taken, an article of a real one's size with a picture is packed, kept and indexed, and the job ends
with it. Fetching and reading are left out; they take seconds of the network's and of one core's time.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from tearsheet.library import Library, open_library
from tearsheet.model.article import Resource
from tearsheet.model.capture import Job, JobState
from tearsheet.model.query import Query
from tests.bench.searching.corpus import Corpus, Made
from tests.support.keepings import address, keeping
from tests.support.postgres import postgres_server

ROOT = Path(__file__).resolve().parents[2]
WORKERS = (1, 2, 4)
_WORD = "工人阶级"
_PICTURE = 30_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("jobs", nargs="?", type=int, default=10_000)
    parser.add_argument("--folder", action="store_true", help="a library in a folder instead of on a PostgreSQL server")
    parser.add_argument("--work-at", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.work_at:
        _work(given.work_at)
        return
    print(f"{given.jobs:,} jobs, {os.cpu_count()} cores, {'SQLite in a folder' if given.folder else 'PostgreSQL'}")
    with _places(given.folder) as places:
        for workers in WORKERS:
            _run(next(places), given.jobs, workers)


@contextmanager
def _places(in_folder: bool) -> Iterator[Iterator[str]]:
    if in_folder:
        with tempfile.TemporaryDirectory() as folder:
            yield (str(Path(folder) / str(number)) for number in WORKERS)
        return
    with postgres_server(durable=True) as server:
        yield (server.new_library() for _ in WORKERS)


def _run(place: str, jobs: int, workers: int) -> None:
    with open_library(place) as library:
        for number in range(jobs):
            library.remember(address(str(number)), share_link=str(number))
        command = [sys.executable, "-m", "tests.bench.workers", "--work-at", place]
        pipe = subprocess.PIPE
        running = [subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) for _ in range(workers)]
        for worker in running:
            assert worker.stdout and worker.stdout.readline() == "ready\n", "a worker did not begin"
        began = time.perf_counter()
        for worker in running:
            assert worker.stdin
            worker.stdin.write("begin\n")
            worker.stdin.flush()
        shares = [int(worker.communicate()[0]) for worker in running]
        seconds = time.perf_counter() - began
        twice, lost = _looked_over(library, jobs)
    print(
        f"  {workers} worker{'s' if workers > 1 else ' '}  {jobs / seconds:6.0f} jobs/s  {seconds:6.1f} s  "
        f"twice {twice}  lost {lost}  shares {' '.join(map(str, shares))}",
        flush=True,
    )


def _looked_over(library: Library, jobs: int) -> tuple[int, int]:
    """Return how many links were kept twice and how many are missing, not done, or not found."""
    done = library.jobs(JobState.DONE)
    twice = sum(1 for job in done if job.attempts != 1)
    kept = Counter(job.article for job in done)
    found = min(library.count(Query()), library.count(Query(words=(_WORD,))), len(kept))
    return twice, jobs - found


def _work(place: str) -> None:
    """Drain the queue when told to begin, and print how many jobs were done."""
    done, corpus = 0, Corpus()
    with open_library(place) as library:
        print("ready", flush=True)
        sys.stdin.readline()
        while job := library.claim_next(datetime.now(UTC)):
            _keep(library, job, corpus.article(job.id))
            done += 1
    print(done)


def _keep(library: Library, job: Job, article: Made) -> None:
    text = f"{article.text}。{_WORD}"
    picture = library.put_blob(random.Random(job.id).randbytes(_PICTURE), "image/jpeg")
    made = keeping(
        job.share_link,
        text,
        body=f"<html><body>{text}</body></html>".encode() * 3,
        title=article.title,
        resources=[Resource(url="https://news.example/1.jpg", blob=picture)],
    )
    library.add(made, job=job.id)


if __name__ == "__main__":
    main()
