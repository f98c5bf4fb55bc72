"""The worker: reads calls from its standard input, writes their results to its standard output, until it is closed."""

import faulthandler
import os
import pickle
import queue
import signal
import sys
import threading
import traceback
from typing import Any, BinaryIO

from tearsheet.model.errors import Reason, TearsheetError
from tearsheet.process import frames
from tearsheet.process.limits import limit_memory

_ORPHANED_FOR = 5.0


def main() -> None:
    """Serve until the parent closes the pipe or dies."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    replies = _private_output()
    calls: queue.SimpleQueue[Any] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, calls), name="listener", daemon=True).start()
    while True:
        function, arguments, limits = calls.get()
        # A C thread that needs no lock of Python's: it ends a worker whose parent died while it was deep in a library.
        faulthandler.dump_traceback_later(limits.seconds + _ORPHANED_FOR, exit=True)
        limit_memory(limits.memory)
        reply = _call(function, arguments)
        limit_memory(0)
        _answer(replies, reply)
        faulthandler.cancel_dump_traceback_later()


def _private_output() -> BinaryIO:
    """Keep the pipe to the parent for replies alone; what a library prints goes to standard error."""
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return replies


def _listen(pipe: BinaryIO, calls: "queue.SimpleQueue[Any]") -> None:
    while True:
        try:
            calls.put(frames.read_call(pipe))
        except EOFError:
            os._exit(0)


def _call(function: Any, arguments: tuple[Any, ...]) -> tuple[Any, ...]:
    try:
        return ("value", function(*arguments))
    except TearsheetError as error:
        return ("error", error)
    except (MemoryError, RecursionError) as error:
        return ("broken", Reason.OUT_OF_MEMORY, type(error).__name__, "")
    except BaseException as error:  # whatever it was (nh3's panics are no Exception), the parent raises it
        reason = Reason.UNEXPECTED if isinstance(error, Exception) else Reason.WORKER_DIED
        return ("broken", reason, f"{type(error).__name__}: {error}", traceback.format_exc())


def _answer(replies: BinaryIO, reply: tuple[Any, ...]) -> None:
    try:
        frames.write(replies, reply)
    except MemoryError:
        frames.write(replies, ("broken", Reason.OUT_OF_MEMORY, "MemoryError", ""))
    except (pickle.PicklingError, AttributeError, TypeError) as error:
        frames.write(replies, ("broken", Reason.UNEXPECTED, f"{type(error).__name__}: {error}", ""))


if __name__ == "__main__":
    main()
