"""Turn an address into the page that a browser makes of it, by asking a process that holds the browser."""

import sys
import threading
from collections.abc import Sequence
from datetime import UTC, datetime

from tearsheet.browser.child import Child
from tearsheet.browser.protocol import Failed, Rendered, Request
from tearsheet.model.errors import Cancelled, RenderError
from tearsheet.model.page import Method, Page

_GRACE_SECONDS = 10.0
_LOOK_EVERY = 0.05
_OK = 200


class Renderer:
    """A browser without a window, started when first needed and ended when idle. Usable from any thread."""

    def __init__(
        self, *, user_agent: str = "", python: Sequence[str] = (sys.executable,), idle_seconds: float = 60
    ) -> None:
        self._user_agent = user_agent
        self._command = (*python, "-m", "tearsheet.browser")
        self._idle_seconds = idle_seconds
        self._lock = threading.Lock()
        self._child: Child | None = None
        self._idle: threading.Timer | None = None
        self._last_id = 0

    def render(
        self, url: str, *, named_host: str = "", cancelled: threading.Event | None = None, seconds: float = 25
    ) -> Page:
        """Return the page's document as it stands when its scripts have come to rest.

        Private addresses are open only on `named_host`. `seconds` begin when the browser has started and the pages
        that were asked for before are done. Raises RenderError, Cancelled.
        """
        cancelled = cancelled or threading.Event()
        while cancelled.is_set() or not self._lock.acquire(timeout=_LOOK_EVERY):
            if cancelled.is_set():
                raise Cancelled
        try:
            self._stop_idling()
            self._last_id += 1
            answer = self._ask(
                Request(id=self._last_id, url=url, named_host=named_host, seconds=seconds, user_agent=self._user_agent),
                cancelled,
            )
        finally:
            self._start_idling()
            self._lock.release()
        if isinstance(answer, Failed):
            raise RenderError(answer.reason, answer.detail)
        return _page(url, answer)

    def close(self) -> None:
        """End the browser, after the page that it is rendering."""
        with self._lock:
            self._stop_idling()
            self._end()

    def _ask(self, request: Request, cancelled: threading.Event) -> Rendered | Failed:
        try:
            if self._child is None or not self._child.is_alive:
                self._end()
                self._child = Child(self._command)
                self._child.wait_until_ready(cancelled)
            return self._child.ask(request, request.seconds + _GRACE_SECONDS, cancelled)
        except (RenderError, Cancelled):
            self._end()
            raise

    def _end(self) -> None:
        if self._child is not None:
            self._child.end()
            self._child = None

    def _start_idling(self) -> None:
        timer = threading.Timer(self._idle_seconds, lambda: self._end_if_idle(timer))
        timer.daemon = True
        self._idle = timer
        timer.start()

    def _stop_idling(self) -> None:
        if self._idle is not None:
            self._idle.cancel()
            self._idle = None

    def _end_if_idle(self, timer: threading.Timer) -> None:
        with self._lock:
            if timer is self._idle:
                self._end()


def _page(requested: str, rendered: Rendered) -> Page:
    return Page(
        requested=requested,
        address=rendered.url,
        status=rendered.status or _OK,
        headers=rendered.headers,
        body=rendered.html.encode("utf-8", "replace"),
        media_type="text/html",
        charset="utf-8",
        method=Method.RENDER,
        received=datetime.now(UTC),
        redirects=rendered.redirects,
        maybe_cut_short=not rendered.settled,
        notes=tuple(f"refused: {what}" for what in rendered.refused),
    )
