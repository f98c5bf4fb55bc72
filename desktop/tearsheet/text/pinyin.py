"""Turn Chinese titles and names into what they are sorted by and found by: pinyin and its initials.

pypinyin, which knows 重庆 from 重要, takes a fifth of a second to import: only a text with Han in it does.
"""

import re
from functools import cache
from operator import add

from tearsheet.resources import resource
from tearsheet.text.cjk import fold

# Kept as strings, as in text/cjk.py.
_HAN = "[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_APOSTROPHE = "['’]"
_BETWEEN_WORDS = r"[\W_]+"
_NUMBER = "0*([0-9]+)"
_TYPED = f"[a-zü]+(?:{_APOSTROPHE}[a-zü]+)*"
_INITIALS = "[bcdfghj-np-twxyz]{2,}"
_FEWEST_SYLLABLES = 2
_LONGEST_SYLLABLE = 6
_MOST_DIGITS = 9

LONGEST = 8
"""As many characters as one spelling has at most."""

NOTHING = "\U0010ffff"
"""What a text without a letter or a digit is sorted by: behind all others."""


def sort_key(text: str) -> str:
    """Return what `text` is sorted by, code point by code point.

    Chinese stands where its pinyin does, character by character; numbers by their size; marks count as spaces.
    """
    words = re.sub(_BETWEEN_WORDS, " ", re.sub(_APOSTROPHE, "", fold(text))).strip()
    key = re.sub(f"{_HAN}+", _sounded, re.sub(_NUMBER, _sized, words))
    return key or NOTHING


def spellings(text: str) -> str:
    """Return, parted by spaces, what Chinese in `text` is typed as: from each character on, in full and in initials.

    No more than LONGEST characters each; 大众网 gives dazhongwang, dzw, zhongwang, zw, wang and w.
    """
    if text.isascii():
        return ""
    found: dict[str, None] = {}
    for run in re.findall(f"{_HAN}+", fold(text)):
        syllables = [_without_tone(syllable) for syllable in _syllables(run)]
        for start in range(len(syllables)):
            spelled = syllables[start : start + LONGEST]
            found["".join(spelled)] = found["".join(syllable[0] for syllable in spelled)] = None
    return " ".join(found)


def spelled(text: str) -> str:
    """Return `text`, folded, with its Chinese as pinyin without tones: 大众网 gives dazhongwang.

    Names that a dictionary of phrases reads wrong are read as `cjk/names.txt` has them.
    """
    names = _names()
    parts = re.split(f"({'|'.join(names)})", fold(text))
    return "".join(names.get(part) or re.sub(f"{_HAN}+", _toneless, part) for part in parts)


def as_spelling(term: str) -> str | None:
    """Return the beginning of a spelling that somebody who typed `term` can be looking for.

    That is two whole syllables or more and perhaps the beginning of another, or initials without a vowel among them;
    but no common English word, though "change" is chan'ge.
    """
    typed = re.sub("([ln])ue", r"\1ve", term.lower())
    if not re.fullmatch(_TYPED, typed) or typed in _english():
        return None
    parts = re.split(_APOSTROPHE, typed.replace("ü", "v"))
    token = "".join(parts)[: LONGEST * _LONGEST_SYLLABLE]
    return token if re.fullmatch(_INITIALS, typed) or _can_be_spelled(parts) else None


def _can_be_spelled(parts: list[str]) -> bool:
    """Say whether each part is syllables to its end, but for the last, whose last syllable may be unfinished."""
    *whole, last = map(_most_syllables, parts)
    if not all(len(part) in found for part, found in zip(parts[:-1], whole, strict=True)):
        return False
    before = sum(found[len(part)] for part, found in zip(parts[:-1], whole, strict=True))
    return any(
        before + number >= _FEWEST_SYLLABLES and (end == len(parts[-1]) or parts[-1][end:] in _beginnings())
        for end, number in last.items()
    )


def _most_syllables(letters: str) -> dict[int, int]:
    """Return the ends of the syllables that `letters` can be cut into, and how many there are at most up to each."""
    found = {0: 0}
    for start in range(len(letters)):
        if start in found:
            for end in range(start + 1, min(start + _LONGEST_SYLLABLE, len(letters)) + 1):
                if letters[start:end] in _known_syllables():
                    found[end] = max(found.get(end, 0), found[start] + 1)
    return found


def _sounded(run: re.Match[str]) -> str:
    return "".join(map(add, _syllables(run[0]), run[0]))


def _toneless(run: re.Match[str]) -> str:
    return "".join(map(_without_tone, _syllables(run[0])))


def _sized(number: re.Match[str]) -> str:
    """Put before a number how many digits it has, so that 9 comes before 10."""
    return f"{min(len(number[1]), _MOST_DIGITS)}{number[1]}"


def _syllables(run: str) -> list[str]:
    """Return the syllable of each character with the number of its tone, or the character where none is known."""
    from pypinyin import Style, lazy_pinyin

    # As many characters as are unknown in a row come back as they went: `list` is allowed, though not declared.
    found = lazy_pinyin(run, style=Style.TONE3, errors=list, neutral_tone_with_five=True)  # type: ignore[arg-type]
    return [syllable if syllable[0].isascii() else han for syllable, han in zip(found, run, strict=True)]


def _without_tone(syllable: str) -> str:
    return syllable.rstrip("12345")


@cache
def _known_syllables() -> frozenset[str]:
    return frozenset(_words_of("cjk/syllables.txt"))


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(syllable[:end] for syllable in _known_syllables() for end in range(1, len(syllable) + 1))


@cache
def _english() -> frozenset[str]:
    return frozenset(_words_of("cjk/not_pinyin.txt"))


@cache
def _names() -> dict[str, str]:
    words = _words_of("cjk/names.txt")
    return dict(zip(words[::2], words[1::2], strict=True))


def _words_of(name: str) -> list[str]:
    lines = resource(name).read_text("utf-8").splitlines()
    return [word for line in lines if not line.startswith("#") for word in line.split()]
