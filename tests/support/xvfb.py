"""A screen of its own for programs that need one."""

import os
import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.programs import program


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """An X server without a window manager, and the environment of programs on it."""

    environment: dict[str, str]

    def run(self, *command: str) -> str:
        """Run a short program on the screen and return what it said; empty when it failed."""
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=60, check=False)
        return done.stdout.strip() if done.returncode == 0 else ""

    @contextmanager
    def running(self, command: Sequence[str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
        """Run a program on the screen until the block ends; what it says goes to `log`."""
        with log.open("wb") as said:
            started = subprocess.Popen(
                command,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                start_new_session=True,
            )
            try:
                yield started
            finally:
                # The whole group: browsers and the window have helpers of their own.
                os.killpg(started.pid, signal.SIGTERM)
                try:
                    started.wait(10)
                except subprocess.TimeoutExpired:
                    os.killpg(started.pid, signal.SIGKILL)
                    started.wait()


@contextmanager
def screen(width: int = 1900, height: int = 900) -> Iterator[Screen]:
    """Start Xvfb on a free display; skips the test where it is not installed."""
    xvfb = program("Xvfb")
    reads, writes = os.pipe()
    server = subprocess.Popen(
        [xvfb, "-displayfd", str(writes), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp"],
        pass_fds=(writes,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writes)
    try:
        with os.fdopen(reads) as answer:
            display = f":{answer.readline().strip()}"
        yield Screen(environment={**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"})
    finally:
        server.terminate()
        server.wait()
