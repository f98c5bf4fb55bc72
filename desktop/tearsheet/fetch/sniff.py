"""Turn bytes into their media type and a picture's bytes into its size; a header is a hint, never proof."""

import re
import struct

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"\x00\x00\x01\x00", "image/x-icon"),
    (b"\x00\x00\x02\x00", "image/x-icon"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"\x1f\x8b\x08", "application/gzip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"{\\rtf", "application/rtf"),
    (b"ID3", "audio/mpeg"),
    (b"fLaC", "audio/flac"),
    (b"OggS", "application/ogg"),
    (b"\x1aE\xdf\xa3", "video/webm"),
)
_RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}
_BRANDS = {b"avif": "image/avif", b"avis": "image/avif", b"heic": "image/heic", b"mif1": "image/heic"}
_BRANDS |= {b"M4A ": "audio/mp4", b"qt  ": "video/quicktime"}
_OFFICE = (
    (b"word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (b"xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (b"ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
)

_HEAD = 4096
# What may stand before a document's first element (byte order mark, declaration, comments, doctype).
_PROLOGUE = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_DOCTYPE = re.compile(rb"<!doctype\s+([a-z]+)[^>\[]*(?:\[.*?\])?\s*>(?:\s+|<!--.*?-->)*", re.DOTALL | re.IGNORECASE)
_ELEMENT = re.compile(rb"<(?:[a-z]+:)?([a-z][a-z0-9]*)[\s/>]", re.IGNORECASE)
_ROOTS = {
    b"svg": "image/svg+xml",
    b"rss": "application/rss+xml",
    b"feed": "application/atom+xml",
    b"rdf": "application/rss+xml",
}
# WHATWG MIME Sniffing, 7.1: a first element that makes a document HTML, and a few more that stand first in fragments.
_HTML = frozenset(
    b"html head body script style title meta link base iframe div span p a b br h1 h2 h3 font table ul ol article "
    b"section main header nav form center img".split()
)
_JSON = re.compile(rb"[\s\xef\xbb\xbf]*(?:\{\s*[\"}]|\[\s*[\[\]{\"\d-])")
# WHATWG MIME Sniffing, 4.2: bytes that no text has.
_BINARY = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
_MOST_SEGMENTS = 1000
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_TEXTUAL = ("text/", "application/xhtml+xml", "application/xml", "application/json", "application/javascript")


def sniff(body: bytes, content_type: str = "") -> str:
    """Return the media type of `body`, lower case, without parameters.

    What the bytes show wins over what the header says; bytes that show nothing are what the header says, or
    text/plain, or application/octet-stream.
    """
    said = content_type.partition(";")[0].strip().lower()
    if "/" not in said:
        said = ""
    head = body
    if body.startswith(_WIDE) or "utf-16" in content_type.lower():
        head = body[: 4 * _HEAD].replace(b"\0", b"").removeprefix(_WIDE[0]).removeprefix(_WIDE[1])
    return _by_magic(body) or _root(head, said) or _unmarked(head, said)


def is_text(media_type: str) -> bool:
    """Tell whether a media type has a charset."""
    return media_type.startswith(_TEXTUAL) or media_type.endswith(("+xml", "+json"))


def _by_magic(body: bytes) -> str:
    for magic, media_type in _MAGIC:
        if body.startswith(magic):
            return media_type
    if body.startswith(b"BM") and body[6:10] == b"\0\0\0\0" and len(body) > 26:
        return "image/bmp"
    if body.startswith(b"RIFF"):
        return _RIFF.get(body[8:12], "")
    if body[4:8] == b"ftyp":
        return _BRANDS.get(body[8:12], "video/mp4")
    if body.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed(body[:_HEAD])
    if re.match(rb"\xff[\xe2\xe3\xf2\xf3\xfa\xfb][^\xff]", body):
        return "audio/mpeg"
    return ""


def _packed(head: bytes) -> str:
    if b"mimetypeapplication/epub+zip" in head:
        return "application/epub+zip"
    return next((media_type for folder, media_type in _OFFICE if folder in head), "application/zip")


def _root(head: bytes, said: str) -> str:
    prologue = _PROLOGUE.match(head, 0, 16 * _HEAD)
    at = prologue.end() if prologue else 0
    is_xml = head.removeprefix(b"\xef\xbb\xbf").startswith(b"<?xml")
    doctype = _DOCTYPE.match(head, at, at + _HEAD)
    if doctype is not None:
        at = doctype.end()
        if doctype[1].lower() == b"html":
            return _kind_of_html(said, is_xml=is_xml)
    element = _ELEMENT.match(head, at, at + 100)
    name = element[1].lower() if element is not None else b""
    if name in _ROOTS:
        return _ROOTS[name]
    if name in _HTML or head[at : at + 9].lower() == b"<!doctype":
        return _kind_of_html(said, is_xml=is_xml)
    return "application/xml" if is_xml and said != "text/html" else ""


def _kind_of_html(said: str, *, is_xml: bool) -> str:
    if said in ("text/html", "application/xhtml+xml"):
        return said
    return "application/xhtml+xml" if is_xml else "text/html"


def _unmarked(head: bytes, said: str) -> str:
    if _BINARY.search(head, 0, _HEAD):
        return said if said and not is_text(said) else "application/octet-stream"
    if _JSON.match(head) and head.rstrip().endswith((b"}", b"]")):
        return said if said.endswith("json") else "application/json"
    return said if said.startswith(_TEXTUAL) else "text/plain"


def size_of(data: bytes) -> tuple[int, int]:
    """Return a picture's width and height in pixels, (0, 0) where they cannot be read (PNG, JPEG, GIF, WebP)."""
    try:
        return _size_of(data)
    except struct.error:
        return 0, 0


def _size_of(data: bytes) -> tuple[int, int]:
    if data.startswith(b"\x89PNG\r\n\x1a\n") and data[12:16] == b"IHDR":
        return _pair(">II", data, 16)
    if data.startswith((b"GIF87a", b"GIF89a")):
        return _pair("<HH", data, 6)
    if data.startswith(b"\xff\xd8"):
        return _size_of_jpeg(data)
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return _size_of_webp(data)
    return 0, 0


def _size_of_jpeg(data: bytes) -> tuple[int, int]:
    at = 2
    for _ in range(_MOST_SEGMENTS):
        if data[at : at + 1] != b"\xff":
            return 0, 0
        marker = int.from_bytes(data[at + 1 : at + 2], "big")
        # A frame header is C0 to CF, without the tables C4, C8 and CC that lie among them (ITU T.81, table B.1).
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = _pair(">HH", data, at + 5)
            return width, height
        at += 1 if marker == 0xFF else 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return 0, 0


def _size_of_webp(data: bytes) -> tuple[int, int]:
    kind = data[12:16]
    if kind == b"VP8X":
        return 1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(data[27:30], "little")
    if kind == b"VP8L":
        bits = _pair("<II", data, 21)[0]
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == b"VP8 " and data[23:26] == b"\x9d\x01\x2a":
        width, height = _pair("<HH", data, 26)
        return width & 0x3FFF, height & 0x3FFF
    return 0, 0


def _pair(layout: str, data: bytes, at: int) -> tuple[int, int]:
    first, second = struct.unpack_from(layout, data, at)
    return first, second
