"""Connect the command that brings articles in from another program's folder with what shows how far that is."""

from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Event

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QFileDialog

from tearsheet.gui.background import Background, Task
from tearsheet.gui.browsing import Browsing
from tearsheet.gui.outcomes import Group, Outcome, OutcomeSheet
from tearsheet.gui.toast import Toasts
from tearsheet.gui.window import MainWindow
from tearsheet.model.capture import Progress, Status, Step
from tearsheet.model.changes import Changes
from tearsheet.model.errors import Failure, Reason
from tearsheet.model.ids import ArticleId
from tearsheet.model.importing import Imported
from tearsheet.text.importing import oddity_in_words, summary
from tearsheet.text.reasons import in_words
from tearsheet.text.words import _
from tearsheet.workflows.desk import Desk
from tearsheet.workflows.importing import import_path

_TOGETHER = 1000
"""Articles that came within so many milliseconds are told of at once, or each would list the library anew."""


class Importing(QObject):
    """One import at a time, with a card in the sidebar; what failed or was odd is listed at its end."""

    def __init__(
        self, window: MainWindow, desk: Desk, background: Background, browsing: Browsing, toasts: Toasts
    ) -> None:
        super().__init__(window)
        self._window, self._desk, self._background = window, desk, background
        self._browsing, self._toasts = browsing, toasts
        self._task: Task | None = None
        self._found: list[Imported] = []
        self._headway = Progress(step=Step.KEEPING)
        self._written: list[ArticleId] = []
        self._soon = QTimer(self, singleShot=True, interval=_TOGETHER)
        self._soon.timeout.connect(self._tell)
        window.actions_by_name["import"].triggered.connect(self.ask)
        window.sidebar.bringing.crossed.connect(self._cross)
        window.sidebar.bringing.clicked.connect(self.show_outcome)
        window.closing.connect(self._leave)

    @property
    def running(self) -> bool:
        return self._task is not None

    def ask(self) -> None:
        """Ask for the folder to import."""
        if self.running:
            self._toasts.say(_("Something is being imported already. Stop that first, or wait for its end."))
            return
        title = _("Choose a folder with posts, or a whole Jekyll site")
        folder = QFileDialog.getExistingDirectory(self._window, title, str(Path.home()))
        if folder:
            self.start(Path(folder))

    def start(self, path: Path) -> None:
        """Import what is there."""
        self._found, self._headway = [], Progress(step=Step.KEEPING)
        self._task = self._background.run(
            partial(_run, self._desk, path),
            slow=True,
            progress=self._progressed,
            done=lambda _nothing: self._ended(None),
            failed=self._ended,
        )
        self._show()

    def show_outcome(self) -> None:
        """List what failed, and what was odd."""
        groups = _groups(self._found)
        if self.running or not groups:
            return
        self._toasts.clear()
        sheet = OutcomeSheet(self._window, _("Imported"), self._summary, groups)
        sheet.chosen.connect(self._browsing.go_to)
        sheet.settled.connect(self._forget)
        sheet.open()

    @property
    def _summary(self) -> str:
        return summary(Counter(each.status for each in self._found), sum(bool(each.oddities) for each in self._found))

    def _progressed(self, said: Progress | Imported) -> None:
        if self._task is None:
            return
        if isinstance(said, Imported):
            self._found.append(said)
            if said.article is not None and said.status not in (Status.UNCHANGED, Status.FAILED):
                self._written.append(said.article)
        else:
            self._headway = said
        if not self._soon.isActive():
            self._soon.start()

    def _ended(self, failure: Failure | None) -> None:
        if self._task is None:
            return
        self._task = None
        self._tell()
        if failure is not None and failure.reason is not Reason.INTERRUPTED:
            self._toasts.say_failure(failure)
        elif self._found:
            if _groups(self._found):
                self._toasts.say(self._summary, action=_("Show"), then=self.show_outcome)
            else:
                self._toasts.say(self._summary)

    def _tell(self) -> None:
        """List what came, and say how far it is."""
        self._soon.stop()
        written, self._written = tuple(self._written), []
        if written:
            self._window.library_changed.emit(Changes(added=written))
        self._show()

    def _show(self) -> None:
        card = self._window.sidebar.bringing
        if self._task is not None:
            words = _("Stopping…") if self._task.cancelled.is_set() else _("Importing")
            done, total = self._headway.done, self._headway.total
            under = _("{done} of {total}").format(done=f"{done:,}", total=f"{total:,}") if total else ""
            card.show_run(words, under, done / max(1, total), cross=_("Stop"))
        elif groups := _groups(self._found):
            card.show_over(
                _("Imported"), " · ".join(f"{group.name} {len(group.outcomes):,}" for group in groups), cross=_("Close")
            )
        else:
            card.hide()

    def _cross(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._show()
        else:
            self._forget()

    def _forget(self) -> None:
        self._found = []
        self._show()

    def _leave(self) -> None:
        """Stop, and say nothing any more to a window that is going."""
        if self._task is not None:
            self._task.cancel()
            self._task = None


def _run(desk: Desk, path: Path, *, report: Callable[[Progress | Imported], None], cancelled: Event) -> None:
    for imported in import_path(desk, path, report=report, cancelled=cancelled):
        report(imported)


def _groups(found: list[Imported]) -> tuple[Group, ...]:
    """Return what a person may want to look at, what failed first."""
    failed = tuple(_outcome(each, in_words(each.failure), failed=True) for each in found if each.failure is not None)
    odd = tuple(
        _outcome(each, " ".join(map(oddity_in_words, each.oddities)))
        for each in found
        if each.oddities and each.failure is None
    )
    groups = (Group(name=_("Failed"), outcomes=failed), Group(name=_("Something odd"), outcomes=odd))
    return tuple(group for group in groups if group.outcomes)


def _outcome(imported: Imported, words: str, *, failed: bool = False) -> Outcome:
    return Outcome(article=imported.article, title=imported.title or imported.entry, under=words, failed=failed)
