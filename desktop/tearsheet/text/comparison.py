"""Turn two versions of a text into what became of it, paragraph by paragraph and word by word, for a person to read.

A paragraph here is a line that is not blank. Older pieces of all passages, a line a passage, are the older text without
its blank lines, and newer pieces are the newer text.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tearsheet.model.comparison import Change, Fate, Passage, Piece
from tearsheet.text.anchoring.folding import Folded, fold
from tearsheet.text.anchoring.runs import Run
from tearsheet.text.anchoring.stretches import common_stretches
from tearsheet.text.differences import differences, same

_PARAGRAPH = re.compile(r"[^\n]*[^\s][^\n]*")
_ALIKE = 0.35
"""The share of the longer of two paragraphs that must be common to both for them to be one that was changed."""


def compare(old: str, new: str) -> tuple[Passage, ...]:
    """Return what became of each paragraph of `old`, and where those of `new` came from, in reading order.

    A paragraph that moved stands twice, where it was and where it is, with the same number.
    """
    olds, news = _Paragraphs(old), _Paragraphs(new)
    pairs = _alike(olds, news)
    stayed = [pair for pair in pairs if not pair.moved]
    stayed += _equal_between(olds.texts, news.texts, stayed)
    in_olds, in_news = {pair.old for pair in stayed}, {pair.new for pair in stayed}
    moved = [pair for pair in pairs if pair.moved and pair.old not in in_olds and pair.new not in in_news]
    return tuple(_passages(olds.texts, news.texts, stayed, moved))


@dataclass(frozen=True, slots=True)
class _Pair:
    """A paragraph of each text, by its number there, that are one; `moved` when not in the order of the others."""

    old: int
    new: int
    moved: bool


class _Paragraphs:
    """The paragraphs of a text, and where in its wording each begins."""

    def __init__(self, text: str) -> None:
        matches = list(_PARAGRAPH.finditer(text))
        self.texts = [match[0] for match in matches]
        self.wording: Folded = fold(text)
        self.starts = [self.wording.offset(match.start()) for match in matches]

    def at(self, place: int) -> int:
        """Return the number of the paragraph that a place of the wording is in."""
        return max(0, bisect_right(self.starts, place) - 1)

    def end(self, number: int) -> int:
        """Return where in the wording a paragraph ends, its line break included."""
        return self.starts[number + 1] if number + 1 < len(self.starts) else len(self.wording.chars)

    def length(self, number: int) -> int:
        return self.end(number) - self.starts[number]


def _alike(olds: _Paragraphs, news: _Paragraphs) -> list[_Pair]:
    """Return the paragraphs that have most in common, none in two pairs."""
    common: Counter[_Pair] = Counter()
    for stretch in common_stretches(olds.wording, news.wording):
        for run in stretch.runs:
            for piece in _by_paragraph(run, olds, news):
                common[_Pair(olds.at(piece.old), news.at(piece.new), stretch.moved)] += piece.length
    pairs: list[_Pair] = []
    paired_olds, paired_news = set[int](), set[int]()
    for pair, length in common.most_common():
        longer = max(olds.length(pair.old), news.length(pair.new))
        if length >= _ALIKE * longer and pair.old not in paired_olds and pair.new not in paired_news:
            pairs.append(pair)
            paired_olds.add(pair.old)
            paired_news.add(pair.new)
    return pairs


def _by_paragraph(run: Run, olds: _Paragraphs, news: _Paragraphs) -> Iterator[Run]:
    """Yield the pieces of `run`, each of which is in one paragraph of either text."""
    old, new = run.old, run.new
    while old < run.old_end:
        length = min(olds.end(olds.at(old)) - old, news.end(news.at(new)) - new, run.old_end - old)
        yield Run(old, new, length)
        old, new = old + length, new + length


def _equal_between(olds: Sequence[str], news: Sequence[str], stayed: Sequence[_Pair]) -> list[_Pair]:
    """Return the paragraphs between those that are the same, in order, too short to be told by themselves."""
    bounds = sorted((pair.old, pair.new) for pair in stayed)
    found = []
    for (old, new), (old_end, new_end) in pairwise([(-1, -1), *bounds, (len(olds), len(news))]):
        for run in same(olds[old + 1 : old_end], news[new + 1 : new_end]):
            for offset in range(run.length):
                found.append(_Pair(old + 1 + run.old + offset, new + 1 + run.new + offset, moved=False))
    return found


def _passages(
    olds: Sequence[str], news: Sequence[str], stayed: Sequence[_Pair], moved: Sequence[_Pair]
) -> Iterator[Passage]:
    moves = sorted((pair.old, pair.new) for pair in moved)
    away = {old: (number, differences(olds[old], news[new])) for number, (old, new) in enumerate(moves, 1)}
    here = {new: away[old] for old, new in moves}
    bounds = sorted((pair.old, pair.new) for pair in stayed)
    for (old, new), (old_end, new_end) in pairwise([(-1, -1), *bounds, (len(olds), len(news))]):
        if old >= 0:
            yield _stayed(olds[old], news[new])
        for number in range(old + 1, old_end):
            yield _moved(Fate.MOVED_AWAY, *away[number]) if number in away else _alone(Fate.REMOVED, olds[number])
        for number in range(new + 1, new_end):
            yield _moved(Fate.MOVED_HERE, *here[number]) if number in here else _alone(Fate.ADDED, news[number])


def _stayed(old: str, new: str) -> Passage:
    if old == new:
        return Passage(fate=Fate.KEPT, pieces=(Piece(change=Change.SAME, text=old),))
    return Passage(fate=Fate.CHANGED, pieces=differences(old, new))


def _moved(fate: Fate, number: int, pieces: Sequence[Piece]) -> Passage:
    other = Change.ADDED if fate is Fate.MOVED_AWAY else Change.REMOVED
    return Passage(fate=fate, pieces=tuple(piece for piece in pieces if piece.change is not other), move=number)


def _alone(fate: Fate, text: str) -> Passage:
    return Passage(fate=fate, pieces=(Piece(change=Change(fate.value), text=text),))
