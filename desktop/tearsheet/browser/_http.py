"""Turn the head of a request to a proxy into where it goes and what is sent there (RFC 9112, 3.2.2 and 3.2.3)."""

from asyncio import StreamReader
from dataclasses import dataclass
from urllib.parse import urlsplit

_MOST_LINES = 500
_BETWEEN_NEIGHBOURS = ("connection:", "proxy-connection:", "proxy-authorization:", "keep-alive:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A request's first line and fields. `tunnel` is a CONNECT; `body` counts the bytes that follow."""

    method: str
    target: str
    host: str
    port: int
    tunnel: bool
    fields: tuple[str, ...]
    body: int

    @property
    def scheme(self) -> str:
        return "https" if self.tunnel else "http"

    def to_origin(self) -> bytes:
        """Return the request as the site itself gets it: one request, then the connection ends."""
        parts = urlsplit(self.target)
        return self._with_target((parts.path or "/") + (f"?{parts.query}" if parts.query else ""), "")

    def to_proxy(self, authorization: str) -> bytes:
        """Return the request as a further proxy gets it."""
        return self._with_target(self.target, authorization)

    def _with_target(self, target: str, extra: str) -> bytes:
        lines = "".join(f"{field}\r\n" for field in self.fields)
        return f"{self.method} {target} HTTP/1.1\r\n{lines}{extra}Connection: close\r\n\r\n".encode("latin-1")


async def read_head(reader: StreamReader) -> Head:
    """Read a request's head. Raises ValueError for what no proxy is asked."""
    first, *fields = (await _lines(reader)) or [""]
    method, target, _version = first.split(" ", 2)
    tunnel = method == "CONNECT"
    parts = urlsplit(f"//{target}" if tunnel else target)
    if not parts.hostname or (not tunnel and parts.scheme != "http"):
        raise ValueError(first)
    lengths = [field.partition(":")[2] for field in fields if field.lower().startswith("content-length:")]
    if any(field.lower().startswith("transfer-encoding:") for field in fields):
        raise ValueError("a request of unknown length")
    return Head(
        method=method,
        target=target,
        host=parts.hostname,
        port=parts.port or 80,
        tunnel=tunnel,
        fields=_end_to_end(fields),
        body=int(lengths[0]) if lengths else 0,
    )


async def read_response_head(reader: StreamReader) -> bytes:
    """Read a response's head and return it with the word that its connection ends with it."""
    first, *fields = (await _lines(reader)) or [""]
    return "\r\n".join((first, *_end_to_end(fields), "Connection: close", "", "")).encode("latin-1")


def _end_to_end(fields: list[str]) -> tuple[str, ...]:
    return tuple(field for field in fields if not field.lower().startswith(_BETWEEN_NEIGHBOURS))


async def _lines(reader: StreamReader) -> list[str]:
    lines: list[str] = []
    while line := (await reader.readline()).decode("latin-1").rstrip("\r\n"):
        lines.append(line)
        if len(lines) > _MOST_LINES:
            raise ValueError("a head without an end")
    return lines
