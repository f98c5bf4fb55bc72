"""What was done, in the words of a menu and a message."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from tearsheet.model.changes import Changes
from tearsheet.model.ids import StepId
from tearsheet.model.steps import Step, StepKind, Turned
from tearsheet.text.steps import in_words, left_in_words
from tearsheet.text.words import use_language


@pytest.fixture(autouse=True)
def _english_after() -> Iterator[None]:
    yield
    use_language("en")


def step(kind: StepKind, count: int = 1, given: tuple[str, ...] = (), taken: tuple[str, ...] = ()) -> Step:
    return Step(id=StepId(1), kind=kind, done=datetime.now(UTC), articles=count, given=given, taken=taken)


def test_numbers_are_grouped_and_one_is_one() -> None:
    assert in_words(step(StepKind.ARCHIVE, 10_000)) == "archive 10,000 articles"
    assert in_words(step(StepKind.ARCHIVE)) == "archive 1 article"


def test_tags_are_named() -> None:
    assert in_words(step(StepKind.TAG, 2, ("a", "b"))) == "tag 2 articles “a, b”"
    assert in_words(step(StepKind.TAG, 2, (), ("a",))) == "take “a” off 2 articles"
    assert in_words(step(StepKind.TAG, 2, ("a",), ("b",))) == "change tags of 2 articles"
    assert in_words(step(StepKind.MERGE_TAG, 2, ("a",), ("b",))) == "merge tag “b” into “a”"


@pytest.mark.parametrize("kind", StepKind)
def test_every_kind_has_words_of_its_own_in_both_languages(kind: StepKind) -> None:
    others = [other for other in StepKind if other is not kind]
    for language in ("en", "zh_CN"):
        use_language(language)
        words = in_words(step(kind, 3, ("x",), ("y",)))
        assert words and "{" not in words
        assert words not in {in_words(step(other, 3, ("x",), ("y",))) for other in others}


def test_what_was_left_is_said() -> None:
    turned = Turned(step=step(StepKind.READ, 3), changes=Changes(), left=2)
    assert left_in_words(turned) == "2 articles were changed since and stay as they are."
    assert left_in_words(Turned(step=step(StepKind.READ), changes=Changes())) == ""
