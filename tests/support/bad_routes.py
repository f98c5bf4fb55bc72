"""What the misbehaving server answers: a route for every way in which a server can be wrong."""

import gzip
import socket
import struct
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import cache
from threading import Event, Lock
from urllib.parse import parse_qs, urlsplit

import zstandard

CHINESE = "镕基与囍事：焦点新闻，今日要闻。人民群众的生活水平不断提高，㐀𠀀也在其中。"
PAGE = f"<!doctype html><html><head><title>头条</title></head><body><p>{CHINESE}</p></body></html>"
PNG = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x03\0\0\0\x02\x08\x02\0\0\0\x12\x16\xf1\x4d\0\0\0\x0fIDATx\xdab\xf8\xcf\xc0\0"
    b"\x82\x0c\x0c\0\x0b\x00\x01\x00\x18\xdd\x8d\xb0\0\0\0\0IEND\xaeB`\x82"
)
_STEP = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request as it arrived; header names in lower case."""

    path: str
    query: str
    headers: dict[str, str]

    def value(self, name: str, default: str = "") -> str:
        return parse_qs(self.query).get(name, [default])[0]


@dataclass(slots=True)
class Busy:
    """How many answers of /busy are under way, and how many were at most."""

    now: int = 0
    most: int = 0
    _lock: Lock = field(default_factory=Lock)

    def change(self, by: int) -> None:
        """Count one that began or is about to end."""
        with self._lock:
            self.now += by
            self.most = max(self.most, self.now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """What a route answers with. `closing` is set when the server goes away."""

    socket: socket.socket
    asked: Asked
    closing: Event
    busy: Busy

    def send(self, data: bytes) -> None:
        self.socket.sendall(data)

    def answer(self, body: bytes | str, *, status: str = "200 OK", length: int | None = None, **headers: str) -> None:
        data = body.encode() if isinstance(body, str) else body
        fields = {"Content-Type": "text/html; charset=utf-8"}
        fields |= {name.replace("_", "-"): value for name, value in headers.items()}
        fields |= {"Content-Length": str(len(data) if length is None else length), "Connection": "close"}
        self.send(head(status, {name: value for name, value in fields.items() if value}) + data)

    def drip(self, pieces: Iterator[bytes]) -> None:
        for piece in pieces:
            if self.closing.wait(_STEP):
                return
            self.send(piece)


def head(status: str, fields: dict[str, str]) -> bytes:
    """Return a response's first line and headers."""
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in fields.items()), "", ""]
    return "\r\n".join(lines).encode()


Route = Callable[[Connection], None]


def not_found(at: Connection) -> None:
    at.answer("<p>no such page</p>", status="404 Not Found")


def _slow_drip(at: Connection) -> None:
    at.send(head("200 OK", {"Content-Type": "text/html", "Content-Length": "100000"}))
    at.drip(b"a" for _ in range(100_000))


def _slow_headers(at: Connection) -> None:
    at.send(b"HTTP/1.1 200 OK\r\n")
    at.drip(f"X-{number}: b\r\n".encode() for number in range(100_000))


def _slow_status(at: Connection) -> None:
    at.drip(bytes([letter]) for letter in b"HTTP/1.1 200 OK" + b"!" * 100_000)


def _silent(at: Connection) -> None:
    at.closing.wait()


def _endless(at: Connection) -> None:
    at.send(head("200 OK", {"Content-Type": "text/html"}))
    while not at.closing.is_set():
        at.send(b"<p>x" * 16384)


@cache
def _zeros(megabytes: int) -> bytes:
    """Return a gzip stream of so many megabytes of nothing.

    One megabyte is packed and its block repeated: packing 400 takes seconds, in which a hasty client gives up waiting.
    """
    compressor = zlib.compressobj(9, zlib.DEFLATED, -15)
    megabyte = bytes(1 << 20)
    block = compressor.compress(megabyte) + compressor.flush(zlib.Z_FULL_FLUSH)
    check = 0
    for _ in range(megabytes):
        check = zlib.crc32(megabyte, check)
    header = bytes((0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF))
    return header + block * megabytes + compressor.flush() + struct.pack("<II", check, megabytes << 20)


def _bomb(at: Connection) -> None:
    at.answer(_zeros(400), Content_Encoding="gzip")


def _bomb_in_bomb(at: Connection) -> None:
    at.answer(gzip.compress(_zeros(400)), Content_Encoding="gzip, gzip")


def _zstd_bomb(at: Connection) -> None:
    packed = zstandard.ZstdCompressor(level=3).compressobj()
    megabyte = bytes(1 << 20)
    at.answer(b"".join(packed.compress(megabyte) for _ in range(400)) + packed.flush(), Content_Encoding="zstd")


def _redirect_with_bomb(at: Connection) -> None:
    at.answer(_zeros(400), status="302 Found", Location="/page", Content_Encoding="gzip")


def _redirect_with_endless_body(at: Connection) -> None:
    at.send(head("302 Found", {"Location": "/page"}))
    while not at.closing.is_set():
        at.send(b"<p>x" * 16384)


def _encoded(at: Connection) -> None:
    """Any body that `pack` made, under the Content-Encoding that it says: /encoded?as=gzip."""
    name = at.asked.value("as")
    at.answer(pack(PAGE.encode(), name), Content_Encoding=name)


def pack(data: bytes, encoding: str) -> bytes:
    """Encode a body as a server would."""
    raw = zlib.compressobj(9, zlib.DEFLATED, -15)
    match encoding:
        case "gzip" | "x-gzip" | "GZIP":
            return gzip.compress(data)
        case "gzip, gzip":
            return gzip.compress(gzip.compress(data))
        case "deflate":
            return zlib.compress(data)
        case "raw-deflate":
            return raw.compress(data) + raw.flush()
        case "zstd":
            return zstandard.compress(data)
        case "deflate, zstd":
            return zstandard.compress(zlib.compress(data))
    return data


def _raw_deflate(at: Connection) -> None:
    at.answer(pack(PAGE.encode(), "raw-deflate"), Content_Encoding="deflate")


def _brotli(at: Connection) -> None:
    at.answer(b"\x0b\x02\x80abc\x03", Content_Encoding="br")


def _not_gzip(at: Connection) -> None:
    at.answer(PAGE, Content_Encoding="gzip")


def _cut_gzip(at: Connection) -> None:
    packed = gzip.compress(PAGE.encode())
    at.answer(packed[: len(packed) // 2], Content_Encoding="gzip")


def _cut_zstd(at: Connection) -> None:
    packed = zstandard.compress(PAGE.encode() * 100)
    at.answer(packed[: len(packed) // 2], Content_Encoding="zstd")


def _gzip_members(at: Connection) -> None:
    at.answer(gzip.compress(PAGE[:20].encode()) + gzip.compress(PAGE[20:].encode()) + bytes(9), Content_Encoding="gzip")


def _cut_length(at: Connection) -> None:
    at.answer("<html><p>half", length=1000)


def _cut_chunk(at: Connection) -> None:
    at.send(head("200 OK", {"Content-Type": "text/html", "Transfer-Encoding": "chunked"}))
    at.send(b"5\r\nhello\r\n400\r\nhalf")


def _bad_chunk(at: Connection) -> None:
    at.send(head("200 OK", {"Content-Type": "text/html", "Transfer-Encoding": "chunked"}))
    at.send(b"5\r\nhello\r\nzz\r\nhalf")


def _chunked(at: Connection) -> None:
    at.send(head("200 OK", {"Content-Type": "text/html", "Transfer-Encoding": "chunked"}))
    for piece in (PAGE.encode()[:30], PAGE.encode()[30:], b""):
        at.send(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")


def _cut_close(at: Connection) -> None:
    at.send(head("200 OK", {"Content-Type": "text/html"}) + b"<html><p>half")


def _whole_close(at: Connection) -> None:
    at.send(head("200 OK", {"Content-Type": "text/html; charset=utf-8"}) + PAGE.encode())


def _reset(at: Connection) -> None:
    """Break the connection off with a reset, not an end (SO_LINGER of 0 seconds)."""
    if at.asked.value("after"):
        at.send(head("200 OK", {"Content-Type": "text/html", "Content-Length": "1000"}) + b"<html>")
        time.sleep(_STEP)
    at.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def _redirect(at: Connection) -> None:
    """Redirect anywhere: /redirect?to=…&status=302&times=3 (several go by way of this route)."""
    status, times = at.asked.value("status", "302"), int(at.asked.value("times", "1"))
    location = at.asked.value("to")
    if times > 1:
        location = f"/redirect?times={times - 1}&to={location}"
    at.answer("", status=f"{status} Found", Location=location)


def _redirect_loop(at: Connection) -> None:
    at.answer("", status="302 Found", Location="/redirect-loop-2")


def _redirect_loop_2(at: Connection) -> None:
    at.answer("", status="302 Found", Location="/redirect-loop")


def _redirect_for_ever(at: Connection) -> None:
    at.answer("", status="302 Found", Location=f"/redirect-for-ever?n={int(at.asked.value('n', '0')) + 1}")


def _redirect_with_cookie(at: Connection) -> None:
    if at.asked.headers.get("cookie") == "seen=1":
        at.answer(PAGE)
    else:
        at.answer("", status="302 Found", Location="/redirect-with-cookie", Set_Cookie="seen=1; Path=/")


def _redirect_gbk(at: Connection) -> None:
    at.send(b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: /echo?q=" + "中文".encode("gb18030") + b"\r\n\r\n")


def _redirect_nowhere(at: Connection) -> None:
    at.answer("", status="302 Found")


def _echo(at: Connection) -> None:
    lines = [f"{at.asked.path}?{at.asked.query}", *(f"{name}: {value}" for name, value in at.asked.headers.items())]
    at.answer("\n".join(lines), Content_Type="text/plain; charset=utf-8")


def _status(at: Connection) -> None:
    """Any status: /status?code=429&retry-after=120 (or `retry-after=date`, two minutes ahead)."""
    wait = at.asked.value("retry-after")
    if wait == "date":
        wait = format_datetime(datetime.now(UTC) + timedelta(minutes=2), usegmt=True)
    at.answer("<p>no</p>", status=f"{at.asked.value('code', '200')} Whatever", Retry_After=wait)


def _no_content(at: Connection) -> None:
    at.send(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")


def _empty(at: Connection) -> None:
    at.answer("")


def _text(at: Connection) -> None:
    """The Chinese page in any charset: /text?in=gb18030&header=…&meta=… (what is said, or nothing)."""
    header, meta = at.asked.value("header"), at.asked.value("meta")
    said = f'<meta charset="{meta}">' if meta else ""
    body = PAGE.replace("<head>", f"<head>{said}").encode(at.asked.value("in", "utf-8"), "xmlcharrefreplace")
    at.answer(body, Content_Type=f"text/html; charset={header}" if header else "text/html")


def _hang_up(at: Connection) -> None:
    at.socket.shutdown(socket.SHUT_RDWR)


def _garbage(at: Connection) -> None:
    at.send(b"\x16\x03\x01garbage, not HTTP\r\n\r\n" * 20)


def _header_bomb(at: Connection) -> None:
    at.send(b"HTTP/1.1 200 OK\r\nX-Long: " + b"a" * (1 << 20) + b"\r\n\r\nbody")


def _many_headers(at: Connection) -> None:
    at.send(head("200 OK", {f"X-{number}": "a" for number in range(200)}) + b"body")


def _nul_header(at: Connection) -> None:
    page = PAGE.encode()
    at.send(b"HTTP/1.1 200 OK\r\nX-Nul: a\0b\r\nContent-Length: " + str(len(page)).encode() + b"\r\n\r\n" + page)


def _picture(at: Connection) -> None:
    at.answer(PNG, Content_Type="image/png")


def _busy(at: Connection) -> None:
    """A picture that takes a moment; `busy` says how many were under way together."""
    at.busy.change(1)
    time.sleep(_STEP)
    at.busy.change(-1)
    _picture(at)


def _page_as_picture(at: Connection) -> None:
    at.answer(PAGE, Content_Type="image/jpeg")


def _guarded_picture(at: Connection) -> None:
    """A picture that only this site's own pages may show."""
    if urlsplit(at.asked.headers.get("referer", "")).netloc == at.asked.headers["host"]:
        _picture(at)
    else:
        at.answer("", status="403 Forbidden")


def _page(at: Connection) -> None:
    at.answer(PAGE)


ROUTES: dict[str, Route] = {
    "/" + route.__name__.strip("_").replace("_", "-"): route
    for route in (
        _bad_chunk,
        _bomb,
        _bomb_in_bomb,
        _brotli,
        _busy,
        _chunked,
        _cut_chunk,
        _cut_close,
        _cut_gzip,
        _cut_length,
        _cut_zstd,
        _echo,
        _empty,
        _encoded,
        _endless,
        _garbage,
        _guarded_picture,
        _gzip_members,
        _hang_up,
        _header_bomb,
        _many_headers,
        _no_content,
        _not_gzip,
        _nul_header,
        _page,
        _page_as_picture,
        _picture,
        _raw_deflate,
        _redirect,
        _redirect_for_ever,
        _redirect_gbk,
        _redirect_loop,
        _redirect_loop_2,
        _redirect_nowhere,
        _redirect_with_bomb,
        _redirect_with_cookie,
        _redirect_with_endless_body,
        _reset,
        _silent,
        _slow_drip,
        _slow_headers,
        _slow_status,
        _status,
        _text,
        _whole_close,
        _zstd_bomb,
    )
}
