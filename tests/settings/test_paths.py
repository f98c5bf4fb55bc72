"""The library is where the person says it is."""

import pytest

from tearsheet.settings.paths import library_location


def test_what_is_given_wins_over_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEARSHEET_LIBRARY", "/from/environment")
    assert library_location("/given") == "/given"
    assert library_location() == "/from/environment"


def test_without_a_word_it_is_in_the_data_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TEARSHEET_LIBRARY", raising=False)
    assert library_location().endswith("library")
