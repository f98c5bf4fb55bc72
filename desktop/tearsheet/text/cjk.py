"""Turn text in Chinese, Japanese, Korean and spaced scripts into folded text, words counted and words to search by.

No dictionary cuts Chinese into the words a person will look for, so none is used: a run of such characters becomes
overlapping pairs, and what is looked for is a phrase of pairs, which finds any passage of any length exactly. Where
such characters and a word meet, they are a pair too: a search for A股 need not look through all that begins with 股.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import chain, pairwise, zip_longest

from tearsheet.resources import resource

# For a class of a pattern: ideographs, kana, bopomofo and Hangul; not the marks among them that part words (゠ ・).
ANY_CJK = (
    "\u2e80-\u2fdf\u3005-\u3007\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3100-\u312f\u3131-\u318e\u31a0-\u31bf\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97c\uac00-\ud7fb\uf900-\ufaff\U00020000-\U0003ffff"
)
# Kept as strings, which `re` compiles when they are first used: eight milliseconds that a mere list need not pay.
_CHARACTER = f"[{ANY_CJK}]"
_RUN = f"[{ANY_CJK}]+|[^\\W_{ANY_CJK}]+"
_WORD = f"[^\\W_{ANY_CJK}]+(?:['’-][^\\W_{ANY_CJK}]+)*"
_ACCENTED = "[À-ɏ\u0300-\u036fͰ-ӿḀ-ỿ]+"
_ACCENT = "[\u0300-\u036f]"
# Soft hyphen, zero-width and direction marks: seen by nobody, and pages put them between any two characters.
_INVISIBLE = "[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+"
_MEETS = "\ue002"  # begins a word and the character after it; no text has this character among its words
_LONGEST_BEGINNING = 3
_BEGINNINGS = range(1, _LONGEST_BEGINNING + 1)

TOKENIZER = 5
"""Raised whenever the same text gives other tokens or they are kept otherwise: what was made before is made again."""

SHORT = "\ue001"
"""Begins what answers the shortest terms; no text has this character among its words."""


def count_words(text: str) -> int:
    """Count the words of `text`; each CJK character counts as one."""
    return len(re.findall(_CHARACTER, text)) + len(re.findall(_WORD, text))


def fold(text: str) -> str:
    """Make texts equal that a searching person takes for equal.

    Unicode NFKC (full and half width, half-width kana), case, accents of European letters, invisible characters, and
    traditional characters where one simplified character stands for them (OpenCC's table; words are not converted).
    """
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKC", re.sub(_INVISIBLE, "", text)).casefold()
    return re.sub(_ACCENTED, _without_accents, folded).translate(_simplified())


def runs(text: str) -> list[str]:
    """Return the words of the folded text in order, each run of CJK characters as one."""
    return re.findall(_RUN, fold(text))


def traditional_of(simplified: str) -> str:
    """Return the characters for which this simplified one stands, none for most."""
    return _traditional().get(simplified, "")


def index_tokens(texts: Iterable[str], *, between: str = " ") -> tuple[str, str]:
    """Return what the search index keeps of each text, joined by `between`, and of all together for the shortest terms.

    Tokens are parted by spaces. CJK runs become overlapping pairs. A run's last character makes a pair with the word
    that follows ("股etf"), and a word one with the character that follows it, marked, so that the beginnings of words
    are not looked for among pairs. Where there is no word, before another run and at the end, the last character stands
    alone, so that a phrase can cross into what follows.

    The shortest terms are answered by each CJK character, once, and the first one, two and three letters of each word.
    """
    cut = [runs(text) for text in texts]
    return between.join(" ".join(_tokens(some)) for some in cut), _short_tokens(chain.from_iterable(cut))


def short_token(term: str) -> str | None:
    """Return the one token that answers a term as short as that, or None when only `phrase_tokens` can."""
    some = runs(term)
    if len(some) != 1 or len(some[0]) > _LONGEST_BEGINNING:
        return None
    run = some[0]
    is_answered = len(run) == 1 if is_cjk(run) else _ends_open(term)
    return f"{SHORT}{run}" if is_answered else None


def phrase_tokens(term: str) -> tuple[tuple[str, ...], bool]:
    """Return the tokens that stand in this order, without a gap, wherever `term` stands in a text.

    The flag says that the last token may be only the beginning of one: as words are found while they are typed, "gov"
    finds "government". A term that ends in a space or punctuation means whole words.
    """
    some = runs(term)
    if not some:
        return (), False
    tokens = _tokens(some)
    if len(some) > 1 and not is_cjk(some[0]) and is_cjk(some[1]):
        del tokens[0]  # the pair after it has the whole word
    *_, last = some
    before = some[-2] if len(some) > 1 else last
    if not is_cjk(last):
        if is_cjk(before):
            del tokens[-1]  # the pair before it has the word, or its beginning
        return tuple(tokens), _ends_open(term)
    if len(last) > 1 or not is_cjk(before):
        del tokens[-1]  # whatever follows
    return tuple(tokens), len(last) == 1 and is_cjk(before)


def is_cjk(run: str) -> bool:
    """Say whether a run, or a token, begins with a CJK character."""
    first = run[0]
    return "\u4e00" <= first <= "\u9fff" or (first > "\u2e7f" and re.match(_CHARACTER, first) is not None)


def _tokens(some: Sequence[str]) -> list[str]:
    tokens: list[str] = []
    for run, following in zip_longest(some, some[1:], fillvalue=""):
        if is_cjk(run):
            tokens += map("".join, pairwise(run))
            tokens.append(run[-1] if not following or is_cjk(following) else run[-1] + following)
        else:
            tokens.append(run)
            if following and is_cjk(following):
                tokens.append(f"{_MEETS}{following[0]}{run}")  # a long word's end is cut off, and not the character
    return tokens


def _short_tokens(some: Iterable[str]) -> str:
    different = set(some)
    characters = set("".join(filter(is_cjk, different)))
    beginnings = {run[:length] for run in different if run[0] not in characters for length in _BEGINNINGS}
    return " ".join(SHORT + each for each in sorted(characters | beginnings))


def _ends_open(term: str) -> bool:
    return term[-1].isalnum() or unicodedata.category(term[-1]) in ("Mn", "Mc", "Cf")


def _without_accents(match: re.Match[str]) -> str:
    return re.sub(_ACCENT, "", unicodedata.normalize("NFD", match[0]))


@cache
def _simplified() -> dict[int, int]:
    lines = resource("cjk/t2s.txt").read_text("utf-8").splitlines()
    traditional, simplified = (line for line in lines if not line.startswith("#"))
    return str.maketrans(traditional, simplified)


@cache
def _traditional() -> dict[str, str]:
    found: dict[str, str] = {}
    for traditional, simplified in _simplified().items():
        found[chr(simplified)] = found.get(chr(simplified), "") + chr(traditional)
    return found
