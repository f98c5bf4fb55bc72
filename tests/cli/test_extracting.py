"""Pages in, articles out, with no library and no network."""

import gzip
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Tearsheet

FIELDS = {
    *("title", "byline", "published", "source", "site", "language", "excerpt", "image", "url", "html", "text", "words"),
    *("modified", "canonical", "keywords", "section", "share", "flags"),
}
PAGE = (
    "<!doctype html><html lang=zh-CN><meta charset=utf-8><title>旧书市</title><h1>旧书市</h1><article>"
    + "".join(
        f"<p>第{number}段：雨后的石板路上摆满了书，<b>便宜。</b>人们蹲下来慢慢翻看。</p>" for number in range(1, 9)
    )
    + "</article>"
).encode()


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_bytes(PAGE)
    return path


def test_an_article_for_programs_has_the_fields_they_rely_on(tearsheet: Tearsheet, page: Path) -> None:
    for form in (("--as", "json"), ("--json",)):
        (row,) = tearsheet("extract", str(page), "--url", "https://example.cn/books", *form).rows
        assert row.keys() >= FIELDS
        assert (row["title"], row["url"]) == ("旧书市", "https://example.cn/books")
        assert "第8段" in str(row["text"])


def test_an_article_is_printed_as_markdown_html_or_text(tearsheet: Tearsheet, page: Path) -> None:
    note = tearsheet("extract", str(page)).out
    assert note.startswith('---\ntitle: "旧书市"\n')
    assert "<strong>便宜。</strong>人们" in note
    assert "<b>便宜。</b>" in tearsheet("extract", str(page), "--as", "html").out
    assert tearsheet("extract", str(page), "--as", "text").out.startswith("旧书市\n")


def test_standard_input_and_packed_files_are_read(
    tearsheet: Tearsheet, page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed = page.with_suffix(".html.gz")
    packed.write_bytes(gzip.compress(PAGE))
    plain = tearsheet("extract", str(page), "--as", "text").out
    assert tearsheet("extract", str(packed), "--as", "text").out == plain
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(PAGE)))
    assert tearsheet("extract", "-", "--as", "text").out == plain


def test_how_it_was_read_is_explained_beside_it(tearsheet: Tearsheet, page: Path) -> None:
    ran = tearsheet("extract", str(page), "--explain", "--as", "text")
    assert "title" in ran.err
    assert "share: 0.99 of the page's visible text" in ran.err.splitlines()
    (row,) = tearsheet("extract", str(page), "--explain", "--json").rows
    assert row["reasons"]


def test_an_index_gives_a_row_for_each_page_in_order_and_failures_are_rows(tearsheet: Tearsheet, page: Path) -> None:
    packed = page.with_name("packed.gz")
    packed.write_bytes(gzip.compress(PAGE))
    page.with_name("empty.html").write_bytes(b"")
    page.with_name("broken.gz").write_bytes(gzip.compress(PAGE)[:60])
    rows = [
        {"id": 1, "url": "https://example.cn/1", "file": str(page)},
        {"id": "b", "url": "https://example.cn/2", "file": "packed.gz", "note": "a line\u2028within a row"},
        {"id": 3, "file": "gone.html"},
        {"id": 4, "url": None, "file": "empty.html"},
        {"id": 5, "file": "broken.gz"},
    ]
    index = page.with_name("index.jsonl")
    index.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n\n", encoding="utf-8")
    ran = tearsheet("extract", "--index", str(index))
    assert ran.code == 1
    assert [(row["id"], row.get("error")) for row in ran.rows] == [
        (1, None),
        ("b", None),
        (3, "no-such-file"),
        (4, "nothing-readable"),
        (5, "unreadable-file"),
    ]
    assert ran.rows[1]["title"] == "旧书市"


def test_an_index_that_is_none_is_wrong_usage(tearsheet: Tearsheet, page: Path) -> None:
    index = page.with_name("index.jsonl")
    for lines in ("not json", "[1]", '{"id": 1}', '{"id": 1, "file": 3}'):
        index.write_text(lines)
        assert tearsheet("extract", "--index", str(index)).code == 2
    assert tearsheet("extract", "--index", "/nowhere.jsonl").code == 2


def test_a_bomb_is_not_unpacked(tearsheet: Tearsheet, tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.gz"
    bomb.write_bytes(gzip.compress(bytes(101 << 20), 9))
    ran = tearsheet("extract", str(bomb), "--json")
    assert (ran.code, ran.rows[0]["error"]) == (1, "too-big")
