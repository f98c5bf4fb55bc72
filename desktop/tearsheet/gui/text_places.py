"""Turn places in an article's text into places in the text that a view shows of it, and back; code points in both."""

from bisect import bisect_left
from difflib import SequenceMatcher

Span = tuple[int, int]
_PICTURE = "\ufffc"
_MOST = 4_000_000
"""Lines that differ are compared character by character up to so many pairs of them: half a second."""
_THERE = 0.6
"""The share of a passage's, or of a text's, characters that must be shown for it to have a place."""


class TextPlaces:
    """Where passages of `text` stand in `shown` and the other way; `same` when each place is its own.

    In another script (`converted`) every character stands for one. Otherwise characters are paired line by line, spaces
    and pictures apart: a view sets its own, and says things of its own before, after and between.
    """

    def __init__(self, text: str, shown: str, *, converted: bool = False) -> None:
        self.same = text == shown or (converted and len(text) == len(shown))
        self._text, self._shown = text, shown
        self._own, self._other = ([], []) if self.same else _pairs(text, shown)

    def shown(self, start: int, end: int) -> Span | None:
        """Return where a passage of the article's text is shown, None where it is not."""
        return (start, end) if self.same else _moved(self._text, start, end, self._own, self._other)

    def kept(self, start: int, end: int) -> Span | None:
        """Return which passage of the article's text is shown there, None where there is none."""
        return (start, end) if self.same else _moved(self._shown, start, end, self._other, self._own, least=0)


def _moved(text: str, start: int, end: int, here: list[int], there: list[int], *, least: float = _THERE) -> Span | None:
    first, last = bisect_left(here, start), bisect_left(here, end)
    if start == end:
        return _point(there, first)
    signs = sum(1 for sign in text[start:end] if _is_sign(sign))
    if last <= first or last - first < least * signs:
        return None
    return there[first], there[last - 1] + 1


def _point(there: list[int], number: int) -> Span | None:
    if not there:
        return None
    place = there[number] if number < len(there) else there[-1] + 1
    return place, place


def _is_sign(character: str) -> bool:
    return not character.isspace() and character != _PICTURE


def _pairs(text: str, shown: str) -> tuple[list[int], list[int]]:
    """Return the places of the characters that stand for each other, ascending in both."""
    own, other = _lines(text), _lines(shown)
    here: list[int] = []
    there: list[int] = []
    lines = SequenceMatcher(
        None, [words for words, _places in own], [words for words, _places in other], autojunk=False
    )
    for kind, a, b, c, d in lines.get_opcodes():
        left = [place for _words, places in own[a:b] for place in places]
        right = [place for _words, places in other[c:d] for place in places]
        if kind == "equal":
            here += left
            there += right
        elif kind == "replace" and len(left) * len(right) <= _MOST:
            signs = SequenceMatcher(None, [text[n] for n in left], [shown[n] for n in right], autojunk=False)
            for block in signs.get_matching_blocks():
                here += left[block.a : block.a + block.size]
                there += right[block.b : block.b + block.size]
    count = sum(len(places) for _words, places in own)
    return (here, there) if len(here) >= _THERE * count else ([], [])  # else it is another text


def _lines(text: str) -> list[tuple[str, list[int]]]:
    """Return the lines and cells that hold something: their signs, and where these stand."""
    lines, start = [], 0
    for line in text.replace("\t", "\n").split("\n"):
        places = [start + place for place, sign in enumerate(line) if _is_sign(sign)]
        if places:
            lines.append(("".join(text[place] for place in places), places))
        start += len(line) + 1
    return lines
