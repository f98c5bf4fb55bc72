"""Turn a text into passages that a reader might mark: words, sentences, across paragraphs, words that are repeated."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

from tests.bench.anchoring.texts import BREAK, Text, sentences

NUMBER = 25
_TRIES = 5_000
_SHORT = {"zh": 8, "en": 25}

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Highlight:
    """A passage of a text, in code points. `kind` is short, sentence, sentences, across or repeated."""

    start: int
    end: int
    kind: str


def highlights(text: Text, chance: random.Random) -> list[Highlight]:
    """Return NUMBER highlights, fewer of a text that has not the like of them."""
    kinds = ["short"] * 6 + ["sentence"] * 8 + ["sentences"] * 5 + ["across"] * 3 + ["repeated"] * 3
    whole, starts = text.whole, text.starts
    found: list[Highlight] = []
    for _ in range(_TRIES):
        if len(found) == NUMBER:
            break
        kind, number = kinds[len(found)], chance.randrange(len(text.paragraphs))
        span = _CHOOSE[kind](text, number, chance)
        if span is None:
            continue
        start, end = starts[number] + span[0], starts[number] + span[1]
        words = whole[start:end]
        if kind == "repeated" and whole.count(words) < 2:
            continue
        found.append(Highlight(start, start + len(words.rstrip()), kind))
    return found


def _short(text: Text, number: int, chance: random.Random) -> Span | None:
    return _words(text, text.paragraphs[number], chance, most=10 if text.language == "zh" else 3)


def _repeated(text: Text, number: int, chance: random.Random) -> Span | None:
    paragraph = text.paragraphs[number]
    span = _words(text, paragraph, chance, most=5 if text.language == "zh" else 2)
    if span is None or (text.language == "zh" and not re.fullmatch(r"[\u4e00-\u9fffA-Za-z]+", paragraph[slice(*span)])):
        return None
    return span


def _words(text: Text, paragraph: str, chance: random.Random, *, most: int) -> Span | None:
    if text.language == "zh":
        length = chance.randint(2, most)
        if len(paragraph) <= length:
            return None
        start = chance.randrange(len(paragraph) - length)
        return start, start + length
    words = [match.span() for match in re.finditer(r"\w+", paragraph)]
    length = chance.randint(1, most)
    if len(words) <= length:
        return None
    first = chance.randrange(len(words) - length)
    start, end = words[first][0], words[first + length - 1][1]
    return (start, end) if end - start >= 4 else None


def _sentence(text: Text, number: int, chance: random.Random) -> Span | None:
    spans = sentences(text.paragraphs[number], text.language)
    start, end = chance.choice(spans) if spans else (0, 0)
    return (start, end) if end - start >= _SHORT[text.language] else None


def _sentences(text: Text, number: int, chance: random.Random) -> Span | None:
    spans = sentences(text.paragraphs[number], text.language)
    if len(spans) < 2:
        return None
    first = chance.randrange(len(spans) - 1)
    return spans[first][0], spans[min(len(spans) - 1, first + chance.randint(1, 2))][1]


def _across(text: Text, number: int, chance: random.Random) -> Span | None:
    if number + 1 == len(text.paragraphs):
        return None
    length = len(text.paragraphs[number])
    return chance.randrange(length), length + len(BREAK) + chance.randint(1, len(text.paragraphs[number + 1]))


_CHOOSE: dict[str, Callable[[Text, int, random.Random], Span | None]] = {
    "short": _short,
    "sentence": _sentence,
    "sentences": _sentences,
    "across": _across,
    "repeated": _repeated,
}
