"""The program speaks the person's language."""

from collections.abc import Iterator

import pytest

from tearsheet.text.words import _, language, language_for, use_language


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    use_language("en")


@pytest.mark.parametrize("tag", ["zh_CN.UTF-8", "zh-Hans", "zh_TW", "zh"])
def test_every_chinese_locale_is_spoken_to_in_chinese(tag: str) -> None:
    assert language_for(tag) == "zh_CN"


@pytest.mark.parametrize("tag", ["en_GB.UTF-8", "de_DE", "", "C"])
def test_every_other_locale_is_spoken_to_in_english(tag: str) -> None:
    assert language_for(tag) == "en"


def test_a_message_is_translated() -> None:
    use_language("zh_CN")
    assert language() == "zh_CN"
    assert _("There is no such file.") == "没有这个文件。"


def test_a_message_without_a_translation_stays_english() -> None:
    use_language("zh_CN")
    assert _("no such message anywhere") == "no such message anywhere"
