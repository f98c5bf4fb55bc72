"""Turn "is the process that took this still alive?" into a lock that the system drops when a process ends.

A process number would not do: it is given again, and its start is told differently on each system.
"""

import os
import platform
import sys
from pathlib import Path
from threading import Lock
from uuid import uuid4

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

# A process must not open its own lock file again: on POSIX closing that second handle would drop the lock.
_ours: set[Path] = set()


class Owner:
    """A name for this process, taken when first asked for, and the lock that proves it alive."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._guard = Lock()
        self._path: Path | None = None
        self._handle = -1

    @property
    def name(self) -> str:
        """The name as `host/token`. Raises OSError."""
        with self._guard:
            if self._path is None:
                self._path, self._handle = _take(self._folder)
            return f"{platform.node()}/{self._path.name}"

    def release(self) -> None:
        with self._guard:
            if self._path is not None:
                os.close(self._handle)
                self._path.unlink(missing_ok=True)
                _ours.discard(self._path)
                self._path = None


def is_here(name: str) -> bool:
    """Say whether the owner runs (or ran) on this computer, where its lock can be tried."""
    return name.rpartition("/")[0] == platform.node()


def is_alive(folder: Path, name: str) -> bool:
    """Say whether the process that took `name` on this computer still runs."""
    path = folder / name.rpartition("/")[2]
    return path in _ours or (path.exists() and not _is_free(path))


def sweep(folder: Path) -> None:
    """Remove the lock files of processes that have ended."""
    for path in folder.iterdir() if folder.is_dir() else ():
        if path not in _ours:
            _is_free(path, remove=True)


def _is_free(path: Path, *, remove: bool = False) -> bool:
    """Try the lock; on the way, remove the file if it was free."""
    handle = os.open(path, os.O_RDWR)
    try:
        free = _lock(handle)
        if free and remove and sys.platform != "win32":
            path.unlink()  # while the lock is held: its process may be about to take it
    finally:
        os.close(handle)
    if free and remove:
        path.unlink(missing_ok=True)  # Windows removes no open file
    return free


def _take(folder: Path) -> tuple[Path, int]:
    folder.mkdir(exist_ok=True)
    while True:
        path = folder / uuid4().hex
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL)
        # Another process's sweep may have met the file before it was locked, and have removed it.
        if _lock(handle) and path.exists():
            _ours.add(path)
            return path, handle
        os.close(handle)


def _lock(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (PermissionError, BlockingIOError):
        return False
    return True
