"""Read many kept pages again in the background, and know how far that is."""

from threading import Event

from PySide6.QtCore import QObject, QTimer, Signal

from tearsheet.gui.background import Background, Task
from tearsheet.model.capture import Progress
from tearsheet.model.changes import Changes
from tearsheet.model.errors import Failure
from tearsheet.model.ids import ArticleId
from tearsheet.model.query import Query
from tearsheet.model.rereading import Rereading
from tearsheet.workflows import search
from tearsheet.workflows.desk import Desk, Report
from tearsheet.workflows.reread import gathered, reread_all

_TOGETHER = 1000
"""Articles that changed within so many milliseconds are told of at once, or each would list the library anew."""


class Rereads(QObject):
    """One run at a time. `ended` brings its Rereading, `failed` the Failure of one that could not begin."""

    changed = Signal()
    ended = Signal(object)
    failed = Signal(object)
    library_changed = Signal(object)

    def __init__(self, desk: Desk, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._background = desk, background
        self._task: Task | None = None
        self._written: list[ArticleId] = []
        self._soon = QTimer(self, singleShot=True, interval=_TOGETHER)
        self._soon.timeout.connect(self._tell)
        self.done, self.total = 0, 0
        self.outcome: Rereading | None = None

    @property
    def running(self) -> bool:
        return self._task is not None

    @property
    def stopping(self) -> bool:
        return self._task is not None and self._task.cancelled.is_set()

    def start(self, articles: tuple[ArticleId, ...] | None = None) -> None:
        """Read these articles again, or the whole library."""
        self.done, self.total, self.outcome = 0, len(articles or ()), None
        self._task = self._background.run(
            _run,
            self._desk,
            articles,
            slow=True,
            progress=self._progressed,
            done=self._finished,
            failed=self._ended_badly,
        )
        self.changed.emit()

    def stop(self) -> None:
        """Stop after the articles that are being read; what was read stays."""
        if self._task is not None:
            self._task.cancel()
            self.changed.emit()

    def put_away(self) -> None:
        """Forget what became of the last run."""
        self.outcome = None
        self.changed.emit()

    def _progressed(self, progress: Progress) -> None:
        self.done, self.total = progress.done, progress.total
        if progress.changed is not None:
            self._written.append(progress.changed)
            if not self._soon.isActive():
                self._soon.start()
        self.changed.emit()

    def _finished(self, outcome: Rereading) -> None:
        self._task, self.outcome = None, outcome if outcome.others else None
        self._tell()
        self.changed.emit()
        self.ended.emit(outcome)

    def _ended_badly(self, failure: Failure) -> None:
        self._task = None
        self._tell()
        self.changed.emit()
        self.failed.emit(failure)

    def _tell(self) -> None:
        self._soon.stop()
        written, self._written = tuple(self._written), []
        if written:
            self.library_changed.emit(Changes(updated=written))


def _run(desk: Desk, articles: tuple[ArticleId, ...] | None, *, report: Report, cancelled: Event) -> Rereading:
    wanted = search.ids(desk, Query()) if articles is None else articles
    return gathered(reread_all(desk, wanted, report=report, cancelled=cancelled), len(wanted))
