"""The preferences of this run: read once, changed here, written down in the background."""

import logging
from threading import Lock

from tearsheet.gui.background import Background
from tearsheet.model.errors import Failure, TearsheetError
from tearsheet.settings.preferences import Preferences, save

_LOG = logging.getLogger(__name__)


class Remembered:
    """What a person chose, and where the window stood."""

    def __init__(self, preferences: Preferences, background: Background) -> None:
        self.preferences = self._written = preferences
        self._background = background
        self._turn = Lock()

    def remember(self, **changes: object) -> None:
        """Change some of the preferences. One that cannot be written down still holds for this run."""
        self.take(self.preferences.with_(**changes))

    def take(self, wanted: Preferences) -> None:
        """Hold to these preferences, as `remember` does."""
        if wanted != self.preferences:
            self.preferences = wanted
            self._background.run(self._write, failed=_say)

    def close(self) -> None:
        """Write down what has not been, for the background begins nothing once it is closed."""
        if self._written != self.preferences:
            try:
                self._write()
            except TearsheetError as error:
                _say(error.failure)

    def _write(self) -> None:
        with self._turn:  # each writes what holds by then, so that the older ones never come last
            wanted = self.preferences
            save(wanted)
            self._written = wanted


def _say(failure: Failure) -> None:
    _LOG.warning("preferences were not written: %s", failure.detail)
