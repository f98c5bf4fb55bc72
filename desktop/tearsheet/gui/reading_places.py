"""Where articles were left: known while the program runs, written down now and then and when the window closes."""

import logging
from functools import cached_property

from PySide6.QtCore import QObject, QTimer

from tearsheet.gui.background import Background
from tearsheet.model.errors import Failure, SettingsError
from tearsheet.settings.reading_places import ReadingPlace, load_places, save_places

_LOG = logging.getLogger(__name__)
_PAUSE = 15_000


class ReadingPlaces(QObject):
    """The places by article. Scrolling changes them all the time, so that they are written at most every 15 seconds."""

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._changed: dict[str, ReadingPlace] = {}
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._write)

    def of(self, uid: str) -> ReadingPlace | None:
        """Return where an article was left, None when it was never opened."""
        return self._places.get(uid)

    def keep(self, uid: str, place: ReadingPlace) -> None:
        """Remember where an article is left."""
        self._places[uid] = self._changed[uid] = place
        if not self._pause.isActive():
            self._pause.start()

    def close(self) -> None:
        """Write down what is not written yet, now: the program ends."""
        self._pause.stop()
        changed, self._changed = self._changed, {}
        if changed:
            try:
                save_places(changed)
            except SettingsError as error:
                _say(error.failure)

    @cached_property
    def _places(self) -> dict[str, ReadingPlace]:
        return load_places()

    def _write(self) -> None:
        changed, self._changed = self._changed, {}
        if changed:
            self._background.run(save_places, changed, failed=_say)


def _say(failure: Failure) -> None:
    _LOG.warning("reading places were not written: %s", failure.detail)
