"""Turn standings and costs into tables for a page."""

from collections.abc import Mapping, Sequence

from tests.bench.anchoring.board import Standing
from tests.bench.anchoring.cost import Cost
from tests.bench.anchoring.edits import EDITS
from tests.bench.anchoring.score import GRADES, WRONG, Grades, share
from tests.bench.extraction.tables import table

_FIRST = "Tearsheet"


def methods(board: Mapping[str, Standing]) -> str:
    """Return a row a method."""
    rows = []
    for name, standing in board.items():
        sure = [f"{standing.sure_share:.1f}", _per_cent(standing.sure, WRONG)] if standing.unsure else ["–", "–"]
        each = f"{1000 * standing.seconds / max(1, standing.number):.2f}"
        rows.append([name, *(_per_cent(standing.whole, name) for name in GRADES), *sure, each])
    return table(["per cent", *GRADES, "sure", "wrong among the sure", "ms a highlight"], rows)


def edits(boards: Mapping[str, Mapping[str, Standing]]) -> str:
    """Return a row a kind of edit: Tearsheet's grades on each set of texts."""
    rows = []
    for edit in EDITS:
        grades = [board[_FIRST].edits[edit] for board in boards.values()]
        rows.append([edit, *(" / ".join(_per_cent(each, name) for name in GRADES) for each in grades)])
    return table([" / ".join(GRADES), *boards], rows)


def cost(costs: Sequence[Cost]) -> str:
    """Return a row a length."""
    rows = [
        [f"{each.language}, {each.length:,}", f"{each.part:.0f}", f"{each.all:.0f}", f"{each.highlight:.3f}"]
        for each in costs
    ]
    return table(["CPU ms by characters", "align, a part edited", "align, all edited", "a highlight then"], rows)


def _per_cent(grades: Grades, name: str) -> str:
    return f"{share(grades, name):.2f}" if grades else "–"
