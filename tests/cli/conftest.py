"""A library with three articles, and the command line run on it within this process."""

import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from tearsheet.bootstrap import desk as open_desk
from tearsheet.cli import main
from tearsheet.model.article import Kind
from tearsheet.model.capture import Keeping
from tearsheet.model.extraction import Extraction, Metadata
from tearsheet.model.page import Address, Method, Page
from tests.support.desks import desk_at

CHINA = timezone(timedelta(hours=8))
ARTICLES = (
    ("https://example.cn/tea", "春茶上市", "大众网", "李明", "<p>新茶的<strong>香气。</strong>很浓</p>", ("茶",)),
    (
        "https://example.com/flood",
        "The flood\x1b[31m of 1953",
        "The Daily Bench",
        "Ada Marsh",
        "<p>High water.</p>",
        (),
    ),
    ("https://example.com/tides", "Tides", "The Daily Bench", "", "<p>Low water.</p>", ("sea/tides",)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """How a run of the command line ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.out.splitlines()]


Tearsheet = Callable[..., Ran]


@pytest.fixture(scope="session")
def model_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("model") / "library"
    desk = desk_at(folder)
    for url, title, source, byline, html, tags in ARTICLES:
        desk.library.add(_keeping(url, title, source, byline, html, tags))
    desk.close()
    return folder


@pytest.fixture
def library(tmp_path: Path, model_library: Path) -> Path:
    """A library of three articles with the ids 1 to 3."""
    return shutil.copytree(model_library, tmp_path / "library")


@pytest.fixture
def tearsheet(library: Path, capfd: pytest.CaptureFixture[str]) -> Tearsheet:
    """The command line on the library; a run without a verb "opens a window" that only says where."""

    def run(*arguments: str) -> Ran:
        capfd.readouterr()
        code = main(["--library", str(library), *arguments], desk=open_desk, window=_window)
        out, err = capfd.readouterr()
        return Ran(code=code, out=out, err=err)

    return run


def _window(location: str | None, links: Sequence[str] = ()) -> int:
    print(f"window on {location}" + (f", {len(links)} links" if links else ""))
    return 0


def _keeping(url: str, title: str, source: str, byline: str, html: str, tags: tuple[str, ...]) -> Keeping:
    page = Page(
        requested=url,
        address=url,
        status=200,
        headers=(),
        body=f"<title>{title}</title>{html}".encode(),
        media_type="text/html",
        charset="utf-8",
        method=Method.FETCH,
        received=datetime(2026, 11, 23, tzinfo=UTC),
    )
    metadata = Metadata(
        title=title, source=source, byline=byline, published=datetime(2022, 3, 2, 17, 24, 54, tzinfo=CHINA)
    )
    return Keeping(
        address=Address(url=url, key=url.removeprefix("https://")),
        share_link=url,
        kind=Kind.ARTICLE,
        pages=(page,),
        extraction=Extraction(metadata=metadata, html=html, text=html[3:-4], words=3),
        extractor="test",
        tags=tags,
    )
