"""Turn "is the process that took this still alive?" into a lock that the system drops when a process ends.

A process number would not do: it is given again, and its start is told differently on each system. What a library on a
PostgreSQL server has in its place is in server/owner.py.
"""

import os
import platform
import sys
from pathlib import Path
from threading import Lock
from typing import Protocol
from uuid import uuid4

from sqlalchemy import Connection

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

# A process must not open its own lock file again: on POSIX closing that second handle would drop the lock.
_ours: set[Path] = set()


class Owner(Protocol):
    """A name for this process, taken when first asked for, and the lock that proves it alive."""

    @property
    def name(self) -> str:
        """The name as `host/token`. Raises OSError and LibraryError."""

    def is_gone(self, connection: Connection, name: str) -> bool | None:
        """Say whether the process that took `name` has ended; None where that cannot be told from here."""

    def sweep(self) -> None:
        """Remove what processes that have ended left of themselves."""

    def release(self) -> None: ...


class FileOwner:
    """A name for this process and a locked file of that name in the library's folder."""

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

    def is_gone(self, connection: Connection, name: str) -> bool | None:  # noqa: ARG002 - the file system is asked
        return not is_alive(self._folder, name) if is_here(name) else None

    def sweep(self) -> None:
        sweep(self._folder)

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
    """Try the lock; on the way, remove the file if it was free. What another process has just removed is free."""
    try:
        handle = os.open(path, os.O_RDWR)
    except FileNotFoundError:
        return True
    try:
        free = lock(handle)
        if free and remove and sys.platform != "win32":
            path.unlink(missing_ok=True)  # while the lock is held: its process may be about to take it
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
        if lock(handle) and path.exists():
            _ours.add(path)
            return path, handle
        os.close(handle)


def lock(handle: int) -> bool:
    """Take the lock of an open file unless another process has it; it goes when the file is closed."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (PermissionError, BlockingIOError):
        return False
    return True
