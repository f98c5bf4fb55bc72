"""Connect what says how whole the library is with what looks it over and repairs it."""

from collections.abc import Callable, Collection, Iterator
from functools import partial
from pathlib import Path
from threading import Event

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from tearsheet.gui.background import Background
from tearsheet.gui.browsing import Browsing
from tearsheet.gui.checking_sheet import CheckingSheet, Offer
from tearsheet.gui.checking_words import (
    Checked,
    LookedAt,
    advice,
    command_for,
    part_in_words,
    run_in_words,
    share_of,
    told,
)
from tearsheet.gui.long_run import LongRun
from tearsheet.gui.scope import BIN, EVERYTHING
from tearsheet.gui.sidebar_cards import RunWords
from tearsheet.gui.toast import Toasts
from tearsheet.gui.window import MainWindow
from tearsheet.model.changes import Changes
from tearsheet.model.errors import Cancelled, Failure, TearsheetError
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

_BEGUN = Headway(stage=Stage.FILE)


class Checking(QObject):
    """One check or repair at a time, which goes on while its sheet is closed: then a card in the sidebar shows it."""

    def __init__(
        self, window: MainWindow, desk: Desk, background: Background, browsing: Browsing, toasts: Toasts
    ) -> None:
        super().__init__(window)
        self._window, self._desk, self._background = window, desk, background
        self._browsing, self._toasts = browsing, toasts
        self._sheet: CheckingSheet | None = None
        self._run = LongRun[Damage | LookedAt, Headway](background, self)
        self._repairing = False
        self.outcome: Checked | None = None
        self._run.changed.connect(self._show)
        self._run.ended.connect(self._finish)
        window.sidebar.check.follow(self._run, self._on_card)
        window.sidebar.check.clicked.connect(self.show_sheet)
        window.actions_by_name["check-library"].triggered.connect(self.check)
        window.closing.connect(self._run.leave)

    @property
    def running(self) -> bool:
        return self._run.running

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
        self.outcome, self._repairing = None, repairing
        self._run.begin(partial(_look_over, work, self._desk), _BEGUN)

    def _finish(self, failure: Failure | None) -> None:
        found = self._found
        wrong = tuple(damage for damage in found if not damage.is_harmless)
        looked_at = next((each for each in self._run.found if isinstance(each, LookedAt)), LookedAt())
        checked = self.outcome = Checked(
            wrong=wrong,
            harmless=len(found) - len(wrong),
            looked_at=looked_at,
            repaired=self._repairing,
            failure=failure,
        )
        if checked.repaired:
            self._refresh(checked)
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
        if self._sheet is None:
            return
        if self.running:
            words = _("Stopping…") if self._run.stopping else stage_in_words(self._headway)
            wrong = sum(not damage.is_harmless for damage in self._found)
            note = run_in_words(wrong, repairing=self._repairing)
            share = share_of(self._headway, repairing=self._repairing)
            self._sheet.show_run(words, share, note, stopping=self._run.stopping)
        elif self.outcome is not None:
            command = command_for(self._desk.location) if self._wants_command(self.outcome) else ""
            words = advice(self.outcome, self._desk.location, read_only=self._read_only)
            self._sheet.show_checked(self.outcome, words, command, self._offers(self.outcome))

    def _on_card(self) -> RunWords | None:
        if self.running:
            name = _("Repairing the library") if self._repairing else _("Checking the library")
            share = share_of(self._headway, repairing=self._repairing)
            return RunWords(name=name, under=part_in_words(self._headway), share=share, opens=True)
        if self.outcome is None or not self.outcome.left or not self._run.found:
            return None
        name = _("Library repaired") if self.outcome.repaired else _("Library checked")
        return RunWords(name=name, under=told(self.outcome), opens=True)

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
                self._run.stop()
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

    @property
    def _found(self) -> tuple[Damage, ...]:
        return tuple(each for each in self._run.found if isinstance(each, Damage))

    @property
    def _headway(self) -> Headway:
        return self._run.headway or _BEGUN

    def _wants_command(self, checked: Checked) -> bool:
        return checked.is_of_file and not self._read_only

    @property
    def _read_only(self) -> bool:
        return self._desk.library.read_only


def _look_over(work: Work, desk: Desk, *, report: Report, cancelled: Event) -> Iterator[Damage | LookedAt]:
    """Yield what is wrong and at the end, be that a bad one, what was looked at and how the articles are called."""
    read: dict[Stage, int] = {}
    articles: dict[ArticleId, None] = {}

    def tell(headway: Headway) -> None:
        read[headway.stage] = headway.total
        report(headway)

    error: TearsheetError | Cancelled | None = None
    try:
        for damage in work(desk, report=tell, cancelled=cancelled):
            articles.update(dict.fromkeys(damage.articles))
            yield damage
    except (TearsheetError, Cancelled) as ended_by:
        error = ended_by
    contents, blobs = read.get(Stage.CONTENTS, 0), read.get(Stage.BLOBS, 0)
    yield LookedAt(contents=contents, blobs=blobs, titles=_titles(desk, tuple(articles)))
    if error is not None:
        raise error


def _titles(desk: Desk, articles: tuple[ArticleId, ...]) -> dict[ArticleId, str]:
    try:
        return {row.id: row.title or row.url for row in search.rows_of(desk, articles)}
    except TearsheetError:
        return {}  # a file that is damaged may not be able to tell, and then they are spoken of without their names


def _repair(folder: Path | None, desk: Desk, *, report: Report, cancelled: Event) -> Iterator[Damage]:
    """Repair with the backups that are in a folder, or in one right in it, too."""
    copies = (*folder.glob("*.sqlite3"), *folder.glob("*/*.sqlite3")) if folder is not None else ()
    places = tuple(dict.fromkeys(copy.parent for copy in copies))
    return repair(desk, backups=places, in_use=True, report=report, cancelled=cancelled)
