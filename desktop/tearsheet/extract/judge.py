"""Turn a block's figures into the chance that it is part of the article, by weights that were learned from pages.

The weights are boosted trees in text files (resources/extract); `python -m tests.bench.training` makes them again.
"""

import math
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from tearsheet.resources import resource

Tree = float | tuple[int, float, "Tree", "Tree"]
"""A leaf, or a question: is the figure at this place at most this? What follows from yes, what from no."""

_LEAF = "="
_LOOK_EVERY = 20
_SURE = 5.0


class Judge:
    """Boosted trees, as LightGBM learns them: the sum of a leaf of each is the logit of the chance."""

    def __init__(self, trees: Sequence[Tree]) -> None:
        # Most of a page is plainly not the article, so trees are asked in groups until the sum leaves no doubt.
        self._groups = [trees[begin : begin + _LOOK_EVERY] for begin in range(0, len(trees), _LOOK_EVERY)]

    def chance(self, row: Sequence[float]) -> float:
        """Return a number between 0 and 1."""
        total = 0.0
        for group in self._groups:
            for tree in group:
                while type(tree) is tuple:
                    place, limit, yes, no = tree
                    tree = yes if row[place] <= limit else no
                total += tree  # type: ignore[operator]
            if total > _SURE or total < -_SURE:
                break
        return 1 / (1 + math.exp(-total))


@cache
def judge(name: str, folder: Path | None = None) -> Judge:
    """Return the judge whose weights stand in <folder>/<name>.txt, without a folder those in resources/extract.

    A line is a tree in Polish notation: `place:limit` with the two that follow it, `=value` for a leaf.
    """
    text = ((folder or resource("extract")) / f"{name}.txt").read_text(encoding="ascii")
    return Judge([_read(iter(line.split())) for line in text.splitlines() if line and not line.startswith("#")])


def _read(words: Iterator[str]) -> Tree:
    word = next(words)
    if word.startswith(_LEAF):
        return float(word[1:])
    place, _, limit = word.partition(":")
    return (int(place), float(limit), _read(words), _read(words))
