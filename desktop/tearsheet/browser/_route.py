"""Turn a request and the hosts its page may reach into a connection, direct or through the system's proxy."""

import asyncio
import errno
from asyncio import StreamReader, StreamWriter
from dataclasses import dataclass

from tearsheet.browser._gate import Gate
from tearsheet.browser._http import Head, read_response_head
from tearsheet.browser._upstream import Upstream, upstream
from tearsheet.model.errors import Reason, RenderError
from tearsheet.text.hosts import is_loopback

# Shorter than a browser's own: a script of a host that is cut off holds up its page until then.
_CONNECT_SECONDS = 4.0
_MOST_ADDRESSES = 3
_CONNECTED = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A connection, and for anything but a tunnel the request as it is sent there."""

    reader: StreamReader
    writer: StreamWriter
    request: bytes


async def route(head: Head, gate: Gate) -> Route:
    """Connect to where `head` goes. Raises RenderError for a host that may not or cannot be reached."""
    # To a proxy elsewhere, our own loopback would be its own.
    proxy = None if is_loopback(head.host) else await asyncio.to_thread(upstream, head.scheme, head.host)
    return await (_through(proxy, head, gate) if proxy else _direct(head, gate))


async def _direct(head: Head, gate: Gate) -> Route:
    reader, writer = await _connect(await gate.addresses(head.host), head.port, head.host)
    return Route(reader=reader, writer=writer, request=b"" if head.tunnel else head.to_origin())


async def _through(proxy: Upstream, head: Head, gate: Gate) -> Route:
    try:
        await gate.addresses(head.host)
    except RenderError as error:
        # Behind a company's proxy only the proxy may know the names of the world outside.
        if error.reason not in (Reason.UNKNOWN_HOST, Reason.NO_NETWORK):
            raise
    reader, writer = await _connect((proxy.host,), proxy.port, "proxy " + proxy.host, tls=proxy.tls)
    if not head.tunnel:
        return Route(reader=reader, writer=writer, request=head.to_proxy(proxy.authorization))
    writer.write(f"CONNECT {head.target} HTTP/1.1\r\nHost: {head.target}\r\n{proxy.authorization}\r\n".encode())
    answer = (await read_response_head(reader)).decode("latin-1").split("\r\n")[0]
    if answer.split(" ")[1:2] != [str(_CONNECTED)]:
        writer.close()
        raise RenderError(Reason.UNREACHABLE, f"{head.host}: proxy {proxy.host}: {answer}")
    return Route(reader=reader, writer=writer, request=b"")


async def _connect(
    addresses: tuple[str, ...], port: int, name: str, *, tls: bool = False
) -> tuple[StreamReader, StreamWriter]:
    failure: OSError | None = None
    for address in addresses[:_MOST_ADDRESSES]:
        try:
            async with asyncio.timeout(_CONNECT_SECONDS):
                return await asyncio.open_connection(address, port, ssl=tls or None)
        except OSError as error:
            failure = error
    offline = failure is not None and failure.errno == errno.ENETUNREACH
    raise RenderError(Reason.NO_NETWORK if offline else Reason.UNREACHABLE, f"{name}:{port}") from failure
