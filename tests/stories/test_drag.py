"""A link and a site's icon, dragged with a mouse out of Chromium and Firefox into the window, become articles."""

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from tearsheet.library import open_library
from tearsheet.model.article import Article
from tearsheet.model.query import Query
from tests.support.drag import Browser, Point, chromium, drag, firefox, wait_for
from tests.support.programs import program
from tests.support.xvfb import Screen, screen

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Xvfb is of Linux")

Open = Callable[[Screen, str, Path], AbstractContextManager[Browser]]

TITLE = "雨后的旧书市"
PAGE = (
    "<!doctype html><html lang=zh-CN><meta charset=utf-8><title>{title}</title><h1>{title}</h1>"
    "<p><a id=link href='/article.html?from=timeline'>看看<b>这篇</b></a></p><article>{body}</article></html>"
)
BODY = "".join(
    f"<p>第{number}段：旧书市在城南的河边，雨后的石板路上摆满了书，人们蹲下来慢慢翻看。</p>" for number in range(1, 9)
)


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Keep the test's output clean."""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    """The address of a site with an article, and with a page that links to it."""
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "index.html").write_text(PAGE.format(title="今日", body=""), encoding="utf-8")
    (folder / "article.html").write_text(PAGE.format(title=TITLE, body=BODY), encoding="utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def display() -> Iterator[Screen]:
    program("xdotool")
    with screen() as shown:
        yield shown


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "library"


@pytest.fixture
def window(display: Screen, library: Path, tmp_path: Path) -> Iterator[Point]:
    """The real window, right of the browsers; the point in it to drop on."""
    command = [sys.executable, "-m", "tearsheet", "--library", str(library)]
    with display.running(command, tmp_path / "window.log") as running:
        shown = wait_for(
            f"the window: {(tmp_path / 'window.log').read_text()}",
            lambda: display.run("xdotool", "search", "--onlyvisible", "--pid", str(running.pid)).split(),
        )[-1]
        display.run("xdotool", "windowsize", "--sync", shown, "900", "800", "windowmove", shown, "900", "20")
        wait_for("the library", lambda: (library / "library.sqlite3").exists())
        yield 1350, 420


@pytest.mark.parametrize("browser", [chromium, firefox], ids=["chromium", "firefox"])
def test_a_dragged_link_is_captured_to_the_end(
    display: Screen, window: Point, library: Path, site: str, browser: Open, tmp_path: Path
) -> None:
    with browser(display, f"{site}/index.html", tmp_path) as shown:
        drag(display, shown.element("link"), window)
        assert_captured(library, f"{site}/article.html")


@pytest.mark.parametrize("browser", [chromium, firefox], ids=["chromium", "firefox"])
def test_a_dragged_site_icon_is_captured_to_the_end(
    display: Screen, window: Point, library: Path, site: str, browser: Open, tmp_path: Path
) -> None:
    with browser(display, f"{site}/article.html", tmp_path) as shown:
        shown.element("link")
        drag(display, shown.site_icon(), window)
        assert_captured(library, f"{site}/article.html")


def assert_captured(library: Path, url: str) -> None:
    article = wait_for("the article", lambda: kept(library))
    assert (article.url, article.metadata.title) == (url, TITLE)
    assert article.text.count("旧书市在城南的河边") == 8


def kept(library: Path) -> Article | None:
    with open_library(library) as opened:
        ids = opened.ids(Query())
        return opened.article(ids[0]) if ids else None
