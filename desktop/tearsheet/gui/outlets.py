"""Export saved searches as their articles arrive: asked for on a sheet, done in the background, told on their rows."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from tearsheet.gui.background import Background, Task
from tearsheet.gui.browsing import Browsing
from tearsheet.gui.export_asking import ExportAsking
from tearsheet.gui.export_sheet import ExportSheet, Target
from tearsheet.gui.menus import Menu
from tearsheet.gui.moments import number
from tearsheet.gui.outlet_words import sign_of, trouble
from tearsheet.gui.remembered import Remembered
from tearsheet.gui.saved_searches import SavedSearches
from tearsheet.gui.sidebar_rows import Sign
from tearsheet.gui.toast import Toasts
from tearsheet.gui.window import MainWindow
from tearsheet.model.capture import Progress
from tearsheet.model.changes import Changes
from tearsheet.model.errors import Failure
from tearsheet.model.ids import ArticleId
from tearsheet.model.outlet import Delivery, Outlet
from tearsheet.text.words import _, ngettext
from tearsheet.workflows import export, outlets
from tearsheet.workflows.desk import Desk

_SOON = 1_200
"""A moment for a person who changes several things in a row."""
_AGAIN = 60_000


class Outlets(QObject):
    """Runs one outlet at a time. `changed` says that there are other outlets, or that one is doing otherwise."""

    changed = Signal()

    def __init__(
        self,
        window: MainWindow,
        desk: Desk,
        background: Background,
        browsing: Browsing,
        searches: SavedSearches,
        toasts: Toasts,
        settings: Remembered,
    ) -> None:
        super().__init__(window)
        self._window, self._desk, self._background, self._toasts = window, desk, background, toasts
        self._asking = ExportAsking(window, desk, background, settings)
        self.outlets: dict[str, Outlet] = {}
        self._deliveries: dict[str, Delivery] = {}
        self._due: dict[str, frozenset[ArticleId] | None] = {}
        self._running: Task | None = None
        self._closed = False
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._again = QTimer(self, singleShot=True, interval=_AGAIN)
        self._soon.timeout.connect(self._run_next)
        self._again.timeout.connect(self.look_at_all)
        searches.menu_made.connect(self._add_to_menu)
        searches.renamed.connect(self._rename)
        browsing.written_elsewhere.connect(self.look_at_all)
        window.library_changed.connect(self._hear)
        window.closing.connect(self._stop)
        background.run(_begun, desk, done=self._know)

    def look_at_all(self) -> None:
        """See soon what every outlet lacks: nobody can say what has changed."""
        self._due = dict.fromkeys(self.outlets)
        if self._due:
            self._soon.start()

    def ask(self, search: str) -> None:
        """Ask how and where to a saved search is exported from now on."""
        done = partial(self._ask, search)
        self._background.run(outlets.newest, self._desk, search, done=done, failed=self._toasts.say_failure)

    def begin(self, search: str, target: Target) -> None:
        """Export a saved search from now on, as the target says."""
        outlet = Outlet(
            library=self._desk.library.uid,
            search=search,
            form=target.form,
            folder=target.folder,
            options=target.options,
        )
        self._deliveries.pop(search, None)
        self._write(partial(outlets.begin, outlet))

    def end(self, search: str) -> None:
        """Export a saved search no more."""
        said = _("“{name}” is exported no more. The files stay.").format(name=search)
        self._write(partial(outlets.end, self._desk, search), said=said)

    def sign(self, search: str) -> Sign | None:
        """Return how the outlet of a saved search is doing, None where it has none."""
        outlet = self.outlets.get(search)
        return None if outlet is None else sign_of(outlet, self._deliveries.get(search))

    def _ask(self, search: str, found: tuple[ArticleId | None, int]) -> None:
        newest, count = found
        words = ngettext(
            "The {count} article that is there goes out now; what comes, or changes, follows by itself.",
            "The {count} articles that are there go out now; what comes, or changes, follows by itself.",
            count,
        )
        if not count:
            words = _("Nothing fits this search yet; what comes, or changes, goes out by itself.")
        outlet = self.outlets.get(search)
        sheet = ExportSheet(
            self._window,
            _("Export “{name}” as articles arrive").format(name=search),
            export.formats(),
            outlet.form if outlet is not None else "markdown",
            partial(self._remembered, outlet),
            words=words.format(count=number(count)),
            verb=_("Export from now on"),
        )
        sheet.agreed.connect(partial(self.begin, search))
        self._asking.open(sheet, newest)

    def _remembered(self, outlet: Outlet | None, form: str) -> Target:
        if outlet is not None and outlet.form == form:
            return Target(form=form, folder=outlet.folder, options=outlet.options)
        return self._asking.remembered(form)

    def _add_to_menu(self, search: str, menu: Menu) -> None:
        outlet = self.outlets.get(search)
        menu.addSeparator()
        if outlet is None:
            menu.addAction(_("Export as articles arrive…"), partial(self.ask, search))
            return
        menu.addAction(_("Change its export…"), partial(self.ask, search))
        menu.addAction(_("Show folder"), partial(_show_folder, outlet.folder))
        menu.addAction(_("Stop exporting"), partial(self.end, search))

    def _rename(self, old: str, new: str) -> None:
        if old in self.outlets:
            self._write(partial(outlets.rename, self._desk, old, new))

    def _write(self, write: Callable[[], None], *, said: str = "") -> None:
        def done(known: tuple[Outlet, ...]) -> None:
            if said:
                self._toasts.say(said)
            self._know(known)

        def written() -> tuple[Outlet, ...]:
            write()
            return outlets.outlets(self._desk)

        self._background.run(written, done=done, failed=self._toasts.say_failure)

    def _know(self, known: tuple[Outlet, ...]) -> None:
        self.outlets = {outlet.search: outlet for outlet in known}
        self._deliveries = {name: each for name, each in self._deliveries.items() if name in self.outlets}
        self._show()
        self.look_at_all()

    def _hear(self, changes: Changes) -> None:
        """Take note of what has changed; of a search that was saved anew, nothing says so."""
        named = frozenset((*changes.added, *changes.updated))
        if not self.outlets or (not named and changes):  # what was removed stays where it is
            return
        for search in self.outlets:
            before = self._due.get(search, frozenset())
            self._due[search] = None if before is None or not named else before | named
        self._soon.start()

    def _run_next(self) -> None:
        """Run the first outlet that something is due for; the others follow it."""
        search = next((each for each in self._due if each in self.outlets), "")
        if self._running is not None or not search:
            return
        outlet, due = self.outlets[search], self._due.pop(search)
        self._running = self._background.run(
            partial(outlets.run, self._desk, outlet, changed=None if due is None else tuple(due)),
            slow=True,
            progress=partial(self._progressed, outlet),
            done=partial(self._ran, outlet),
            failed=self._broke_off,
        )

    def _progressed(self, outlet: Outlet, progress: Progress) -> None:
        if not self._closed and self.outlets.get(outlet.search) == outlet and progress.total > 1:
            self._window.sidebar.show_sign(outlet.search, sign_of(outlet, None, progress))

    def _ran(self, outlet: Outlet, delivery: Delivery) -> None:
        self._running = None
        if self._closed:
            return
        if self.outlets.get(outlet.search) == outlet:
            before = self._deliveries.get(outlet.search)
            self._deliveries[outlet.search] = delivery
            if delivery.failure is not None:
                self._again.start()
                if before is None or before.failure != delivery.failure:
                    change = partial(self.ask, outlet.search)
                    self._toasts.say(trouble(outlet, delivery), action=_("Change…"), then=change, serious=True)
            self._show()
        self._run_next()

    def _broke_off(self, _failure: Failure) -> None:
        self._running = None
        if not self._closed:
            self._again.start()

    def _stop(self) -> None:
        self._closed = True
        self._soon.stop()
        self._again.stop()
        self._due.clear()
        if self._running is not None:
            self._running.cancel()

    def _show(self) -> None:
        self._window.sidebar.show_signs({name: sign for name in self.outlets if (sign := self.sign(name)) is not None})
        self.changed.emit()


def _begun(desk: Desk) -> tuple[Outlet, ...]:
    outlets.forget_gone(desk)
    return outlets.outlets(desk)


def _show_folder(folder: str) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(folder))))
