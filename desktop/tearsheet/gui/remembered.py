"""The preferences of this run: read once, changed here, written down in the background."""

import logging

from tearsheet.gui.background import Background
from tearsheet.model.errors import Failure
from tearsheet.settings.preferences import Preferences, save

_LOG = logging.getLogger(__name__)


class Remembered:
    """What a person chose, and where the window stood."""

    def __init__(self, preferences: Preferences, background: Background) -> None:
        self.preferences = preferences
        self._background = background

    def remember(self, **changes: object) -> None:
        """Change some of the preferences. One that cannot be written down still holds for this run."""
        wanted = self.preferences.with_(**changes)
        if wanted != self.preferences:
            self.preferences = wanted
            self._background.run(lambda: save(self.preferences), failed=_say)


def _say(failure: Failure) -> None:
    _LOG.warning("preferences were not written: %s", failure.detail)
