"""Turn a command into a process that answers requests, and that can be ended at any moment with all it has started."""

import contextlib
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Sequence
from typing import TextIO

from tearsheet.browser.protocol import Answer, Failed, Missing, Rendered, Request, read_answer, request_line
from tearsheet.model.errors import Cancelled, Reason, RenderError

_START_SECONDS = 60.0
_LOOK_EVERY = 0.05
_LONGEST_LAST_WORDS = 300


class Child:
    """The renderer's process, asked one thing at a time."""

    def __init__(self, command: Sequence[str]) -> None:
        # A group of its own: Chromium's processes end with it, and Ctrl-C in a terminal is for the one who asked.
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        requests, answers, errors = self._process.stdin, self._process.stdout, self._process.stderr
        assert requests and answers and errors  # noqa: S101 - Popen has them for every stream that is a pipe
        self._requests = requests
        self._answers: queue.Queue[Answer | None] = queue.Queue()
        self._last_words: deque[str] = deque(maxlen=3)
        self._readers = (
            threading.Thread(target=self._read_answers, args=(answers,), daemon=True),
            threading.Thread(target=self._read_errors, args=(errors,), daemon=True),
        )
        for reader in self._readers:
            reader.start()

    def wait_until_ready(self, cancelled: threading.Event) -> None:
        """Wait until requests are welcome. Raises RenderError, naming a library that is missing, and Cancelled."""
        answer = self._next_answer(_START_SECONDS, cancelled)
        if isinstance(answer, Missing):
            raise RenderError(Reason.RENDERER_MISSING, answer.library)

    def ask(self, request: Request, seconds: float, cancelled: threading.Event) -> Rendered | Failed:
        """Return the answer to `request`. Raises RenderError where none comes within `seconds`, and Cancelled."""
        # A process that has died says so where its answer is waited for.
        with contextlib.suppress(OSError):
            self._requests.write(request_line(request))
            self._requests.flush()
        answer = self._next_answer(seconds, cancelled)
        if not isinstance(answer, Rendered | Failed) or answer.id != request.id:
            raise RenderError(Reason.RENDERER_DIED, f"unexpected {answer}"[:_LONGEST_LAST_WORDS])
        return answer

    @property
    def is_alive(self) -> bool:
        """Whether it can be asked."""
        return self._process.poll() is None

    def end(self) -> None:
        """Kill the process with Chromium's; nothing is left of them when this returns."""
        if sys.platform == "win32":
            self._process.kill()
        else:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        with contextlib.suppress(OSError):
            self._requests.close()
        for reader in self._readers:
            reader.join()

    def _next_answer(self, seconds: float, cancelled: threading.Event) -> Answer:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if cancelled.is_set():
                raise Cancelled
            with contextlib.suppress(queue.Empty):
                answer = self._answers.get(timeout=_LOOK_EVERY)
                if answer is None:
                    raise RenderError(Reason.RENDERER_DIED, self._how_it_died())
                return answer
        raise RenderError(Reason.RENDERER_HUNG, f"no answer within {seconds:g} s")

    def _how_it_died(self) -> str:
        code = self._process.wait()
        return f"exit {code} {' '.join(self._last_words)}".strip()[:_LONGEST_LAST_WORDS]

    def _read_answers(self, answers: TextIO) -> None:
        with answers:
            for line in answers:
                self._answers.put(read_answer(line))
        self._answers.put(None)

    def _read_errors(self, errors: TextIO) -> None:
        with errors:
            for line in errors:
                self._last_words.append(line.strip())
