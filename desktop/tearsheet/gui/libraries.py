"""Let the window work on another library: one that is there, a new one, or this one in another place."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QFile, QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from tearsheet.gui.sheets import Question
from tearsheet.text.words import _
from tearsheet.workflows import places


class Libraries(QObject):
    """Asks for folders and says what speaks against them; `open_one` opens a library, `move_to` moves this one.

    Of a folder that is no good place the warning is said before anything is done, and a person may go on all the same.
    """

    def __init__(
        self, window: QWidget, location: str, open_one: Callable[[str], None], move_to: Callable[[Path], None]
    ) -> None:
        super().__init__(window)
        self._window, self._location = window, location
        self._open_one, self._move_to = open_one, move_to

    def ask_open(self) -> None:
        """Ask for the folder of another library."""
        folder = self._chosen(_("Choose the folder of a library"))
        if folder is None:
            return
        if places.is_library(folder):
            self._unless_warned(folder, _("Open"), partial(self._open_one, str(folder)))
        else:
            self.offer_new(folder)

    def ask_new(self) -> None:
        """Ask for a folder for a new library."""
        folder = self._chosen(_("Choose a folder for the new library"))
        if folder is not None and places.is_library(folder):
            self._unless_warned(folder, _("Open"), partial(self._open_one, str(folder)))
        elif folder is not None:
            self._make(folder)

    def offer_new(self, folder: Path) -> None:
        """Ask whether a library shall be made in a folder that has none."""
        words = _("There is no library in {folder}. Shall a new one be made there?").format(folder=folder)
        question = Question(self._window, _("Make a new library?"), words, _("Make it"))
        question.agreed.connect(partial(self._make, folder))
        question.open()

    def ask_move(self) -> None:
        """Ask for the folder to move this library to."""
        folder = self._chosen(_("Choose an empty folder for the library"))
        if folder is None:
            return
        if any(folder.iterdir()):
            folder = folder / Path(self._location).name  # nobody's files are mixed with a library's
        self._unless_warned(folder, _("Move it all the same"), partial(self._ask_move, folder))

    def ask_discard(self, old: Path, then: Callable[[], None]) -> None:
        """Ask whether the copy that a move has left shall go into the trash."""
        words = _("The library's files in {folder} go into the trash; other files there stay.").format(folder=old)
        question = Question(self._window, _("Put the old copy into the trash?"), words, _("Put it into the trash"))
        question.agreed.connect(lambda: self._discard(old, then))
        question.open()

    def _ask_move(self, folder: Path) -> None:
        words = _(
            "Everything is copied to {folder} and compared, then the window goes on there. Captures wait meanwhile. "
            "The old copy stays until you put it into the trash."
        ).format(folder=folder)
        question = Question(self._window, _("Move the library?"), words, _("Move"))
        question.agreed.connect(partial(self._move_to, folder))
        question.open()

    def _make(self, folder: Path) -> None:
        place = folder / "library" if any(folder.iterdir()) else folder
        self._unless_warned(place, _("Make it all the same"), partial(self._open_one, str(place)))

    def _unless_warned(self, folder: Path, verb: str, act: Callable[[], None]) -> None:
        warning = places.warning(folder)
        if not warning:
            act()
            return
        question = Question(self._window, _("Is this a good place for a library?"), warning, verb)
        question.agreed.connect(act)
        question.open()

    def _discard(self, old: Path, then: Callable[[], None]) -> None:
        for path in places.own_files(old):
            QFile.moveToTrash(str(path))
        then()

    def _chosen(self, title: str) -> Path | None:
        begin = str(Path(self._location).parent if self._location and "://" not in self._location else Path.home())
        folder = QFileDialog.getExistingDirectory(self._window, title, begin)
        return Path(folder) if folder else None
