"""Connect the commands that read kept pages again with what does it, and say what came of it."""

from collections.abc import Callable, Iterator
from functools import partial
from threading import Event

from PySide6.QtCore import QObject

from tearsheet.gui.background import Background
from tearsheet.gui.browsing import Browsing
from tearsheet.gui.listed_run import ListedRun, ListWords
from tearsheet.gui.long_run import LongRun
from tearsheet.gui.moments import number
from tearsheet.gui.rereading_sheets import WholeLibraryQuestion, groups_of
from tearsheet.gui.toast import Toasts
from tearsheet.gui.window import MainWindow
from tearsheet.model.capture import Progress, Step
from tearsheet.model.changes import Changes
from tearsheet.model.ids import ArticleId
from tearsheet.model.query import Query
from tearsheet.model.rereading import Reread, Rereading, Verdict
from tearsheet.text.rereading import summary, told
from tearsheet.text.words import _, ngettext
from tearsheet.workflows import search
from tearsheet.workflows.desk import Desk, Report
from tearsheet.workflows.reread import reread, reread_all


class ReadingAgain(QObject):
    """Reads one page again and says what became of it; many, or all, in a long run with a list at its end.

    `chosen` returns the articles that a command is meant for.
    """

    def __init__(
        self,
        window: MainWindow,
        desk: Desk,
        background: Background,
        run: LongRun[Reread, Progress],
        browsing: Browsing,
        toasts: Toasts,
        chosen: Callable[[], tuple[ArticleId, ...]],
    ) -> None:
        super().__init__(window)
        self._window, self._desk, self._background = window, desk, background
        self._browsing, self._toasts, self._chosen = browsing, toasts, chosen
        self._run = run
        words = ListWords(
            going=_("Reading again"),
            over=_("Read again"),
            title=_("Kept pages read again"),
            under=self._counted,
            summary=lambda: summary(self.outcome),
            groups=lambda: groups_of(self.outcome),
        )
        ListedRun(window, run, window.sidebar.run, words, browsing, toasts)
        window.actions_by_name["reread"].triggered.connect(self.read_chosen)
        window.actions_by_name["reread-all"].triggered.connect(self.ask_for_all)

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
            self.start(articles)

    def ask_for_all(self) -> None:
        """Ask whether the whole library shall be read again."""
        counts = self._browsing.counts
        if counts is None or not counts.all:
            self._toasts.say(_("Nothing kept yet"))
            return
        question = WholeLibraryQuestion(self._window, counts.all)
        question.agreed.connect(lambda: self.start())
        question.open()

    def start(self, articles: tuple[ArticleId, ...] | None = None) -> None:
        """Read these articles again, or the whole library."""
        if self._run.running:
            self._toasts.say(_("Kept pages are being read again already. Stop that first, or wait for its end."))
        else:
            begun = Progress(step=Step.READING, total=len(articles or ()))
            self._run.begin(partial(_read_again, self._desk, articles), begun)

    @property
    def outcome(self) -> Rereading:
        """What became of the articles, or has become of them until now."""
        others, progress = tuple(self._run.found), self._run.headway
        if progress is None:
            return Rereading(asked=0, same=0, others=others)
        return Rereading(asked=progress.total, same=progress.done - len(others), others=others)

    def _counted(self) -> str:
        count = len(self._run.found)
        words = ngettext("{count} article to look at", "{count} articles to look at", count)
        return words.format(count=number(count))

    def _tell_one(self, result: Reread) -> None:
        self._window.library_changed.emit(Changes(updated=(result.article,)))
        self._toasts.say(told(result), serious=result.verdict is Verdict.FAILED)


def _read_again(
    desk: Desk, articles: tuple[ArticleId, ...] | None, *, report: Report, cancelled: Event
) -> Iterator[Reread]:
    """Read these or all articles again, and yield those that are not as before."""
    wanted = search.ids(desk, Query()) if articles is None else articles
    report(Progress(step=Step.READING, total=len(wanted)))
    results = reread_all(desk, wanted, report=report, cancelled=cancelled)
    yield from (result for result in results if result.verdict is not Verdict.SAME)
