"""What was written into a folder is remembered, whatever happens in between."""

from pathlib import Path

import pytest

from tearsheet.model.errors import SettingsError
from tearsheet.settings.ledger import LEFT, Ledger, ledger_file


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "new" / "one.sqlite3"


def test_files_and_stamps_are_there_the_next_time(file: Path) -> None:
    with Ledger(file) as ledger:
        ledger.settle("u1", "s1", {"Tea.md": "d1", "Tea/01.png": "d2"})
    with Ledger(file) as ledger:
        assert ledger.stamps() == {"u1": "s1"}
        assert ledger.files("u1") == {"Tea.md": frozenset({"d1"}), "Tea/01.png": frozenset({"d2"})}
        ledger.settle("u1", "s2", {"Coffee.md": "d3"})
        assert ledger.files("u1") == {"Coffee.md": frozenset({"d3"})}


def test_what_was_about_to_be_written_is_known_beside_what_was(file: Path) -> None:
    with Ledger(file) as ledger:
        ledger.settle("u1", "s1", {"Tea.md": "d1"})
        ledger.intend("u1", "Tea.md", "d2")
    with Ledger(file) as ledger:
        assert ledger.files("u1") == {"Tea.md": frozenset({"d1", "d2"})}


def test_paths_that_are_one_file_somewhere_have_the_same_owners(file: Path) -> None:
    with Ledger(file) as ledger:
        ledger.settle("u1", "s1", {"Café.md": "d1"})
        ledger.settle("u2", "s1", {"CAFE\u0301.md": "d2"})
        assert ledger.owners("cafe\u0301.md") == {"u1": frozenset({"d1"}), "u2": frozenset({"d2"})}


def test_articles_and_files_that_were_left_are_counted(file: Path) -> None:
    with Ledger(file) as ledger:
        ledger.settle("", "", {"_config.yml": LEFT})
        ledger.settle("u1", "s1", {"Tea.md": LEFT})
        ledger.settle("u2", "s1", {"Coffee.md": "d1"})
        assert ledger.counts() == (2, 2)
        ledger.forget_stamps()
        assert (ledger.stamps(), ledger.counts()) == ({}, (0, 2))
        ledger.drop("u1")
        assert ledger.files("u1") == {} and ledger.files("u2")


def test_a_file_that_is_no_ledger_is_kept_and_a_new_one_begun(file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(b"no database at all, whatever it is called" * 20)
    with Ledger(file) as ledger:
        assert ledger.stamps() == {}
    assert file.with_name("one.sqlite3.broken").exists()


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError):
        Ledger(tmp_path / "file" / "one.sqlite3")


def test_ledgers_are_among_the_persons_data(home: Path) -> None:
    assert home in ledger_file("one").parents
