"""Measure what rendering costs: time beyond the page's own timers, starting, ending, and memory of all its processes.

Run `python -m tests.bench.render`. Times are the best of several pages, after the first; the quiet that a page must
keep before it is taken (0.7 s) is part of the overhead.
"""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from tearsheet.browser.client import Renderer
from tearsheet.model.errors import Cancelled
from tests.support.scripted_site import Reply, Site, page

_RUNS = 5
_TIMER = 0.5
_TEXT = "The council met on Tuesday and agreed on the budget for the coming year. " * 40
_PAGES = {
    "plain": page(f"<p>{_TEXT}</p>"),
    f"text after a timer of {_TIMER} s": page(
        f"<div id=app></div><script>setTimeout(() => document.querySelector('#app').textContent = '{_TEXT}', "
        f"{_TIMER * 1000})</script>"
    ),
    "timer, then fetched": page(
        "<div id=app></div><script>setTimeout(async () => document.querySelector('#app').textContent = "
        f"await (await fetch('/text')).text(), {_TIMER * 1000})</script>"
    ),
    "3,000 elements": page(f"<p>{_TEXT}</p>" + "<div><i>x</i></div>" * 1_500),
}


def main() -> None:
    """Print the figures."""
    if os.name == "posix" and os.geteuid() == 0:
        os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
    with Site() as site:
        site.paths["/text"] = Reply(body=_TEXT.encode(), type="text/plain")
        renderer = Renderer()
        site.paths["/"] = _PAGES["plain"]
        print(f"first page, with starting                {_seconds(renderer, site):6.2f} s")
        for name, reply in _PAGES.items():
            site.paths["/"] = reply
            best = min(_seconds(renderer, site) for _ in range(_RUNS))
            timer = _TIMER if "timer" in name else 0
            print(f"overhead, {name:<28} {best - timer:6.2f} s  (aim: at most 1.0 s)")
        time.sleep(1)  # until the last page's process has ended
        print(f"memory, idle                             {_pss():6.0f} MB PSS, {len(list(_family()))} processes")
        site.paths["/"] = page("<body><script>setInterval(() => document.body.append('x'), 10)</script>")
        seconds, memory = _cancelling(renderer, site)
        print(f"memory, with a page                      {memory:6.0f} MB PSS")
        print(f"cancelling                               {seconds:6.2f} s  (aim: about 0.3 s)")
        renderer.close()


def _seconds(renderer: Renderer, site: Site) -> float:
    begun = time.perf_counter()
    renderer.render(f"{site.url}/", named_host=site.host)
    return time.perf_counter() - begun


def _cancelling(renderer: Renderer, site: Site) -> tuple[float, float]:
    """Return how long a rendering goes on that is to stop, and the memory it took until then."""
    cancelled = threading.Event()
    asked = memory = 0.0

    def cancel() -> None:
        nonlocal asked, memory
        memory = _pss()
        asked = time.perf_counter()
        cancelled.set()

    threading.Timer(1, cancel).start()
    try:
        renderer.render(f"{site.url}/", named_host=site.host, cancelled=cancelled)
    except Cancelled:
        return time.perf_counter() - asked, memory
    raise AssertionError("the page came to rest")


def _pss() -> float:
    """Return the memory of the renderer's processes in MB; shared pages are counted once among all that share them."""
    total = 0
    for pid in _family():
        with suppress(ProcessLookupError, FileNotFoundError):  # a page's process may be ending
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
            total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


def _family(of: int | None = None) -> Iterator[int]:
    """Yield the processes below this one."""
    for children in Path(f"/proc/{of or os.getpid()}/task").glob("*/children"):
        for child in map(int, children.read_text().split()):
            yield child
            yield from _family(child)


if __name__ == "__main__":
    main()
