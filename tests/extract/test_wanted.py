"""Page in, what is at stake on it out: each folder of tests/pages with a wanted.toml names what must not go wrong.

`stake` says it in a sentence; the rest is what must come out. `[metadata]` has exact values of the fields at stake
("" is "not said"). `[text]` has what the text `holds`, in this order, what it `lacks`, and what it has just `once`.
`[markup]` counts what an XPath finds in the article. `[pictures]` has, for a picture's own address, the one to be
tried first. `nothing` is part of the reason why the page is no article. `flags` are all there must be. `address`
stands in for the usual one. `saved` says that the page comes from a file, so nobody knows when it was had. `fails`
says why it does not come out yet.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from tearsheet.extract import read
from tearsheet.model.errors import NothingReadable
from tearsheet.model.extraction import Extraction
from tests.support.wanted_pages import FOLDERS, Wanted, page_of, wanted_of


def read_folder(folder: Path, wanted: Wanted) -> Extraction:
    return read((page_of(folder, wanted),))


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


@pytest.mark.parametrize(("folder", "wanted"), [parameter(folder) for folder in FOLDERS])
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


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_judge_learns_of_no_page_what_it_must_lack(folder: Path) -> None:
    wanted, words = wanted_of(folder), folder / "article.txt"
    if words.exists():
        assert "nothing" not in wanted
        article = "".join(words.read_text(encoding="utf-8").split())
        lacks = ["".join(other.split()) for other in wanted.get("text", {}).get("lacks", [])]
        assert [other for other in lacks if other and other in article] == []
