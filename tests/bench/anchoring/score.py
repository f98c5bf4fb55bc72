"""Turn a place and the truth into a grade, and grades into shares."""

from collections import Counter

from tests.bench.anchoring.cases import Truth
from tests.bench.anchoring.methods import Placed

_RIGHT, _PARTIAL = 0.8, 0.3
RIGHT, PARTIAL, WRONG, LOST = "right", "partial", "wrong", "lost"
GRADES = (RIGHT, PARTIAL, WRONG, LOST)

Grades = Counter[str]


def grade(placed: Placed, truth: Truth, new: str) -> str:
    """Return right, partial, wrong or lost, by intersection over union; what is gone must be refused."""
    if placed.span is None:
        return LOST if truth.span else RIGHT
    if truth.span is None:
        return WRONG
    (start, end), (begin, stop) = _without_spaces(new, *placed.span), truth.span
    both = max(0, min(end, stop) - max(start, begin))
    overlap = both / (max(end, stop) - min(start, begin))
    if overlap >= _RIGHT:
        return RIGHT
    return PARTIAL if overlap >= _PARTIAL else WRONG


def _without_spaces(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def share(grades: Grades, name: str) -> float:
    """Return how many per cent of `grades` are called `name`."""
    return 100 * grades[name] / max(1, grades.total())
