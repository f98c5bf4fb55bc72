"""Connect what says how whole the library is with what looks it over and repairs it."""

from collections.abc import Callable, Collection, Iterator
from functools import partial
from pathlib import Path
from threading import Event

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from tearsheet.gui.background import Background, Task
from tearsheet.gui.browsing import Browsing
from tearsheet.gui.checking_sheet import CheckingSheet, Offer
from tearsheet.gui.checking_words import Checked, advice, command_for, part_in_words, run_in_words, share_of, told
from tearsheet.gui.scope import BIN, EVERYTHING
from tearsheet.gui.toast import Toasts
from tearsheet.gui.window import MainWindow
from tearsheet.model.article import ArticleSummary
from tearsheet.model.changes import Changes
from tearsheet.model.errors import Failure
from tearsheet.model.ids import ArticleId
from tearsheet.model.query import Query
from tearsheet.model.upkeep import Damage, Headway, Stage
from tearsheet.text.upkeep import stage_in_words
from tearsheet.text.words import _
from tearsheet.workflows import search
from tearsheet.workflows.desk import Desk
from tearsheet.workflows.verify import Report, repair, verify

Work = Callable[..., Iterator[Damage]]
"""What yields damages and takes `report` and `cancelled`."""

_SOON = 60


class Checking(QObject):
    """One check or repair at a time, which goes on while its sheet is closed: then a card in the sidebar shows it."""

    def __init__(
        self, window: MainWindow, desk: Desk, background: Background, browsing: Browsing, toasts: Toasts
    ) -> None:
        super().__init__(window)
        self._window, self._desk, self._background = window, desk, background
        self._browsing, self._toasts = browsing, toasts
        self._sheet: CheckingSheet | None = None
        self._task: Task | None = None
        self._repairing = False
        self._found: list[Damage] = []
        self._headway = Headway(stage=Stage.FILE)
        self._read: dict[Stage, int] = {}
        self.outcome: Checked | None = None
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self._show)
        window.actions_by_name["check-library"].triggered.connect(self.check)
        window.sidebar.check.clicked.connect(self.show_sheet)
        window.sidebar.check.crossed.connect(self._cross)
        window.closing.connect(self._leave)

    @property
    def running(self) -> bool:
        return self._task is not None

    def check(self) -> None:
        """Look the whole library over, and show how far that is."""
        if not self.running:
            self._begin(verify, repairing=False)
        self.show_sheet()

    def repair(self, backups: Path | None = None) -> None:
        """Mend what can be mended, also from the copies in a folder that somebody names."""
        self._begin(partial(_repair, backups), repairing=True)

    def show_sheet(self) -> None:
        """Show how far it is, or what it came to."""
        if self._sheet is not None or not (self.running or self.outcome):
            return
        self._toasts.clear()
        sheet = CheckingSheet(self._window)
        sheet.wanted.connect(self._do)
        sheet.article_chosen.connect(self._look_for)
        sheet.closed.connect(self._forget)
        self._sheet = sheet
        self._show()
        sheet.open()

    def _begin(self, work: Work, *, repairing: bool) -> None:
        self.outcome = None
        self._repairing, self._found, self._read = repairing, [], {}
        self._headway = Headway(stage=Stage.FILE)
        self._task = self._background.run(
            _run,
            work,
            self._desk,
            slow=True,
            progress=self._progressed,
            done=lambda _nothing: self._ended(None),
            failed=self._ended,
        )
        self._show()

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._show()

    def _progressed(self, said: Headway | Damage) -> None:
        if self._task is None:
            return
        if isinstance(said, Damage):
            self._found.append(said)
        else:
            self._headway = said
            self._read[said.stage] = said.total
        if not self._soon.isActive():
            self._soon.start()

    def _ended(self, failure: Failure | None) -> None:
        """Find out what the articles are called that something is wrong with."""
        if self._task is None:
            return
        articles = tuple(dict.fromkeys(article for damage in self._found for article in damage.articles))
        # A file that is damaged may not be able to tell, and then they are spoken of without their names.
        self._background.run(
            search.rows_of,
            self._desk,
            articles,
            done=partial(self._finish, failure),
            failed=lambda _failure: self._finish(failure, ()),
        )

    def _finish(self, failure: Failure | None, rows: tuple[ArticleSummary, ...]) -> None:
        if self._task is None:
            return
        self._task = None
        wrong = tuple(damage for damage in self._found if not damage.is_harmless)
        checked = self.outcome = Checked(
            wrong=wrong,
            harmless=len(self._found) - len(wrong),
            contents=self._read.get(Stage.CONTENTS, 0),
            blobs=self._read.get(Stage.BLOBS, 0),
            titles={row.id: row.title or row.url for row in rows},
            repaired=self._repairing,
            failure=failure,
        )
        if checked.repaired:
            self._refresh(checked)
        self._show()
        if self._sheet is None:
            words = _("Library repair: {result}") if checked.repaired else _("Library check: {result}")
            words, serious = words.format(result=told(checked)), bool(checked.left or failure)
            self._toasts.say(words, action=_("Show"), then=self.show_sheet, serious=serious)

    def _refresh(self, checked: Checked) -> None:
        """Show what is whole again: rows, their pictures, and the article that is read."""
        concerned = (article for damage in checked.wrong for article in damage.articles)
        self._window.pictures.ask_again()
        self._window.library_changed.emit(Changes(updated=tuple(dict.fromkeys(concerned))))
        self._browsing.show_again()

    def _show(self) -> None:
        self._soon.stop()
        self._show_card()
        if self._sheet is None:
            return
        if self._task is not None:
            stopping = self._task.cancelled.is_set()
            words = _("Stopping…") if stopping else stage_in_words(self._headway)
            note = run_in_words(self._wrong, repairing=self._repairing)
            self._sheet.show_run(words, self._share, note, stopping=stopping)
        elif self.outcome is not None:
            command = command_for(self._desk.location) if self._wants_command(self.outcome) else ""
            words = advice(self.outcome, self._desk.location, read_only=self._read_only)
            self._sheet.show_checked(self.outcome, words, command, self._offers(self.outcome))

    def _show_card(self) -> None:
        card = self._window.sidebar.check
        if self._task is not None:
            words = _("Repairing the library") if self._repairing else _("Checking the library")
            words = _("Stopping…") if self._task.cancelled.is_set() else words
            card.show_run(words, part_in_words(self._headway), self._share, cross=_("Stop"))
            card.setCursor(Qt.CursorShape.PointingHandCursor)  # it opens the sheet
        elif self.outcome is not None and self.outcome.left:
            words = _("Library repaired") if self.outcome.repaired else _("Library checked")
            card.show_over(words, told(self.outcome), cross=_("Close"))
        else:
            card.hide()

    def _offers(self, checked: Checked) -> Collection[Offer]:
        if self._wants_command(checked):
            return {Offer.COPY, Offer.DONE}
        again = {Offer.AGAIN} if checked.failure is not None else set()
        if not checked.left or self._read_only:
            return {*again, Offer.DONE}
        if not checked.repaired or checked.failure is not None:
            return {*again, Offer.CLOSE, Offer.REPAIR}
        return {Offer.DONE} if "://" in self._desk.location else {Offer.FOLDER, Offer.DONE}

    def _do(self, offer: Offer) -> None:
        match offer:
            case Offer.STOP:
                self._stop()
            case Offer.AGAIN:
                self._begin(verify, repairing=False)
            case Offer.REPAIR:
                self.repair()
            case Offer.FOLDER:
                self._ask_for_backups()
            case Offer.COPY:
                QGuiApplication.clipboard().setText(command_for(self._desk.location))
                self._toasts.say(_("Command copied"))
            case Offer.CLOSE | Offer.DONE:
                self._close_sheet()

    def _ask_for_backups(self) -> None:
        title = _("Choose a folder with backups of this library")
        folder = QFileDialog.getExistingDirectory(self._window, title, str(Path.home()))
        if folder:
            self.repair(Path(folder))

    def _look_for(self, article: ArticleId) -> None:
        self._close_sheet()
        in_bin = Query(ids=(article,), deleted=True)
        self._background.run(search.ids, self._desk, in_bin, done=partial(self._go_to, article))

    def _go_to(self, article: ArticleId, in_bin: tuple[ArticleId, ...]) -> None:
        self._browsing.go_to(article, BIN if in_bin else EVERYTHING)

    def _close_sheet(self) -> None:
        if self._sheet is not None:
            self._sheet.close_sheet()

    def _forget(self) -> None:
        self._sheet = None

    def _cross(self) -> None:
        if self.running:
            self._stop()
        else:
            self.outcome = None
            self._show()

    def _leave(self) -> None:
        """Stop, and say nothing any more to a window that is going."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    @property
    def _wrong(self) -> int:
        return sum(not damage.is_harmless for damage in self._found)

    @property
    def _share(self) -> float:
        return share_of(self._headway, repairing=self._repairing)

    def _wants_command(self, checked: Checked) -> bool:
        return checked.is_of_file and not self._read_only

    @property
    def _read_only(self) -> bool:
        return self._desk.library.read_only


def _run(work: Work, desk: Desk, *, report: Callable[[Headway | Damage], None], cancelled: Event) -> None:
    for damage in work(desk, report=report, cancelled=cancelled):
        report(damage)


def _repair(folder: Path | None, desk: Desk, *, report: Report, cancelled: Event) -> Iterator[Damage]:
    """Repair with the backups that are in a folder, or in one right in it, too."""
    copies = (*folder.glob("*.sqlite3"), *folder.glob("*/*.sqlite3")) if folder is not None else ()
    places = tuple(dict.fromkeys(copy.parent for copy in copies))
    return repair(desk, backups=places, in_use=True, report=report, cancelled=cancelled)
