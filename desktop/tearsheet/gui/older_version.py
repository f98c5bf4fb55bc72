"""Show an article as another of its versions has it, for as long as somebody looks at that."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject

from tearsheet.gui.background import Background
from tearsheet.gui.reader import ReaderPane
from tearsheet.gui.reader_page import ReadyPage, ready_page
from tearsheet.gui.reader_words import page_words
from tearsheet.model.article import Article
from tearsheet.model.ids import ArticleId, VersionId
from tearsheet.text.words import _
from tearsheet.workflows import read
from tearsheet.workflows.desk import Desk


class OlderVersion(QObject):
    """`article` is what is looked at, None when that is the version everybody is shown."""

    def __init__(self, desk: Desk, background: Background, reader: ReaderPane, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._background, self._reader = desk, background, reader
        self.article: Article | None = None

    @property
    def words(self) -> str:
        """Which version is shown, as one says it."""
        article = self.article
        if article is None:
            return ""
        number = next((n for n, each in enumerate(article.versions, 1) if each.id == article.version), 1)
        captured = next((each.captured for each in article.versions if each.id == article.version), article.saved)
        moment = page_words().day(captured.astimezone())
        return _("Version {number} of {count}, of {day}").format(number=number, count=len(article.versions), day=moment)

    def key_of(self, article: Article) -> str:
        """Return the key of an article's page."""
        older = self.article is not None and article.version == self.article.version
        return _key(article) if older else article.uid

    def show(self, article: ArticleId, version: VersionId, then: Callable[[Article], None]) -> None:
        """Show a version, then tell of it."""
        page = partial(_page, self._desk, article, version, self._reader.style_now().script)
        self._background.run(page, done=partial(self._shown, then))

    def forget(self) -> None:
        """Go by the version everybody is shown from now on."""
        self.article = None

    def _shown(self, then: Callable[[Article], None], found: tuple[Article, ReadyPage]) -> None:
        self.article, page = found
        self._reader.show_page(page)
        then(self.article)


def _key(article: Article) -> str:
    return f"{article.uid}@{article.version}"


def _page(desk: Desk, article: ArticleId, version: VersionId, script: str) -> tuple[Article, ReadyPage]:
    found = read.article(desk, article, version)
    return found, replace(ready_page(found, words=page_words(), script=script), key=_key(found))
