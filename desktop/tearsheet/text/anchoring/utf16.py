"""Turn offsets in code points into offsets in UTF-16 code units, which Qt and JavaScript count in, and back."""

import re
from bisect import bisect_left
from itertools import count

_ASTRAL = "[\U00010000-\U0010ffff]"


def to_utf16(text: str, offset: int) -> int:
    """Return how many code units stand before code point `offset` of `text`."""
    return Utf16Offsets(text).to_utf16(offset)


def from_utf16(text: str, offset: int) -> int:
    """Return the code point of `text` that code unit `offset` begins, or is the second half of."""
    return Utf16Offsets(text).from_utf16(offset)


class Utf16Offsets:
    """Both ways for many offsets into one text, each in logarithmic time. Offsets outside the text become its ends."""

    def __init__(self, text: str) -> None:
        self._length = len(text)
        self._astral = [] if text.isascii() else [match.start() for match in re.finditer(_ASTRAL, text)]
        # The code unit at which each of them ends: it and all before it count twice.
        self._ends = [place + number for place, number in zip(self._astral, count(2))]

    def to_utf16(self, offset: int) -> int:
        """Return how many code units stand before code point `offset`."""
        offset = min(max(offset, 0), self._length)
        return offset + bisect_left(self._astral, offset)

    def from_utf16(self, offset: int) -> int:
        """Return the code point that code unit `offset` begins, or is the second half of."""
        offset = min(max(offset, 0), self._length + len(self._astral))
        before = bisect_left(self._ends, offset + 1)
        within = before < len(self._ends) and offset == self._ends[before] - 1
        return offset - before - within
