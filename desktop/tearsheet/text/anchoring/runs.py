"""Turn two wordings into the runs of characters that they have in common, in order: lines first, letters last."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

_LINE, _SENTENCE = re.compile(r".*\n|.+"), re.compile(r"[^\n.!?;]*[\n.!?;]+|[^\n.!?;]+")
_GRAMS, _SHORT_GRAMS = (12, 6), (6, 3)
"""Characters, and ideographs, of the overlapping pieces that are looked for where whole lines and sentences are few."""
_FIRST_IDEOGRAPH = "\u2e80"
_MOST = 0.7
"""The share of a gap that lines or sentences must cover to be built upon. A few of them may be repetitions."""
_LONGEST_FOR_GRAMS = 200_000
_MOST_CELLS = 25_000_000
"""The largest gap whose letters are compared, 5,000 characters on each side: some ten milliseconds."""

Piece = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that stand in both wordings, one after the other."""

    old: int
    new: int
    length: int

    @property
    def old_end(self) -> int:
        """Where it ends in the older wording."""
        return self.old + self.length

    @property
    def new_end(self) -> int:
        """Where it ends in the newer wording."""
        return self.new + self.length


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch of each wording, between two runs."""

    old: int
    old_end: int
    new: int
    new_end: int

    @property
    def sides(self) -> tuple[int, int]:
        """How many characters each stretch has."""
        return self.old_end - self.old, self.new_end - self.new


def common_runs(old: str, new: str, gap: Gap) -> list[Run]:
    """Return what both stretches of `gap` have in common, in order."""
    runs: list[Run] = []
    waiting = [(gap, 0)]
    while waiting:
        gap, level = waiting.pop()
        gap = _without_ends(old, new, gap, runs)
        if not all(gap.sides):
            continue
        found, level = _landmarks(old, new, gap, level)
        if found:
            runs += found
            waiting += [(between, level) for between in _gaps(gap, found)]
        else:
            runs += _letters(old, new, gap)
    return _joined(runs)


def grams(text: str, begin: int, end: int, lengths: tuple[int, int] = _GRAMS) -> Iterator[Piece]:
    """Yield every piece of a few characters in `text[begin:end]`, and where it stands."""
    longer, shorter = lengths
    for place in range(begin, end - shorter + 1):
        length = longer if text[place] < _FIRST_IDEOGRAPH else shorter
        if place + length <= end:
            yield text[place : place + length], place


def once(pieces: Iterable[Piece]) -> dict[str, int]:
    """Return the pieces that there is only one of, and where each stands."""
    places: dict[str, int] = {}
    for piece, place in pieces:
        places[piece] = -1 if piece in places else place
    return {piece: place for piece, place in places.items() if place >= 0}


def _without_ends(old: str, new: str, gap: Gap, runs: list[Run]) -> Gap:
    """Return `gap` without what both stretches begin and end with, which goes to `runs`."""
    longest = min(gap.sides)
    head = _alike(longest, lambda a, b: old[gap.old + a : gap.old + b] == new[gap.new + a : gap.new + b])
    tail = _alike(
        longest - head,
        lambda a, b: old[gap.old_end - b : gap.old_end - a] == new[gap.new_end - b : gap.new_end - a],
    )
    if head:
        runs.append(Run(gap.old, gap.new, head))
    if tail:
        runs.append(Run(gap.old_end - tail, gap.new_end - tail, tail))
    return Gap(gap.old + head, gap.old_end - tail, gap.new + head, gap.new_end - tail)


def _alike(longest: int, same: Callable[[int, int], bool]) -> int:
    """Return how many characters are the same from the start, asking for longer and longer pieces, then shorter."""
    length, step = 0, 1
    while step:
        if length + step <= longest and same(length, length + step):
            length += step
            step *= 2
        else:
            step //= 2
    return length


def _landmarks(old: str, new: str, gap: Gap, level: int) -> tuple[list[Run], int]:
    """Return runs that stand once in each stretch, of the longest kind of piece that tells enough, and which kind."""
    last = len(_PIECES) - 1 if max(gap.sides) <= _LONGEST_FOR_GRAMS else _SENTENCES
    while level <= last:
        pieces = _PIECES[level]
        olds, news = once(pieces(old, gap.old, gap.old_end)), once(pieces(new, gap.new, gap.new_end))
        shared = [Run(place, news[piece], len(piece)) for piece, place in olds.items() if piece in news]
        chain = _heaviest_chain(_joined(shared))
        if chain and (level >= min(last, _LONG_GRAMS) or sum(run.length for run in chain) >= _MOST * min(gap.sides)):
            return chain, level
        level += 1
    return [], level


def _lines(text: str, begin: int, end: int) -> Iterator[Piece]:
    return ((match[0], match.start()) for match in _LINE.finditer(text, begin, end))


def _sentences(text: str, begin: int, end: int) -> Iterator[Piece]:
    return ((match[0], match.start()) for match in _SENTENCE.finditer(text, begin, end))


def _short_grams(text: str, begin: int, end: int) -> Iterator[Piece]:
    return grams(text, begin, end, _SHORT_GRAMS)


_PIECES: tuple[Callable[[str, int, int], Iterator[Piece]], ...] = (_lines, _sentences, grams, _short_grams)
_SENTENCES, _LONG_GRAMS = 1, 2


def _joined(runs: Iterable[Run]) -> list[Run]:
    """Return `runs` in the order of the older text, with those that overlap or touch on one diagonal made one."""
    joined: list[Run] = []
    for run in sorted(runs, key=lambda run: run.old):
        last = joined[-1] if joined else None
        if last and run.new - run.old == last.new - last.old and run.old <= last.old_end:
            joined[-1] = Run(last.old, last.new, max(last.length, run.old_end - last.old))
        else:
            joined.append(run)
    return joined


def _heaviest_chain(runs: Sequence[Run]) -> list[Run]:
    """Return those of `runs`, given in the order of the older text, that are in order in both and longest together.

    The tree (Fenwick's) answers which chain that ends before a place of the newer text is the longest.
    """
    ends = sorted({run.new_end for run in runs})
    tree = [(0, -1)] * (len(ends) + 1)
    lengths, links = [0] * len(runs), [-1] * len(runs)
    for number, run in enumerate(runs):
        place = bisect_left(ends, run.new + 1)
        longest, links[number] = 0, -1
        while place:
            longest, links[number] = max((longest, links[number]), tree[place])
            place -= place & -place
        lengths[number] = longest + run.length
        place = bisect_left(ends, run.new_end) + 1
        while place < len(tree):
            tree[place] = max(tree[place], (lengths[number], number))
            place += place & -place
    number = max(range(len(runs)), key=lengths.__getitem__, default=-1)
    chain = []
    while number >= 0:
        chain.append(runs[number])
        number = links[number]
    return _without_overlaps(chain[::-1])


def _without_overlaps(chain: Iterable[Run]) -> list[Run]:
    """Return `chain` with what a run begins with in the older text taken off where the run before has it."""
    kept: list[Run] = []
    for run in chain:
        over = max(0, kept[-1].old_end - run.old) if kept else 0
        if run.length > over:
            kept.append(Run(run.old + over, run.new + over, run.length - over))
    return kept


def _gaps(gap: Gap, runs: Sequence[Run]) -> Iterator[Gap]:
    bounds = [Run(gap.old, gap.new, 0), *runs, Run(gap.old_end, gap.new_end, 0)]
    return (Gap(a.old_end, b.old, a.new_end, b.new) for a, b in pairwise(bounds))


def _letters(old: str, new: str, gap: Gap) -> list[Run]:
    if gap.sides[0] * gap.sides[1] > _MOST_CELLS:
        return []
    # Thirty milliseconds that a mere list of articles need not pay.
    from rapidfuzz.distance import Levenshtein

    edits = Levenshtein.editops(old[gap.old : gap.old_end], new[gap.new : gap.new_end])
    return [Run(gap.old + block.a, gap.new + block.b, block.size) for block in edits.as_matching_blocks() if block.size]
