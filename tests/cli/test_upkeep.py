"""The library is verified, repaired, backed up and restored from the command line, with a row for each thing."""

from contextlib import closing
from pathlib import Path

from tearsheet.library.sqlite import sqlite
from tests.cli.conftest import Tearsheet
from tests.support.desks import desk_at

ROW = {"kind", "identity", "articles", "fault", "detail", "harmless", "remedy", "reason"}


def rot(library: Path) -> None:
    with closing(sqlite.connect(library / "library.sqlite3")) as file:
        file.execute("UPDATE content SET data = x'00' WHERE sha256 = (SELECT text_sha256 FROM version WHERE id = 2)")
        file.commit()


def test_a_whole_library_is_said_to_be_whole(tearsheet: Tearsheet) -> None:
    ran = tearsheet("verify")
    assert (ran.code, ran.out, ran.err.strip()) == (0, "", "Everything is whole.")
    assert tearsheet("verify", "--json").rows == []


def test_what_is_damaged_is_a_row_and_the_exit_code(tearsheet: Tearsheet, library: Path) -> None:
    rot(library)
    ran = tearsheet("verify", "--json")
    (row,) = ran.rows
    assert ran.code == 1 and row.keys() == ROW
    assert (row["kind"], row["articles"], row["remedy"]) == ("content", [2], None)
    words = tearsheet("verify")
    assert words.out.startswith("✗  The text or page") and words.out.strip().endswith("id:2")
    assert "--repair" in words.err


def test_it_is_repaired_from_a_backup_that_is_named(tearsheet: Tearsheet, library: Path, tmp_path: Path) -> None:
    assert tearsheet("backup", str(tmp_path / "b")).code == 0
    rot(library)
    ran = tearsheet("verify", "--repair", "--backup", str(tmp_path / "b"), "--json")
    assert ran.code == 0 and [row["remedy"] for row in ran.rows] == ["backup"]
    assert tearsheet("verify").code == 0


def test_what_cannot_be_repaired_is_the_exit_code(tearsheet: Tearsheet, library: Path) -> None:
    with closing(sqlite.connect(library / "library.sqlite3")) as file:
        file.execute("UPDATE content SET data = x'00'")
        file.commit()
    ran = tearsheet("verify", "--repair")
    assert ran.code == 1 and "could not be mended" in ran.err
    assert tearsheet("list", "--json").code == 0 and len(tearsheet("list", "--json").rows) == 3
    shown = tearsheet("show", "2")
    assert shown.code == 1 and "damaged on the disk" in shown.err


def test_a_backup_is_a_row(tearsheet: Tearsheet, tmp_path: Path) -> None:
    (row,) = tearsheet("backup", str(tmp_path / "b"), "--json").rows
    assert Path(str(row["path"])).is_file() and row["damaged"] == row["pruned"] == []
    assert "pictures and files copied" in tearsheet("backup", str(tmp_path / "b")).out


def test_without_a_path_a_backup_goes_where_they_usually_are(tearsheet: Tearsheet, library: Path) -> None:
    (row,) = tearsheet("backup", "--json").rows
    assert Path(str(row["path"])).parent == library / "backups"
    findings = {finding["name"]: finding for finding in tearsheet("doctor", "--json").rows}
    assert "The last backup was made on" in str(findings["backup"]["words"])


def test_the_library_is_restored_in_place_and_into_an_empty_folder(
    tearsheet: Tearsheet, library: Path, tmp_path: Path
) -> None:
    tearsheet("backup", str(tmp_path / "b"))
    tearsheet("tag", "1", "+later")
    ran = tearsheet("restore", str(tmp_path / "b"))
    assert ran.code == 0 and "3 articles" in ran.out and "What was there before is in" in ran.err
    assert tearsheet("list", "tag:later", "--json").rows == []

    (row,) = tearsheet("--library", str(tmp_path / "new"), "restore", str(tmp_path / "b"), "--json").rows
    assert (row["articles"], row["aside"], row["missing"]) == (3, None, 0)
    assert len(tearsheet("--library", str(tmp_path / "new"), "list", "--json").rows) == 3
    assert library.is_dir()


def test_a_library_that_is_open_elsewhere_is_not_restored_over(
    tearsheet: Tearsheet, library: Path, tmp_path: Path
) -> None:
    tearsheet("backup", str(tmp_path / "b"))
    desk = desk_at(library)
    assert desk.library.uid
    ran = tearsheet("restore", str(tmp_path / "b"))
    desk.close()
    assert ran.code == 1 and "has this library open" in ran.err


def test_a_place_without_a_backup_is_said_so(tearsheet: Tearsheet, tmp_path: Path) -> None:
    ran = tearsheet("restore", str(tmp_path))
    assert ran.code == 1 and "no backup" in ran.err


def test_links_in_the_place_of_a_verb_are_for_the_window(tearsheet: Tearsheet, library: Path) -> None:
    assert tearsheet("https://example.org/a", "https://example.org/b").out == f"window on {library}, 2 links\n"
    assert tearsheet().out == f"window on {library}\n"
