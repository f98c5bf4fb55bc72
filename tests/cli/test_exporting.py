"""Articles leave the library as files, from the command line."""

from pathlib import Path

from tests.cli.conftest import Tearsheet


def test_everything_is_exported_when_nothing_is_named(tearsheet: Tearsheet, tmp_path: Path) -> None:
    ran = tearsheet("export", "--as", "markdown", "--to", str(tmp_path / "notes"))
    assert ran.code == 0
    names = sorted(path.name for path in (tmp_path / "notes").iterdir())
    assert len(names) == 3
    assert "春茶上市.md" in names
    assert sorted(ran.out.splitlines()) == sorted(str(tmp_path / "notes" / name) for name in names)


def test_only_what_is_named_is_exported(tearsheet: Tearsheet, tmp_path: Path) -> None:
    rows = tearsheet(
        "export", "tag:茶", "--as", "json", "--to", str(tmp_path), "--option", "layout=lines", "--json"
    ).rows
    assert rows == [{"path": str(tmp_path / "articles.jsonl")}]


def test_an_unknown_format_or_option_is_wrong_usage(tearsheet: Tearsheet, tmp_path: Path) -> None:
    for arguments in (
        ("--as", "pdf2"),
        ("--as", "markdown", "--option", "pictures=sideways"),
        ("--as", "text", "--option", "x"),
    ):
        ran = tearsheet("export", *arguments, "--to", str(tmp_path / "out"))
        assert ran.code == 2
        assert not (tmp_path / "out").exists()


def test_formats_name_their_options(tearsheet: Tearsheet) -> None:
    rows = tearsheet("formats", "--json").rows
    assert [row["name"] for row in rows] == ["markdown", "html", "json", "text"]
    assert "pictures=folder|link|none" in tearsheet("formats").out


def test_a_folder_that_cannot_be_made_is_said(tearsheet: Tearsheet, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    ran = tearsheet("export", "--as", "text", "--to", str(tmp_path / "file"))
    assert ran.code == 1
    assert "Traceback" not in ran.err
