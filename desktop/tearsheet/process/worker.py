"""Turn one call into one answer of one worker process, or into the reason why there is none."""

import contextlib
import pickle
import subprocess
import sys
import tempfile
import threading
import time
from typing import Any, BinaryIO, cast

from tearsheet.model.errors import Cancelled, ProcessError, Reason, TearsheetError
from tearsheet.process import frames
from tearsheet.process.limits import EXIT_OUT_OF_MEMORY, Limits

_LOOK_EVERY = 0.1
_RUST_OUT_OF_MEMORY = b"memory allocation of"
_MOST_CALLS = 500


class Worker:
    """A process that computes one call at a time. Not for two threads at once."""

    def __init__(self) -> None:
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the worker
        # -P: a file named lxml.py in the folder Tearsheet was started from must not be run.
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "tearsheet.process"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
        )
        self._killed_for: Exception | None = None
        self._calls = 0

    @property
    def usable(self) -> bool:
        """Whether another call may be given to it: libxml2's table of names only grows, so not for ever."""
        return self._process.poll() is None and self._calls < _MOST_CALLS

    def run(self, function: Any, arguments: tuple[Any, ...], limits: Limits, cancelled: threading.Event | None) -> Any:
        """Compute one call. Raises ProcessError, Cancelled or the function's own TearsheetError."""
        self._calls += 1
        done = threading.Event()
        watch = threading.Thread(target=self._watch, args=(done, limits.seconds, cancelled), daemon=True)
        watch.start()
        try:
            return self._opened(self._exchange((function, arguments, limits)))
        except TearsheetError as error:
            if isinstance(error, ProcessError):
                self.end()
            raise
        except BaseException:
            self.end()
            raise
        finally:
            done.set()
            watch.join()

    def end(self) -> None:
        """Kill the process and let go of its pipes."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            # What is left in a buffer has nobody to go to.
            with contextlib.suppress(OSError):
                pipe.close()  # type: ignore[union-attr]
        self._errors.close()

    def _exchange(self, call: tuple[Any, ...]) -> Any:
        try:
            frames.write(cast("BinaryIO", self._process.stdin), call)
            return frames.read_result(cast("BinaryIO", self._process.stdout))
        except (EOFError, OSError) as error:
            raise self._why_it_died() from error
        except pickle.UnpicklingError as error:
            raise ProcessError(Reason.WORKER_DIED, str(error)) from error

    @staticmethod
    def _opened(reply: tuple[Any, ...]) -> Any:
        match reply:
            case ("value", value):
                return value
            case ("error", error):
                raise error
            case ("broken", reason, detail, trace):
                error = ProcessError(reason, detail)
                error.add_note(trace)
                raise error
        raise ProcessError(Reason.WORKER_DIED, "an answer of no known shape")

    def _watch(self, done: threading.Event, seconds: float, cancelled: threading.Event | None) -> None:
        ends = time.monotonic() + seconds
        while (left := ends - time.monotonic()) > 0:
            if done.wait(min(left, _LOOK_EVERY) if cancelled else left):
                return
            if cancelled and cancelled.is_set():
                self._killed_for = Cancelled()
                break
        else:
            self._killed_for = ProcessError(Reason.OUT_OF_TIME, f"{seconds:g} s")
        self._process.kill()

    def _why_it_died(self) -> Exception:
        code = self._process.wait()
        if self._killed_for is not None:
            return self._killed_for
        self._errors.seek(0)
        if code == EXIT_OUT_OF_MEMORY or _RUST_OUT_OF_MEMORY in self._errors.read():
            return ProcessError(Reason.OUT_OF_MEMORY, "the process ended itself")
        return ProcessError(Reason.WORKER_DIED, f"exit code {code}")
