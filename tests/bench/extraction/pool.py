"""Turn pages and peers into scores, in several processes, none of which a page can keep for ever.

A worker is given a page and the names of who shall read it, and sends a score for each. When one takes too long, or
takes the worker with it, that one has failed on that page; the rest of the page goes to a new worker.
"""

import logging
import multiprocessing
import os
import signal
import time
import warnings
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from tests.bench.extraction.cache import kept
from tests.bench.extraction.corpus import Gold
from tests.bench.extraction.output import Output
from tests.bench.extraction.peers import PEERS, Peer
from tests.bench.extraction.score import KILLED, OVERDUE, Score, score

_SPAWN = multiprocessing.get_context("spawn")


@dataclass(frozen=True, slots=True)
class Task:
    """A page, and who is to read it."""

    gold: Gold
    peers: tuple[str, ...]


def run(golds: Iterable[Gold], peers: tuple[str, ...], *, jobs: int, seconds: float) -> Iterator[Score]:
    """Yield the score of each of `peers` on each page, in whatever order they come to an end."""
    tasks = (Task(gold, peers) for gold in golds)
    again: deque[Task] = deque()
    workers = [_Worker() for _ in range(jobs)]
    try:
        while True:
            for worker in workers:
                task = None if worker.task else (again.popleft() if again else next(tasks, None))
                if task:
                    worker.give(task)
            busy = [worker for worker in workers if worker.task]
            if not busy:
                return
            ready = wait([worker.connection for worker in busy], timeout=0.5)
            for worker in busy:
                came = worker.receive() if worker.connection in ready else worker.overdue(seconds)
                if came is None:
                    continue
                yield came.score
                if came.rest:
                    again.append(came.rest)
    finally:
        for worker in workers:
            worker.kill()


@dataclass(frozen=True, slots=True)
class _Came:
    score: Score
    rest: Task | None = None


@dataclass(slots=True)
class _Worker:
    """A process, and what it is at: the first of the task's peers has had the page since `since`.

    What it takes to start, and on a busy machine that is long, is nobody's time.
    """

    connection: Connection = field(init=False)
    process: SpawnProcess = field(init=False)
    task: Task | None = None
    since: float = 0.0
    started: bool = False

    def __post_init__(self) -> None:
        self.start()

    def start(self) -> None:
        self.connection, theirs = _SPAWN.Pipe()
        self.process = _SPAWN.Process(target=_work, args=(theirs,), daemon=False)
        self.process.start()
        theirs.close()
        self.started = False

    def give(self, task: Task) -> None:
        self.connection.send(task)
        self.task, self.since = task, time.monotonic()

    def receive(self) -> _Came | None:
        """Return the score that has come; None when it is only the word that the process has started."""
        try:
            came = self.connection.recv()
        except (EOFError, OSError):
            return self.failed(KILLED)
        if came is None:
            self.started, self.since = True, time.monotonic()
            return None
        self.done()
        return _Came(came)

    def overdue(self, seconds: float) -> _Came | None:
        """Return the failure of one whose time is over."""
        if not self.started or time.monotonic() - self.since < seconds:
            return None
        return self.failed(OVERDUE)

    def failed(self, why: str) -> _Came:
        assert self.task is not None
        score_ = score(self.task.gold, self.task.peers[0], Output(), why)
        self.done()
        rest, self.task = self.task, None
        self.kill()
        self.start()
        return _Came(score_, rest)

    def done(self) -> None:
        """Go on to the next peer of the page."""
        assert self.task is not None
        rest = self.task.peers[1:]
        self.task, self.since = (Task(self.task.gold, rest) if rest else None), time.monotonic()

    def kill(self) -> None:
        """End the process, and what it started."""
        if self.process.pid is not None and os.name == "posix":
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.kill()
        self.process.join()
        self.connection.close()


def _work(connection: Connection) -> None:
    """Read pages until no more come."""
    if os.name == "posix":
        os.setpgid(0, 0)
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    peers = {peer.name: peer for peer in PEERS}
    connection.send(None)
    while True:
        try:
            task = connection.recv()
        except EOFError:
            return
        for name in task.peers:
            connection.send(_score(task.gold, peers[name]))


def _score(gold: Gold, peer: Peer) -> Score:
    try:
        return score(gold, peer.name, kept(peer, gold, lambda: peer.whole(gold.page)))
    except Exception as error:  # whatever a peer raises is its failure, not ours
        return score(gold, peer.name, Output(), f"{type(error).__name__}: {error}"[:200])
