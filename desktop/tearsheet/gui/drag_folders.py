"""Turn each drag into a folder of its own, gone when the window closes; what a killed one left goes another day."""

import os
import time
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory, gettempdir, mkdtemp

from tearsheet.model.errors import ExportError, Reason

PREFIX = "tearsheet-drag-"
_STALE = 24 * 60 * 60


class DragFolders:
    """One window's folders, all in one that is made with the first."""

    def __init__(self) -> None:
        self._around: TemporaryDirectory[str] | None = None

    def new(self) -> Path:
        """Return a new folder, so that names stay as they are. Raises ExportError."""
        try:
            # A window may stay open for weeks, and systems clear away what lies about for so long.
            if self._around is None or not Path(self._around.name).is_dir():
                self.close()
                self._around = TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True)
            return Path(mkdtemp(dir=self._around.name))
        except OSError as error:
            raise ExportError(Reason.EXPORT_FAILED, str(error)) from error

    def close(self) -> None:
        """Take the folders away, with all that is in them."""
        if self._around is not None:
            self._around.cleanup()
            self._around = None


def sweep() -> None:
    """Take away what windows of this person that were killed left more than a day ago."""
    try:
        left = [folder for folder in Path(gettempdir()).glob(f"{PREFIX}*") if _is_stale(folder)]
    except OSError:  # no temporary folder, or another window sweeps it: there is a next start
        return
    for folder in left:
        rmtree(folder, ignore_errors=True)


def _is_stale(folder: Path) -> bool:
    found = folder.lstat()
    own = found.st_uid == getattr(os, "getuid", int)()  # Windows has no such numbers and gives 0
    return own and folder.is_dir() and not folder.is_symlink() and found.st_mtime < time.time() - _STALE
