"""Back the library up once a day while the window is open, and let the bin go of what has been in it long enough."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer

from tearsheet.gui.background import Background
from tearsheet.gui.moments import number
from tearsheet.gui.remembered import Remembered
from tearsheet.gui.toast import Toasts
from tearsheet.gui.window import MainWindow
from tearsheet.model.changes import Changes
from tearsheet.model.errors import Failure, Reason
from tearsheet.model.upkeep import BackedUp
from tearsheet.text.reasons import in_words
from tearsheet.text.words import _, ngettext
from tearsheet.workflows.backup import back_up, back_up_daily
from tearsheet.workflows.desk import Desk
from tearsheet.workflows.storage import empty_bin

SOON, AGAIN = 60_000, 3_600_000
"""Milliseconds: first when the window has settled, then once an hour, for a window may be open for weeks."""


class BackingUp(QObject):
    """Does what is due without being asked, and says only what went wrong."""

    def __init__(
        self, window: MainWindow, desk: Desk, background: Background, toasts: Toasts, settings: Remembered
    ) -> None:
        super().__init__(window)
        self._window, self._desk, self._background = window, desk, background
        self._toasts, self._settings = toasts, settings
        self._running = False
        window.actions_by_name["back-up"].triggered.connect(self.back_up_now)
        self._timer = QTimer(self, interval=SOON)
        self._timer.timeout.connect(self.do_what_is_due)
        self._timer.start()

    def do_what_is_due(self) -> None:
        """Write a backup where the last one is older than a day, and empty the bin by age, where that is wanted."""
        self._timer.setInterval(AGAIN)
        chosen = self._settings.preferences
        if not chosen.backups_off:
            self._run(partial(back_up_daily, self._desk), told=False)
        if chosen.bin_days:
            self._background.run(empty_bin, self._desk, chosen.bin_days, slow=True, done=self._emptied)

    def back_up_now(self) -> None:
        """Write a backup at once."""
        if self._running:
            self._toasts.say(_("A backup is being written already."))
            return
        self._toasts.say(_("Backing up…"))
        self._run(partial(back_up, self._desk), told=True)

    def _run(self, write: Callable[..., BackedUp | None], *, told: bool) -> None:
        if self._running:
            return
        self._running = True
        self._background.run(
            write,
            slow=True,
            progress=lambda _headway: None,
            done=lambda done: self._done(done, told=told),
            failed=self._failed,
        )

    def _done(self, done: BackedUp | None, *, told: bool) -> None:
        self._running = False
        if done is not None and done.damaged:
            check = self._window.actions_by_name["check-library"].trigger
            self._toasts.say(_damaged(len(done.damaged)), action=_("Check…"), then=check, serious=True)
        elif done is not None and told:
            self._toasts.say(_("Backed up."))

    def _failed(self, failure: Failure) -> None:
        self._running = False
        if failure.reason is not Reason.BACKUP_UNDER_WAY:
            self._toasts.say(_("No backup was written. {why}").format(why=in_words(failure)), serious=True)

    def _emptied(self, changes: Changes) -> None:
        if changes:
            self._window.library_changed.emit(changes)


def _damaged(count: int) -> str:
    words = ngettext(
        "{count} thing is damaged and could not be backed up.",
        "{count} things are damaged and could not be backed up.",
        count,
    )
    return words.format(count=number(count))
