"""Turn runs in common into those that are no coincidence: a run is believed by its length, or by its neighbours.

Any two English sentences share half of their letters in some order. What tells a rewritten sentence from a misspelt
one is how much lies between the letters that stay. So letters in common count for a stretch, what is between them
against it, and the best stretches are found as Ruzzo and Tompa find them (1999): first those that more speaks against
than for, which are rewritten whatever letters they share; then, in what is left, those that have enough in common.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tearsheet.text.anchoring.folding import weight
from tearsheet.text.anchoring.runs import Run

_ENOUGH = 8.0
"""Letters that a stretch must have in common, more than lie between them."""
_REWRITTEN = 12.0
"""Letters that lie between, more than are in common, where a stretch ends."""
_COST = 1.5
"""What a letter that is not in common takes off."""
_DEAREST = 12.0
"""What a piece between takes off at most: one insertion is one edit, however long it is."""
_WHOLE_LINE = 8.0
"""What a line counts for that is the same from break to break, beyond its letters."""


def supported(old: str, new: str, runs: Sequence[Run], enough: float = _ENOUGH) -> list[list[Run]]:
    """Return the stretches of `runs` that have enough in common, each with its runs."""
    scores = _scores(old, new, runs)
    return [
        list(runs[(begin + first) // 2 : (begin + last) // 2 + 1])
        for begin, end in _between_rewritten(scores)
        for first, last, score in _best_stretches(scores[begin:end])
        if score >= enough
    ]


def _scores(old: str, new: str, runs: Sequence[Run]) -> list[float]:
    """Return what each run counts for and, between two, what is between them counts against."""
    scores: list[float] = []
    for run, after in pairwise(runs):
        between = max(weight(old[run.old_end : after.old]), weight(new[run.new_end : after.new]))
        scores += [_worth(old, new, run), -min(_COST * between, _DEAREST)]
    return scores + [_worth(old, new, run) for run in runs[-1:]]


def _worth(old: str, new: str, run: Run) -> float:
    chars = old[run.old : run.old_end]
    begins, ends = run.old == run.new == 0, (run.old_end, run.new_end) == (len(old), len(new))
    return weight(chars) + (_WHOLE_LINE if chars.count("\n") + begins + ends > 1 else 0)


def _between_rewritten(scores: Sequence[float]) -> Iterator[tuple[int, int]]:
    """Yield where `scores` begin and end between the stretches that most speaks against."""
    begin = 0
    for first, last, score in _best_stretches([-score for score in scores]):
        if score >= _REWRITTEN:
            yield begin, first
            begin = last + 1
    yield begin, len(scores)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Scores in a row, the sums before and with them, and the nearest earlier stretch with a lower sum before it."""

    first: int
    last: int
    before: float
    with_it: float
    lower: int


def _best_stretches(scores: Sequence[float]) -> list[tuple[int, int, float]]:
    """Return first, last and sum of all maximal scoring subsequences, in order and in linear time."""
    found: list[_Stretch] = []
    total = 0.0
    for number, score in enumerate(scores):
        before, total = total, total + score
        if score <= 0:
            continue
        first, lower = number, _last_lower(found, before)
        while lower >= 0 and found[lower].with_it < total:
            first, before = found[lower].first, found[lower].before
            lower, merged = found[lower].lower, lower
            del found[merged:]
        found.append(_Stretch(first, number, before, total, lower))
    return [(each.first, each.last, each.with_it - each.before) for each in found]


def _last_lower(found: Sequence[_Stretch], before: float) -> int:
    number = len(found) - 1
    while number >= 0 and found[number].before >= before:
        number = found[number].lower
    return number
