"""A person's own templates are files in one folder."""

from pathlib import Path

import pytest

from tearsheet.model.errors import SettingsError
from tearsheet.settings.templates import (
    free_file,
    read_template,
    rename_template,
    templates,
    templates_folder,
    write_template,
)


def test_a_template_is_kept_and_listed_by_name() -> None:
    assert templates() == ()
    for name in ("笔记", "Reading", "an other"):
        write_template(free_file(name), f"{name}: {{{{title}}}}\n")
    assert [file.stem for file in templates()] == ["an other", "Reading", "笔记"]
    assert read_template(templates()[2]) == "笔记: {{title}}\n"


def test_no_two_have_one_name_whatever_is_typed() -> None:
    write_template(free_file("Notes"), "")
    assert free_file("notes").stem == "notes 2"
    assert free_file("../../a:b").parent == templates_folder()
    write_template(free_file("Other"), "")
    renamed = rename_template(free_file("Other").with_name("Other.md"), "Notes")
    assert renamed.stem == "Notes 2" and renamed.exists()
    assert rename_template(renamed, "Notes 2") == renamed


def test_a_template_that_cannot_be_read_or_written_is_said(tmp_path: Path) -> None:
    broken = tmp_path / "broken.md"
    broken.write_bytes(b"\xff\xfe\xff")
    for file in (broken, tmp_path / "missing.md"):
        with pytest.raises(SettingsError):
            read_template(file)
    with pytest.raises(SettingsError):
        write_template(broken / "below.md", "x")
    with pytest.raises(SettingsError):
        rename_template(tmp_path / "missing.md", "other")
