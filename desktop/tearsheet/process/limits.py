"""Turn a number of bytes into a limit that the operating system holds this process to."""

import os
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

if sys.platform == "win32":
    from tearsheet.process import job_object
else:
    import resource

EXIT_OUT_OF_MEMORY = 71


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one call may use: `seconds` of wall time, and `memory` in bytes beyond what the worker stands on."""

    seconds: float
    memory: int


def limit_memory(extra: int) -> None:
    """Allow this process `extra` bytes more than it has now; 0 lifts the limit."""
    if sys.platform == "win32":
        job_object.limit_memory(extra)
    elif sys.platform == "darwin":
        _watch.allow(extra)
    else:
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        soft = _address_space() + extra if extra else resource.RLIM_INFINITY
        resource.setrlimit(resource.RLIMIT_AS, (_lower(soft, hard), hard))


if sys.platform != "win32":

    def _lower(soft: int, hard: int) -> int:
        if hard == resource.RLIM_INFINITY:
            return soft
        return hard if soft == resource.RLIM_INFINITY else min(soft, hard)

    def _address_space() -> int:
        statm = Path("/proc/self/statm")
        if not statm.exists():
            return _most_used()
        return int(statm.read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")

    def _most_used() -> int:
        unit = 1 if sys.platform == "darwin" else 1024
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit

    class MemoryWatch:
        """Ends this process when it has used more than allowed: macOS accepts RLIMIT_AS and does not hold to it."""

        def __init__(self, interval: float = 0.1) -> None:
            self._interval = interval
            self._most = 0
            self._started = False

        def allow(self, extra: int) -> None:
            self._most = _most_used() + extra if extra else 0
            if not self._started:
                self._started = True
                threading.Thread(target=self._look, name="memory watch", daemon=True).start()

        def _look(self) -> None:
            while True:
                time.sleep(self._interval)
                if self._most and _most_used() > self._most:
                    os._exit(EXIT_OUT_OF_MEMORY)

    _watch = MemoryWatch()
