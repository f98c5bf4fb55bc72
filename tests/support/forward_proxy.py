"""A real forward proxy on 127.0.0.1 that takes every host for one local server, so that public names can be tested."""

import socket
import threading
from dataclasses import dataclass, field
from socketserver import BaseRequestHandler, ThreadingTCPServer
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit


@dataclass(slots=True)
class ForwardProxy:
    """Answers absolute requests and CONNECT with what `port` serves. `asked` lists the hosts it was asked for.

    With `refusal`, a status line, it answers that instead.
    """

    port: int
    refusal: str = ""
    asked: list[str] = field(default_factory=list)
    _server: ThreadingTCPServer | None = None

    def __enter__(self) -> Self:
        self._server = _Listener(("127.0.0.1", 0), _handler(self))
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server is not None
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        assert self._server is not None
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def serve(self, client: socket.socket) -> None:
        """Pass one request on."""
        received = b""
        while b"\r\n\r\n" not in received:
            more = client.recv(65536)
            if not more:
                return
            received += more
        method, where, rest = received.split(b" ", 2)
        self.asked.append(where.decode() if method == b"CONNECT" else urlsplit(where.decode()).netloc)
        if self.refusal:
            client.sendall(f"HTTP/1.1 {self.refusal}\r\nContent-Length: 0\r\n\r\n".encode())
            return
        with socket.create_connection(("127.0.0.1", self.port)) as upstream:
            if method == b"CONNECT":
                client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            else:
                parts = urlsplit(where.decode())
                path = parts._replace(scheme="", netloc="").geturl() or "/"
                upstream.sendall(b" ".join((method, path.encode(), rest)))
            _both_ways(client, upstream)


class _Listener(ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


def _handler(proxy: ForwardProxy) -> type[BaseRequestHandler]:
    class Handler(BaseRequestHandler):
        def handle(self) -> None:
            try:
                proxy.serve(self.request)
            except OSError:
                return  # either side may go away

    return Handler


def _both_ways(client: socket.socket, upstream: socket.socket) -> None:
    back = threading.Thread(target=_copy, args=(upstream, client), daemon=True)
    back.start()
    _copy(client, upstream)
    back.join()


def _copy(source: socket.socket, sink: socket.socket) -> None:
    try:
        while data := source.recv(65536):
            sink.sendall(data)
        sink.shutdown(socket.SHUT_WR)
    except OSError:
        return  # either side may go away
