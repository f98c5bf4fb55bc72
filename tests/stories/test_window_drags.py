"""A hand drags a link, and the icon beside the address, out of a real browser into the real window."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tearsheet.library import open_library
from tearsheet.model.article import Article
from tearsheet.model.query import Query
from tests.support.browsers import Browser, Chromium, Firefox, Screen, eventually, open_window, screen
from tests.support.programs import program
from tests.support.scripted_site import Reply, Site, page

_PROSE = "The river was high that morning, and the people who had slept upstairs came down to find the floor gone. " * 4
_ADDRESS = "/NewsShare.html"
BROWSERS: dict[str, Callable[[Screen, str], Browser]] = {"chromium": Chromium, "firefox-esr": Firefox}


@pytest.fixture
def empty_screen() -> Iterator[Screen]:
    for name in ("Xvfb", "xdotool"):
        program(name)
    with screen() as made:
        yield made


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as running:
        running.paths[_ADDRESS] = _article("那一篇")
        running.paths["/page"] = _article("沪深两市成交 – “测试”文章")
        yield running


def _article(title: str) -> Reply:
    link = f'<p><a id="link" href="{_ADDRESS}?id=7&amp;q=中文">链接文字 <b>bold</b> link</a></p>'
    paragraphs = "".join(f"<p>{title} {n}. {_PROSE}</p>" for n in range(6))
    return page(f"<title>{title}</title>{link}<article><h1>{title}</h1>{paragraphs}</article>")


def _kept(library: Path) -> Article:
    """Wait until an article has arrived, and return it."""
    end = time.monotonic() + 60
    with open_library(library) as kept:
        while not (found := kept.ids(Query())):
            assert time.monotonic() < end, [job.failure for job in kept.jobs()] or "nothing was dropped"
            time.sleep(0.3)
        return kept.article(found[0])


def _drag(name: str, on: Screen, site: Site, folder: Path, what: Callable[[Browser], tuple[int, int]]) -> Article:
    program(name)
    browser = BROWSERS[name](on, f"{site.url}/page")
    place = open_window(on, folder / "library")
    eventually(lambda: what(browser))
    time.sleep(2)  # a browser still moves its page about after it can be asked, and says nothing of it
    on.drag(eventually(lambda: what(browser)), place)
    return _kept(folder / "library")


@pytest.mark.parametrize("name", BROWSERS)
def test_a_link_dragged_out_of_a_page_is_kept(name: str, empty_screen: Screen, site: Site, tmp_path: Path) -> None:
    article = _drag(name, empty_screen, site, tmp_path, lambda browser: browser.link())
    assert article.share_link == f"{site.url}{_ADDRESS}?id=7&q=%E4%B8%AD%E6%96%87"
    assert article.metadata.title == "那一篇"


@pytest.mark.parametrize("name", BROWSERS)
def test_the_site_icon_dragged_out_of_the_address_bar_keeps_the_page(
    name: str, empty_screen: Screen, site: Site, tmp_path: Path
) -> None:
    article = _drag(name, empty_screen, site, tmp_path, lambda browser: browser.site_icon())
    assert article.share_link == f"{site.url}/page"
    assert article.metadata.title == "沪深两市成交 – “测试”文章"
