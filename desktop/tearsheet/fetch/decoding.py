"""Turn a body's content encodings into its bytes, never more of them than there is room for."""

import zlib
from typing import Protocol

import zstandard

from tearsheet.model.errors import FetchError, Reason

ACCEPTED = "gzip, deflate, zstd"
_NONE = ("", "identity", "none", "utf-8")
_MOST_LAYERS = 3
_GZIP = 16 + zlib.MAX_WBITS
# RFC 9659: a window of a zstd content coding is at most 8 MB.
_ZSTD_WINDOW = 8 << 20
# A zstd block turns four bytes into 128 KB at most, and a step's output cannot be bounded: 128 bytes are 4 MB.
_ZSTD_STEP = 128


class Decoder(Protocol):
    """One layer of encoding."""

    def feed(self, data: bytes, room: int) -> bytes:
        """Decode the next bytes. Raises FetchError: TOO_BIG beyond `room`, BAD_ANSWER for what is no such encoding."""

    def is_whole(self) -> bool:
        """Tell whether the encoded bytes came to their end, or never began."""


def decoders_for(content_encoding: str) -> list[Decoder]:
    """Return what undoes a Content-Encoding header, in the order of use. Raises FetchError UNKNOWN_ENCODING."""
    names = [name.strip().lower() for name in content_encoding.split(",")]
    names = [name for name in reversed(names) if name not in _NONE]
    if len(names) > _MOST_LAYERS or any(name not in _DECODERS for name in names):
        raise FetchError(Reason.UNKNOWN_ENCODING, content_encoding[:80])
    return [_DECODERS[name]() for name in names]


class _Gzip:
    """gzip (RFC 1952), several members in a row; what follows the last is not part of it."""

    def __init__(self) -> None:
        self._member = zlib.decompressobj(_GZIP)
        self._begun = False
        self._ended = False

    def feed(self, data: bytes, room: int) -> bytes:
        out = bytearray()
        while data and not self._ended:
            self._begun = True
            out += _inflated(self._member, data, room - len(out))
            data = self._member.unused_data
            if self._member.eof and data:
                self._ended = not data.startswith(b"\x1f\x8b"[: len(data)])
                self._member = self._member if self._ended else zlib.decompressobj(_GZIP)
        return bytes(out)

    def is_whole(self) -> bool:
        return self._member.eof or not self._begun


class _Deflate:
    """deflate: zlib's wrapping (RFC 1950) as the standard says, or the bare stream that many servers send."""

    def __init__(self) -> None:
        self._stream = zlib.decompressobj()
        self._head = b""
        self._known = False

    def feed(self, data: bytes, room: int) -> bytes:
        if self._known:
            return _inflated(self._stream, data, room)
        self._head += data
        if len(self._head) < 2:
            return b""
        self._known = True
        # RFC 1950, 2.2: compression method 8, and both bytes together a multiple of 31.
        if self._head[0] & 0x0F != 8 or int.from_bytes(self._head[:2], "big") % 31:
            self._stream = zlib.decompressobj(-zlib.MAX_WBITS)
        return _inflated(self._stream, self._head, room)

    def is_whole(self) -> bool:
        return self._stream.eof or not self._head


class _Zstd:
    """zstd (RFC 8878), several frames in a row."""

    def __init__(self) -> None:
        self._decompressor = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW)
        self._frame = self._decompressor.decompressobj()
        self._begun = False

    def feed(self, data: bytes, room: int) -> bytes:
        out = bytearray()
        try:
            for start in range(0, len(data), _ZSTD_STEP):
                self._step(data[start : start + _ZSTD_STEP], out)
                if len(out) > room:
                    raise FetchError(Reason.TOO_BIG)
        except zstandard.ZstdError as error:
            raise FetchError(Reason.BAD_ANSWER, f"zstd: {error}") from error
        return bytes(out)

    def is_whole(self) -> bool:
        return self._frame.eof or not self._begun

    def _step(self, data: bytes, out: bytearray) -> None:
        while data:
            if self._frame.eof:
                self._frame = self._decompressor.decompressobj()
            self._begun = True
            out += self._frame.decompress(data)
            data = self._frame.unused_data


_DECODERS: dict[str, type[_Gzip | _Deflate | _Zstd]] = {
    "gzip": _Gzip,
    "x-gzip": _Gzip,
    "deflate": _Deflate,
    "zstd": _Zstd,
}


def _inflated(stream: "zlib._Decompress", data: bytes, room: int) -> bytes:
    try:
        out = stream.decompress(data, room + 1)
    except zlib.error as error:
        raise FetchError(Reason.BAD_ANSWER, f"content encoding: {error}") from error
    if len(out) > room:
        raise FetchError(Reason.TOO_BIG)
    return out
