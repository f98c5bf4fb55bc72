"""Connect the command that captures kept articles again with what came of it, and with what to do about that."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from tearsheet.gui.background import Background
from tearsheet.gui.browsing import Browsing
from tearsheet.gui.captures import Captures
from tearsheet.gui.outcomes import Group, Outcome, OutcomeSheet
from tearsheet.gui.sheets import Question
from tearsheet.gui.toast import Toasts
from tearsheet.gui.underway import Underway
from tearsheet.gui.window import MainWindow
from tearsheet.model.annotation import PlacedAnnotation
from tearsheet.model.article import ArticleSummary
from tearsheet.model.capture import Captured, Status
from tearsheet.model.errors import Failure, Reason
from tearsheet.model.ids import ArticleId, VersionId
from tearsheet.text.recapturing import Fate, fate_of, name_of, summary, told, why
from tearsheet.text.words import _, ngettext
from tearsheet.workflows import annotate, search
from tearsheet.workflows.desk import Desk

_MANY = 12
"""More articles than this are not asked of their sites without a question."""

_ORDER = (Fate.FAILED, Fate.ASIDE, Fate.NEWER)
"""What wants looking at stands first."""


class Recapturing(QObject):
    """Captures articles again among the other captures; says of one what became of it, of many in a line and a list.

    `compare_wanted` brings an article and two of its versions, the one that was shown first; `choice_wanted` an
    article and the version to show, `versions_wanted` an article.
    """

    compare_wanted = Signal(object, object, object)
    choice_wanted = Signal(object, object)
    versions_wanted = Signal(object)

    def __init__(
        self,
        window: MainWindow,
        desk: Desk,
        background: Background,
        captures: Captures,
        browsing: Browsing,
        toasts: Toasts,
        chosen: Callable[[], tuple[ArticleId, ...]],
    ) -> None:
        super().__init__(window)
        self._window, self._desk, self._background = window, desk, background
        self._captures, self._browsing, self._toasts, self._chosen = captures, browsing, toasts, chosen
        self._ended: list[Underway] = []
        window.actions_by_name["recapture"].triggered.connect(self.capture_chosen)
        captures.ended.connect(self._take)

    def capture_chosen(self) -> None:
        """Capture the chosen articles' addresses again; ask first where they are many."""
        articles = self._chosen()
        if len(articles) > _MANY:
            question = ManyQuestion(self._window, len(articles))
            question.agreed.connect(lambda: self._begin(articles))
            question.open()
        elif articles:
            self._begin(articles)

    def _begin(self, articles: tuple[ArticleId, ...]) -> None:
        self._toasts.clear()
        self._background.run(search.rows_of, self._desk, articles, done=self._start, failed=self._toasts.say_failure)

    def _start(self, rows: tuple[ArticleSummary, ...]) -> None:
        for row in rows:
            self._captures.start_again(row.id, row.url, row.title)

    def _take(self, ended: Underway) -> None:
        """Take note of one that ended, and tell of all when none runs any more."""
        if ended.again is None:
            return
        self._ended.append(ended)
        if any(capture.again is not None for capture in self._captures.running):
            return
        all_ended, self._ended = tuple(self._ended), []
        if len(all_ended) == 1:
            self._tell_one(ended.again, ended)
        else:
            self._tell_many(all_ended)

    def _tell_one(self, article: ArticleId, ended: Underway) -> None:
        if ended.waiting:
            self._toasts.say(_("Stopped. The article stays as it was."))
        elif ended.ended is None or ended.failed:
            again = partial(self._begin, (article,))
            self._toasts.say(_why(ended), action=_("Try again"), then=again, serious=True)
        else:
            placed = partial(annotate.annotations, self._desk, article)
            self._background.run(
                placed, done=partial(self._tell_kept, ended, ended.ended), failed=self._toasts.say_failure
            )

    def _tell_kept(self, ended: Underway, captured: Captured, annotations: tuple[PlacedAnnotation, ...]) -> None:
        words, article, version = told(captured, annotations), captured.article, captured.version
        compare = partial(self.compare_wanted.emit, article, ended.before, version)
        match fate_of(captured):
            case Fate.NEWER if _differ(ended.before, version):
                self._toasts.say(words, action=_("What has changed?"), then=compare)
            case Fate.ASIDE if _differ(ended.before, version) and not _other_chosen(captured.failure):
                show = partial(self.choice_wanted.emit, article, version)
                self._toasts.say(
                    words, action=_("Compare"), then=compare, other=_("Show it anyway"), instead=show, serious=True
                )
            case Fate.ASIDE:
                self._toasts.say(words, action=_("Versions"), then=partial(self.versions_wanted.emit, article))
            case _:
                self._toasts.say(words)

    def _tell_many(self, all_ended: tuple[Underway, ...]) -> None:
        stopped = sum(each.waiting for each in all_ended)
        captured = [_captured(each) for each in all_ended if not each.waiting]
        words = summary(captured, stopped=stopped)
        groups = tuple(Group(name=name_of(fate), outcomes=_outcomes(captured, fate)) for fate in _ORDER)
        if any(group.outcomes for group in groups):
            self._toasts.say(words, action=_("Show"), then=partial(self._list, words, groups))
        else:
            self._toasts.say(words)

    def _list(self, words: str, groups: tuple[Group, ...]) -> None:
        sheet = OutcomeSheet(self._window, _("Captured again"), words, groups)
        sheet.chosen.connect(self._browsing.go_to)
        sheet.open()


class ManyQuestion(Question):
    """Many sites are asked at once."""

    def __init__(self, window: QWidget, count: int) -> None:
        title = ngettext("Capture {count} article again?", "Capture {count} articles again?", count)
        words = _(
            "Their pages are fetched from their sites. What is new is shown, what is worse is kept aside, and "
            "highlights go along. You can go on reading meanwhile."
        )
        super().__init__(window, title.format(count=f"{count:,}"), words, _("Capture again"))


def _captured(ended: Underway) -> Captured:
    """Return what became of it, as of one whose capture did not even begin."""
    if ended.ended is not None:
        return ended.ended
    unknown = Failure(reason=Reason.UNEXPECTED)
    return Captured(
        url=ended.link,
        status=Status.FAILED,
        article=ended.again,
        title=ended.title,
        failure=ended.failure or unknown,
        current=False,
    )


def _outcomes(captured: list[Captured], fate: Fate) -> tuple[Outcome, ...]:
    return tuple(
        Outcome(
            article=each.article,
            title=each.title or each.url,
            under=why(each.failure) if each.failure is not None else each.url,
            failed=each.failure is not None,
        )
        for each in captured
        if fate_of(each) is fate and each.article is not None
    )


def _why(ended: Underway) -> str:
    return why(ended.failure or Failure(reason=Reason.UNEXPECTED))


def _differ(before: VersionId | None, after: VersionId | None) -> bool:
    return before is not None and after is not None and before != after


def _other_chosen(failure: Failure | None) -> bool:
    return failure is not None and failure.reason is Reason.OTHER_CHOSEN
