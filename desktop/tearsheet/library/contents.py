"""Turn a text, or a page's bytes, into compressed content by its SHA-256, and back.

zstandard is imported where it is used: a list needs no content, and must appear at once.
"""

import hashlib
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from tearsheet.library.schema import content
from tearsheet.model.errors import LibraryError, Reason
from tearsheet.model.ids import Sha256

_LEVEL = 10  # keeps a quarter of a page's bytes at some 60 MB/s; a trained dictionary would win 9 % more


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Bytes made ready to be kept, so that no transaction waits for them to be compressed."""

    sha256: Sha256
    size: int
    data: bytes


def pack(data: bytes) -> Content:
    import zstandard

    sha256 = Sha256(hashlib.sha256(data).hexdigest())
    return Content(sha256=sha256, size=len(data), data=zstandard.ZstdCompressor(level=_LEVEL).compress(data))


def put(connection: Connection, packed: Content) -> Sha256:
    if connection.scalar(select(content.c.size).where(content.c.sha256 == packed.sha256)) is None:
        connection.execute(insert(content).values(sha256=packed.sha256, size=packed.size, data=packed.data))
    return packed.sha256


def get(connection: Connection, sha256: str) -> bytes:
    """Return the bytes, or raise LibraryError where they are gone or no longer what they were."""
    import zstandard

    row = connection.execute(select(content.c.size, content.c.data).where(content.c.sha256 == sha256)).one_or_none()
    if row is None:
        raise LibraryError(Reason.LIBRARY_DAMAGED, f"content {sha256} is gone")
    try:
        data = zstandard.ZstdDecompressor().decompress(row.data, max_output_size=row.size)
    except zstandard.ZstdError as error:
        raise LibraryError(Reason.LIBRARY_DAMAGED, f"content {sha256}: {error}") from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise LibraryError(Reason.LIBRARY_DAMAGED, f"content {sha256} has changed on disk")
    return data


def text(connection: Connection, sha256: str) -> str:
    return get(connection, sha256).decode("utf-8")
