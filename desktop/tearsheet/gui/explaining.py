"""Answer "why does it look like this?" for the article that is shown."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from tearsheet.gui.background import Background
from tearsheet.gui.browsing import Browsing
from tearsheet.gui.toast import Toasts
from tearsheet.gui.why import WhySheet
from tearsheet.gui.why_words import Account, account_of
from tearsheet.gui.window import MainWindow
from tearsheet.model.article import Article, Kind
from tearsheet.model.ids import ArticleId
from tearsheet.text.words import _
from tearsheet.workflows import read
from tearsheet.workflows.desk import Desk

_THEN = ("repair", "reread")
"""The commands offered to whom the answer does not please, where the window has them."""


class Explaining(QObject):
    """Asks what the article stands on and opens a sheet with it."""

    def __init__(
        self,
        window: MainWindow,
        desk: Desk,
        background: Background,
        browsing: Browsing,
        toasts: Toasts,
        chosen: Callable[[], tuple[ArticleId, ...]],
    ) -> None:
        super().__init__(window)
        self._window, self._desk, self._background = window, desk, background
        self._browsing, self._toasts, self._chosen = browsing, toasts, chosen
        window.actions_by_name["why"].triggered.connect(self.explain)

    def explain(self) -> None:
        """Say why the chosen article looks as it does."""
        ids = self._chosen()
        if len(ids) == 1:
            shown = self._browsing.article
            known = shown if shown is not None and shown.id == ids[0] else None
            self._background.run(_account, self._desk, ids[0], known, done=self._open, failed=self._toasts.say_failure)
        elif ids:
            self._toasts.say(_("Choose one article to ask this of."))

    def _open(self, found: tuple[Article, Account]) -> None:
        article, account = found
        named = self._window.actions_by_name
        names = () if article.kind is Kind.FILE else tuple(name for name in _THEN if name in named)
        words = {"reread": _("Read again"), "repair": _("Repair…")}
        sheet = WhySheet(self._window, account, [(name, words[name]) for name in names])
        sheet.wanted.connect(lambda name: named[name].trigger())
        sheet.open()


def _account(desk: Desk, article: ArticleId, known: Article | None) -> tuple[Article, Account]:
    """Make the account in the version that is shown."""
    found = known or read.article(desk, article)
    return found, account_of(found, read.evidence(desk, found))
