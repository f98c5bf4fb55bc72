"""Kept pages are captured again from the command line, and what became of them and of their highlights is said."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Tearsheet
from tests.support.annotated import BRIDGE, COW
from tests.support.changing_page import CHANGED, GONE, article
from tests.support.desks import desk_at
from tests.support.keepings import keeping
from tests.support.scripted_site import Reply, Site

PROMISED = {"id", "url", "title", "status", "error", "missing", "method", "version", "current"}


@pytest.fixture
def site() -> Iterator[Site]:
    with Site(paths={"/a": article()}) as running:
        yield running


@pytest.fixture
def kept(tearsheet: Tearsheet, site: Site) -> str:
    (row,) = tearsheet("capture", f"{site.url}/a", "--render", "never", "--json").rows
    tearsheet("annotate", str(row["id"]), "--quote", BRIDGE)
    tearsheet("annotate", str(row["id"]), "--quote", COW)
    return str(row["id"])


def again(tearsheet: Tearsheet, *given: str) -> tuple[int, dict[str, object]]:
    ran = tearsheet("recapture", *given, "--render", "never", "--json")
    (row,) = ran.rows
    assert row.keys() >= PROMISED
    return ran.code, row


def test_a_row_says_what_became_of_an_article(tearsheet: Tearsheet, site: Site, kept: str) -> None:
    code, row = again(tearsheet, kept)
    assert (code, row["status"], row["version"], row["current"]) == (0, "unchanged", 4, True)
    site.paths["/a"] = article(CHANGED)
    code, row = again(tearsheet, kept)
    assert (code, row["id"], row["status"], row["version"], row["current"]) == (0, int(kept), "updated", 5, True)
    assert (row["error"], row["method"]) == (None, "fetch")
    assert row["annotations"] == {"anchored": 1, "unsure": 0, "orphan": 1}


def test_what_is_kept_aside_is_no_failure_but_has_its_reason(tearsheet: Tearsheet, site: Site, kept: str) -> None:
    site.paths["/a"] = GONE["deleted"]
    code, row = again(tearsheet, kept)
    assert (code, row["status"], row["version"], row["current"]) == (0, "updated", 5, False)
    assert (row["error"], row["reason"]) == (
        "page-deleted",
        "The page now says that the article is gone. That is kept aside; the article stays as it was.",
    )
    assert tearsheet("show", kept, "--json").rows[0]["version"] == 4


def test_a_link_captured_again_says_the_same(tearsheet: Tearsheet, site: Site, kept: str) -> None:
    site.paths["/a"] = GONE["deleted"]
    ran = tearsheet("capture", f"{site.url}/a", "--render", "never")
    assert ran.code == 0 and ran.out.startswith(f"Kept aside: {kept}  ")
    assert "The page now says that the article is gone." in ran.err


def test_what_could_not_be_had_is_a_failure_and_the_others_go_on(
    tearsheet: Tearsheet, site: Site, kept: str, library: Path
) -> None:
    desk = desk_at(library)
    desk.library.add(keeping("nowhere.invalid/x"))
    desk.close()
    site.paths["/a"] = Reply(body=b"", status=404)
    code, row = again(tearsheet, kept)
    assert (code, row["status"], row["error"], row["current"], row["version"]) == (
        1,
        "failed",
        "not-found",
        False,
        None,
    )
    assert row["reason"] == "The site says that there is no such page any more. The article stays as it was."
    site.paths["/a"] = article(CHANGED)
    ran = tearsheet("recapture", "5", kept, "--render", "never", "--json")
    assert (ran.code, [row["status"] for row in ran.rows]) == (1, ["failed", "updated"])


def test_people_are_told_what_is_new_and_how_highlights_came_through(
    tearsheet: Tearsheet, site: Site, kept: str
) -> None:
    ran = tearsheet("recapture", kept, "--render", "never")
    assert (ran.out, ran.err) == (f"As before: {kept}  High water  (2 highlights)\n", "")
    site.paths["/a"] = article(CHANGED)
    ran = tearsheet("recapture", kept, "--render", "never")
    assert ran.out == f"New version 5: {kept}  High water  (2 highlights, 1 not in it any more)\n"
    site.paths["/a"] = GONE["a login"]
    ran = tearsheet("recapture", kept, "--render", "never")
    assert ran.out == f"Kept aside as version 6: {kept}  High water\n"
    assert ran.err.endswith("The page now asks to sign in. That is kept aside; the article stays as it was.\n")


def test_an_article_that_is_not_there_is_said(tearsheet: Tearsheet) -> None:
    assert tearsheet("recapture", "99").code == 1
    assert tearsheet("recapture").code == 2
