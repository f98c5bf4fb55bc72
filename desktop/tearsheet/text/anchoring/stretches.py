"""Turn two wordings into the stretches that they have in common, those that stayed in order and those that moved."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tearsheet.text.anchoring.folding import Folded
from tearsheet.text.anchoring.moves import moved
from tearsheet.text.anchoring.runs import Gap, Run, common_runs
from tearsheet.text.anchoring.settling import settled
from tearsheet.text.anchoring.support import supported


@dataclass(frozen=True, slots=True)
class Stretch:
    """Runs that belong together, in the order of both texts; `moved` when they are not in the order of the others."""

    runs: Sequence[Run]
    moved: bool


def common_stretches(old: Folded, new: Folded) -> list[Stretch]:
    """Return what became of `old` in `new`. What is in none of them is gone, or new."""
    whole = Gap(0, len(old.chars), 0, len(new.chars))
    in_order = supported(old.chars, new.chars, settled(old, new, common_runs(old.chars, new.chars, whole)))
    elsewhere = moved(old, new, in_order)
    in_place, out_of_place = _parted(in_order, elsewhere, len(new.chars))
    return [Stretch(runs, False) for runs in in_place] + [Stretch(runs, True) for runs in out_of_place]


def _parted(
    in_order: Sequence[list[Run]], elsewhere: Iterable[list[Run]], end: int
) -> tuple[list[list[Run]], list[list[Run]]]:
    """Return what is in order, with what fits into that and was too short to be believed, and the rest."""
    in_place, out_of_place = list(in_order), []
    for runs in sorted(elsewhere, key=lambda runs: (runs[0].new - runs[-1].new_end, runs[0].old)):
        place = bisect_left(in_place, runs[0].old, key=lambda each: each[0].old)
        earliest = in_place[place - 1][-1].new_end if place else 0
        latest = in_place[place][0].new if place < len(in_place) else end
        if earliest <= runs[0].new and runs[-1].new_end <= latest:
            in_place.insert(place, runs)
        else:
            out_of_place.append(runs)
    return in_place, out_of_place
