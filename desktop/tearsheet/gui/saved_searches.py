"""Searches that are kept by their names: in the sidebar, with their numbers, saved and changed from there."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal

from tearsheet.gui.background import Background
from tearsheet.gui.browsing import Browsing
from tearsheet.gui.menus import Menu
from tearsheet.gui.naming_sheets import search_sheet
from tearsheet.gui.scope import BIN, EVERYTHING, Scope, Section
from tearsheet.gui.taking_back import TakingBack
from tearsheet.gui.toast import Toasts
from tearsheet.gui.window import MainWindow
from tearsheet.model.changes import Changes
from tearsheet.model.query import Query
from tearsheet.model.saved_search import SavedSearch
from tearsheet.text.words import _
from tearsheet.workflows import saved_searches, search
from tearsheet.workflows.desk import Desk


class SavedSearches(QObject):
    """Shows them in the sidebar; how many articles each finds is counted one after the other, and the bin with them.

    `menu_made` brings a name and the Menu of what can be done with it, to which others add; `renamed` an old name and
    the new one.
    """

    menu_made = Signal(str, object)
    renamed = Signal(str, str)

    def __init__(
        self,
        window: MainWindow,
        desk: Desk,
        background: Background,
        browsing: Browsing,
        toasts: Toasts,
        taking_back: TakingBack,
    ) -> None:
        super().__init__(window)
        self._window, self._desk, self._background = window, desk, background
        self._browsing, self._toasts, self._taking_back = browsing, toasts, taking_back
        self._asked = 0
        self.searches: tuple[SavedSearch, ...] = ()
        window.actions_by_name["save-search"].triggered.connect(self.ask)
        window.articles.save_search.clicked.connect(self.ask)
        window.sidebar.menu_wanted.connect(self._offer)
        window.library_changed.connect(lambda _changes: self.look())
        browsing.chosen.connect(self._order_as_saved)

    def look(self) -> None:
        """Ask which there are now, and how much each finds."""
        self._asked += 1
        done = partial(self._know, self._asked)
        self._background.run(saved_searches.saved_searches, self._desk, done=done)

    def ask(self) -> None:
        """Ask for a name for what is searched for now."""
        text = self._browsing.text.strip()
        if not text:
            self._toasts.say(_("Search for something first; then it can be saved."))
            return
        sheet = search_sheet(self._window, _("Save this search"), name=text, query=text)
        sheet.agreed.connect(lambda texts: self._save(*texts))
        sheet.open()

    def menu(self, name: str) -> Menu:
        """Return what can be done with a saved search."""
        names = [each.name for each in self.searches]
        place = names.index(name) if name in names else 0
        menu = Menu(self._window)
        menu.addAction(_("Change…"), partial(self.ask_change, name))
        up = menu.addAction(_("Move up"), partial(self.move, name, -1))
        down = menu.addAction(_("Move down"), partial(self.move, name, 1))
        up.setEnabled(place > 0)
        down.setEnabled(place < len(names) - 1)
        self.menu_made.emit(name, menu)
        menu.addSeparator()
        menu.addAction(_("Delete saved search"), partial(self.delete, name))
        return menu

    def ask_change(self, name: str) -> None:
        """Ask what a saved search is to be called, and what it is to look for."""
        known = next((each for each in self.searches if each.name == name), None)
        if known is not None:
            title = _("Change “{name}”").format(name=name)
            sheet = search_sheet(self._window, title, name=name, query=known.query)
            sheet.agreed.connect(lambda texts: self._change(known, *texts))
            sheet.open()

    def move(self, name: str, by: int) -> None:
        """Put a saved search further down, or up for a negative number."""
        names = [each.name for each in self.searches]
        place = names.index(name)
        names.insert(place + by, names.pop(place))
        self._write(partial(saved_searches.arrange, self._desk, names))

    def delete(self, name: str) -> None:
        """Forget a saved search."""
        self._write(
            partial(saved_searches.delete, self._desk, name), said=_("Saved search “{name}” deleted").format(name=name)
        )
        if self._browsing.scope == Scope(section=Section.SEARCH, name=name):
            self._browsing.choose(EVERYTHING)

    def _save(self, name: str, query: str) -> None:
        made = SavedSearch(name=name, query=query, sort=self._browsing.sort)
        self._write(
            partial(saved_searches.save, self._desk, made),
            said=_("Saved as “{name}”").format(name=name),
            shows=name,
        )

    def _change(self, known: SavedSearch, name: str, query: str) -> None:
        shown = self._browsing.scope == Scope(section=Section.SEARCH, name=known.name)
        sort = self._browsing.sort if shown else known.sort
        made = SavedSearch(name=name, query=query, sort=sort)
        self._write(
            partial(saved_searches.change, self._desk, known.name, made),
            shows=name if shown else "",
            renamed=(known.name, name) if known.name != name else None,
        )

    def _write(
        self,
        write: Callable[[], Changes],
        *,
        said: str = "",
        shows: str = "",
        renamed: tuple[str, str] | None = None,
    ) -> None:
        def done(changes: Changes) -> None:
            if renamed is not None:
                self.renamed.emit(*renamed)
            if shows:
                self._browsing.show_search(shows)
            self._window.library_changed.emit(changes)
            if changes.step is not None:
                self._taking_back.offer(changes, said)
            elif said:
                self._toasts.say(said)

        self._background.run(write, done=done, failed=self._toasts.say_failure)

    def _know(self, asked: int, found: tuple[SavedSearch, ...]) -> None:
        if asked == self._asked:
            self.searches = found
            self._window.sidebar.show_searches([each.name for each in found])
            self._count(asked, (None, *found))

    def _count(self, asked: int, waiting: tuple[SavedSearch | None, ...]) -> None:
        """Count the first of those that wait, then the others: a list comes before a number."""
        if not waiting or asked != self._asked:
            return
        first, rest = waiting[0], waiting[1:]
        scope = BIN if first is None else Scope(section=Section.SEARCH, name=first.name)

        def done(count: int) -> None:
            self._window.sidebar.show_found(scope, count)
            self._count(asked, rest)

        self._background.run(_number, self._desk, first, done=done, failed=lambda _failure: self._count(asked, rest))

    def _order_as_saved(self, scope: Scope) -> None:
        known = next((each for each in self.searches if each.name == scope.name), None)
        if scope.section is Section.SEARCH and known is not None:
            self._browsing.order(known.sort)

    def _offer(self, scope: Scope, place: QPoint) -> None:
        if scope.section is Section.SEARCH:
            self.menu(scope.name).exec(place)


def _number(desk: Desk, saved: SavedSearch | None) -> int:
    """Return how many articles a saved search finds, or how many are in the bin."""
    query = Query(deleted=True) if saved is None else search.understood_by(desk, saved.query).query
    return search.count(desk, query)
