"""A real HTTP server on 127.0.0.1 that misbehaves, each route in its own way.

    with BadServer() as server:
        server.url("/slow-drip")

`requests` lists what was asked for, so that a test can show that something was never reached. The routes, and what
some of them take in their query, are in bad_routes.py.
"""

import socket
import ssl
from dataclasses import dataclass, field
from socketserver import BaseRequestHandler, ThreadingTCPServer
from threading import Event, Thread
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from tests.support.bad_routes import ROUTES, Asked, Busy, Connection, Route, not_found


@dataclass(slots=True)
class BadServer:
    """Serves from a thread of its own between `with` and its end. With `tls`, over https.

    Routes of a test's own go into `routes`; paths that no route has answer 404.
    """

    tls: ssl.SSLContext | None = None
    routes: dict[str, Route] = field(default_factory=dict)
    requests: list[Asked] = field(default_factory=list)
    closing: Event = field(default_factory=Event)
    busy: Busy = field(default_factory=Busy)
    _server: ThreadingTCPServer | None = None

    def __enter__(self) -> Self:
        self._server = _Listener(("127.0.0.1", 0), _handler(self))
        Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def port(self) -> int:
        assert self._server is not None
        return int(self._server.server_address[1])

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        """Return the address of a route, by any name of this machine."""
        return f"{'https' if self.tls else 'http'}://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        """Return the paths asked for so far, in order."""
        return [asked.path for asked in self.requests]

    def stop(self) -> None:
        """Stop serving at once, as a server that is switched off."""
        self.closing.set()
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()

    def serve(self, connection: socket.socket) -> None:
        """Answer one request on a connection."""
        asked = _read(connection)
        if asked is None:
            return
        self.requests.append(asked)
        route = self.routes.get(asked.path) or ROUTES.get(asked.path) or not_found
        route(Connection(socket=connection, asked=asked, closing=self.closing, busy=self.busy))


class _Listener(ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 64


def _handler(server: BadServer) -> type[BaseRequestHandler]:
    class Handler(BaseRequestHandler):
        def handle(self) -> None:
            try:
                connection = self.request
                if server.tls is not None:
                    connection = server.tls.wrap_socket(connection, server_side=True)
                with connection:
                    server.serve(connection)
            except OSError:
                return  # the other side went away, which is what most of these routes are for

    return Handler


def _read(connection: socket.socket) -> Asked | None:
    received = b""
    while b"\r\n\r\n" not in received:
        more = connection.recv(65536)
        if not more:
            return None
        received += more
    first, *lines = received.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    parts = urlsplit(first.split(" ")[1])
    headers = dict(line.split(": ", 1) for line in lines if ": " in line)
    return Asked(path=parts.path, query=parts.query, headers={name.lower(): value for name, value in headers.items()})
