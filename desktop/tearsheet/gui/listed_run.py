"""Turn a long run into a card in the sidebar, a line at its end, and a list of what it came to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject

from tearsheet.gui.browsing import Browsing
from tearsheet.gui.long_run import LongRun
from tearsheet.gui.outcomes import Group, OutcomeSheet
from tearsheet.gui.sidebar_cards import RunCard, RunWords, going
from tearsheet.gui.toast import Toasts
from tearsheet.gui.window import MainWindow
from tearsheet.model.errors import Failure, Reason
from tearsheet.text.words import _


@dataclass(frozen=True, slots=True, kw_only=True)
class ListWords:
    """What a run is called while it goes on and when it is over, and what there is to say of that.

    `title` stands over the list of `groups`; `under` is the line of the card that opens it, and `summary` "" for a run
    that came to nothing worth a word.
    """

    going: str
    over: str
    title: str
    under: Callable[[], str]
    summary: Callable[[], str]
    groups: Callable[[], tuple[Group, ...]]


class ListedRun(QObject):
    """Shows a run on its card, says what came of it, and lists that when somebody asks."""

    def __init__(
        self,
        window: MainWindow,
        run: LongRun[Any, Any],
        card: RunCard,
        words: ListWords,
        browsing: Browsing,
        toasts: Toasts,
    ) -> None:
        super().__init__(window)
        self._window, self._run, self._words = window, run, words
        self._browsing, self._toasts = browsing, toasts
        card.follow(run, self._on_card)
        card.clicked.connect(self.show_outcome)
        run.ended.connect(self._tell)
        run.library_changed.connect(window.library_changed)

    def show_outcome(self) -> None:
        """List what the run came to, once it is over."""
        groups = self._groups
        if not groups:
            return
        self._toasts.clear()
        sheet = OutcomeSheet(self._window, self._words.title, self._words.summary(), groups)
        sheet.chosen.connect(self._browsing.go_to)
        sheet.settled.connect(self._run.put_away)
        sheet.open()

    def _on_card(self) -> RunWords | None:
        if self._run.running:
            return going(self._words.going, self._run.headway)
        return RunWords(name=self._words.over, under=self._words.under(), opens=True) if self._groups else None

    def _tell(self, failure: Failure | None) -> None:
        if failure is not None and failure.reason is not Reason.INTERRUPTED:
            self._toasts.say_failure(failure)
        elif self._groups:
            self._toasts.say(self._words.summary(), action=_("Show"), then=self.show_outcome)
        elif summary := self._words.summary():
            self._toasts.say(summary)

    @property
    def _groups(self) -> tuple[Group, ...]:
        """What there is to look at of a run that is over."""
        return () if self._run.running else tuple(group for group in self._words.groups() if group.outcomes)
