"""Connect the commands that read kept pages again with what shows how far that is and what came of it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from tearsheet.gui.background import Background
from tearsheet.gui.browsing import Browsing
from tearsheet.gui.outcomes import OutcomeSheet
from tearsheet.gui.rereading_sheets import WholeLibraryQuestion, groups_of
from tearsheet.gui.rereads import Rereads
from tearsheet.gui.toast import Toasts
from tearsheet.gui.window import MainWindow
from tearsheet.model.changes import Changes
from tearsheet.model.ids import ArticleId
from tearsheet.model.rereading import Reread, Rereading, Verdict
from tearsheet.text.rereading import summary, told
from tearsheet.text.words import _, ngettext
from tearsheet.workflows.desk import Desk
from tearsheet.workflows.reread import reread

_SOON = 60


class ReadingAgain(QObject):
    """Reads one page again and says what became of it; many, or all, with a card in the sidebar and a list at the end.

    `chosen` returns the articles that a command is meant for.
    """

    def __init__(
        self,
        window: MainWindow,
        desk: Desk,
        background: Background,
        rereads: Rereads,
        browsing: Browsing,
        toasts: Toasts,
        chosen: Callable[[], tuple[ArticleId, ...]],
    ) -> None:
        super().__init__(window)
        self._window, self._desk, self._background = window, desk, background
        self._browsing, self._toasts, self._chosen = browsing, toasts, chosen
        self._rereads = rereads
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self._show)
        window.actions_by_name["reread"].triggered.connect(self.read_chosen)
        window.actions_by_name["reread-all"].triggered.connect(self.ask_for_all)
        window.sidebar.run.crossed.connect(self._cross)
        window.sidebar.run.clicked.connect(self.show_outcome)
        rereads.changed.connect(self._show_soon)
        rereads.ended.connect(self._tell)
        rereads.failed.connect(self._toasts.say_failure)
        rereads.library_changed.connect(window.library_changed)
        self._show()

    def read_chosen(self) -> None:
        """Read the kept pages of the chosen articles again, without a network."""
        articles = self._chosen()
        if len(articles) == 1:
            self._background.run(
                reread,
                self._desk,
                articles[0],
                progress=lambda _progress: None,
                done=self._tell_one,
                failed=self._toasts.say_failure,
            )
        elif articles:
            self._start(articles)

    def ask_for_all(self) -> None:
        """Ask whether the whole library shall be read again."""
        counts = self._browsing.counts
        if counts is None or not counts.all:
            self._toasts.say(_("Nothing kept yet"))
            return
        question = WholeLibraryQuestion(self._window, counts.all)
        question.agreed.connect(lambda: self._start(None))
        question.open()

    def show_outcome(self) -> None:
        """Show what became of the last run."""
        outcome = self._rereads.outcome
        if outcome is None:
            return
        self._toasts.clear()
        sheet = OutcomeSheet(self._window, _("Kept pages read again"), summary(outcome), groups_of(outcome))
        sheet.chosen.connect(self._browsing.go_to)
        sheet.settled.connect(self._rereads.put_away)
        sheet.open()

    def _start(self, articles: tuple[ArticleId, ...] | None) -> None:
        if self._rereads.running:
            self._toasts.say(_("Kept pages are being read again already. Stop that first, or wait for its end."))
        else:
            self._rereads.start(articles)

    def _cross(self) -> None:
        if self._rereads.running:
            self._rereads.stop()
        else:
            self._rereads.put_away()

    def _show_soon(self) -> None:
        """Show in a moment what now changes many times a second."""
        if not self._soon.isActive():
            self._soon.start()

    def _show(self) -> None:
        rereads, card = self._rereads, self._window.sidebar.run
        if rereads.running:
            words = _("Stopping…") if rereads.stopping else _("Reading again")
            under = _("{done} of {total}").format(done=f"{rereads.done:,}", total=f"{rereads.total:,}")
            card.show_run(words, under if rereads.total else "", rereads.done / max(1, rereads.total), cross=_("Stop"))
        elif rereads.outcome is not None:
            count = len(rereads.outcome.others)
            under = ngettext("{count} article to look at", "{count} articles to look at", count)
            card.show_over(_("Read again"), under.format(count=f"{count:,}"), cross=_("Close"))
        else:
            card.hide()

    def _tell(self, outcome: Rereading) -> None:
        if outcome.others:
            self._toasts.say(summary(outcome), action=_("Show"), then=self.show_outcome)
        else:
            self._toasts.say(summary(outcome))

    def _tell_one(self, result: Reread) -> None:
        self._window.library_changed.emit(Changes(updated=(result.article,)))
        self._toasts.say(told(result), serious=result.verdict is Verdict.FAILED)
