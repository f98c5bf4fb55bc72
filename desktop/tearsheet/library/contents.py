"""Turn a text, or a page's bytes, into compressed content by its SHA-256, and back.

zstandard is imported where it is used: a list needs no content, and must appear at once.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from tearsheet.library.dialects import among
from tearsheet.library.rows import fetched
from tearsheet.library.schema import content, damage
from tearsheet.model.errors import LibraryError, Reason
from tearsheet.model.ids import Sha256

_LEVEL = 10  # keeps a quarter of a page's bytes at some 60 MB/s; a trained dictionary would win 9 % more
_SEVERAL = select(content.c.sha256, content.c.size, content.c.data).where(among(content.c.sha256, "sha256s"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Bytes made ready to be kept, so that no transaction waits for them to be compressed."""

    sha256: Sha256
    size: int
    data: bytes


def digest(data: bytes) -> Sha256:
    return Sha256(hashlib.sha256(data).hexdigest())


def pack(data: bytes) -> Content:
    import zstandard

    return Content(sha256=digest(data), size=len(data), data=zstandard.ZstdCompressor(level=_LEVEL).compress(data))


def put(connection: Connection, packed: Content) -> Sha256:
    if connection.scalar(select(content.c.size).where(content.c.sha256 == packed.sha256)) is None:
        connection.execute(insert(content).values(sha256=packed.sha256, size=packed.size, data=packed.data))
    return packed.sha256


def get(connection: Connection, sha256: str) -> bytes:
    """Return the bytes, or raise LibraryError where they are gone or no longer what they were."""
    row = connection.execute(select(content.c.size, content.c.data).where(content.c.sha256 == sha256)).one_or_none()
    if row is None:
        raise LibraryError(Reason.LIBRARY_DAMAGED, f"content {sha256} is gone")
    return unpack(sha256, row.size, row.data)


def unpack(sha256: str, size: int, data: bytes) -> bytes:
    """Return what was packed, proven by its SHA-256, or raise LibraryError."""
    import zstandard

    try:
        found = zstandard.ZstdDecompressor().decompress(data, max_output_size=size)
    except zstandard.ZstdError as error:
        raise LibraryError(Reason.LIBRARY_DAMAGED, f"content {sha256}: {error}") from error
    if digest(found) != sha256:
        raise LibraryError(Reason.LIBRARY_DAMAGED, f"content {sha256} has changed on disk")
    return found


def put_back(connection: Connection, packed: Iterable[Content]) -> None:
    """Give contents that were found damaged their bytes again, now that somebody has them."""
    by_sha256 = {each.sha256: each for each in packed}
    lost = connection.scalars(select(damage.c.sha256).where(damage.c.sha256.in_(by_sha256))).all()
    for sha256 in lost:
        mend(connection, by_sha256[Sha256(sha256)])


def mend(connection: Connection, packed: Content) -> None:
    """Write a content's bytes in place of what is there, and take back that it is damaged."""
    values = {"size": packed.size, "data": packed.data}
    if connection.execute(update(content).where(content.c.sha256 == packed.sha256).values(values)).rowcount == 0:
        connection.execute(insert(content).values(sha256=packed.sha256, **values))
    connection.execute(delete(damage).where(damage.c.sha256 == packed.sha256))


def unproven(connection: Connection, sha256s: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield (SHA-256, text) of what is there and can be unpacked, for a glance at many."""
    import zstandard

    decompressor = zstandard.ZstdDecompressor()
    for sha256, size, data in fetched(connection, _SEVERAL, {"sha256s": sha256s}):
        try:
            yield sha256, decompressor.decompress(data, max_output_size=size).decode("utf-8", "replace")
        except zstandard.ZstdError:
            continue  # whoever asked misses it, as one that is gone


def text(connection: Connection, sha256: str) -> str:
    return get(connection, sha256).decode("utf-8")
