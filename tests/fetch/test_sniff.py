"""Bytes are what they show, not what a header says."""

import gzip
import io
import struct
import zipfile
import zlib

import pytest

from tearsheet.fetch.sniff import is_text, size_of, sniff
from tests.support.bad_routes import PAGE, PNG


def _zip(*names: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in names:
            archive.writestr(name, "application/epub+zip" if name == "mimetype" else "x")
    return packed.getvalue()


@pytest.mark.parametrize(
    ("body", "said", "media_type"),
    [
        (b"%PDF-1.7\n", "text/html", "application/pdf"),
        (PNG, "text/html", "image/png"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "image/png", "image/jpeg"),
        (b"GIF89a\1\0\1\0", "", "image/gif"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "", "image/webp"),
        (b"\0\0\0\x20ftypavif\0\0\0\0", "", "image/avif"),
        (b"\0\0\0\x20ftypisom\0\0\0\0", "", "video/mp4"),
        (b"\0\0\0\x20ftypM4A \0\0\0\0", "", "audio/mp4"),
        (b"BM\x3a\0\0\0\0\0\0\0\x36\0\0\0" + bytes(30), "", "image/bmp"),
        (b"\0\0\1\0\1\0\x10\x10", "", "image/x-icon"),
        (b"ID3\3\0", "", "audio/mpeg"),
        (b"\xff\xfb\x90\x44\0", "", "audio/mpeg"),
        (b"OggS\0", "", "application/ogg"),
        (b"\x1aE\xdf\xa3", "", "video/webm"),
        (gzip.compress(b"x"), "", "application/gzip"),
        (_zip("a.txt"), "text/html", "application/zip"),
        (_zip("mimetype", "a.xhtml"), "application/zip", "application/epub+zip"),
        (_zip("word/document.xml"), "", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "text/plain", "image/svg+xml"),
        (b"<?xml version='1.0'?><!-- a --><!DOCTYPE svg PUBLIC 'a' 'b'><svg>", "", "image/svg+xml"),
        (PAGE.encode(), "", "text/html"),
        (PAGE.encode(), "image/jpeg", "text/html"),
        (PAGE.encode(), "text/plain; charset=utf-8", "text/html"),
        (b"\xef\xbb\xbf\n<!-- a --> <HTML>", "", "text/html"),
        (b"<p>words", "", "text/html"),
        (b"words only", "text/html", "text/html"),
        (b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>", "", "application/xhtml+xml"),
        (b"<?xml version='1.0'?><html>", "text/html", "text/html"),
        (b"<html>", "application/xhtml+xml", "application/xhtml+xml"),
        ("\ufeff<!doctype html><p>中".encode("utf-16-le"), "", "text/html"),
        (b"<?xml version='1.0'?><rss version='2.0'>", "text/html", "application/rss+xml"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'>", "text/xml", "application/atom+xml"),
        (b"<rdf:RDF xmlns:rdf='x'>", "", "application/rss+xml"),
        (b"<?xml version='1.0'?><other/>", "", "application/xml"),
        (b'{"a": 1}', "text/html", "application/json"),
        (b' [{"a": 1}]\n', "", "application/json"),
        (b'{"a": 1}', "application/feed+json", "application/feed+json"),
        (b"{not json", "", "text/plain"),
        (b"words", "", "text/plain"),
        (b"words", "nonsense", "text/plain"),
        (b"words", "image/png", "text/plain"),
        (b"words", "image/svg+xml", "text/plain"),
        (b"a{color:red}", "text/css", "text/css"),
        ("头条".encode("gb18030"), "", "text/plain"),
        (b"\0\1\2\3", "", "application/octet-stream"),
        (b"\0\1\2\3", "text/html", "application/octet-stream"),
        (b"\0\1\2\3", "image/jxl", "image/jxl"),
        (b"<html>\0<p>a stray NUL", "text/html", "text/html"),
        (b"", "", "text/plain"),
        (b"", "text/html; charset=gbk", "text/html"),
    ],
)
def test_the_bytes_decide(body: bytes, said: str, media_type: str) -> None:
    assert sniff(body, said) == media_type


@pytest.mark.parametrize(
    "media_type", ["text/html", "application/xhtml+xml", "application/rss+xml", "application/json"]
)
def test_text_is_text(media_type: str) -> None:
    assert is_text(media_type)


@pytest.mark.parametrize("media_type", ["image/png", "application/pdf", "application/octet-stream", "", "video/mp4"])
def test_other_things_are_not(media_type: str) -> None:
    assert not is_text(media_type)


def _png(width: int, height: int) -> bytes:
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))


def _jpeg(width: int, height: int, frame: int = 0xC2) -> bytes:
    jfif = b"\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0"
    exif = b"\xff\xe1\0\x08Exif\0\0"
    return b"\xff\xd8" + jfif + exif + b"\xff\xff" + bytes([frame]) + struct.pack(">HBHH", 17, 8, height, width)


@pytest.mark.parametrize(
    ("data", "size"),
    [
        (_png(640, 480), (640, 480)),
        (b"GIF89a" + struct.pack("<HH", 300, 200), (300, 200)),
        (_jpeg(1024, 768), (1024, 768)),
        (_jpeg(1024, 768, frame=0xC0), (1024, 768)),
        (b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x7f\x02\0\xdf\x01\0", (640, 480)),
        (b"RIFF\0\0\0\0WEBPVP8 \0\0\0\0\0\0\0\x9d\x01\x2a\x80\x02\xe0\x01", (640, 480)),
        (b"RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f\x7f\xc2\x77\0\0\0\0\0", (640, 480)),
        (_jpeg(1024, 768, frame=0xC4), (0, 0)),
        (b"\xff\xd8" + b"\xff" * 100_000, (0, 0)),
        (b"\xff\xd8\0\0", (0, 0)),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0", (0, 0)),
        (b"GIF89a\1", (0, 0)),
        (b"RIFF\0\0\0\0WEBP", (0, 0)),
        (b"<svg/>", (0, 0)),
        (b"", (0, 0)),
    ],
)
def test_a_picture_s_size_is_read_from_its_bytes(data: bytes, size: tuple[int, int]) -> None:
    assert size_of(data) == size
