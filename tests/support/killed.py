"""Capture a link in a process that is killed: `python -m tests.support.killed LIBRARY LINK [POINT]`.

With a point the process kills itself there; without one somebody else does, and lines on standard output say how far
it was: ready, remembered (the link's acknowledgement), kept.
"""

import importlib
import os
import signal
import sys
from dataclasses import dataclass
from pathlib import Path

from tearsheet.workflows.capture import remember, run
from tests.support.desks import desk_at


@dataclass(frozen=True, slots=True)
class Point:
    """Just before or after the nth call of a function, by its dotted name."""

    name: str
    when: str = "before"
    nth: int = 1


RENDERED = {"the page is about to be rendered", "the page is rendered", "data and page are read"}
"""Those of POINTS that are met only where the site's data leave something to the rendered page."""

BEFORE_THE_PROMISE = "the link is being written down"
"""The one of POINTS at which nothing is on disk yet."""

POINTS = {
    BEFORE_THE_PROMISE: Point("tearsheet.library.jobs.remember", "after"),
    "the link is on disk": Point("tearsheet.library.library.Library.remember", "after"),
    "the job is taken": Point("tearsheet.library.library.Library.claim", "after"),
    "the site's data is asked for": Point("tearsheet.fetch.fetcher.Fetcher.fetch"),
    "the site's data is there": Point("tearsheet.fetch.fetcher.Fetcher.fetch", "after"),
    "the data is read": Point("tearsheet.workflows.reading.read_pages", "after"),
    "the page is about to be rendered": Point("tearsheet.browser.client.Renderer.render"),
    "the page is rendered": Point("tearsheet.browser.client.Renderer.render", "after"),
    "data and page are read": Point("tearsheet.workflows.reading.read_pages", "after", 2),
    "the first picture is there": Point("tearsheet.library.library.Library.put_blob"),
    "a picture is half written": Point("tearsheet.library.blobs.os.fsync"),
    "a picture is in its place": Point("tearsheet.library.blobs._sync_folder"),
    "the second picture is there": Point("tearsheet.library.library.Library.put_blob", "before", 2),
    "all pictures are there": Point("tearsheet.workflows.capture.keep_pictures", "after"),
    "the article is about to be kept": Point("tearsheet.library.library.Library.add"),
    "its contents are packed": Point("tearsheet.library.adding.pack", "after"),
    "its row is written": Point("tearsheet.library.versions.keep"),
    "its version is written": Point("tearsheet.library.versions.keep", "after"),
    "all is written but not committed": Point("tearsheet.library.adding.add", "after"),
    "all is committed but not indexed": Point("tearsheet.library.library.Library._index_soon"),
    "the index is written but not committed": Point("tearsheet.library.search.index._write", "after"),
    "the index is committed": Point("tearsheet.library.search.index_queue.remove"),
    "the article is kept": Point("tearsheet.library.library.Library.add", "after"),
}


def die_at(point: Point) -> None:
    """Put a trap around the function that the point names."""
    owner_name, _, name = point.name.rpartition(".")
    owner = _named(owner_name)
    original = getattr(owner, name)
    calls = 0

    def trapped(*arguments: object, **named: object) -> object:
        nonlocal calls
        calls += 1
        if calls == point.nth and point.when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        result = original(*arguments, **named)
        if calls == point.nth:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(owner, name, trapped)


def _named(dotted: str) -> object:
    """Return the module, or the class or module inside one, that a dotted name means."""
    try:
        return importlib.import_module(dotted)
    except ModuleNotFoundError:
        parent, _, name = dotted.rpartition(".")
        found: object = getattr(_named(parent), name)
        return found


def main() -> None:
    library, link, *point = sys.argv[1:]
    for name in point:
        die_at(POINTS[name])
    desk = desk_at(Path(library))
    print("ready", flush=True)
    job = remember(desk, link)
    print("remembered", flush=True)
    captured = run(desk, job)
    print("kept", flush=True)
    desk.close()
    if point:
        sys.exit(f"still alive: {captured}")


if __name__ == "__main__":
    main()
