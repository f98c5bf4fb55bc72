"""Turn what the system tells of a file into a signal that it may have been written, and tell so now and then anyway."""

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

_QUIET = 150
"""A writer is at it for some milliseconds; one that never rests is seen when the time is up."""
_EVERY = 2500


class FileWatch(QObject):
    """`stirred` says that the file may have been written, by whomever.

    A file that is not there, or of which the system tells nothing (a network's folder), is looked after by the clock;
    so is what is in no file at all.
    """

    stirred = Signal()

    def __init__(self, file: Path | None, parent: QObject, *, every: int = _EVERY) -> None:
        super().__init__(parent)
        self._file = "" if file is None else str(file)
        self._told = QFileSystemWatcher(self)
        self._quiet = QTimer(self, singleShot=True, interval=_QUIET)
        self._clock = QTimer(self, interval=every)
        self._told.fileChanged.connect(lambda _path: self._quiet.start())
        self._quiet.timeout.connect(self.stirred)
        self._clock.timeout.connect(self._strike)
        self._watch()
        self._clock.start()

    def _strike(self) -> None:
        self._watch()
        self.stirred.emit()

    def _watch(self) -> None:
        """Watch the file; the system forgets one that is removed, though another may come in its place."""
        if self._file and not self._told.files():
            self._told.addPath(self._file)
