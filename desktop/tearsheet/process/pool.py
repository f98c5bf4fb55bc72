"""Turn a call from any thread into a turn of one of a few warm workers."""

import atexit
import threading
import time
from collections.abc import Callable
from typing import TypeVar, TypeVarTuple

from tearsheet.model.errors import Cancelled
from tearsheet.process.limits import Limits
from tearsheet.process.worker import Worker

MOST_WORKERS = 2
IDLE_SECONDS = 60.0
_LOOK_EVERY = 0.1

T = TypeVar("T")
Arguments = TypeVarTuple("Arguments")


class Pool:
    """At most `most` workers, started when needed and ended when nobody has needed them for `idle_seconds`."""

    def __init__(self, most: int = MOST_WORKERS, idle_seconds: float = IDLE_SECONDS) -> None:
        self._most = most
        self._idle_seconds = idle_seconds
        self._changed = threading.Condition()
        self._idle: list[tuple[float, Worker]] = []
        self._busy = 0
        self._timer: threading.Timer | None = None

    def run(
        self,
        function: Callable[[*Arguments], T],
        /,
        *args: *Arguments,
        limits: Limits,
        cancelled: threading.Event | None = None,
    ) -> T:
        """Compute `function(*args)` in a worker, which is killed when over its `limits` or when `cancelled` is set.

        The function and its arguments must be picklable; what comes back may hold plain values and those of
        tearsheet.model. Raises the function's own TearsheetError, ProcessError or Cancelled.
        """
        worker = self._taken(cancelled)
        try:
            result: T = worker.run(function, args, limits, cancelled)
            return result
        finally:
            self._given_back(worker)

    def stop(self) -> None:
        """End every idle worker."""
        self._end_idle(older_than=0.0)

    def _taken(self, cancelled: threading.Event | None) -> Worker:
        with self._changed:
            while self._busy >= self._most:
                if cancelled and cancelled.is_set():
                    raise Cancelled
                self._changed.wait(_LOOK_EVERY if cancelled else None)
            self._busy += 1
            while self._idle:
                _, worker = self._idle.pop()
                if worker.usable:
                    return worker
                worker.end()
        try:
            return Worker()
        except BaseException:
            self._one_less_busy()
            raise

    def _given_back(self, worker: Worker) -> None:
        if worker.usable:
            with self._changed:
                self._idle.append((time.monotonic(), worker))
                self._end_later()
        else:
            worker.end()
        self._one_less_busy()

    def _one_less_busy(self) -> None:
        with self._changed:
            self._busy -= 1
            self._changed.notify()

    def _end_later(self) -> None:
        if self._timer is None:
            self._timer = threading.Timer(self._idle_seconds, self._end_long_idle)
            self._timer.daemon = True
            self._timer.start()

    def _end_long_idle(self) -> None:
        with self._changed:
            self._timer = None
        self._end_idle(older_than=self._idle_seconds / 2)
        with self._changed:
            if self._idle:
                self._end_later()

    def _end_idle(self, *, older_than: float) -> None:
        now = time.monotonic()
        with self._changed:
            ended = [worker for since, worker in self._idle if now - since >= older_than]
            self._idle = [(since, worker) for since, worker in self._idle if now - since < older_than]
        for worker in ended:
            worker.end()


_pool = Pool()
run = _pool.run
stop = _pool.stop
atexit.register(stop)
