"""Turn a stretch of one text into the stretch of another that its words stand on now, with how much speaks for it."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from tearsheet.text.anchoring.folding import fold
from tearsheet.text.anchoring.graphemes import cluster_end, cluster_start
from tearsheet.text.anchoring.runs import Run
from tearsheet.text.anchoring.stretches import Stretch, common_stretches

_RELATED = 0.1
"""The share of the shorter text that must stay. Below it these are two articles, and what they share is boilerplate."""
_SUBSTITUTED = 3
"""Characters at an end of a passage that others may stand for: a misspelling, not a new beginning."""
_FAR = 120
"""Characters more than twice its length that may be put into a passage before it counts as torn."""


@dataclass(frozen=True, slots=True)
class Image:
    """Where a passage stands; `share` of its characters are there. `alone` when it moved without its neighbours."""

    start: int
    end: int
    share: float
    alone: bool


class Mapping:
    """What became of every character of one text in another."""

    def __init__(self, old: str, new: str) -> None:
        self._old_text, self._new_text = old, new
        self._old, self._new = fold(old), fold(new)
        runs = [(run, stretch) for stretch in common_stretches(self._old, self._new) for run in stretch.runs]
        runs.sort(key=lambda each: each[0].old)
        self._runs = [run for run, _ in runs]
        self._ends = [run.old_end for run in self._runs]
        self._alone = [stretch.moved and self._is_one_line(stretch) for _, stretch in runs]
        shorter = min(len(self._old.chars), len(self._new.chars))
        self._related = _length(self._runs) >= _RELATED * shorter

    @property
    def related(self) -> bool:
        """Whether the two texts are versions of one, rather than two articles with the same boilerplate."""
        return self._related

    def image(self, start: int, end: int) -> Image | None:
        """Return what most of the characters from `start` to `end` became, or None where none of them is left."""
        begin, stop = _without_breaks(self._old.chars, self._old.offset(start), self._old.offset(end))
        if begin == stop:
            return None
        first = bisect_right(self._ends, begin)
        flow = max(_flows(self._pieces(first, begin, stop), 2 * (stop - begin) + _FAR), key=_length, default=[])
        flow = self._without_stray_marks(flow)
        if not flow:
            return None
        share = _length(flow) / (stop - begin)
        first, last = _without_breaks(self._new.chars, *self._ends_of(flow, begin, stop))
        if first == last:
            return None
        span = self._with_silent(start, end, begin, stop, self._new.places[first], self._new.places[last - 1] + 1)
        return Image(*span, share, self._alone[self._number(flow[0].old)])

    def after(self, start: int) -> int:
        """Return where in the newer text the nearest character before `start` that stayed has its end."""
        number = bisect_right(self._ends, self._old.offset(start)) - 1
        return self._new.places[self._runs[number].new_end - 1] + 1 if number >= 0 else 0

    def _is_one_line(self, stretch: Stretch) -> bool:
        """Whether no line break is inside: a lone paragraph elsewhere may be a quotation of one that is gone."""
        return self._old.chars.find("\n", stretch.runs[0].old + 1, stretch.runs[-1].old_end - 1) < 0

    def _pieces(self, number: int, begin: int, stop: int) -> list[Run]:
        """Return what of the runs, from the given one on, lies between `begin` and `stop` of the older text."""
        pieces = []
        while number < len(self._runs) and self._runs[number].old < stop:
            run = self._runs[number]
            first, last = max(run.old, begin), min(run.old_end, stop)
            pieces.append(Run(first, run.new + first - run.old, last - first))
            number += 1
        return pieces

    def _without_stray_marks(self, flow: list[Run]) -> list[Run]:
        """Return `flow` without a full stop or a line break at an end that stayed behind, or went on, by itself."""
        while len(flow) > 1 and self._is_mark(flow[-1]) and _is_replaced(flow[-2], flow[-1]):
            flow = flow[:-1]
        while len(flow) > 1 and self._is_mark(flow[0]) and _is_replaced(flow[0], flow[1]):
            flow = flow[1:]
        return flow

    def _is_mark(self, run: Run) -> bool:
        return not any(map(str.isalnum, self._new.chars[run.new : run.new_end]))

    def _ends_of(self, flow: Sequence[Run], begin: int, stop: int) -> tuple[int, int]:
        """Return where `flow` starts and ends in the newer text, misspelt first and last letters included."""
        first, last = flow[0].new, flow[-1].new_end
        before = self._number(flow[0].old) - 1
        if 0 < flow[0].old - begin <= _SUBSTITUTED and before >= 0:
            first -= min(flow[0].old - begin, _substituted(self._runs[before], flow[0]))
        after = self._number(flow[-1].old_end)
        if 0 < stop - flow[-1].old_end <= _SUBSTITUTED and after < len(self._runs):
            last += min(stop - flow[-1].old_end, _substituted(flow[-1], self._runs[after]))
        return first, last

    def _number(self, place: int) -> int:
        return bisect_right(self._ends, place)

    def _with_silent(self, start: int, end: int, begin: int, stop: int, first: int, last: int) -> tuple[int, int]:
        """Return `first` and `last` with the spaces that the passage has at its ends, and no character cut."""
        text, places = self._new_text, self._old.places
        lead, tail = self._old_text[start : places[begin]], self._old_text[places[stop - 1] + 1 : end]
        first -= len(lead) if text.endswith(lead, 0, first) else 0
        last += len(tail) if text.startswith(tail, last) else 0
        return cluster_start(text, first), cluster_end(text, last)


def _without_breaks(chars: str, begin: int, end: int) -> tuple[int, int]:
    """Return the stretch of `chars` without line breaks at its ends."""
    while begin < end and chars[begin] == "\n":
        begin += 1
    while begin < end and chars[end - 1] == "\n":
        end -= 1
    return begin, end


def _flows(pieces: Sequence[Run], farthest: int) -> list[list[Run]]:
    """Return `pieces` parted where the newer text has them in another order, or too far from each other."""
    flows: list[list[Run]] = []
    for piece in pieces:
        if flows and 0 <= piece.new - flows[-1][-1].new_end <= farthest:
            flows[-1].append(piece)
        else:
            flows.append([piece])
    return flows


def _substituted(before: Run, after: Run) -> int:
    """Return how many characters stand for those that were between two runs; none where more went in than came out."""
    old, new = after.old - before.old_end, after.new - before.new_end
    return new if 0 <= new <= old else 0


def _is_replaced(before: Run, after: Run) -> bool:
    """Whether what was between two runs made room for more than a misspelling, rather than stood next to it."""
    return after.old > before.old_end and after.new - before.new_end > _SUBSTITUTED


def _length(runs: Sequence[Run]) -> int:
    return sum(run.length for run in runs)
