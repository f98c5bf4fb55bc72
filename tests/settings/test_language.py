"""The system's language is found where systems say it."""

import pytest

from tearsheet.settings.language import system_language


@pytest.fixture(autouse=True)
def _no_language(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


def test_the_first_of_several_languages_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "zh_CN:en")
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    assert system_language() == "zh_CN"


def test_the_c_locale_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("LANG", "zh_TW.UTF-8")
    assert system_language() == "zh_TW"
