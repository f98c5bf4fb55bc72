"""Turn many wishes to talk to one host into a few at a time."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition

from tearsheet.fetch.watch import Watch


class Turns:
    """No more than `at_once` connections to a host, whoever asks; the others wait for their turn."""

    def __init__(self, at_once: int) -> None:
        self._at_once = at_once
        self._busy: Counter[str] = Counter()
        self._free = Condition()

    @contextmanager
    def at(self, host: str, watch: Watch) -> Iterator[None]:
        """Wait for a turn and hold it. Raises as the watch does."""
        with self._free:
            while self._busy[host] >= self._at_once:
                self._free.wait(0.1)
                watch.check()
            self._busy[host] += 1
        try:
            yield
        finally:
            with self._free:
                self._busy[host] -= 1
                if not self._busy[host]:
                    del self._busy[host]
                self._free.notify_all()
