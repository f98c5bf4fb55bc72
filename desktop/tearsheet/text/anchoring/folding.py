"""Turn a text into what its wording consists of, with the place in the text that each character of that came from.

Case, width, accents, quotation marks, dashes, traditional characters and every space are house style: a site changes
them under an article without changing a word. Line breaks stay, one between two lines: what they part is evidence.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from tearsheet.text import cjk

_SAME = {
    character: plain
    for plain, characters in {
        '"': "“”„‟«»「」『』〝〞〟″＂",
        "'": "‘’‚‛‹›′＇`´",
        "-": "‐‑‒–—―−－﹣",
        ".": "。．｡",
        ",": "、，､",
        "[": "【〔〖［",
        "]": "】〕〗］",
        "<": "《〈＜",
        ">": "》〉＞",
        "~": "～〜",
        "·": "・•‧",
    }.items()
    for character in characters
}
_IDEOGRAPH = 2.5
"""Letters that one Chinese, Japanese or Korean character says as much as."""

_WIDE = re.compile("[\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff]")


@dataclass(frozen=True, slots=True)
class Folded:
    """The wording of a text; `places[i]` is where in the text character i of it comes from."""

    chars: str
    places: Sequence[int]

    def offset(self, place: int) -> int:
        """Return the first character of the wording that comes from `place` of the text or from after it."""
        return bisect_left(self.places, place)


@lru_cache(4)
def fold(text: str) -> Folded:
    """Return the wording of `text`."""
    wording = {character: _fold(character) for character in set(text)}
    wording["\n"] = "\n"
    pieces = [wording[character] for character in text]
    chars = "".join(pieces)
    places = [place for place, piece in enumerate(pieces) for _ in piece]
    return _with_single_breaks(chars, places)


def weight(chars: str) -> float:
    """Return how much `chars` say, in letters."""
    return len(chars) if chars.isascii() else len(chars) + (_IDEOGRAPH - 1) * len(_WIDE.findall(chars))


def _fold(character: str) -> str:
    plain = _SAME.get(character)
    return plain if plain is not None else "".join(cjk.fold(character).split())


def _with_single_breaks(chars: str, places: list[int]) -> Folded:
    kept = [place for place, char in enumerate(chars) if char != "\n" or (place and chars[place - 1] != "\n")]
    if len(kept) == len(chars):
        return Folded(chars, places)
    return Folded("".join(map(chars.__getitem__, kept)), list(map(places.__getitem__, kept)))
