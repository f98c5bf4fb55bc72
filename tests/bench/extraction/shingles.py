"""Turn two texts into how much of each the other holds, and many such shares into one figure with its interval.

A shingle is four tokens in a row; a token is a word, or one character where words have no spaces between them. So it
is done by scrapinghub/article-extraction-benchmark, whose own tokens (`\\w+`, as written) stay those of its pages.
"""

import random
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

_NO_SPACES = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af\u0e00-\u0e7f"
_TOKEN = re.compile(rf"[{_NO_SPACES}]|[^\W{_NO_SPACES}]+")
_WORD = re.compile(r"\w+")
_SPACELESS = re.compile(rf"[{_NO_SPACES}]")
_RESAMPLES = 1000

Tokens = Callable[[str], list[str]]


def tokens(text: str) -> list[str]:
    """Return the words of `text` in lower case, and one by one the characters of scripts without spaces."""
    return _TOKEN.findall(text.lower())


def scrapinghub_tokens(text: str) -> list[str]:
    """Return the tokens that scrapinghub's benchmark takes: words as they stand, a Chinese clause being one."""
    return _WORD.findall(text)


def squeezed(text: str) -> str:
    """Return `text` without spaces, case and forms of characters, to look pieces of it up."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).lower()


def is_spaceless(text: str) -> bool:
    """Whether more than a fifth of `text` is in a script without spaces."""
    return len(_SPACELESS.findall(text)) > 0.2 * len(text)


def is_latin(text: str) -> bool:
    """Whether at most a fifth of the letters are of another script than ours."""
    letters = [character for character in text if character.isalpha()]
    return sum(ord(letter) > 0x24F for letter in letters) <= 0.2 * len(letters)


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a text is right and how much of the gold is there; None where there was nothing to judge by."""

    precision: float | None
    recall: float | None

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return harmonic(self.precision or 0.0, self.recall or 0.0)


def share(gold: str, text: str, split: Tokens = tokens) -> Share:
    """Compare a text with its gold."""
    expected, found = _shingles(split(gold)), _shingles(split(text))
    common = sum((expected & found).values())
    return Share(
        precision=common / found.total() if found else None, recall=common / expected.total() if expected else None
    )


def macro(shares: Sequence[Share]) -> float:
    """Return the F1 of the mean precision and the mean recall. An empty text has a recall and no precision."""
    precisions = [each.precision for each in shares if each.precision is not None]
    recalls = [each.recall for each in shares if each.recall is not None]
    return harmonic(sum(precisions) / max(1, len(precisions)), sum(recalls) / max(1, len(recalls)))


def harmonic(precision: float, recall: float) -> float:
    """Return the harmonic mean."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


@dataclass(frozen=True, slots=True)
class Interval:
    """Where a figure lies with a probability of 95 %."""

    low: float
    high: float


def bootstrap(shares: Sequence[Share]) -> Interval:
    """Return the interval of `macro` when the pages are drawn anew; the same shares give the same."""
    return _interval([macro([shares[i] for i in drawn]) for drawn in _draws(len(shares))])


def difference(ours: Sequence[Share], theirs: Sequence[Share]) -> Interval:
    """Return the interval of the difference of both `macro` when the same pages are drawn for both."""
    return _interval(
        [
            macro([ours[i] for i in drawn]) - macro([theirs[i] for i in drawn])
            for drawn in _draws(min(len(ours), len(theirs)))
        ]
    )


def _shingles(words: list[str]) -> Counter[tuple[str, ...]]:
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3)) if words)


def _draws(count: int) -> list[list[int]]:
    chance = random.Random(1)
    return [chance.choices(range(count), k=count) for _ in range(_RESAMPLES)] if count else []


def _interval(figures: list[float]) -> Interval:
    if not figures:
        return Interval(0.0, 0.0)
    ordered = sorted(figures)
    return Interval(ordered[int(0.025 * len(ordered))], ordered[int(0.975 * len(ordered))])
