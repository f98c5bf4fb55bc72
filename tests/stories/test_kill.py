"""Whatever moment the program is killed at, one link becomes one article, and nothing stray is left."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tearsheet.browser.client import Renderer
from tearsheet.resources import resource
from tearsheet.workflows.share_site import ShareSite, read_articles
from tests.support.killed import BEFORE_THE_PROMISE, POINTS, RENDERED
from tests.support.restarted import Found, restart

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")


@pytest.fixture(scope="module")
def sites() -> Iterator[dict[bool, ShareSite]]:
    """Serve one article twice: with all of its data, and with data that leaves the rest to the rendered page."""
    articles, pictures = read_articles(resource("demo")), resource("demo")
    with (
        ShareSite(articles=articles, pictures=pictures, complete_data=True) as complete,
        ShareSite(articles=articles, pictures=pictures) as bare,
    ):
        yield {False: complete, True: bare}


@pytest.mark.parametrize("point", POINTS)
def test_killed_when(point: str, sites: dict[bool, ShareSite], tmp_path: Path, renderer: Renderer) -> None:
    site = sites[point in RENDERED]
    library, link = tmp_path / "library", site.share_link(site.articles[0])
    died = subprocess.run(
        [sys.executable, "-m", "tests.support.killed", str(library), link, point],
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert died.returncode == -signal.SIGKILL, died.stderr.decode()

    restarted = restart(library, renderer=renderer)
    # Before the link is on disk nothing was promised; from then on it is never lost.
    assert (restarted.found is Found.NOTHING) == (point == BEFORE_THE_PROMISE)
    assert restarted.wrong == ()
