"""Turn the folders of tests/pages into pages, what must come out of them, and the words of their articles.

A folder has page.html and wanted.toml (see tests/extract/test_wanted.py), and article.txt: each block of the article as
a person would copy it, on a line of its own. A page that is no article has no article.txt.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from tearsheet.fetch import page_from_bytes
from tearsheet.model.page import Method, Page
from tests.support.made_pages import ADDRESS

FOLDERS = sorted(path.parent for path in (Path(__file__).parent.parent / "pages").glob("*/wanted.toml"))
RECEIVED = datetime(2026, 3, 1, 12, tzinfo=UTC)
KEYS = {"stake", "address", "saved", "metadata", "text", "markup", "pictures", "nothing", "flags", "fails"}

Wanted = dict[str, Any]


class Told(NamedTuple):
    """A page of our own making, and the words of its article."""

    folder: Path
    page: Page
    article: str


def wanted_of(folder: Path) -> Wanted:
    """Return what must come out of the folder's page."""
    wanted = tomllib.loads((folder / "wanted.toml").read_text(encoding="utf-8"))
    unknown = (wanted.keys() - KEYS) | (wanted.get("text", {}).keys() - {"holds", "lacks", "once"})
    assert not unknown, f"{folder.name}: no such key: {unknown}"
    assert wanted["stake"]
    return wanted


def page_of(folder: Path, wanted: Wanted) -> Page:
    """Return the folder's page, read from its bytes, so that its charset is found as it would be in a file."""
    data = (folder / "page.html").read_bytes()
    page = page_from_bytes(data, url=wanted.get("address", ADDRESS), received=RECEIVED)
    return page if wanted.get("saved") else replace(page, method=Method.FETCH)


def told() -> Iterator[Told]:
    """Yield the pages whose article's words are known."""
    for folder in FOLDERS:
        words = folder / "article.txt"
        if words.exists():
            yield Told(folder, page_of(folder, wanted_of(folder)), words.read_text(encoding="utf-8"))
