"""Turn a text and the words that were looked for into where they stand, and into a passage to show."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import takewhile

from tearsheet.text.cjk import ANY_CJK, fold, is_cjk, runs, traditional_of

_BEFORE = 24
_LENGTH = 160
_LOOKED_AT = 64
"""So many hits are looked at for the passage that has most of the words."""

# What folding changes beyond case and traditional characters, which the pattern knows: not these.
_ODD = "[^\x00-\x7f\u3001-\u301b\u4e00-\u9fff\u2013-\u2026\u00b7，！：；？（）～％＋－]"
_LETTER = f"[^\\W_{ANY_CJK}]"
_APART = r"[\W_]*"


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a text on one line, with the hits in it as (start, end)."""

    text: str
    hits: tuple[tuple[int, int], ...]


def passage(text: str, words: Sequence[str]) -> Passage | None:
    """Return the passage that has most of the words, the first of several; None where none of them stands."""
    found = tuple(_some_hits(text, tuple(words)))
    if not found:
        return None
    first = _first_of_most(found)
    start = _beginning(text, first.start)
    end = min(len(text), start + _LENGTH)
    cut = "…" if start else ""
    shift = len(cut) - start
    shown = cut + re.sub(r"\s", " ", text[start:end]) + ("…" if end < len(text) else "")
    inside = dict.fromkeys((hit.start, hit.end) for hit in found if start <= hit.start and hit.end <= end)
    return Passage(text=shown, hits=tuple((begin + shift, stop + shift) for begin, stop in sorted(inside)))


def hits(text: str, words: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Return where any of the words stands in a text that is not long, such as a title."""
    return tuple(dict.fromkeys((hit.start, hit.end) for hit in _some_hits(text, tuple(words))))


@dataclass(frozen=True, slots=True)
class _Hit:
    word: int
    start: int
    end: int


def _some_hits(text: str, words: tuple[str, ...]) -> Iterator[_Hit]:
    """Yield the first hits in the text as it is written, or else in the text as it is folded for searching."""
    pattern = _pattern(words)
    if pattern is None:
        return
    found = False
    for _count, match in zip(range(_LOOKED_AT), pattern.finditer(_in_small(text, words)), strict=False):
        found = True
        yield _Hit(int((match.lastgroup or "_0")[1:]), *match.span())
    if not found and re.search(_ODD, text):
        yield from _folded_hits(text, pattern)


def _in_small(text: str, words: tuple[str, ...]) -> str:
    """Return the text in small letters where the words have any: to ignore case takes `re` several times as long."""
    if not _have_case(words):
        return text
    small = text.lower()
    return small if len(small) == len(text) else ""  # İ alone becomes longer; what is folded is looked through then


@lru_cache(maxsize=32)
def _have_case(words: tuple[str, ...]) -> bool:
    return any(word.upper() != word.lower() for word in words)


def _folded_hits(text: str, pattern: "re.Pattern[str]") -> Iterator[_Hit]:
    """Yield hits line by line: what folding makes longer or shorter is reckoned within its line."""
    position = 0
    for line in text.splitlines(keepends=True):
        matches = list(pattern.finditer(fold(line)))
        if matches:
            places = _places(line)
            for match in matches:
                start, end = places[min(match.start(), len(places) - 1)], places[min(match.end(), len(places) - 1)]
                yield _Hit(int((match.lastgroup or "_0")[1:]), position + start, position + max(end, start + 1))
            return
        position += len(line)


def _places(line: str) -> list[int]:
    """Return for each character of the folded line, and its end, the character of the line it comes from."""
    places: list[int] = []
    for number, letter in enumerate(line):
        places += [number] * len(fold(letter))
    return [*places, len(line)]


@lru_cache(maxsize=32)
def _pattern(words: tuple[str, ...]) -> "re.Pattern[str] | None":
    parts = [f"(?P<_{number}>{part})" for number, word in enumerate(words) if (part := _part(word))]
    return re.compile("|".join(parts)) if parts else None


def _part(word: str) -> str:
    """Return the pattern of one term: its words in order, marks and spaces between them as may be."""
    some = runs(word)
    if not some:
        return ""
    first, *others = some
    # Looked back for where the run stands, not at each character of the text.
    before = "" if is_cjk(first) else f"(?<!{_LETTER}{'.' * len(first)})"
    pattern = _APART.join((f"{_spelled(first)}{before}", *map(_spelled, others)))
    closed = not is_cjk(some[-1]) and not word[-1].isalnum()
    return f"{pattern}{f'(?!{_LETTER})' if closed else ''}"


def _spelled(run: str) -> str:
    return "".join(map(_variants, run))


@cache
def _variants(letter: str) -> str:
    others = traditional_of(letter)
    return f"[{letter}{others}]" if others else re.escape(letter)


def _first_of_most(found: Sequence[_Hit]) -> _Hit:
    """Return the first hit of those near which most of the words stand."""
    best, most, all_words = found[0], 0, len({hit.word for hit in found})
    if all_words == 1 and best.end - best.start <= _LENGTH - _BEFORE:
        return best
    for place, hit in enumerate(found):
        end = hit.start + _LENGTH - _BEFORE
        near = {each.word for each in takewhile(lambda each: each.end <= end, found[place:])}  # noqa: B023 - used at once
        if len(near) > most:
            best, most = hit, len(near)
        if most == all_words:
            break
    return best


def _beginning(text: str, hit: int) -> int:
    """Return where to begin a passage: a little before the hit, and not within a word or before its paragraph.

    CJK characters are twice as wide as letters, and a hit must not stand behind the end of a row's only line.
    """
    start = max(0, hit - _BEFORE)
    if 2 * sum(map("\u2e7f".__lt__, text[start:hit])) > _BEFORE:
        start = hit - _BEFORE // 2
    start = max(start, text.rfind("\n", start, hit) + 1)
    if start and re.match(_LETTER, text[start]) and re.match(_LETTER, text[start - 1]):
        space = text.find(" ", start, hit)
        start = space + 1 if space >= 0 else start
    return hit - len(text[start:hit].lstrip())
