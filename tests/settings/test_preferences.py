"""Preferences are kept whole, and a broken file never stops the program."""

from pathlib import Path

import pytest

from tearsheet.model.errors import SettingsError
from tearsheet.settings.preferences import Preferences, load, save, set_aside


def test_preferences_come_back_as_they_were_saved(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "preferences.json"
    chosen = Preferences(language="zh_CN", theme="dark", reader_size=21)
    save(chosen, path)
    assert load(path) == chosen
    assert [entry.name for entry in path.parent.iterdir()] == ["preferences.json"]


def test_no_file_means_the_defaults(tmp_path: Path) -> None:
    assert load(tmp_path / "none.json") == Preferences()


def test_unknown_and_wrong_values_take_their_defaults(tmp_path: Path) -> None:
    path = tmp_path / "preferences.json"
    path.write_text('{"theme": "dark", "reader_size": "big", "from_the_future": 7}')
    assert load(path) == Preferences(theme="dark")


def test_keys_come_back_as_they_were_given(tmp_path: Path) -> None:
    path = tmp_path / "preferences.json"
    chosen = Preferences(keys={"archive": "A", "export": ""})
    save(chosen, path)
    assert load(path) == chosen


def test_keys_that_are_no_text_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "preferences.json"
    path.write_text('{"keys": {"archive": "A", "export": 7, "read": null}}')
    assert load(path) == Preferences(keys={"archive": "A"})
    path.write_text('{"theme": "dark", "keys": ["archive", "A"]}')
    assert load(path) == Preferences(theme="dark")


def test_a_broken_file_is_kept_beside_the_next_one(tmp_path: Path) -> None:
    path = tmp_path / "preferences.json"
    path.write_text("{broken")
    aside = set_aside(path)
    assert aside is not None and aside.read_text() == "{broken"
    assert load(path) == Preferences()
    assert set_aside(path) is None


@pytest.mark.parametrize("text", ["{", "[]", "\xff"])
def test_a_broken_file_is_said_to_be_broken(tmp_path: Path, text: str) -> None:
    path = tmp_path / "preferences.json"
    path.write_text(text, encoding="latin-1")
    with pytest.raises(SettingsError, match=r"preferences\.json"):
        load(path)


def test_a_place_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(SettingsError):
        save(Preferences(), tmp_path / "file" / "preferences.json")
