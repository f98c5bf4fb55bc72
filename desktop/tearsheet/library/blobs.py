"""Turn a file's bytes into a file named by their SHA-256, and back.

What a library on a PostgreSQL server has in its place is in server/blobs.py.
"""

import hashlib
import os
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from tearsheet.library.owner import FileOwner, is_alive, is_here
from tearsheet.model.errors import LibraryError, Reason
from tearsheet.model.ids import Sha256

_UNFINISHED = ".tmp"


class Blobs(Protocol):
    """The bytes of pictures and files, by their SHA-256."""

    def put(self, data: bytes) -> Sha256:
        """Keep `data`; what is there already and whole is left alone. Raises OSError and LibraryError."""

    def get(self, sha256: Sha256) -> bytes:
        """Return the bytes, or raise LibraryError where they are gone or no longer what they were."""

    def sweep(self) -> None:
        """Remove what processes left unfinished when they died."""


class FolderBlobs:
    """The folder of blobs: `ab/abcdef…`, each written beside its place and moved there whole."""

    def __init__(self, folder: Path, owner: FileOwner, owners: Path) -> None:
        self._folder = folder
        self._owner = owner
        self._owners = owners

    def put(self, data: bytes) -> Sha256:
        """Keep `data`; what is there already and whole is left alone. Raises OSError."""
        sha256 = Sha256(hashlib.sha256(data).hexdigest())
        path = self._path(sha256)
        if path.exists() and path.read_bytes() == data:
            os.utime(path)  # what was put a moment ago is not dropped for want of a row (storage.py)
            return sha256
        for folder in (self._folder, path.parent, self._folder / _UNFINISHED):
            folder.mkdir(exist_ok=True)
        unfinished = self._folder / _UNFINISHED / f"{self._owner.name.replace('/', '~')}~{uuid4().hex}"
        try:
            with unfinished.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(path)
        except OSError:
            unfinished.unlink(missing_ok=True)
            raise
        _sync_folder(path.parent)
        return sha256

    def get(self, sha256: Sha256) -> bytes:
        """Return the bytes, or raise LibraryError where they are gone or no longer what they were."""
        try:
            data = self._path(sha256).read_bytes()
        except FileNotFoundError as error:
            raise LibraryError(Reason.LIBRARY_DAMAGED, f"blob {sha256} is gone") from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise LibraryError(Reason.LIBRARY_DAMAGED, f"blob {sha256} has changed on disk")
        return data

    def sweep(self) -> None:
        """Remove what processes of this computer left unfinished when they died."""
        unfinished = self._folder / _UNFINISHED
        for path in unfinished.iterdir() if unfinished.is_dir() else ():
            owner = path.name.rpartition("~")[0].replace("~", "/")
            if is_here(owner) and not is_alive(self._owners, owner):
                path.unlink(missing_ok=True)

    def _path(self, sha256: Sha256) -> Path:
        return self._folder / sha256[:2] / sha256


def _sync_folder(folder: Path) -> None:
    """Make the move itself last; Windows does so by itself and opens no folder."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
