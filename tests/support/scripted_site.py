"""Sites whose pages run scripts, on addresses of this computer, and places that nobody should reach."""

import socket
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a site answers to one path, `late` by so many seconds, and not before `after`."""

    body: bytes
    type: str = "text/html; charset=utf-8"
    status: int = 200
    fields: tuple[tuple[str, str], ...] = ()
    late: float = 0
    after: threading.Event | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request as it arrived."""

    path: str
    fields: Mapping[str, str]


def page(body: str, *, status: int = 200, fields: tuple[tuple[str, str], ...] = (), late: float = 0) -> Reply:
    """Return `body` as a UTF-8 page."""
    return Reply(body=f"<!DOCTYPE html><meta charset=utf-8>{body}".encode(), status=status, fields=fields, late=late)


@dataclass(slots=True)
class Site:
    """A web server on `host`. `paths` may be changed at any time; a path's query does not matter."""

    host: str = "127.0.0.1"
    paths: dict[str, Reply | Callable[[Asked], Reply]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    _server: ThreadingHTTPServer | None = None

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}"

    @property
    def port(self) -> int:
        assert self._server
        return int(self._server.server_address[1])

    def __enter__(self) -> Self:
        self._server = ThreadingHTTPServer((self.host, 0), self._handler())
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        assert self._server
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked = Asked(path=self.path, fields=dict(self.headers.items()))
                site.asked.append(asked)
                found = site.paths.get(self.path.partition("?")[0], Reply(body=b"nothing here", status=404))
                with suppress(ConnectionError):
                    self._answer(found if isinstance(found, Reply) else found(asked))

            def _answer(self, reply: Reply) -> None:
                threading.Event().wait(reply.late)
                if reply.after:
                    reply.after.wait()
                self.send_response(reply.status)
                for name, value in (("Content-Type", reply.type), ("Content-Length", str(len(reply.body)))):
                    self.send_header(name, value)
                for name, value in reply.fields:
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(reply.body)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                """Say nothing."""

        return Handler


class Counter:
    """A place that nobody should reach: counts TCP connections and UDP packets on one port of `host`."""

    def __init__(self, host: str) -> None:
        self.host = host
        self.tcp = 0
        self.udp = 0
        self._listener = socket.create_server((host, 0))
        self.port = int(self._listener.getsockname()[1])
        self._datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._datagrams.bind((host, self.port))

    @property
    def place(self) -> str:
        return f"{self.host}:{self.port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        threading.Thread(target=self._receive, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        for end in (self._listener, self._datagrams):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                self.tcp += 1
                connection.close()

    def _receive(self) -> None:
        with suppress(OSError):
            while self._datagrams.recv(2048):
                self.udp += 1
