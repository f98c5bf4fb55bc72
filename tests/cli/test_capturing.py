"""Links and files become articles from the command line, and every one that does not says why."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tearsheet.workflows.share_site import ShareArticle, ShareSite
from tests.cli.conftest import Tearsheet

ROW = {"id", "url", "title", "status", "error", "missing", "method"}
BODY = "".join(
    f"<p>第{number}段：旧书市在城南的河边，雨后的石板路上摆满了书，人们蹲下来慢慢翻看。</p>" for number in range(1, 9)
)
ARTICLE = ShareArticle(code="NW1", title="雨后的旧书市", published="2026-10-18 16:05:00", source="城南随笔", body=BODY)


@pytest.fixture
def site() -> Iterator[ShareSite]:
    with ShareSite(articles=[ARTICLE]) as running:
        yield running


def test_a_link_becomes_an_article_with_its_tags(tearsheet: Tearsheet, site: ShareSite) -> None:
    url = site.url("/a/NW1.html")
    (row,) = tearsheet("capture", url, "--render", "never", "--tag", "书", "--tag", "河/南岸", "--json").rows
    assert row.keys() >= ROW
    assert (row["status"], row["error"], row["method"], row["missing"]) == ("added", None, "fetch", [])
    (kept,) = tearsheet("show", str(row["id"]), "--json").rows
    assert (kept["title"], kept["source"]) == ("雨后的旧书市", "城南随笔")
    assert sorted(kept["tags"]) == ["书", "河/南岸"]  # type: ignore[call-overload]


def test_a_link_already_kept_is_said_to_be(tearsheet: Tearsheet, site: ShareSite) -> None:
    url = site.url("/a/NW1.html")
    first = tearsheet("capture", url, "--render", "never")
    again = tearsheet("capture", f"{url}?utm_source=x", "--render", "never")
    assert first.out.startswith("Added: 4 ")
    assert again.out.startswith("Already kept, unchanged: 4 ")


def test_each_failure_has_its_reason_and_the_rest_is_kept(tearsheet: Tearsheet, site: ShareSite) -> None:
    ran = tearsheet(
        *("capture", "--json", "--render", "never", "not an address", "file:///etc/passwd", "/nowhere/page.html"),
        *("javascript:alert(1)", site.url("/gone"), site.url("/a/NW1.html"), "./gone.url", "a\0b"),
    )
    assert ran.code == 1
    assert [(row["status"], row["error"]) for row in ran.rows] == [
        ("failed", "not-an-address"),
        ("failed", "scheme-refused"),
        ("failed", "no-such-file"),
        ("failed", "scheme-refused"),
        ("failed", "not-found"),
        ("added", None),
        ("failed", "no-such-file"),
        ("failed", "not-an-address"),
    ]
    assert all(row["reason"] for row in ran.rows if row["error"])


def test_a_saved_page_is_captured_as_a_file(tearsheet: Tearsheet, tmp_path: Path) -> None:
    page = tmp_path / "旧书市.html"
    page.write_text(f"<title>旧书市</title><h1>旧书市</h1><article>{BODY}</article>", encoding="utf-8")
    (row,) = tearsheet("capture", str(page), "--json").rows
    assert (row["status"], row["method"]) == ("added", "file")


def test_a_file_of_links_is_a_row_each(tearsheet: Tearsheet, site: ShareSite, tmp_path: Path) -> None:
    links = tmp_path / "links.txt"
    links.write_text(f"看 {site.url('/a/NW1.html')} 和\n{site.url('/gone')}\n", encoding="gb18030")
    ran = tearsheet("capture", str(links), "--render", "never", "--json")
    assert [row["status"] for row in ran.rows] == ["added", "failed"]
    assert ran.code == 1


def test_what_failed_waits_in_the_queue_and_can_be_tried_again(tearsheet: Tearsheet, site: ShareSite) -> None:
    site.articles = []
    tearsheet("capture", site.url("/a/NW1.html"), "--render", "never")
    seen = tearsheet("queue")
    assert (seen.code, seen.out) == (0, "")
    assert "NW1.html" in seen.err
    site.articles = [ARTICLE]
    (row,) = tearsheet("queue", "--retry", "--json").rows
    assert row["status"] == "added"
    assert "Nothing waits." in tearsheet("queue").err


def test_an_article_is_read_again_from_what_was_kept(tearsheet: Tearsheet) -> None:
    ran = tearsheet("reread", "2", "3", "--json")
    assert [row["id"] for row in ran.rows] == [2, 3]
    assert all(row.keys() >= ROW | {"version", "current"} for row in ran.rows)
