"""Connect a repair pane with one article: what is tried out there in the background, and what is kept."""

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from tearsheet.gui import fonts
from tearsheet.gui.background import Background
from tearsheet.gui.buttons import AccentButton, QuietButton
from tearsheet.gui.floating import Sheet
from tearsheet.gui.reader_page import ReadyPage
from tearsheet.gui.reader_style import ReadingStyle
from tearsheet.gui.reader_words import page_words
from tearsheet.gui.repair_page import shown_page, tried_page
from tearsheet.gui.repair_pane import RepairPane
from tearsheet.model.article import Article
from tearsheet.model.errors import Failure
from tearsheet.model.repair import Repair, Repaired, RepairPage, RepairScope, TriedOut
from tearsheet.text.reasons import in_words
from tearsheet.text.words import _
from tearsheet.workflows import read, repair
from tearsheet.workflows.desk import Desk
from tearsheet.workflows.page import PageWords


class RepairWork(QObject):
    """One article under repair. Only what was wanted last is tried out; what was wanted meanwhile is passed over.

    `kept` brings a Repaired and its RepairScope, `forgotten` a Captured, `failed` a Failure; `left` says that the
    person is done without either.
    """

    kept = Signal(object, object)
    forgotten = Signal(object)
    failed = Signal(object)
    left = Signal()

    def __init__(
        self, window: QWidget, desk: Desk, background: Background, article: Article, style: ReadingStyle
    ) -> None:
        super().__init__(window)
        self._desk, self._background, self._article = desk, background, article
        self._wanted: Repair | None = None
        self._trying = self._ended = False
        self.pane = RepairPane(window, article, repair.site_of(article), partial(read.blob, desk), style)
        self.pane.changed.connect(self._try_out)
        self.pane.agreed.connect(self._keep)
        self.pane.forgetting.connect(self._forget)
        self.pane.leaving.connect(self._leave)
        self.pane.open()
        look = partial(_looked, desk, article, page_words())
        background.run(look, done=self._looked, failed=self._unreadable)

    def end(self) -> None:
        """Put the pane away; what is still on its way is not shown any more."""
        self._ended = True
        self.pane.close_pane()
        self.deleteLater()

    def _looked(self, found: tuple[RepairPage, ReadyPage, bool]) -> None:
        if not self._ended:
            page, shown, repaired = found
            self.pane.show_parts(page, shown, repaired=repaired)

    def _unreadable(self, failure: Failure) -> None:
        if not self._ended:
            self.pane.say_unreadable(in_words(failure))

    def _try_out(self, wanted: Repair) -> None:
        self._wanted = wanted
        if not self._trying:
            self._try_next()

    def _try_next(self) -> None:
        wanted, self._wanted = self._wanted, None
        self._trying = wanted is not None
        if wanted is not None:
            trial = partial(_tried, self._desk, self._article, wanted, page_words())
            self._background.run(trial, done=self._tried, failed=self._not_tried)

    def _tried(self, found: tuple[TriedOut, ReadyPage]) -> None:
        if not self._ended:
            if self._wanted is None:
                self.pane.show_tried(*found)
            self._try_next()

    def _not_tried(self, failure: Failure) -> None:
        if not self._ended:
            if self._wanted is None:
                self.pane.say_impossible(in_words(failure))
            self._try_next()

    def _keep(self, wanted: Repair, scope: RepairScope) -> None:
        self.pane.set_working(working=True)
        self._background.run(
            partial(repair.keep, self._desk, self._article.id, wanted, scope),
            done=partial(self._has_kept, scope),
            failed=self._not_kept,
        )

    def _has_kept(self, scope: RepairScope, repaired: Repaired) -> None:
        self.kept.emit(repaired, scope)

    def _forget(self) -> None:
        self.pane.set_working(working=True)
        forget = partial(repair.forget, self._desk, self._article.id)
        self._background.run(forget, done=self.forgotten.emit, failed=self._not_kept)

    def _not_kept(self, failure: Failure) -> None:
        if not self._ended:
            self.pane.set_working(working=False)
        self.failed.emit(failure)

    def _leave(self) -> None:
        """Close the pane; where something was chosen, ask first."""
        if not self.pane.repair:
            self.left.emit()
        elif self.pane.findChild(DiscardQuestion) is None:
            question = DiscardQuestion(self.pane)
            question.agreed.clicked.connect(self.left)
            question.open()


class DiscardQuestion(Sheet):
    """Shall what was chosen be given up?"""

    def __init__(self, pane: QWidget) -> None:
        super().__init__(pane, _("Give up what you chose?"), _("Nothing of it was kept yet."), width=400)
        stay = QuietButton(_("Go on repairing"), self)
        stay.setFont(fonts.ui())
        stay.clicked.connect(self.close_sheet)
        self.agreed = AccentButton(_("Give up"), self)
        self.buttons.addWidget(stay)
        self.buttons.addWidget(self.agreed)


def _looked(desk: Desk, article: Article, words: PageWords) -> tuple[RepairPage, ReadyPage, bool]:
    page = repair.look(desk, article.id)
    return page, shown_page(article, page, words), bool(repair.repaired_for(desk, article))


def _tried(desk: Desk, article: Article, wanted: Repair, words: PageWords) -> tuple[TriedOut, ReadyPage]:
    tried = repair.try_out(desk, article.id, wanted)
    return tried, tried_page(article, tried.extraction, words)
