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


def test_articles_go_in_the_order_they_were_kept_however_they_are_named(tearsheet: Tearsheet, tmp_path: Path) -> None:
    arguments = ("--as", "json", "--to", str(tmp_path), "--option", "layout=lines")
    kept = []
    for items in (("id:1", "id:3"), ("id:3", "id:1")):
        assert tearsheet("export", *items, *arguments).code == 0
        kept.append((tmp_path / "articles.jsonl").read_bytes())
    assert kept[0] == kept[1]


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
    exported = [row["name"] for row in rows if "imports" not in row]
    assert exported == ["markdown", "jekyll", "hugo", "html", "json", "jsonld", "text"]
    assert "pictures=folder|link|none" in tearsheet("formats").out


def test_notes_are_written_by_a_persons_own_template(tearsheet: Tearsheet, tmp_path: Path) -> None:
    template = tmp_path / "note.j2"
    template.write_text("{{title}}\r\n{{words|length}}\n", encoding="utf-8-sig")
    notes = tmp_path / "notes"
    arguments = ("export", "tag:茶", "--as", "markdown", "--to", str(notes), "--option")
    assert tearsheet(*arguments, f"template={template}").code == 1
    template.write_text("{{title}}\n", encoding="utf-8-sig")
    assert tearsheet(*arguments, f"template={template}").code == 0
    assert (notes / "春茶上市.md").read_text(encoding="utf-8") == "春茶上市\n"
    template.write_text("\n{{titel}}", encoding="utf-8")
    wrong = tearsheet(*arguments, f"template={template}")
    assert (wrong.code, "line 2: there is no variable titel" in wrong.err) == (1, True)
    assert tearsheet(*arguments, "template=").code == 2
    assert "template=none|PATH" in tearsheet("formats").out


def test_a_site_leaves_a_persons_files_alone_and_names_them(tearsheet: Tearsheet, tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("mine")
    ran = tearsheet("export", "tag:茶", "--as", "jekyll", "--to", str(site), "--option", "front=30", "--json")
    assert ran.code == 0
    assert str(site / "index.html") not in [row["path"] for row in ran.rows]
    assert str(site / "_config.yml") in [row["path"] for row in ran.rows]
    assert str(site / "index.html") in ran.err
    assert (site / "index.html").read_text() == "mine"


def test_a_folder_that_cannot_be_made_is_said(tearsheet: Tearsheet, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    ran = tearsheet("export", "--as", "text", "--to", str(tmp_path / "file"))
    assert ran.code == 1
    assert "Traceback" not in ran.err
