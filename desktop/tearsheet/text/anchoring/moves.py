"""Turn what is left over of two wordings into the stretches that stand elsewhere now."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tearsheet.text.anchoring.folding import Folded, weight
from tearsheet.text.anchoring.runs import Gap, Piece, Run, common_runs, grams, once
from tearsheet.text.anchoring.settling import settled
from tearsheet.text.anchoring.support import supported

_ENOUGH = 24.0
"""Letters in common that are believed where the order of the texts says nothing."""
_WHOLE = 0.5
"""The share of its lines that must come along. Paragraphs move; a sentence that stands elsewhere was quoted."""
_SHORTEST_LINE = 3
_FEWEST_GRAMS, _ROUNDS = 3, 12
"""How many short pieces two stretches must share to be compared, and how often what is left is compared again."""
_LONGEST = 400_000
"""Characters left over beyond which only whole lines are looked for, and how many are compared in a round."""

_A_LINE = re.compile(r"^.+$", re.MULTILINE)

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _LeftOver:
    """A wording, and where in it nothing has been found in the other."""

    whole: Folded
    spans: Sequence[Span]

    @property
    def length(self) -> int:
        return sum(end - begin for begin, end in self.spans)

    def lines(self) -> Iterator[Piece]:
        """Yield the lines that are left over whole."""
        chars = self.whole.chars
        for begin, end in self.spans:
            for match in _A_LINE.finditer(chars[begin:end]):
                first, last = begin + match.start(), begin + match.end()
                if chars[first - 1 : first] in ("", "\n") and chars[last : last + 1] in ("", "\n"):
                    yield match[0], first

    def grams(self) -> dict[str, Span | None]:
        """Return the short pieces and the span that each stands in; None where there are several."""
        found: dict[str, Span | None] = {}
        for span in self.spans:
            for gram, _ in grams(self.whole.chars, *span):
                found[gram] = None if gram in found else span
        return found


def moved(old: Folded, new: Folded, stretches: Sequence[Sequence[Run]]) -> list[list[Run]]:
    """Return what `stretches` leave over in both texts: whole lines, then what is like them, then short lines."""
    known = [list(runs) for runs in stretches]
    known += _same_lines(*_left_over(old, new, known), _ENOUGH)
    for _ in range(_ROUNDS):
        more = _alike(*_left_over(old, new, known))
        if not more:
            break
        known += more
    known += _same_lines(*_left_over(old, new, known), 0)
    return _joined(known[len(stretches) :])


def _joined(stretches: Iterable[list[Run]]) -> list[list[Run]]:
    """Return `stretches` with those made one that follow each other in both texts, a line break apart."""
    joined: list[list[Run]] = []
    for runs in sorted(stretches, key=lambda runs: runs[0].old):
        last = joined[-1][-1] if joined else None
        if last and 0 <= runs[0].old - last.old_end <= 1 and 0 <= runs[0].new - last.new_end <= 1:
            joined[-1] += runs
        else:
            joined.append(runs)
    return joined


def _left_over(old: Folded, new: Folded, known: Sequence[Sequence[Run]]) -> tuple[_LeftOver, _LeftOver]:
    return (
        _LeftOver(old, _between([(runs[0].old, runs[-1].old_end) for runs in known], len(old.chars))),
        _LeftOver(new, _between([(runs[0].new, runs[-1].new_end) for runs in known], len(new.chars))),
    )


def _between(taken: Iterable[Span], length: int) -> list[Span]:
    left, place = [], 0
    for begin, end in [*sorted(taken), (length, length)]:
        if begin > place:
            left.append((place, begin))
        place = max(place, end)
    return left


def _same_lines(old: _LeftOver, new: _LeftOver, enough: float) -> list[list[Run]]:
    """Return the whole lines that each text has left over once."""
    olds, news = once(old.lines()), once(new.lines())
    return [
        [Run(place, news[line], len(line))]
        for line, place in olds.items()
        if line in news and len(line) >= _SHORTEST_LINE and weight(line) >= enough
    ]


def _alike(old: _LeftOver, new: _LeftOver) -> list[list[Run]]:
    """Return what the spans of both that share most have in common, no span twice."""
    if max(old.length, new.length) > _LONGEST:
        return []
    olds, news = old.grams(), new.grams()
    shared = Counter((span, other) for gram, span in olds.items() if span and (other := news.get(gram)))
    found: list[list[Run]] = []
    used: set[Span] = set()
    taken: set[Span] = set()
    most_first = sorted(shared.items(), key=lambda each: (-each[1], each[0]))
    compared = 0
    for (span, other), number in most_first:
        if number < _FEWEST_GRAMS or span in used or other in taken:
            continue
        compared += span[1] - span[0] + other[1] - other[0]
        if compared > _LONGEST:
            break
        if stretches := _shared(old.whole, new.whole, span, other):
            found += stretches
            used.add(span)
            taken.add(other)
    return found


def _shared(old: Folded, new: Folded, span: Span, other: Span) -> list[list[Run]]:
    runs = settled(old, new, common_runs(old.chars, new.chars, Gap(*span, *other)))
    stretches = supported(old.chars, new.chars, runs, _ENOUGH)
    return [stretch for stretch in stretches if _is_most_of_its_lines(stretch, old.chars)]


def _is_most_of_its_lines(runs: Sequence[Run], chars: str) -> bool:
    begin = chars.rfind("\n", 0, runs[0].old + 1) + 1
    end = chars.find("\n", runs[-1].old_end - 1)
    length = (end if end >= 0 else len(chars)) - begin
    return sum(run.length for run in runs) >= _WHOLE * length
