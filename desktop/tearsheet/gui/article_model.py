"""Turn the identities of a list into rows, asking for a page of summaries when somebody looks at them.

The model's classes are imported for their types only: the window is painted before there is an article.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Iterable
from operator import neg
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal

from tearsheet.gui.article_words import spoken

if TYPE_CHECKING:
    from tearsheet.model.article import ArticleSummary
    from tearsheet.model.ids import ArticleId
    from tearsheet.model.query import Snippet

ID_ROLE = Qt.ItemDataRole.UserRole + 1
SUMMARY_ROLE = Qt.ItemDataRole.UserRole + 2
SNIPPET_ROLE = Qt.ItemDataRole.UserRole + 3

PAGE = 50
_REMEMBERED = 4000
_SPOKEN = Qt.ItemDataRole.AccessibleTextRole

Index = QModelIndex | QPersistentModelIndex


class ArticleModel(QAbstractListModel):
    """A list of known length whose rows arrive by the page.

    `summaries_wanted` names articles to bring with `accept`; until they come a row is None, or what it was before.
    """

    summaries_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._ids: tuple[ArticleId, ...] = ()
        self._rows: dict[ArticleId, int] | None = None
        self._known: OrderedDict[ArticleId, ArticleSummary] = OrderedDict()
        self._snippets: dict[ArticleId, Snippet] = {}
        self._stale: set[ArticleId] = set()
        self._asked: set[ArticleId] = set()
        self._wanted: set[int] = set()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._ask)

    @property
    def ids(self) -> tuple[ArticleId, ...]:
        return self._ids

    def show(self, ids: tuple[ArticleId, ...]) -> bool:
        """Show these articles in this order; return whether anything moved."""
        if ids == self._ids:
            return False
        self.beginResetModel()
        self._ids = ids
        self._rows = None
        self._asked.clear()
        self.endResetModel()
        return True

    def row_of(self, article: ArticleId) -> int | None:
        """Return where an article stands; a list of the newest first, however long, is not walked through for it."""
        row = bisect_left(self._ids, -article, key=neg)
        if row < len(self._ids) and self._ids[row] == article:
            return row
        if self._rows is None:
            self._rows = {each: place for place, each in enumerate(self._ids)}
        return self._rows.get(article)

    def summary(self, article: ArticleId) -> ArticleSummary | None:
        return self._known.get(article)

    def accept(self, summaries: Iterable[ArticleSummary]) -> None:
        """Take rows that were asked for."""
        for summary in summaries:
            self._known[summary.id] = summary
            self._known.move_to_end(summary.id)
            self._stale.discard(summary.id)
            self._asked.discard(summary.id)
            self._repaint(summary.id)
        while len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)

    def accept_snippets(self, snippets: Iterable[Snippet]) -> None:
        """Take the passages that a search found in some articles."""
        for snippet in snippets:
            self._snippets[snippet.article] = snippet
            self._repaint(snippet.article)

    def forget_snippets(self) -> None:
        """Show no passages: something else is searched for, and every row is asked for anew."""
        self._snippets.clear()
        self.forget_all()

    def forget(self, articles: Iterable[ArticleId]) -> None:
        """Ask for these rows anew when they are next looked at; the old ones stay visible until then."""
        for article in articles:
            self._stale.add(article)
            self._asked.discard(article)
            self._repaint(article)

    def forget_all(self) -> None:
        """Ask for every row anew when it is next looked at."""
        self._stale = set(self._known)
        self._asked.clear()
        if self._ids:
            self.dataChanged.emit(self.index(0), self.index(len(self._ids) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's signature
        return 0 if parent.isValid() else len(self._ids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not 0 <= index.row() < len(self._ids):
            return None
        article = self._ids[index.row()]
        if role == ID_ROLE:
            return article
        if role == SNIPPET_ROLE:
            return self._snippets.get(article)
        if role not in (SUMMARY_ROLE, Qt.ItemDataRole.DisplayRole, _SPOKEN):
            return None
        known = self._known.get(article)
        if known is None or article in self._stale:
            self._wanted.add(index.row() // PAGE)
            self._soon.start()
        if known is None or role == SUMMARY_ROLE:
            return known
        return spoken(known) if role == _SPOKEN else known.title

    def _ask(self) -> None:
        wanted = [
            article
            for page in sorted(self._wanted)
            for article in self._ids[page * PAGE : (page + 1) * PAGE]
            if (article not in self._known or article in self._stale) and article not in self._asked
        ]
        self._wanted.clear()
        if wanted:
            self._asked.update(wanted)
            self.summaries_wanted.emit(tuple(wanted))

    def _repaint(self, article: ArticleId) -> None:
        row = self.row_of(article) if article in self._known or article in self._snippets else None
        if row is not None:
            index = self.index(row)
            self.dataChanged.emit(index, index)
