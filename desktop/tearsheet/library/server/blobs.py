"""Turn a file's bytes into a row named by their SHA-256, and back: the blobs of a library on a server."""

import hashlib

from sqlalchemy import select

from tearsheet.library.database import Database
from tearsheet.library.dialects import insert_new
from tearsheet.library.schema import blob_bytes
from tearsheet.model.errors import LibraryError, Reason
from tearsheet.model.ids import Sha256


class SharedBlobs:
    """The table of blobs' bytes, which the server neither compresses nor reads along with anything else."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, data: bytes) -> Sha256:
        """Keep `data`; what is there already and whole is left alone. Raises LibraryError."""
        sha256 = Sha256(hashlib.sha256(data).hexdigest())
        wanted = blob_bytes.c.sha256 == sha256
        with self._database.reading() as connection:
            kept = connection.scalar(select(blob_bytes.c.data).where(wanted))
        if kept is None:
            with self._database.writing(in_turn=False) as connection:
                insert_new(connection, blob_bytes, [{"sha256": sha256, "data": data}])
        elif bytes(kept) != data:
            with self._database.writing(in_turn=False) as connection:
                connection.execute(blob_bytes.update().where(wanted).values(data=data))
        return sha256

    def get(self, sha256: Sha256) -> bytes:
        """Return the bytes, or raise LibraryError where they are gone or no longer what they were."""
        with self._database.reading() as connection:
            data = connection.scalar(select(blob_bytes.c.data).where(blob_bytes.c.sha256 == sha256))
        if data is None:
            raise LibraryError(Reason.LIBRARY_DAMAGED, f"blob {sha256} is gone")
        if hashlib.sha256(data).hexdigest() != sha256:
            raise LibraryError(Reason.LIBRARY_DAMAGED, f"blob {sha256} has changed on disk")
        return bytes(data)

    def sweep(self) -> None:
        """Do nothing: a row is whole or not there."""
