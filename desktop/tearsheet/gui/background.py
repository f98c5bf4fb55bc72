"""Run blocking functions in threads and bring what they return back to the window's thread."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from tearsheet.model.errors import Cancelled, Failure, Reason, TearsheetError

T = TypeVar("T")

_LOG = logging.getLogger(__name__)

READERS = 2
CAPTURES = 3


class Task:
    """A function on its way. Cancelling is a wish: it may still end well."""

    def __init__(self) -> None:
        self.cancelled = threading.Event()

    def cancel(self) -> None:
        self.cancelled.set()


class Background(QObject):
    """The only threads of the window: some for the library, others for captures, so that a slow site holds up no list.

    `unexpected` brings errors of our own making, already written to the log.
    """

    unexpected = Signal(object)
    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="library")
        self._captures = ThreadPoolExecutor(CAPTURES, thread_name_prefix="capture")
        self._tasks: set[Task] = set()
        self._closed = False
        self._arrived.connect(_call, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        function: Callable[..., T],
        *args: Any,
        done: Callable[[T], None] | None = None,
        failed: Callable[[Failure], None] | None = None,
        progress: Callable[[Any], None] | None = None,
        slow: bool = False,
    ) -> Task:
        """Call `function(*args)` in a thread; `done`, `failed` and `progress` are called in the window's thread.

        With `progress` the function is also given `report` and `cancelled`, as workflows take them. `slow` is for
        what waits on the network. A failure nobody asked for goes to `unexpected`; being stopped is one only for
        those who ask.
        """
        task = Task()
        if self._closed:
            return task
        self._tasks.add(task)
        more: dict[str, Any] = {}
        if progress is not None:
            more = {
                "report": lambda step: self._arrived.emit(lambda: progress(step)),
                "cancelled": task.cancelled,
            }
        future = (self._captures if slow else self._readers).submit(function, *args, **more)
        future.add_done_callback(lambda ended: self._arrived.emit(lambda: self._deliver(task, ended, done, failed)))
        return task

    def close(self) -> None:
        """Ask everything to stop and wait until it has; what is asked for afterwards is not begun."""
        self._closed = True
        for task in self._tasks:
            task.cancel()
        self._readers.shutdown(wait=True, cancel_futures=True)
        self._captures.shutdown(wait=True, cancel_futures=True)

    def _deliver(
        self,
        task: Task,
        ended: Future[T],
        done: Callable[[T], None] | None,
        failed: Callable[[Failure], None] | None,
    ) -> None:
        self._tasks.discard(task)
        if ended.cancelled():
            return
        error = ended.exception()
        if error is None:
            if done is not None:
                done(ended.result())
        elif not isinstance(error, Cancelled):
            (failed or self.unexpected.emit)(_failure(error))
        elif failed is not None:
            failed(Failure(reason=Reason.INTERRUPTED))


def _call(delivery: Callable[[], None]) -> None:
    delivery()


def _failure(error: BaseException) -> Failure:
    if isinstance(error, TearsheetError):
        return error.failure
    _LOG.error("an error nobody foresaw", exc_info=error)
    return Failure(reason=Reason.UNEXPECTED, detail=type(error).__name__)
