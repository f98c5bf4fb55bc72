"""Connect the preferences' page about the library with what finds out about it and with what is asked for there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from tearsheet.gui.libraries import Libraries
from tearsheet.gui.preferences_library import LibraryFacts
from tearsheet.text.words import _
from tearsheet.workflows.backup import usual_place
from tearsheet.workflows.places import Place, is_library, place_of, warning

if TYPE_CHECKING:
    from tearsheet.gui.app import Program
    from tearsheet.gui.preferences import PreferencesSheet
    from tearsheet.workflows.desk import Desk


class LibraryAsking(QObject):
    """`facts` is what is known at once; the rest is shown when it has been found out."""

    def __init__(self, program: Program) -> None:
        super().__init__(program.window)
        self._program = program
        self._sheet: PreferencesSheet | None = None
        self.facts = self._known(program.desk)

    def attend(self, sheet: PreferencesSheet) -> None:
        """Do what is asked for on the page, and tell it what is found out."""
        self._sheet = sheet
        sheet.library_wanted.connect(self._do)
        sheet.recent_chosen.connect(self._open_recent)
        sheet.daily_chosen.connect(lambda on: self._program.settings.remember(backups_off=not on))
        sheet.bin_days_chosen.connect(lambda days: self._program.settings.remember(bin_days=days))
        sheet.closed.connect(self._forget)
        sheet.library_shown.connect(self._find_out)
        if sheet.shows_library:
            self._find_out()

    def _known(self, desk: Desk | None) -> LibraryFacts:
        chosen = self._program.settings.preferences
        session = self._program.session
        counts = session.browsing.counts if session is not None else None
        facts = LibraryFacts(
            recent=tuple(chosen.recent_libraries),
            can_change=self._program.can_change,
            backups_off=chosen.backups_off,
            own_backup_folder=not chosen.backup_folder,
            bin_days=chosen.bin_days,
            moved_from=chosen.moved_from if is_library(Path(chosen.moved_from or "/dev/null")) else "",
        )
        if desk is None:
            return facts
        in_folder = "://" not in desk.location
        return replace(
            facts,
            location=desk.location,
            articles=counts.all if counts is not None else None,
            read_only=session is not None and desk.library.read_only,
            warning=warning(Path(desk.location)) if in_folder else "",
            backups=str(usual_place(desk)) if in_folder else "",
        )

    def _find_out(self) -> None:
        if self._program.desk is not None:
            self._program.background.run(place_of, self._program.desk, slow=True, done=self._show)

    def _show(self, place: Place) -> None:
        if self._sheet is not None:
            self.facts = replace(
                self.facts,
                articles=place.articles,
                size=place.size,
                last_backup=place.last_backup,
                backups=place.backups,
            )
            self._sheet.show_facts(self.facts)

    def _forget(self) -> None:
        self._sheet = None
        self.deleteLater()

    def _do(self, name: str) -> None:
        program, libraries = self._program, self._libraries()
        match name:
            case "open":
                self._instead(libraries.ask_open)
            case "new":
                self._instead(libraries.ask_new)
            case "move":
                self._instead(libraries.ask_move)
            case "discard":
                old = Path(program.settings.preferences.moved_from)
                forget = partial(program.settings.remember, moved_from="")
                self._instead(partial(libraries.ask_discard, old, forget))
            case "backup-folder":
                self._choose_backups()
            case "backups-inside":
                self._keep_backups_in("")
            case command:
                self._instead(program.window.actions_by_name[command].trigger)

    def _instead(self, act: Callable[[], object]) -> None:
        """Close the preferences, then act: a question has the window for itself."""
        if self._sheet is not None:
            self._sheet.close_sheet()
        act()

    def _libraries(self) -> Libraries:
        location = self._program.desk.location if self._program.desk is not None else ""
        return Libraries(self._program.window, location, self._program.open_library, self._program.move_library)

    def _open_recent(self, place: str) -> None:
        if is_library(Path(place)) or "://" in place:
            self._instead(partial(self._program.open_library, place))
        elif self._program.session is not None:
            words = _("There is no library in {folder} now. Is its disk there?").format(folder=place)
            self._program.session.toasts.say(words, serious=True)

    def _choose_backups(self) -> None:
        folder = QFileDialog.getExistingDirectory(
            self._program.window, _("Choose a folder for the backups"), str(Path.home())
        )
        if folder:
            self._keep_backups_in(folder)

    def _keep_backups_in(self, folder: str) -> None:
        self._program.settings.remember(backup_folder=folder)
        if self._program.desk is not None:
            self._program.desk.backups = Path(folder) if folder else None
        if self._sheet is not None:
            self._sheet.close_sheet()
            self._program.ask_preferences("all")
