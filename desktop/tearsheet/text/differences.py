"""Turn two versions of a paragraph into the words that stayed, went and came, as a person would mark them.

A word is a run of letters, a number, or one Chinese, Japanese or Korean character. What people see as one character is
never cut.
"""

import re
from collections.abc import Hashable, Iterator, Sequence

from tearsheet.model.comparison import Change, Piece
from tearsheet.text.anchoring.folding import weight
from tearsheet.text.anchoring.graphemes import cluster_end, has_clusters
from tearsheet.text.anchoring.runs import Gap, Run, common_runs

_WORD = re.compile(
    "(?:[^\\W\\d_\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff]|[\u0300-\u036f])+|\\d+|[^\\S\n]+|.",
    re.DOTALL,
)
_TELLING = 30.0
"""Letters that stay and are never taken for a coincidence, whatever was changed around them."""
_FIRST, _SURROGATES, _NUMBER_OF_SURROGATES = 0x100, 0xD800, 0x800


def differences(old: str, new: str) -> tuple[Piece, ...]:
    """Return the pieces of both paragraphs in reading order, what was removed before what was added in its place."""
    olds, news = _words(old), _words(new)
    return tuple(_pieces(olds, news, _legible(olds, news, same(olds, news))))


def same(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Run]:
    """Return the runs of equal things that two sequences have in common, in order."""
    numbers: dict[Hashable, str] = {}
    one, other = (
        "".join(numbers.setdefault(each, _character(len(numbers))) for each in sequence) for sequence in (old, new)
    )
    return common_runs(one, other, Gap(0, len(one), 0, len(other)))


def _character(number: int) -> str:
    """Return a character that stands for the thing with `number`; none of them ends a line or a sentence."""
    code = _FIRST + number
    return chr(code if code < _SURROGATES else code + _NUMBER_OF_SURROGATES)


def _words(text: str) -> list[str]:
    if not has_clusters(text):
        return _WORD.findall(text)
    words: list[str] = []
    place = 0
    for match in _WORD.finditer(text):
        if match.end() > place and cluster_end(text, match.end()) == match.end():
            words.append(text[place : match.end()])
            place = match.end()
    return [*words, text[place:]] if place < len(text) else words


def _legible(olds: Sequence[str], news: Sequence[str], runs: Sequence[Run]) -> list[Run]:
    """Return `runs` without those that stayed by chance in the midst of changes.

    A run goes when more was changed on either side of it than it has; with it gone, more was changed beside the next.
    """
    kept: list[Run] = []
    waiting = list(reversed(runs))
    while waiting:
        run = waiting.pop()
        before = kept[-1] if kept else Run(0, 0, 0)
        after = waiting[-1] if waiting else Run(len(olds), len(news), 0)
        least = min(_changed(olds, news, before, run), _changed(olds, news, run, after))
        if weight("".join(olds[run.old : run.old_end]).strip()) >= min(least, _TELLING):
            kept.append(run)
        elif kept:
            waiting.append(kept.pop())
    return kept


def _changed(olds: Sequence[str], news: Sequence[str], before: Run, after: Run) -> float:
    """Return how much was removed or added between two runs, whichever is more."""
    removed, added = olds[before.old_end : after.old], news[before.new_end : after.new]
    return max(weight("".join(removed)), weight("".join(added)))


def _pieces(olds: Sequence[str], news: Sequence[str], kept: Sequence[Run]) -> Iterator[Piece]:
    old = new = 0
    for run in [*kept, Run(len(olds), len(news), 0)]:
        for change, words in (
            (Change.REMOVED, olds[old : run.old]),
            (Change.ADDED, news[new : run.new]),
            (Change.SAME, olds[run.old : run.old_end]),
        ):
            if words:
                yield Piece(change=change, text="".join(words))
        old, new = run.old_end, run.new_end
