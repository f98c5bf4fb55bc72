"""Turn a text and the words that were looked for into where they stand, and into a passage to show."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice, pairwise
from typing import NamedTuple

from tearsheet.text.cjk import ANY_CJK, fold, is_cjk, phrase_tokens, runs, traditional_of

_BEFORE = 24
_LENGTH = 160
_SHOWN = _LENGTH - _BEFORE
_LOOKED_AT = 64
"""So many hits of each word are looked at for the passage that has most of the words."""

# What folding changes beyond case and traditional characters, which the pattern knows: not these.
_ODD = "[^\x00-\x7f\u3001-\u301b\u4e00-\u9fff\u2013-\u2026\u00b7，！：；？（）～％＋－]"
_ENDS = "。，、；：！？…）》〉】」』”’.,;:!?)]"
"""What a passage cut from the midst of a text does not begin with: it ends what came before."""
_LETTER = f"[^\\W_{ANY_CJK}]"
_BREAKS = "\t\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029"


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a text on one line, with the hits in it as (start, end)."""

    text: str
    hits: tuple[tuple[int, int], ...]


def passage(text: str, words: Sequence[str]) -> Passage | None:
    """Return the passage that has most of the words, the first of several; None where none of them stands.

    They are looked for in the text as it is written, and where none stands there in what folding makes of it.
    """
    patterns = _patterns(tuple(words))
    written = _in_small(text, tuple(words))
    found = _first_hits(written, patterns) or _folded_hits(text, patterns)
    if not found:
        return None
    start = _beginning(text, _first_of_most(found).start)
    end = min(len(text), start + _LENGTH)
    inside = _hits_between(written, patterns, start, end) or [
        hit for hit in found if start <= hit.start and hit.end <= end
    ]
    cut = "…" if start else ""
    shift = len(cut) - start
    return Passage(
        text=cut + _on_one_line(text[start:end]) + ("…" if end < len(text) else ""),
        hits=tuple([(begin + shift, stop + shift) for begin, stop in _merged(inside)]),
    )


def _on_one_line(text: str) -> str:
    if text.isprintable():  # as most passages are, and none with a break
        return text
    for each in _BREAKS:
        text = text.replace(each, " ")
    return text


class _Hit(NamedTuple):
    start: int
    end: int
    word: int


class _Pattern(NamedTuple):
    """What finds a word whichever way it is written, and in a text that has no `traditional` character of it."""

    either: "re.Pattern[str]"
    simplified: "re.Pattern[str]"
    traditional: str

    def of(self, written: str) -> "re.Pattern[str]":
        """Return the faster one that will do: to begin with a choice of characters takes `re` seven times as long."""
        return self.either if any(map(written.__contains__, self.traditional)) else self.simplified


def _first_hits(written: str, patterns: Sequence[_Pattern]) -> list[_Hit]:
    """Return the hits among which to choose: of one word the first that a passage can show, of several the first ones.

    Each word is looked for by itself, for `re` leaps from one place where its first character stands to the next.
    """
    if len(patterns) == 1:
        match = patterns[0].of(written).search(written)
        if match is None:
            return []
        if match.end() - match.start() <= _SHOWN:
            return [_Hit(match.start(), match.end(), 0)]
    found = [
        _Hit(match.start(), match.end(), word)
        for word, pattern in enumerate(patterns)
        for match in islice(pattern.of(written).finditer(written), _LOOKED_AT)
    ]
    found.sort()
    return found


def _hits_between(written: str, patterns: Sequence[_Pattern], start: int, end: int) -> list[_Hit]:
    found = [
        _Hit(match.start(), match.end(), word)
        for word, pattern in enumerate(patterns)
        for match in pattern.either.finditer(written, start, end + 1)  # what follows a word may be looked at
        if match.end() <= end
    ]
    found.sort()
    return found


def _merged(found: Sequence[_Hit]) -> list[tuple[int, int]]:
    """Return where hits, which are in order, stand; those that overlap as one."""
    merged: list[tuple[int, int]] = []
    for start, end, _word in found:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _in_small(text: str, words: tuple[str, ...]) -> str:
    """Return the text in small letters where the words have any: to ignore case takes `re` several times as long."""
    if not _have_case(words):
        return text
    small = text.lower()
    return small if len(small) == len(text) else ""  # İ alone becomes longer; what is folded is looked through then


@lru_cache(maxsize=32)
def _have_case(words: tuple[str, ...]) -> bool:
    return any(word.upper() != word.lower() for word in words)


def _folded_hits(text: str, patterns: Sequence[_Pattern]) -> list[_Hit]:
    """Return hits in the first line that has any: what folding makes longer or shorter is reckoned within its line."""
    if not patterns or not re.search(_ODD, text):
        return []
    position = 0
    for line in text.splitlines(keepends=True):
        folded = fold(line)
        if found := _hits_between(folded, patterns, 0, len(folded)):
            places = _places(line)
            starts = [position + places[min(hit.start, len(places) - 1)] for hit in found]
            ends = [position + places[min(hit.end, len(places) - 1)] for hit in found]
            return [
                _Hit(start, max(end, start + 1), hit.word) for start, end, hit in zip(starts, ends, found, strict=True)
            ]
        position += len(line)
    return []


def _places(line: str) -> list[int]:
    """Return for each character of the folded line, and its end, the character of the line it comes from."""
    places: list[int] = []
    for number, letter in enumerate(line):
        places += [number] * len(fold(letter))
    return [*places, len(line)]


@lru_cache(maxsize=32)
def _patterns(words: tuple[str, ...]) -> tuple[_Pattern, ...]:
    return tuple(
        _Pattern(re.compile(either), re.compile(_part(word, re.escape)), "".join(map(traditional_of, fold(word))))
        for word in words
        if (either := _part(word, _spelled))
    )


def _part(word: str, spelled: Callable[[str], str]) -> str:
    """Return the pattern of one term: its words in order, marks and spaces between them as may be."""
    some = runs(word)
    if not some:
        return ""
    first = some[0]
    # Looked back for where the run stands, not at each character of the text.
    before = "" if is_cjk(first) else f"(?<!{_LETTER}{'.' * len(first)})"
    parts = [spelled(first), before]
    for run, following in pairwise(some):
        # Two of one script would be one run with nothing between them.
        parts += [r"[\W_]+" if is_cjk(run) == is_cjk(following) else r"[\W_]*", spelled(following)]
    is_whole = not is_cjk(some[-1]) and not phrase_tokens(word)[1]
    return "".join(parts) + (f"(?!{_LETTER})" if is_whole else "")


def _spelled(run: str) -> str:
    return "".join(map(_variants, run))


@cache
def _variants(letter: str) -> str:
    others = traditional_of(letter)
    return f"[{letter}{others}]" if others else re.escape(letter)


def _first_of_most(found: Sequence[_Hit]) -> _Hit:
    """Return the first hit of those near which most of the words stand."""
    best = found[0]
    if len(found) == 1:
        return best
    most, all_words = 0, len({hit.word for hit in found})
    near: dict[int, int] = {}
    after = 0
    for place, hit in enumerate(found):
        while after < len(found) and found[after].end <= hit.start + _SHOWN:
            near[found[after].word] = near.get(found[after].word, 0) + 1
            after += 1
        if after == place:  # longer than a passage
            after += 1
            continue
        if len(near) > most:
            best, most = hit, len(near)
        if most == all_words:
            break
        near[hit.word] -= 1
        if not near[hit.word]:
            del near[hit.word]
    return best


def _beginning(text: str, hit: int) -> int:
    """Return where to begin a passage: a little before the hit, and not within a word or before its paragraph.

    CJK characters are twice as wide as letters, and a hit must not stand behind the end of a row's only line.
    """
    start = max(0, hit - _BEFORE)
    if 2 * sum(map("\u2e7f".__lt__, text[start:hit])) > _BEFORE:
        start = hit - _BEFORE // 2
    start = max(start, text.rfind("\n", start, hit) + 1)
    if start and _is_letter(text[start]) and _is_letter(text[start - 1]):
        space = text.find(" ", start, hit)
        start = space + 1 if space >= 0 else start
    shown = text[start:hit].lstrip()
    if start and text[start - 1] != "\n":
        shown = shown.lstrip(_ENDS).lstrip()
    return hit - len(shown)


def _is_letter(character: str) -> bool:
    return character.isalnum() and not is_cjk(character)
