"""Turn text in Chinese, Japanese, Korean and spaced scripts into folded text, words counted and words to search by.

No dictionary cuts Chinese into the words a person will look for, so none is used: a run of such characters becomes
overlapping pairs, and what is looked for is a phrase of pairs, which finds any passage of any length exactly.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from itertools import chain, pairwise

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
_LONGEST_BEGINNING = 3
_BEGINNINGS = range(1, _LONGEST_BEGINNING + 1)

TOKENIZER = 3
"""Raised whenever the same text gives other tokens or they are kept otherwise: what was made before is made again."""


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


def index_tokens(texts: Iterable[str], *, between: str) -> tuple[str, str]:
    """Return what `tokens_for_index` gives of each text, joined by `between`, and `short_tokens` of all together."""
    cut = [runs(text) for text in texts]
    return between.join(map(_whole_tokens, cut)), _short_tokens(chain.from_iterable(cut))


def tokens_for_index(text: str) -> str:
    """Return what the search index keeps of `text`: tokens parted by spaces, CJK runs as overlapping pairs.

    Each run's last character stands alone after its pairs, so that a phrase can cross into what follows the run.
    """
    return _whole_tokens(runs(text))


def short_tokens(text: str) -> str:
    """Return each CJK character of `text` once, and the first one, two and three letters of each word as `a_` `ar_`."""
    return _short_tokens(runs(text))


def short_token(term: str) -> str | None:
    """Return the one token of `short_tokens` that answers `term`, or None when only `phrase_tokens` can."""
    some = runs(term)
    if len(some) != 1 or len(some[0]) > _LONGEST_BEGINNING:
        return None
    run = some[0]
    if is_cjk(run):
        return run if len(run) == 1 else None
    return f"{run}_" if _ends_open(term) else None


def phrase_tokens(term: str) -> tuple[tuple[str, ...], bool]:
    """Return the tokens that stand in this order, without a gap, wherever `term` stands in a text.

    The flag says that the last token may be only the beginning of one: as words are found while they are typed, "gov"
    finds "government" and "A股" finds "A股市场". A term that ends in a space or punctuation means whole words.
    """
    tokens: list[str] = []
    some = runs(term)
    for position, run in enumerate(some):
        is_last = position == len(some) - 1
        if not is_cjk(run):
            tokens.append(run)
            continue
        tokens += map("".join, pairwise(run))
        if not is_last or len(run) == 1:
            tokens.append(run[-1])
    if not some:
        return (), False
    return tuple(tokens), len(some[-1]) == 1 if is_cjk(some[-1]) else _ends_open(term)


def is_cjk(run: str) -> bool:
    """Say whether a run, or a token, begins with a CJK character."""
    first = run[0]
    return "\u4e00" <= first <= "\u9fff" or (first > "\u2e7f" and re.match(_CHARACTER, first) is not None)


def _whole_tokens(some: Iterable[str]) -> str:
    tokens: list[str] = []
    for run in some:
        if is_cjk(run):
            tokens += [first + second for first, second in pairwise(run)]
            tokens.append(run[-1])
        else:
            tokens.append(run)
    return " ".join(tokens)


def _short_tokens(some: Iterable[str]) -> str:
    different = set(some)
    characters = set("".join(filter(is_cjk, different)))
    beginnings = {run[:length] for run in different if run[0] not in characters for length in _BEGINNINGS}
    return " ".join(sorted(characters | {f"{beginning}_" for beginning in beginnings}))


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
