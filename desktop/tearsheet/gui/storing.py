"""Connect what shows how much room the library takes with what measures it and makes it smaller."""

from functools import partial

from PySide6.QtCore import QObject

from tearsheet.gui.background import Background
from tearsheet.gui.browsing import Browsing
from tearsheet.gui.moments import number
from tearsheet.gui.sheets import Question
from tearsheet.gui.storage_sheet import StorageSheet
from tearsheet.gui.toast import Toasts
from tearsheet.gui.window import MainWindow
from tearsheet.model.changes import Changes
from tearsheet.model.ids import ArticleId
from tearsheet.model.storage import Dropped, DropRule, Freed, Storage
from tearsheet.text.upkeep import size_in_words
from tearsheet.text.words import _, ngettext
from tearsheet.workflows.desk import Desk
from tearsheet.workflows.storage import drop, storage, would_free


class Storing(QObject):
    """Measures, says what dropping something would free, asks once, and does it."""

    def __init__(
        self, window: MainWindow, desk: Desk, background: Background, browsing: Browsing, toasts: Toasts
    ) -> None:
        super().__init__(window)
        self._window, self._desk, self._background = window, desk, background
        self._browsing, self._toasts = browsing, toasts
        self._sheet: StorageSheet | None = None
        window.actions_by_name["storage"].triggered.connect(self.show)
        window.actions_by_name["empty-bin"].triggered.connect(self.ask_to_empty_the_bin)

    def show(self) -> None:
        """Show how much room the library takes."""
        if self._sheet is not None:
            return
        sheet = StorageSheet(self._window)
        sheet.rule_chosen.connect(self._consider)
        sheet.article_chosen.connect(self._go_to)
        sheet.closed.connect(self._forget)
        self._sheet = sheet
        sheet.open()
        self._measure()

    def ask_to_empty_the_bin(self) -> None:
        """Ask whether what is in the bin shall go for good."""
        self._consider(DropRule(what=Dropped.BIN))

    def ask_to_delete(self, articles: tuple[ArticleId, ...]) -> None:
        """Ask whether these articles of the bin shall go for good."""
        self._consider(DropRule(what=Dropped.BIN, articles=articles))

    def _measure(self) -> None:
        self._background.run(storage, self._desk, slow=True, done=self._show, failed=self._toasts.say_failure)

    def _show(self, found: Storage) -> None:
        if self._sheet is not None:
            self._sheet.show_storage(found)

    def _forget(self) -> None:
        self._sheet = None

    def _go_to(self, article: int) -> None:
        if self._sheet is not None:
            self._sheet.close_sheet()
        self._browsing.go_to(ArticleId(article))

    def _consider(self, rule: DropRule) -> None:
        self._background.run(
            would_free, self._desk, rule, slow=True, done=partial(self._ask, rule), failed=self._toasts.say_failure
        )

    def _ask(self, rule: DropRule, freed: Freed) -> None:
        if not freed.articles:
            words = _("The bin is empty.") if rule.what is Dropped.BIN else _("There is nothing to remove.")
            self._toasts.say(words)
            return
        question = Question(self._window, _title(rule), _words(rule, freed), _verb(rule))
        question.agreed.connect(partial(self._drop, rule))
        question.open()

    def _drop(self, rule: DropRule) -> None:
        self._toasts.say(_("Making room…"))
        self._background.run(drop, self._desk, rule, slow=True, done=self._dropped, failed=self._toasts.say_failure)

    def _dropped(self, done: tuple[Freed, Changes]) -> None:
        freed, changes = done
        self._toasts.say(_("{size} freed.").format(size=size_in_words(freed.size)))
        self._window.library_changed.emit(changes)
        if self._sheet is not None:
            self._measure()


def _title(rule: DropRule) -> str:
    if rule.articles:
        return _("Delete for good?")
    if rule.source is not None:
        return _("Remove the pictures of {source}?").format(source=rule.source or _("articles without a source"))
    return {
        Dropped.PICTURES: _("Remove pictures?"),
        Dropped.VERSIONS: _("Remove old versions?"),
        Dropped.PAGES: _("Remove pages as they came?"),
        Dropped.BIN: _("Empty the bin?"),
    }[rule.what]


def _words(rule: DropRule, freed: Freed) -> str:
    size, count = size_in_words(freed.size), number(freed.articles)
    if rule.what is Dropped.BIN:
        words = ngettext(
            "{count} article is removed for good, with its highlights. This frees {size} and cannot be undone.",
            "{count} articles are removed for good, with their highlights. This frees {size} and cannot be undone.",
            freed.articles,
        )
    else:
        words = ngettext(
            "This concerns {count} article, frees {size}, and cannot be undone.",
            "This concerns {count} articles, frees {size}, and cannot be undone.",
            freed.articles,
        )
    return words.format(count=count, size=size)


def _verb(rule: DropRule) -> str:
    if rule.articles:
        return _("Delete for good")
    return _("Empty the bin") if rule.what is Dropped.BIN else _("Remove")
