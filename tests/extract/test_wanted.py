"""Page in, what is at stake on it out: each folder of tests/pages with a wanted.toml names what must not go wrong.

`stake` says it in a sentence; the rest is what must come out. `[metadata]` has exact values of the fields at stake
("" is "not said"). `[text]` has what the text `holds`, in this order, what it `lacks`, and what it has just `once`.
`[markup]` counts what an XPath finds in the article. `[pictures]` has, for a picture's own address, the one to be
tried first. `nothing` is part of the reason why the page is no article. `flags` are all there must be. `address`
stands in for the usual one. `saved` says that the page comes from a file, so nobody knows when it was had. `fails`
says why it does not come out yet.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from tearsheet.extract import read
from tearsheet.fetch import page_from_bytes
from tearsheet.model.errors import NothingReadable
from tearsheet.model.extraction import Extraction
from tearsheet.model.page import Method
from tests.support.made_pages import ADDRESS

PAGES = sorted(path.parent for path in (Path(__file__).parent.parent / "pages").glob("*/wanted.toml"))
RECEIVED = datetime(2026, 3, 1, 12, tzinfo=UTC)
KEYS = {"stake", "address", "saved", "metadata", "text", "markup", "pictures", "nothing", "flags", "fails"}

Wanted = dict[str, Any]


def wanted_of(folder: Path) -> Wanted:
    wanted = tomllib.loads((folder / "wanted.toml").read_text(encoding="utf-8"))
    unknown = (wanted.keys() - KEYS) | (wanted.get("text", {}).keys() - {"holds", "lacks", "once"})
    assert not unknown, f"{folder.name}: no such key: {unknown}"
    assert wanted["stake"]
    return wanted


def read_folder(folder: Path, wanted: Wanted) -> Extraction:
    """Read the page from its bytes, so that its charset is found as it would be in a file."""
    data = (folder / "page.html").read_bytes()
    page = page_from_bytes(data, url=wanted.get("address", ADDRESS), received=RECEIVED)
    return read((page if wanted.get("saved") else replace(page, method=Method.FETCH),))


def misses(extraction: Extraction, wanted: Wanted) -> Iterator[str]:
    yield from misses_of_metadata(extraction, wanted.get("metadata", {}))
    yield from misses_of_text(extraction.text, wanted.get("text", {}))
    tree = lxml.html.fragment_fromstring(extraction.html, create_parent="div")
    for path, count in wanted.get("markup", {}).items():
        found = tree.xpath(f"count({path})")
        if found != count:
            yield f"{path}: {found:g}, not {count}"
    best = {picture.url: picture.candidates[0] for picture in extraction.pictures}
    for url, first in wanted.get("pictures", {}).items():
        if best.get(url) != first:
            yield f"picture {url}: {best.get(url)}, not {first}"
    if "flags" in wanted and set(wanted["flags"]) != set(extraction.flags):
        yield f"flags: {list(extraction.flags)}, not {wanted['flags']}"


def misses_of_metadata(extraction: Extraction, wanted: Wanted) -> Iterator[str]:
    for name, value in wanted.items():
        found = getattr(extraction.metadata, name)
        if name in ("published", "modified"):
            found = found.isoformat() if found else ""
        elif isinstance(found, tuple):
            found = list(found)
        if found != value:
            yield f"{name}: {found!r}, not {value!r}"


def misses_of_text(text: str, wanted: Wanted) -> Iterator[str]:
    place = 0
    for held in wanted.get("holds", []):
        found = text.find(held, place)
        if found < 0:
            yield f"{'out of order' if held in text else 'lost'}: {held!r}"
        else:
            place = found + len(held)
    for other in wanted.get("lacks", []):
        if other in text:
            yield f"not of the article: {other!r}"
    for once in wanted.get("once", []):
        if text.count(once) != 1:
            yield f"{text.count(once)} times: {once!r}"


def parameter(folder: Path) -> Any:
    wanted = wanted_of(folder)
    fails = wanted.get("fails")
    marks = [pytest.mark.xfail(reason=fails, strict=True, raises=AssertionError)] if fails else []
    return pytest.param(folder, wanted, id=folder.name, marks=marks)


@pytest.mark.parametrize(("folder", "wanted"), [parameter(folder) for folder in PAGES])
def test_what_is_at_stake_comes_out(folder: Path, wanted: Wanted) -> None:
    try:
        extraction = read_folder(folder, wanted)
    except NothingReadable as error:
        reason = wanted.get("nothing")
        assert reason is not None, f"{wanted['stake']}\n  nothing was read: {error.detail}"
        assert reason in error.detail, f"{wanted['stake']}\n  nothing was read, but for: {error.detail}"
        return
    missed = [*misses(extraction, wanted)]
    if "nothing" in wanted:
        missed.insert(0, f"read as an article: {extraction.text[:200]!r}")
    reasons = "\n  ".join(extraction.reasons)
    assert not missed, "\n  ".join((wanted["stake"], *missed)) + f"\nbecause\n  {reasons}"
