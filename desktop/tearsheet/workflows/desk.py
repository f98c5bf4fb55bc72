"""What a workflow works with: the library, the way to the net, the renderer, each made when first asked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event, RLock
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a list needs no network and no renderer, and must not pay for importing them
    from tearsheet.browser.client import Renderer
    from tearsheet.fetch import Fetcher
    from tearsheet.library import Library
    from tearsheet.model.capture import Progress

Report = Callable[["Progress"], None]


def silent(_progress: Progress) -> None:
    """Report to nobody."""


def never() -> Event:
    """Return a cancel event that nobody sets."""
    return Event()


class Desk:
    """The library and the tools of one run of the program; safe to share between threads."""

    def __init__(
        self,
        *,
        location: str,
        library: Callable[[], Library],
        fetcher: Callable[[], Fetcher],
        renderer: Callable[[], Renderer],
        rules: Path | None = None,
        backups: Path | None = None,
    ) -> None:
        """`rules` is the folder of a person's own site rules, `backups` the one chosen for backups of any library."""
        self.location = location
        self.rules = rules
        self.backups = backups
        self._make_library = library
        self._make_fetcher = fetcher
        self._make_renderer = renderer
        self._library: Library | None = None
        self._fetcher: Fetcher | None = None
        self._renderer: Renderer | None = None
        self._lock = RLock()

    @property
    def library(self) -> Library:
        """The library; raises LibraryError when it cannot be opened."""
        with self._lock:
            if self._library is None:
                self._library = self._make_library()
            return self._library

    @property
    def fetcher(self) -> Fetcher:
        with self._lock:
            if self._fetcher is None:
                self._fetcher = self._make_fetcher()
            return self._fetcher

    @property
    def renderer(self) -> Renderer:
        with self._lock:
            if self._renderer is None:
                self._renderer = self._make_renderer()
            return self._renderer

    def close(self) -> None:
        """End what was started. The desk can be used again afterwards."""
        with self._lock:
            for tool in (self._renderer, self._fetcher, self._library):
                if tool is not None:
                    tool.close()
            self._renderer = self._fetcher = self._library = None
