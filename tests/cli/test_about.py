"""The program looks at itself and shows itself, from the command line."""

from pathlib import Path

from tests.cli.conftest import Tearsheet


def test_the_doctor_names_what_it_finds_and_ends_with_one_where_something_is_wrong(tearsheet: Tearsheet) -> None:
    ran = tearsheet("doctor", "--json")
    assert all(row["words"] and isinstance(row["ok"], bool) for row in ran.rows)
    assert {"python", "sqlite"} <= {row["name"] for row in ran.rows}
    assert ran.code == (0 if all(row["ok"] for row in ran.rows) else 1)


def test_the_demo_works_in_the_folder_it_is_given_and_says_what_it_made(tearsheet: Tearsheet, tmp_path: Path) -> None:
    ran = tearsheet("demo", "--json", "--to", str(tmp_path / "demo"))
    assert ran.code == 0, ran.err
    files = [Path(str(file)) for row in ran.rows for file in row["files"]]  # type: ignore[attr-defined]
    assert len([file for file in files if file.suffix == ".md"]) == 3
    assert all(file.is_file() for file in files)
    assert [row["method"] for row in ran.rows if "method" in row] == ["site-rule", "fetch", "render"]
