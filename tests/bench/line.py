"""Print what the line from link to article costs beyond the network and the reading: `python -m tests.bench.line`."""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tearsheet.model.page import Rendering
from tearsheet.resources import resource as bundled
from tearsheet.workflows.capture import capture
from tearsheet.workflows.desk import Desk
from tearsheet.workflows.share_site import ShareSite, read_articles
from tests.support.desks import desk_at

_ROUNDS = 7
_PAGES_OWN_TIMERS = 0.2


def main() -> None:
    if sys.platform == "linux" and os.geteuid() == 0:
        os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
    with tempfile.TemporaryDirectory() as folder, ShareSite(articles=read_articles(bundled("demo"))) as site:
        desk = desk_at(Path(folder))
        code = site.articles[1].code
        plain = _least(lambda number: _cpu(desk, site.url(f"/a/{code}.html?n={number}"), Rendering.NEVER))
        print(f"plain capture, CPU beyond the reading: {plain * 1000:.0f} ms (aim: at most 150)")
        rendered = _least(lambda number: _wall(desk, site.url(f"/read.html?id={code}&n={number}")))
        print(f"rendered capture, over the page's own timers: {rendered - _PAGES_OWN_TIMERS:.2f} s (aim: at most 1.0)")
        desk.close()
        listed = _least(lambda _number: _cpu_of(folder, "-m", "tearsheet", "list", "--library", folder))
        floor = _least(lambda _number: _cpu_of(folder, "-c", "import sqlalchemy"))
        print(
            f"tearsheet list, cold, CPU: {listed * 1000:.0f} ms (aim: at most 250), "
            f"{listed / floor:.2f} times a bare import of SQLAlchemy ({floor * 1000:.0f} ms)"
        )


def _least(measure: Callable[[int], float]) -> float:
    """Return the least of several measurements, the first of which warms up."""
    return min([measure(number) for number in range(_ROUNDS)][1:])


def _cpu(desk: Desk, link: str, rendering: Rendering) -> float:
    """Return the seconds of CPU that this process spends; the reading goes on in a worker of its own."""
    begun = time.process_time()
    captured = capture(desk, link, rendering=rendering)
    spent = time.process_time() - begun
    if captured.article is None:
        raise SystemExit(f"not captured: {captured}")
    return spent


def _wall(desk: Desk, link: str) -> float:
    begun = time.monotonic()
    captured = capture(desk, link, rendering=Rendering.ALWAYS)
    if captured.article is None:
        raise SystemExit(f"not captured: {captured}")
    return time.monotonic() - begun


def _cpu_of(folder: str, *arguments: str) -> float:
    """Return the seconds of CPU of a fresh Python, its modules compiled as an installed program has them."""
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": f"{folder}/compiled"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], env=environment, capture_output=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
