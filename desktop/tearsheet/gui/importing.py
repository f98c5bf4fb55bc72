"""Connect the command that brings articles in from another program's folder with the run that does it."""

from collections import Counter
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from tearsheet.gui.background import Background
from tearsheet.gui.browsing import Browsing
from tearsheet.gui.listed_run import ListedRun, ListWords
from tearsheet.gui.long_run import LongRun
from tearsheet.gui.outcomes import Group, Outcome
from tearsheet.gui.toast import Toasts
from tearsheet.gui.window import MainWindow
from tearsheet.model.capture import Progress
from tearsheet.model.importing import Imported
from tearsheet.text.importing import oddity_in_words, summary
from tearsheet.text.reasons import in_words
from tearsheet.text.words import _
from tearsheet.workflows.desk import Desk
from tearsheet.workflows.importing import import_path


class Importing(QObject):
    """One import at a time; what failed or was odd is listed at its end."""

    def __init__(
        self, window: MainWindow, desk: Desk, background: Background, browsing: Browsing, toasts: Toasts
    ) -> None:
        super().__init__(window)
        self._window, self._desk, self._toasts = window, desk, toasts
        self._run = LongRun[Imported, Progress](background, self)
        words = ListWords(
            going=_("Importing"),
            over=_("Imported"),
            title=_("Imported"),
            under=self._counted,
            summary=self._summary,
            groups=self._groups,
        )
        ListedRun(window, self._run, window.sidebar.bringing, words, browsing, toasts)
        window.actions_by_name["import"].triggered.connect(self.ask)
        window.closing.connect(self._run.leave)

    @property
    def running(self) -> bool:
        return self._run.running

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
        self._run.begin(partial(import_path, self._desk, path))

    def _summary(self) -> str:
        found = self._run.found
        return (
            summary(Counter(each.status for each in found), sum(bool(each.oddities) for each in found)) if found else ""
        )

    def _counted(self) -> str:
        return " · ".join(f"{group.name} {len(group.outcomes):,}" for group in self._groups() if group.outcomes)

    def _groups(self) -> tuple[Group, ...]:
        """Return what a person may want to look at, what failed first."""
        found = self._run.found
        failed = (_outcome(each, in_words(each.failure), failed=True) for each in found if each.failure is not None)
        odd = (
            _outcome(each, " ".join(map(oddity_in_words, each.oddities)))
            for each in found
            if each.oddities and each.failure is None
        )
        return (
            Group(name=_("Failed"), outcomes=tuple(failed)),
            Group(name=_("Something odd"), outcomes=tuple(odd)),
        )


def _outcome(imported: Imported, words: str, *, failed: bool = False) -> Outcome:
    return Outcome(article=imported.article, title=imported.title or imported.entry, under=words, failed=failed)
