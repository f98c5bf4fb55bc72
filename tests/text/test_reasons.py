"""Every failure has words for a person, in both languages."""

from collections.abc import Iterator

import pytest

from tearsheet.model.errors import Failure, Reason
from tearsheet.text.reasons import in_words
from tearsheet.text.words import use_language


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    use_language("en")


@pytest.mark.parametrize("reason", Reason)
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_failure_is_told_as_a_sentence(reason: Reason, language: str) -> None:
    use_language(language)
    words = in_words(Failure(reason=reason))
    assert words.endswith((".", "。"))
    assert language == "en" or not words.isascii()


def test_the_detail_follows_for_whoever_looks_closer() -> None:
    assert in_words(Failure(reason=Reason.NOT_FOUND, detail="404 Not Found")).endswith("(404 Not Found)")
