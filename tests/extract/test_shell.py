"""A page is rendered when its text is in its scripts, and only then."""

import gzip
import json
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tearsheet.browser.client import Renderer
from tearsheet.extract.shell import is_shell
from tearsheet.model.extraction import Extraction, Metadata
from tearsheet.model.page import Method, Page
from tests.support.scripted_site import Site
from tests.support.shell_pages import SHELLS, SHORT, bytes_of, site_of_shells


def page_of(body: bytes, *, charset: str = "utf-8", media_type: str = "text/html") -> Page:
    return Page(
        requested="http://127.0.0.1/",
        address="http://127.0.0.1/",
        status=200,
        headers=(),
        body=body,
        media_type=media_type,
        charset=charset,
        method=Method.FETCH,
        received=datetime.now(UTC),
    )


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with site_of_shells() as running:
        yield running


@pytest.fixture(scope="module")
def renderer() -> Iterator[Renderer]:
    shared = Renderer()
    yield shared
    shared.close()


@pytest.mark.parametrize("name", SHELLS)
def test_a_shell_is_known_and_rendered_to_its_article(site: Site, renderer: Renderer, name: str) -> None:
    url = f"{site.url}/{name}?infoCode=NW202304180001"
    with urllib.request.urlopen(url) as answer:
        fetched = page_of(answer.read(), charset="gb18030" if name == "jsonp.html" else "utf-8")
    assert is_shell(fetched, None)
    rendered = renderer.render(url, named_host="127.0.0.1")
    assert SHELLS[name] in rendered.text
    assert not is_shell(rendered, None)


@pytest.mark.parametrize("name", SHORT)
def test_an_article_that_is_honestly_short_is_not_rendered(name: str) -> None:
    assert not is_shell(page_of(bytes_of(name)), None)


@pytest.mark.parametrize("collection", ["magichtml", "mozilla", "scrapinghub"])
def test_a_page_that_came_with_its_article_is_not_rendered(shared: Path, collection: str) -> None:
    folder = shared / "corpora" / "pages" / collection
    for line in (folder / "index.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        body = gzip.decompress((folder / row["file"]).read_bytes())
        assert not is_shell(page_of(body), None), row["url"]


def test_a_page_without_scripts_is_what_it_is() -> None:
    assert not is_shell(
        page_of(b"<title>x</title><div id=app>Loading...</div><noscript>Enable JavaScript</noscript>"), None
    )


def test_what_was_read_already_settles_it() -> None:
    shell = page_of(bytes_of("react.html"))
    long = Extraction(metadata=Metadata(), html="", text="word " * 400, words=400)
    short = Extraction(metadata=Metadata(), html="", text="word", words=1)
    assert not is_shell(shell, long)
    assert is_shell(shell, short)


@pytest.mark.parametrize("body", [b"", b"   ", b"\xff\xfe", b"<", b"<html>", b"<!-- only a comment -->"])
def test_next_to_nothing_is_no_shell(body: bytes) -> None:
    assert not is_shell(page_of(body), None)


def test_what_is_no_page_is_no_shell() -> None:
    assert not is_shell(page_of(b"<script>fetch('/')</script>", media_type="text/plain"), None)


def test_a_monstrous_page_is_judged_by_its_beginning() -> None:
    deep = b"<script src=/app.js></script>" + b"<div>" * 200_000
    wide = b"<script src=/app.js></script>" + b"<i></i>" * 1_000_000
    assert is_shell(page_of(deep), None)
    assert is_shell(page_of(wide), None)
