"""Where articles were left is kept in one small file."""

from pathlib import Path

import pytest

from tearsheet.model.errors import SettingsError
from tearsheet.settings.reading_places import MOST, ReadingPlace, load_places, save_places

HERE = ReadingPlace(offset=1200, of=5000, quote="近年来，山东银保监局", top=12.5, share=0.4, at=10.0)


def test_a_place_comes_back_as_it_was_left(tmp_path: Path) -> None:
    file = tmp_path / "new" / "places.json"
    save_places({"u1": HERE}, file)
    assert load_places(file) == {"u1": HERE}


def test_no_file_and_a_broken_one_are_no_places(tmp_path: Path) -> None:
    file = tmp_path / "places.json"
    assert load_places(file) == {}
    for broken in (b"", b"[1]", b"\xff\xfe", b'{"u1": 3, "u2": {"offset": "x"}, "u3": null}'):
        file.write_bytes(broken)
        assert load_places(file) == {}


def test_what_another_window_has_written_stays(tmp_path: Path) -> None:
    file = tmp_path / "places.json"
    save_places({"u1": HERE}, file)
    save_places({"u2": HERE}, file)
    assert set(load_places(file)) == {"u1", "u2"}


def test_the_later_place_wins_whoever_writes_last(tmp_path: Path) -> None:
    file = tmp_path / "places.json"
    later = ReadingPlace(offset=9, quote="x", at=20.0)
    save_places({"u1": later}, file)
    save_places({"u1": HERE}, file)
    assert load_places(file) == {"u1": later}


def test_only_the_last_articles_read_are_remembered(tmp_path: Path) -> None:
    file = tmp_path / "places.json"
    save_places({f"u{n}": ReadingPlace(offset=n, at=float(n)) for n in range(MOST + 5)}, file)
    kept = load_places(file)
    assert len(kept) == MOST
    assert "u4" not in kept
    assert f"u{MOST + 4}" in kept


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(SettingsError):
        save_places({"u1": HERE}, blocked / "places.json")
