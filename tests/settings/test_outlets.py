"""Which saved searches are exported on this computer is kept in one small file."""

from pathlib import Path

import pytest

from tearsheet.model.errors import SettingsError
from tearsheet.model.outlet import Outlet
from tearsheet.settings.outlets import change_outlets, load_outlets

RIVERS = Outlet(library="u1", search="河流", form="markdown", folder="/notes", options=(("pictures", "none"),))


def test_an_outlet_comes_back_as_it_was_chosen(tmp_path: Path) -> None:
    file = tmp_path / "new" / "outlets.json"
    change_outlets(lambda known: (*known, RIVERS), file)
    assert load_outlets(file) == (RIVERS,)
    change_outlets(lambda _known: (), file)
    assert load_outlets(file) == ()


def test_no_file_and_a_broken_one_are_no_outlets_and_the_broken_one_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "outlets.json"
    assert load_outlets(file) == ()
    for broken in (b"", b"{}", b"\xff", b'[3, {"library": "u1"}, {"library": 1, "options": {}}]'):
        file.write_bytes(broken)
        assert load_outlets(file) == ()
    file.write_bytes(b"half a fi")
    change_outlets(lambda known: (*known, RIVERS), file)
    assert file.with_name("outlets.json.broken").read_bytes() == b"half a fi"
    assert load_outlets(file) == (RIVERS,)


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError):
        change_outlets(lambda known: (*known, RIVERS), tmp_path / "file" / "outlets.json")
