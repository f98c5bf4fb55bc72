"""Content encodings are undone piece by piece, and never beyond the room there is."""

import gzip
import zlib

import pytest
import zstandard

from tearsheet.fetch.decoding import decoders_for
from tearsheet.model.errors import FetchError, Reason
from tests.support.bad_routes import pack

TEXT = "头条新闻，今日要闻。".encode() * 1000


def decoded(data: bytes, encoding: str, *, step: int, room: int = 1 << 20) -> tuple[bytes, bool]:
    decoders = decoders_for(encoding)
    out = b""
    for start in range(0, len(data), step):
        piece = data[start : start + step]
        for decoder in decoders:
            piece = decoder.feed(piece, room)
        out += piece
    return out, all(decoder.is_whole() for decoder in decoders)


@pytest.mark.parametrize("step", [1, 2, 7, 1000, 1 << 20])
@pytest.mark.parametrize("encoding", ["gzip", "deflate", "zstd", "gzip, gzip", "deflate, zstd"])
def test_pieces_of_any_length_give_the_same(encoding: str, step: int) -> None:
    assert decoded(pack(TEXT, encoding), encoding, step=step) == (TEXT, True)


@pytest.mark.parametrize("step", [1, 1000])
def test_deflate_without_its_wrapping_is_understood(step: int) -> None:
    assert decoded(pack(TEXT, "raw-deflate"), "deflate", step=step) == (TEXT, True)


@pytest.mark.parametrize("step", [1, 5, 1 << 20])
@pytest.mark.parametrize(("encoding", "compress"), [("gzip", gzip.compress), ("zstd", zstandard.compress)])
def test_several_members_in_a_row_are_one_body(encoding: str, compress: object, step: int) -> None:
    assert callable(compress)
    assert decoded(compress(b"one ") + compress(b"two"), encoding, step=step) == (b"one two", True)


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "zstd", "gzip, gzip"])
def test_half_a_body_is_not_whole(encoding: str) -> None:
    packed = pack(TEXT, encoding)
    assert not decoded(packed[: len(packed) // 2], encoding, step=100)[1]


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "zstd"])
def test_no_body_at_all_is_whole(encoding: str) -> None:
    assert decoded(b"", encoding, step=1) == (b"", True)


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "zstd", "gzip, gzip"])
def test_more_than_there_is_room_for_is_refused(encoding: str) -> None:
    with pytest.raises(FetchError) as caught:
        decoded(pack(bytes(10_000_000), encoding), encoding, step=1000, room=100_000)
    assert caught.value.reason is Reason.TOO_BIG


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "zstd"])
def test_what_is_no_such_encoding_is_a_bad_answer(encoding: str) -> None:
    with pytest.raises(FetchError) as caught:
        decoded(b"<html>not packed at all</html>", encoding, step=1000)
    assert caught.value.reason is Reason.BAD_ANSWER


def test_a_zstd_window_beyond_the_standard_is_refused() -> None:
    parameters = zstandard.ZstdCompressionParameters(window_log=27, enable_ldm=True)
    compressor = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    with pytest.raises(FetchError) as caught:
        decoded(compressor.compress(zlib.compress(TEXT)) + compressor.flush(), "zstd", step=1000)
    assert caught.value.reason is Reason.BAD_ANSWER


@pytest.mark.parametrize("encoding", ["br", "gzip, br", "compress", "gzip,gzip,gzip,gzip", "utf-16"])
def test_an_unknown_encoding_is_said_to_be_unknown(encoding: str) -> None:
    with pytest.raises(FetchError) as caught:
        decoders_for(encoding)
    assert caught.value.reason is Reason.UNKNOWN_ENCODING


@pytest.mark.parametrize("encoding", ["", "identity", " Identity ,", "none", "utf-8"])
def test_no_encoding_is_none(encoding: str) -> None:
    assert decoders_for(encoding) == []
