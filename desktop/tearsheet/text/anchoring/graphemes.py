"""Turn an offset that may stand inside of what a reader takes for one character into the ends of that character.

Unicode's extended grapheme clusters (UAX 29), from what `unicodedata` knows. Where that knows too little, two clusters
are taken for one: a selection that is one character longer is harmless, half a character is not.
"""

import re
import unicodedata
from functools import lru_cache

_JOINER, _CARRIAGE_RETURN, _LINE_FEED = "\u200d", "\r", "\n"
_EMOJI_MODIFIERS = "\U0001f3fb-\U0001f3ff"
_TAGS = "\U000e0020-\U000e007f"
_EXTENDS = re.compile(f"[\u200c\uff9e\uff9f\u0e33\u0eb3{_EMOJI_MODIFIERS}{_TAGS}]")
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]")
_VIRAMA = re.compile("[\u094d\u09cd\u0acd\u0b4d\u0c4d\u0d4d\u1039\u17d2\u1a60\u1b44\u1bab\ua9c0\uaaf6]")
_PREPENDED = re.compile(
    "[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u0d4e\U000110bd\U000110cd\U000111c2\U000111c3\U0001193f\U00011941"
    "\U00011a3a\U00011a84-\U00011a89\U00011d46\U00011f02]"
)
_EACH_BY_ITSELF = re.compile("[\0-\x0c\x0e-\u02ff\u2010-\u2027\u3000-\u3029\u4e00-\u9fff\uff01-\uff5e]*")
_LONGEST = 256
"""A cluster is looked no further for, or a million combining marks would cost a million steps a selection."""


def has_clusters(text: str) -> bool:
    """Whether there may be any in `text` that are longer than a character."""
    return _EACH_BY_ITSELF.fullmatch(text) is None


def cluster_start(text: str, offset: int) -> int:
    """Return the start of the cluster that `offset` is inside of, or `offset` where it is between two."""
    return _end_of(text, offset, -1)


def cluster_end(text: str, offset: int) -> int:
    """Return the end of the cluster that `offset` is inside of, or `offset` where it is between two."""
    return _end_of(text, offset, 1)


def _end_of(text: str, offset: int, step: int) -> int:
    for place in range(offset, offset + step * _LONGEST, step):
        if not 0 < place < len(text) or not _joined(text, place):
            return place
    return offset


def _joined(text: str, place: int) -> bool:
    """Whether no boundary is between the characters before and after `place`."""
    before, after = text[place - 1], text[place]
    if before < "\u0300" and after < "\u0300":
        return before == _CARRIAGE_RETURN and after == _LINE_FEED
    if _is_control(before) or _is_control(after):
        return False
    if after == _JOINER or _extends(after) or _PREPENDED.match(before):
        return True
    if before == _JOINER:
        return _is_pictographic(after) or _virama_before(text, place)
    if _VIRAMA.match(before):
        return unicodedata.category(after) == "Lo"
    if _FLAG.match(before) and _FLAG.match(after):
        return _flags_before(text, place) % 2 == 1
    return _hangul_joined(before, after)


@lru_cache(4096)
def _extends(character: str) -> bool:
    return unicodedata.category(character) in ("Mn", "Me", "Mc") or _EXTENDS.match(character) is not None


def _is_control(character: str) -> bool:
    category = unicodedata.category(character)
    if category == "Cf":
        return not (character in "\u200c\u200d" or _EXTENDS.match(character) or _PREPENDED.match(character))
    return category in ("Cc", "Zl", "Zp")


def _is_pictographic(character: str) -> bool:
    return unicodedata.category(character) in ("So", "Cn") or character in "\u203c\u2049\u2194-\u2199\u3030\u303d"


def _virama_before(text: str, place: int) -> bool:
    return place > 1 and _VIRAMA.match(text[place - 2]) is not None and unicodedata.category(text[place]) == "Lo"


def _flags_before(text: str, place: int) -> int:
    begin = place
    while begin > max(0, place - _LONGEST) and _FLAG.match(text[begin - 1]):
        begin -= 1
    return place - begin


def _hangul_joined(before: str, after: str) -> bool:
    """Whether two pieces of a Hangul syllable belong together (GB6 to GB8)."""
    if "\u1100" <= before <= "\u115f" or "\ua960" <= before <= "\ua97c":
        return "\u1100" <= after <= "\u11a7" or "\ua960" <= after <= "\ua97c" or "\uac00" <= after <= "\ud7a3"
    is_syllable = "\uac00" <= before <= "\ud7a3"
    if "\u11a8" <= after <= "\u11ff" or "\ud7cb" <= after <= "\ud7fb":
        return is_syllable or "\u1160" <= before <= "\u11ff" or "\ud7b0" <= before <= "\ud7fb"
    if "\u1160" <= after <= "\u11a7" or "\ud7b0" <= after <= "\ud7c6":
        is_open = is_syllable and (ord(before) - 0xAC00) % 28 == 0
        return is_open or "\u1160" <= before <= "\u11a7" or "\ud7b0" <= before <= "\ud7c6"
    return False
