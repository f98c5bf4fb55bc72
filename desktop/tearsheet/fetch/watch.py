"""Turn a deadline and a wish to stop into sockets that are shut, so that no read outlasts either."""

import contextlib
import math
import socket
import time
from collections.abc import Callable
from threading import Event, Lock, Thread
from types import TracebackType
from typing import Self

from tearsheet.model.errors import Cancelled, FetchError, Reason

_TICK = 0.1


class Watch:
    """One fetch's clock. While it runs, a thread looks at the clock and at the events that say to stop.

    Timeouts of sockets start anew with every byte, so a server that drips would hold a fetch for ever; shutting the
    socket from outside ends whatever waits on it, a TLS handshake too.
    """

    def __init__(self, seconds: float, *stops: Event) -> None:
        self._seconds = seconds
        self._stops = stops
        self._end = math.inf
        self._done = Event()
        self._lock = Lock()
        self._sockets: list[socket.socket] = []
        self._thread = Thread(target=self._run, name="fetch watch", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._done.set()
        self._thread.join()
        for held in self._sockets:
            held.close()

    def begin(self) -> None:
        """Start the clock, once. Waiting for one's turn before that costs none of the time."""
        self._end = min(self._end, time.monotonic() + self._seconds)

    def hold(self, connection: socket.socket) -> None:
        """Take a connection under the watch.

        A copy is held: the TLS layer takes the socket object away, but both name one connection.
        """
        with self._lock:
            self._sockets.append(connection.dup())
        if self._over():
            self._shut()

    def check(self) -> None:
        """Raise Cancelled, or FetchError TOO_SLOW, when it is time to stop."""
        if any(stop.is_set() for stop in self._stops):
            raise Cancelled
        if time.monotonic() >= self._end:
            raise FetchError(Reason.TOO_SLOW, f"{self._seconds:g} s")

    def wait_for(self, ready: Callable[[float], bool], seconds: float) -> bool:
        """Call `ready` with short waits until it is true; False after `seconds`. Raises as `check` does."""
        end = time.monotonic() + seconds
        while not ready(_TICK):
            self.check()
            if time.monotonic() >= end:
                return False
        return True

    def _run(self) -> None:
        while not self._done.wait(_TICK):
            if self._over():
                self._shut()
                return

    def _over(self) -> bool:
        return time.monotonic() >= self._end or any(stop.is_set() for stop in self._stops)

    def _shut(self) -> None:
        with self._lock:
            for held in self._sockets:
                with contextlib.suppress(OSError):  # it may be closed already, which is what is wanted
                    held.shutdown(socket.SHUT_RDWR)
