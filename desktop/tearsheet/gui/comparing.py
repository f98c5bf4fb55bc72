"""Connect the command that compares versions with the library, and open the pane that shows what is different."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from tearsheet.gui.background import Background
from tearsheet.gui.comparing_pane import ComparingPane
from tearsheet.gui.comparing_text import Stretch, stretches
from tearsheet.gui.toast import Toasts
from tearsheet.gui.versions_sheet import versions_in_words
from tearsheet.gui.window import MainWindow
from tearsheet.model.article import Article
from tearsheet.model.errors import Failure
from tearsheet.model.ids import ArticleId, VersionId
from tearsheet.text.reasons import in_words
from tearsheet.text.words import _
from tearsheet.workflows import read, versions
from tearsheet.workflows.desk import Desk


class Comparing(QObject):
    """One pane at a time. `choice_wanted` brings an article and the version to show from now on."""

    choice_wanted = Signal(object, object)

    def __init__(
        self,
        window: MainWindow,
        desk: Desk,
        background: Background,
        toasts: Toasts,
        chosen: Callable[[], tuple[ArticleId, ...]],
    ) -> None:
        super().__init__(window)
        self._window, self._desk, self._background = window, desk, background
        self._toasts, self._chosen = toasts, chosen
        self._asked = 0
        self.pane: ComparingPane | None = None
        window.actions_by_name["compare"].triggered.connect(self.compare_chosen)

    def compare_chosen(self) -> None:
        """Compare what the one chosen article shows with its last version, or with the one before that."""
        ids = self._chosen()
        if len(ids) == 1:
            self._background.run(
                read.article, self._desk, ids[0], done=self._open_last, failed=self._toasts.say_failure
            )
        elif ids:
            self._toasts.say(_("Choose one article to compare its versions."))

    def compare(self, article: ArticleId, older: VersionId, newer: VersionId) -> None:
        """Compare two versions of an article."""
        done = partial(self._open, older, newer)
        self._background.run(read.article, self._desk, article, done=done, failed=self._toasts.say_failure)

    def _open_last(self, article: Article) -> None:
        if len(article.versions) < 2:
            self._toasts.say(_("There is only one version. “Capture again” adds another where the page has changed."))
            return
        last = article.versions[-1].id
        before = article.version if article.version != last else article.versions[-2].id
        self._open(before, last, article)

    def _open(self, older: VersionId, newer: VersionId, article: Article) -> None:
        if self.pane is not None:
            self.pane.close_pane()
        pane = ComparingPane(self._window, article.metadata.title or article.url, versions_in_words(article))
        pane.pair_wanted.connect(partial(self._compare, pane, article.id))
        pane.chosen.connect(partial(self.choice_wanted.emit, article.id))
        pane.closed.connect(self._forget)
        self.pane = pane
        pane.open()
        self._compare(pane, article.id, older, newer)

    def _compare(self, pane: ComparingPane, article: ArticleId, older: VersionId, newer: VersionId) -> None:
        pane.say_busy(older, newer)
        self._asked += 1
        done, failed = partial(self._show, pane, self._asked), partial(self._cannot, pane, self._asked)
        self._background.run(_compared, self._desk, article, older, newer, done=done, failed=failed)

    def _show(self, pane: ComparingPane, asked: int, shown: tuple[Stretch, ...]) -> None:
        if pane is self.pane and asked == self._asked:
            pane.show_stretches(shown)

    def _cannot(self, pane: ComparingPane, asked: int, failure: Failure) -> None:
        if pane is self.pane and asked == self._asked:
            pane.say_failed(in_words(failure))

    def _forget(self) -> None:
        self.pane = None


def _compared(desk: Desk, article: ArticleId, older: VersionId, newer: VersionId) -> tuple[Stretch, ...]:
    return stretches(versions.compare(desk, article, older, newer))
