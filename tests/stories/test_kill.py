"""Whatever moment the program is killed at, one link becomes one article, and nothing stray is left."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tearsheet.browser.client import Renderer
from tearsheet.model.capture import JobState
from tearsheet.model.query import Query
from tearsheet.resources import resource
from tearsheet.text.queries import parse
from tearsheet.workflows.queue import drain
from tearsheet.workflows.share_site import ShareSite, read_articles
from tests.support.desks import desk_at
from tests.support.killed import POINTS

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")


RENDERED = {"the page is about to be rendered", "the page is rendered", "data and page are read"}


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

    desk = desk_at(library, renderer=renderer)
    try:
        remembered = len(desk.library.jobs(*JobState))
        # Before the link is on disk nothing was promised; from then on it is never lost.
        assert remembered == (0 if point == "the link is being written down" else 1)
        if not remembered:
            return
        list(drain(desk))
        assert desk.library.count(Query()) == 1
        assert [job.state for job in desk.library.jobs(*JobState)] == [JobState.DONE]
        (summary,) = desk.library.summaries(parse("撕页"))
        article = desk.library.article(summary.id)
        assert len(article.versions) == 1
        assert len(article.resources) == 2
        assert not article.missing
        for each in article.resources:
            assert each.blob is not None
            assert len(desk.library.blob(each.blob.sha256)) == each.blob.size
    finally:
        desk.close()
    assert stray_files(library) == []


def stray_files(library: Path) -> list[str]:
    """Return every file that is neither a database nor a blob by its name."""
    return [
        str(path.relative_to(library))
        for path in library.rglob("*")
        if path.is_file()
        and path.name not in ("library.sqlite3", "index.sqlite3")
        and not (path.parent.parent.name == "blobs" and len(path.name) == 64)
    ]
