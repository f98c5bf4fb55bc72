"""Turn every connection that a rendered page opens into one to an address that was checked, or into none.

Chromium is told to send all of its traffic here, so the address that is checked is the address that is connected to.
"""

import asyncio
import contextlib
import threading
from asyncio import StreamReader, StreamWriter
from collections.abc import Iterator

from tearsheet.browser._gate import Gate, Resolve, resolve
from tearsheet.browser._http import Head, read_head, read_response_head
from tearsheet.browser._route import Route, route
from tearsheet.model.errors import Failure, Reason, RenderError

MOST_BYTES = 300_000_000
_CHUNK = 65_536
_LINE_BYTES = 262_144


class Proxy:
    """An HTTP proxy on 127.0.0.1 that serves one page at a time and remembers why it refused something."""

    def __init__(self, resolve: Resolve = resolve) -> None:
        self._resolve = resolve
        self._loop = asyncio.new_event_loop()
        self._gate: Gate | None = None
        self._public_names: set[str] = set()
        self._failures: dict[tuple[str, int], Failure] = {}
        self._writers: set[StreamWriter] = set()
        self._bytes_left = 0

    def start(self) -> int:
        """Listen, in a thread of its own, and return the port."""
        ports: list[int] = []
        listening = threading.Event()

        async def listen() -> None:
            server = await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=_LINE_BYTES)
            ports.append(server.sockets[0].getsockname()[1])
            listening.set()
            await server.serve_forever()

        threading.Thread(target=self._loop.run_until_complete, args=(listen(),), daemon=True).start()
        listening.wait()
        return ports[0]

    def open(self, named_host: str) -> None:
        """Let the next page's connections through; private addresses only on `named_host`."""
        self._failures = {}
        self._bytes_left = MOST_BYTES
        self._gate = Gate(named_host, self._public_names, self._resolve)

    def close(self) -> None:
        """End the page's connections and refuse all others until the next `open`."""
        self._gate = None
        self._loop.call_soon_threadsafe(self._abort)

    def failure(self, host: str, port: int) -> Failure | None:
        """Return why `host` could not be had, None where it could."""
        return self._failures.get((host.lower(), port))

    @property
    def refused(self) -> tuple[str, ...]:
        """The private places that the page asked for, as host:port."""
        private = Reason.PRIVATE_ADDRESS
        return tuple(f"{host}:{port}" for (host, port), why in self._failures.copy().items() if why.reason is private)

    def _abort(self) -> None:
        for writer in self._writers:
            writer.transport.abort()

    async def _serve(self, reader: StreamReader, writer: StreamWriter) -> None:
        # Either end may go away, or talk nonsense, at any moment: then this connection is over, and nothing else.
        with self._until_done(writer), contextlib.suppress(OSError, EOFError, ValueError):
            head = await read_head(reader)
            try:
                await self._forward(head, reader, writer)
            except RenderError as error:
                self._remember(head, error.failure)
                if head.tunnel:
                    writer.write(b"HTTP/1.1 502 Refused\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                    await writer.drain()

    @contextlib.contextmanager
    def _until_done(self, writer: StreamWriter) -> Iterator[None]:
        self._writers.add(writer)
        try:
            yield
        finally:
            self._writers.discard(writer)
            writer.close()

    async def _forward(self, head: Head, reader: StreamReader, writer: StreamWriter) -> None:
        gate = self._gate
        if gate is None:
            raise RenderError(Reason.INTERRUPTED, head.host)
        far = await route(head, gate)
        with self._until_done(far.writer):
            if gate is not self._gate:
                return
            if head.tunnel:
                writer.write(b"HTTP/1.1 200 Connected\r\n\r\n")
                await asyncio.gather(self._copy(head, reader, far.writer), self._copy(head, far.reader, writer))
            else:
                await self._exchange(head, far, reader, writer)

    async def _exchange(self, head: Head, far: Route, reader: StreamReader, writer: StreamWriter) -> None:
        """Pass on one request and its answer.

        Nothing that follows on the same connection is passed on: it may be meant for another host.
        """
        far.writer.write(far.request)
        if head.body:
            far.writer.write(await reader.readexactly(head.body))
        writer.write(await read_response_head(far.reader))
        answer = asyncio.create_task(self._copy(head, far.reader, writer))
        further = asyncio.create_task(reader.read(1))
        await asyncio.wait((answer, further), return_when=asyncio.FIRST_COMPLETED)
        answer.cancel()
        further.cancel()
        await asyncio.gather(answer, further, return_exceptions=True)

    async def _copy(self, head: Head, source: StreamReader, sink: StreamWriter) -> None:
        while chunk := await source.read(_CHUNK):
            self._bytes_left -= len(chunk)
            if self._bytes_left < 0:
                self._remember(head, Failure(reason=Reason.TOO_BIG, detail=f"over {MOST_BYTES // 1_000_000} MB"))
                self._abort()
                return
            sink.write(chunk)
            await sink.drain()
        if sink.can_write_eof():
            sink.write_eof()

    def _remember(self, head: Head, failure: Failure) -> None:
        self._failures[head.host.lower(), head.port] = failure
