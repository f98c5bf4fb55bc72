"""Take the time of a question, and of the very statements it came to, put to the database bare."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from sqlalchemy import Engine, event

from tearsheet.library import rows
from tearsheet.library.rows import ask_driver

_OFTEN, _SELDOM = 7, 2
_LONG = 0.2  # seconds: what takes longer is not asked often

Clock = Callable[[], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Milliseconds: of the question, and of its statements without anything around them."""

    ours: float
    bare: float


@dataclass(frozen=True, slots=True)
class _Executed:
    connection: Any
    statement: str
    parameters: Any


def best(work: Callable[[], object], clock: Clock) -> float:
    """Return the least milliseconds that `work` took, once it was warm."""
    begun = clock()
    work()
    times = _SELDOM if clock() - begun > _LONG else _OFTEN
    spent = []
    for _ in range(times):
        begun = clock()
        work()
        spent.append(clock() - begun)
    return min(spent) * 1000


def cost(work: Callable[[], object], clock: Clock) -> Cost:
    """Take the time of `work` and of what it reads from the database."""
    with _recorded() as executed:
        work()
    return Cost(ours=best(work, clock), bare=best(lambda: _execute(executed), clock))


def clock_of(place: str) -> Clock:
    """Return the clock of a thread's own time, but of the world's where another process does the work."""
    return time.perf_counter if "://" in place else time.thread_time


@contextmanager
def _recorded() -> Iterator[list[_Executed]]:
    executed: list[_Executed] = []

    def note(connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "WITH")):
            executed.append(_Executed(connection.connection.driver_connection, statement, parameters))

    def note_and_ask(connection: Any, sql: str, values: Any) -> Any:
        note(connection, None, sql, values)
        return ask_driver(connection, sql, values)

    event.listen(Engine, "after_cursor_execute", note)
    try:
        with patch.object(rows, "ask_driver", note_and_ask):
            yield executed
    finally:
        event.remove(Engine, "after_cursor_execute", note)


def _execute(executed: list[_Executed]) -> None:
    for each in executed:
        each.connection.execute(each.statement, each.parameters).fetchall()
    for each in executed:
        each.connection.rollback()
