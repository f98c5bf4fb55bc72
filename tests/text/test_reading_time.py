"""Reading time counts characters in CJK languages, and words in all others."""

import pytest

from tearsheet.text.reading_time import minutes_to_read


@pytest.mark.parametrize(("words", "language", "minutes"), [(3420, "zh-CN", 9), (1400, "en", 6), (1, "en", 1)])
def test_reading_time_counts_characters_or_words(words: int, language: str, minutes: int) -> None:
    assert minutes_to_read(words, language) == minutes
