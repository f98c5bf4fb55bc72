"""Turn cases into grades: for every method over all, by kind of edit, and among the places that it is sure of."""

import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.bench.anchoring.cases import Case
from tests.bench.anchoring.methods import METHODS, Method
from tests.bench.anchoring.score import Grades, grade


@dataclass(slots=True)
class Standing:
    """What one method made of all cases; `seconds` of CPU for `number` highlights, alignments included."""

    whole: Grades = field(default_factory=Counter)
    edits: dict[str, Grades] = field(default_factory=lambda: defaultdict(Counter))
    sure: Grades = field(default_factory=Counter)
    unsure: Grades = field(default_factory=Counter)
    seconds: float = 0.0
    number: int = 0

    @property
    def sure_share(self) -> float:
        """How many per cent of the places that it gives are given as sure."""
        return 100 * self.sure.total() / max(1, self.sure.total() + self.unsure.total())


def standings(cases: Iterable[Case]) -> dict[str, Standing]:
    """Return the standing of every method, by its name."""
    board = {name: Standing() for name in METHODS}
    for case in cases:
        for name, method in METHODS.items():
            _run(case, method, board[name])
    return board


def _run(case: Case, method: Method, standing: Standing) -> None:
    spans = [(highlight.start, highlight.end) for highlight, _ in case.marked]
    begun = time.process_time()
    placed = list(method(case.old, case.new, spans))
    standing.seconds += time.process_time() - begun
    standing.number += len(placed)
    for (_, truth), place in zip(case.marked, placed, strict=True):
        earned = grade(place, truth, case.new)
        standing.whole[earned] += 1
        standing.edits[case.edit][earned] += 1
        if place.span is not None:
            (standing.sure if place.sure else standing.unsure)[earned] += 1
