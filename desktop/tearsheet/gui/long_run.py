"""Do one long work at a time in the background, and know how far it is and what it found."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from threading import Event
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from tearsheet.gui.background import Background, Task
from tearsheet.model.capture import Progress
from tearsheet.model.changes import Changes
from tearsheet.model.errors import Failure
from tearsheet.model.ids import ArticleId

Found = TypeVar("Found")
Headway = TypeVar("Headway")

_SOON = 60
_TOGETHER = 1000
"""Articles that were written within so many milliseconds are told of at once, or each would list the library anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Yielded(Generic[Found]):
    """What tells a thing that was found from how far the work is."""

    found: Found


class LongRun(QObject, Generic[Found, Headway]):
    """One run at a time; what it `found` stays until it is put away or another begins.

    `changed` says, a few times a second at most, that there is more to tell. `ended` brings the Failure that it ended
    with, or None. `library_changed` brings the Changes of the articles that it wrote.
    """

    changed = Signal()
    ended = Signal(object)
    library_changed = Signal(object)

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._task: Task | None = None
        self._written: list[ArticleId] = []
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self.changed)
        self._together = QTimer(self, singleShot=True, interval=_TOGETHER)
        self._together.timeout.connect(self._tell)
        self.found: list[Found] = []
        self.headway: Headway | None = None

    @property
    def running(self) -> bool:
        return self._task is not None

    @property
    def stopping(self) -> bool:
        return self._task is not None and self._task.cancelled.is_set()

    def begin(self, work: Callable[..., Iterable[Found]], headway: Headway | None = None) -> None:
        """Go through all that `work` yields, which is called with `report` and `cancelled`, as workflows are."""
        self.found, self.headway = [], headway
        self._task = self._background.run(
            _run,
            work,
            slow=True,
            progress=self._take,
            done=lambda _nothing: self._end(None),
            failed=self._end,
        )
        self.changed.emit()

    def stop(self) -> None:
        """Stop after what is being done; what was done stays."""
        if self._task is not None:
            self._task.cancel()
            self.changed.emit()

    def put_away(self) -> None:
        """Forget what the last run found."""
        if not self.running:
            self.found = []
            self.changed.emit()

    def leave(self) -> None:
        """Stop, and say nothing any more to a window that is going."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _take(self, told: _Yielded[Found] | Headway) -> None:
        if not self.running:
            return
        if isinstance(told, _Yielded):
            self.found.append(told.found)
        else:
            self.headway = told
            if isinstance(told, Progress) and told.changed is not None:
                self._written.append(told.changed)
                if not self._together.isActive():
                    self._together.start()
        if not self._soon.isActive():
            self._soon.start()

    def _end(self, failure: Failure | None) -> None:
        if self.running:
            self._task = None
            self._soon.stop()
            self._tell()
            self.ended.emit(failure)
            self.changed.emit()

    def _tell(self) -> None:
        self._together.stop()
        written, self._written = tuple(self._written), []
        if written:
            self.library_changed.emit(Changes(updated=written))


def _run(
    work: Callable[..., Iterable[Found]], *, report: Callable[[_Yielded[Found] | Headway], None], cancelled: Event
) -> None:
    for found in work(report=report, cancelled=cancelled):
        report(_Yielded(found=found))
