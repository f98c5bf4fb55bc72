"""What a verb is given to work with, and how it ends."""

import argparse
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

from tearsheet.cli.console import Console
from tearsheet.workflows.desk import Desk

DONE, SOME_FAILED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130
"""The exit codes that scripts rely on."""

OpenDesk = Callable[[str | None], Desk]
OpenWindow = Callable[..., int]
AddVerb = Callable[[str, str], argparse.ArgumentParser]
"""What a verb registers itself with: its name and its help, for its parser."""


class WrongUsage(Exception):  # noqa: N818 - a finding about the command line
    """The command line asks for something there is not; the message says what, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One run of a verb."""

    arguments: argparse.Namespace
    console: Console
    desk: Desk
    open_desk: OpenDesk
    open_window: OpenWindow

    @contextmanager
    def cancellable(self) -> Iterator[threading.Event]:
        """Let the first Ctrl-C, or a service's stop, ask for an orderly end through the event; the second one ends."""
        cancelled = threading.Event()
        if threading.current_thread() is not threading.main_thread():
            yield cancelled
            return

        def interrupted(_number: int, _frame: FrameType | None) -> None:
            if cancelled.is_set():
                raise KeyboardInterrupt
            cancelled.set()

        before = {number: signal.signal(number, interrupted) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield cancelled
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
