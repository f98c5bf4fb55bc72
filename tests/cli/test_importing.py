"""Posts are imported from the command line: a row each, what was odd, and a line for all of them."""

from pathlib import Path

import pytest

from tests.cli.conftest import Tearsheet
from tests.support.source import ROOT
from tests.workflows.test_importing import seed_shaped, write

SEED = ROOT.parent / "shared" / "seed" / "post.txt"


def test_every_post_has_its_row(tearsheet: Tearsheet, tmp_path: Path) -> None:
    site = write(tmp_path / "site", 2)
    (site / "_posts" / "2022-03-03-odd.md").write_text(seed_shaped(3).replace('"标题3"', '"a"b"'), encoding="utf-8")
    ran = tearsheet("import", str(site), "--from", "jekyll", "--json")
    assert ran.code == 0
    first, _second, odd = ran.rows
    assert first == {
        "id": 4,
        "file": "_posts/2022-03-02-1.md",
        "url": "http://share.example/html_News/NewsShare.html?infoCode=NW202203020000000001",
        "title": "标题1",
        "status": "added",
        "error": None,
        "missing": [],
        "oddities": [],
    }
    assert str(odd["oddities"]).count("'kind'") == 1
    assert "'kind': 'broken-front-matter'" in str(odd["oddities"])
    assert "line 3" in str(odd["oddities"])
    assert "Its front matter is no valid YAML and was read line by line." in str(odd["oddities"])


def test_a_person_is_told_what_was_odd_and_how_many_there_were(tearsheet: Tearsheet, tmp_path: Path) -> None:
    site = write(tmp_path / "site", 2)
    (site / "_posts" / "2022-03-03-odd.md").write_text(seed_shaped(3).replace('"标题3"', ""), encoding="utf-8")
    ran = tearsheet("import", str(site))
    assert ran.code == 0
    assert "Added: 4  标题1" in ran.out
    assert (
        "_posts/2022-03-03-odd.md: It has no title; a heading or the file's name stands in its place. (odd)" in ran.err
    )
    assert "Imported: 3 new, 1 with something odd." in ran.err
    again = tearsheet("import", str(site))
    assert (again.code, again.out) == (0, "")
    assert "Imported: 3 already kept." in again.err


def test_one_that_fails_is_told_with_its_reason_and_the_others_are_kept(tearsheet: Tearsheet, tmp_path: Path) -> None:
    site = write(tmp_path / "site", 2)
    (tmp_path / "secret.md").write_text(seed_shaped(9), encoding="utf-8")
    try:
        (site / "_posts" / "2022-03-03-out.md").symlink_to(tmp_path / "secret.md")
    except OSError:
        pytest.skip("links need rights here")
    ran = tearsheet("import", str(site), "--json")
    assert ran.code == 1
    assert [row["status"] for row in ran.rows] == ["added", "added", "failed"]
    assert ran.rows[2]["error"] == "outside-folder"
    assert "leads out of the folder" in str(ran.rows[2]["reason"])
    assert "Imported: 2 new, 1 failed." in ran.err


def test_what_cannot_be_imported_is_said(tearsheet: Tearsheet, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    ran = tearsheet("import", str(tmp_path / "empty"))
    assert (ran.code, ran.out) == (1, "")
    assert "There is nothing to import there." in ran.err
    assert tearsheet("import", str(tmp_path / "nowhere")).code == 1
    wrong = tearsheet("import", str(tmp_path), "--from", "gopher")
    assert wrong.code == 2
    assert "there are jekyll" in wrong.err
    assert tearsheet("import").code == 2


def test_formats_name_the_sources(tearsheet: Tearsheet) -> None:
    rows = [row for row in tearsheet("formats", "--json").rows if row.get("imports")]
    assert rows == [{"name": "jekyll", "title": "Jekyll", "imports": True}]
    assert "import --from jekyll  Jekyll" in tearsheet("formats").out


@pytest.mark.skipif(not SEED.exists(), reason="the seed is not here")
def test_the_seed_is_imported_shown_and_found(tearsheet: Tearsheet) -> None:
    assert tearsheet("import", str(SEED)).code == 0
    [row] = tearsheet("list", "小微企业", "--json").rows
    assert row["title"] == "蓝海银行：金融活水滴灌小微企业 倾力推进共同富裕"
    assert (row["source"], row["published"], row["saved"]) == ("大众网", *["2022-03-02T17:24:54+08:00"] * 2)
    assert row["tags"] == ["大众网新闻"]
