"""Turn runs that end where the letters happened to fall into ones that end at a line, a sentence or a word.

Where "One. Two." became "One. Half. Two." it is all the same to a diff whether " Half." or "Half. " was put in, or
". Half"; to a highlight of the first sentence it is not. Nor is it where a box that repeats the first paragraph was put
above the text: of two copies the one is meant that the text goes on from.
"""

from collections.abc import Sequence

from tearsheet.text.anchoring.folding import Folded
from tearsheet.text.anchoring.runs import Run

_BESIDE = 3
"""Characters between two runs that still follow each other."""
_AT_A_LINE, _AT_A_SENTENCE, _AT_A_WORD, _AT_A_MARK, _WITHIN_A_WORD = 4, 3, 2, 1, 0


def settled(old: Folded, new: Folded, runs: Sequence[Run]) -> list[Run]:
    """Return `runs` with every insertion and deletion slid to where it begins and ends best."""
    made: list[Run] = []
    for run in runs:
        if not made:
            made.append(run)
            continue
        before = made.pop()
        follows = bool(made) and _follow(made[-1], before)
        slide = _slide(old, new, before, run, follows=follows)
        made += [
            Run(before.old, before.new, before.length + slide),
            Run(run.old + slide, run.new + slide, run.length - slide),
        ]
        if not made[-2].length:
            del made[-2]
    return [run for run in made if run.length]


def _follow(before: Run, run: Run) -> bool:
    return run.old - before.old_end <= _BESIDE and run.new - before.new_end <= _BESIDE


def _slide(old: Folded, new: Folded, before: Run, run: Run, *, follows: bool) -> int:
    """Return by how much to slide what was put in, or taken out, between two runs; more is to the right.

    Where `before` follows nothing and all of it stands again right before `run`, that is where it belongs.
    """
    if before.old_end == run.old:
        text, begin, end = new, before.new_end, run.new
    elif before.new_end == run.new:
        text, begin, end = old, before.old_end, run.old
    else:
        return 0
    chars = text.chars
    least, most = 0, 0
    while least > -before.length and chars[begin + least - 1] == chars[end + least - 1]:
        least -= 1
    if least == -before.length and not follows:
        return least
    while most < run.length and chars[begin + most] == chars[end + most]:
        most += 1
    return max(range(least, most + 1), key=lambda slide: (_seam(text, begin + slide) + _seam(text, end + slide), slide))


def _seam(text: Folded, place: int) -> int:
    """Return how good a place this is to part the text."""
    if not 0 < place < len(text.chars):
        return _AT_A_LINE
    before, after = text.chars[place - 1], text.chars[place]
    if "\n" in (before, after):
        return _AT_A_LINE
    if before in ".!?;":
        return _AT_A_SENTENCE
    if text.places[place] - text.places[place - 1] > 1:
        return _AT_A_WORD
    return _WITHIN_A_WORD if before.isalnum() and after.isalnum() else _AT_A_MARK
