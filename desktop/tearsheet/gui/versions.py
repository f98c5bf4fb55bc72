"""Connect the command that lists an article's versions with the choice of which is shown, which can be taken back."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from tearsheet.gui.background import Background
from tearsheet.gui.reader_words import page_words
from tearsheet.gui.toast import Toasts
from tearsheet.gui.versions_sheet import VersionsSheet, versions_in_words
from tearsheet.gui.window import MainWindow
from tearsheet.model.article import Article
from tearsheet.model.changes import Changes
from tearsheet.model.ids import ArticleId, VersionId
from tearsheet.text.words import _
from tearsheet.workflows import read, versions
from tearsheet.workflows.desk import Desk


class Versions(QObject):
    """Opens the list. `compare_wanted` brings an article and two of its versions, the older first."""

    compare_wanted = Signal(object, object, object)

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
        window.actions_by_name["versions"].triggered.connect(self.list_chosen)

    def list_chosen(self) -> None:
        """List the versions of the one article that is chosen."""
        ids = self._chosen()
        if len(ids) == 1:
            self.list_of(ids[0])
        elif ids:
            self._toasts.say(_("Choose one article to see its versions."))

    def list_of(self, article: ArticleId) -> None:
        """List an article's versions."""
        self._background.run(read.article, self._desk, article, done=self._open, failed=self._toasts.say_failure)

    def choose(self, article: ArticleId, version: VersionId) -> None:
        """Show another version, and offer to take that back."""
        self._background.run(_chosen, self._desk, article, version, done=self._shown, failed=self._toasts.say_failure)

    def _open(self, article: Article) -> None:
        title = article.metadata.title or article.url
        sheet = VersionsSheet(self._window, title, versions_in_words(article))
        sheet.chosen.connect(partial(self.choose, article.id))
        sheet.compared.connect(partial(self.compare_wanted.emit, article.id))
        sheet.open()

    def _shown(self, outcome: tuple[Article, VersionId, Changes]) -> None:
        article, before, changes = outcome
        self._window.library_changed.emit(changes)
        captured = next(each.captured for each in article.versions if each.id == article.version)
        moment = page_words().moment(captured.astimezone())
        words = _("The version of {moment} is shown now.").format(moment=moment)
        self._toasts.say(words, action=_("Undo"), then=partial(self._go_back, article.id, before))

    def _go_back(self, article: ArticleId, version: VersionId) -> None:
        work = partial(versions.choose, self._desk, article, version)
        self._background.run(work, done=self._window.library_changed.emit, failed=self._toasts.say_failure)


def _chosen(desk: Desk, article: ArticleId, version: VersionId) -> tuple[Article, VersionId, Changes]:
    """Return the article as it is now, the version that it showed before, and what changed."""
    before = read.article(desk, article).version
    changes = versions.choose(desk, article, version)
    return read.article(desk, article), before, changes
