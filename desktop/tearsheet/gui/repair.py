"""Open the repair of an article, and say what became of it. What shows web pages is loaded with the first one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from tearsheet.gui.background import Background
from tearsheet.gui.reader import ReaderPane, has_web_view
from tearsheet.gui.toast import Toasts
from tearsheet.gui.window import MainWindow
from tearsheet.model.article import Article
from tearsheet.model.capture import Captured
from tearsheet.model.changes import Changes
from tearsheet.model.errors import Failure
from tearsheet.model.ids import ArticleId
from tearsheet.model.repair import Repaired, RepairScope
from tearsheet.text.reasons import in_words
from tearsheet.text.words import _
from tearsheet.workflows import read, repair
from tearsheet.workflows.desk import Desk

if TYPE_CHECKING:
    from tearsheet.gui.repair_work import RepairWork


class Repairing(QObject):
    """The command to repair an article by hand; one article at a time."""

    def __init__(
        self,
        window: MainWindow,
        desk: Desk,
        background: Background,
        reader: ReaderPane,
        toasts: Toasts,
        chosen: Callable[[], tuple[ArticleId, ...]],
    ) -> None:
        super().__init__(window)
        self._window, self._desk, self._background = window, desk, background
        self._reader, self._toasts, self._chosen = reader, toasts, chosen
        self.work: RepairWork | None = None
        window.actions_by_name["repair"].triggered.connect(self.open)
        window.closing.connect(self.close)

    def open(self) -> None:
        """Open the pane on the one article that is chosen."""
        ids = self._chosen()
        if self.work is not None or not ids:
            return
        if len(ids) > 1:
            self._toasts.say(_("Choose one article to repair it."))
        elif not has_web_view():
            self._toasts.say(_("To point at parts of a page, Tearsheet needs its web view, which cannot be had here."))
        else:
            self._background.run(read.article, self._desk, ids[0], done=self._begin, failed=self._say)

    def close(self) -> None:
        """Put the pane away, whatever was chosen in it."""
        work, self.work = self.work, None
        if work is not None:
            work.end()

    def _begin(self, article: Article) -> None:
        from tearsheet.gui.repair_work import RepairWork

        if self.work is not None:
            return
        if not repair.site_of(article):
            self._toasts.say(_("This article came from a file that names no address, so no rule could find it again."))
            return
        self.work = RepairWork(self._window, self._desk, self._background, article, self._reader.style_now())
        self.work.kept.connect(partial(self._kept, article))
        self.work.forgotten.connect(self._forgotten)
        self.work.failed.connect(self._say)
        self.work.left.connect(self.close)

    def _kept(self, article: Article, repaired: Repaired, scope: RepairScope) -> None:
        self.close()
        self._changed(repaired.captured)
        words = _("Kept for this article.")
        if scope is RepairScope.SITE:
            words = _("Kept for all of {site}: pages kept from now on come out so.")
        self._toasts.say(
            words.format(site=repair.site_of(article)),
            action=_("Undo"),
            then=partial(self._take_back, article, repaired),
        )

    def _take_back(self, article: Article, repaired: Repaired) -> None:
        work = partial(repair.take_back, self._desk, article.id, repaired)
        self._background.run(work, done=self._changed, failed=self._say)

    def _forgotten(self, captured: Captured) -> None:
        self.close()
        self._changed(captured)
        self._toasts.say(_("The repairs are forgotten; the article is as it was read by itself."))

    def _changed(self, captured: Captured) -> None:
        self._window.library_changed.emit(Changes(updated=(captured.article,) if captured.article is not None else ()))

    def _say(self, failure: Failure) -> None:
        self._toasts.say(in_words(failure), serious=True)
