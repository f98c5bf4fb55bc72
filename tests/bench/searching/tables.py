"""Turn what was measured into tables for a page."""

from collections.abc import Callable, Sequence
from statistics import median

from tests.bench.extraction.tables import table
from tests.bench.searching.measuring import Exactness, Filtered, Kind
from tests.bench.searching.timing import Cost

_NEWEST_MS, _COUNT_MS = 1, 5


def ours(kinds: Sequence[Kind]) -> str:
    """Return a row a kind: what Tearsheet found of it, and its milliseconds beside those of its SQL alone."""
    rows = [
        [
            kind.name,
            f"{kind.hits:,.0f}",
            _exact(kind.ours.exactness),
            *(_costs(some) for some in (kind.ours.newest, kind.ours.count, kind.ours.ranked)),
        ]
        for kind in kinds
    ]
    return table(["", "hits", "recall / precision", "newest 50", "count", "best 50"], rows)


def kept_to(kinds: Sequence[Kind]) -> str:
    """Say how many of the questions stay below the bounds that were set, and how much is around the bare SQL."""
    newest = [cost.bare for kind in kinds for cost in kind.ours.newest]
    counts = [cost.ours for kind in kinds for cost in kind.ours.count]
    around = [
        median(cost.ours for cost in kind.ours.newest) / median(cost.bare for cost in kind.ours.newest)
        for kind in kinds
    ]
    return (
        f"Of {len(newest)} questions {sum(each < _NEWEST_MS for each in newest)} have their newest 50 in less than "
        f"{_NEWEST_MS} ms in the engine, {sum(each < _COUNT_MS for each in counts)} are counted in less than "
        f"{_COUNT_MS} ms. A page takes {median(around):.2f} times its bare SQL, of no kind more than {max(around):.2f}."
    )


def peers(kinds: Sequence[Kind]) -> str:
    """Return a row a kind: recall, and the milliseconds of the newest fifty, of every way of searching."""
    names = list(kinds[0].peers)
    rows = []
    for kind in kinds:
        standings = [kind.ours, *(kind.peers[name] for name in names)]
        rows.append([kind.name, *(f"{_exact(each.exactness)}, {_middle(each.newest)}" for each in standings)])
    return table(["recall / precision, ms of the newest 50", "Tearsheet", *names], rows)


def filters(filtered: Sequence[Filtered]) -> str:
    """Return a row a filter."""
    rows = [
        [each.name, f"{each.hits:,}", "yes" if each.exact else "NO", _costs([each.newest]), _costs([each.count])]
        for each in filtered
    ]
    return table(["", "hits", "exact", "newest 50", "count"], rows)


def _exact(exactness: Exactness) -> str:
    return f"{exactness.recall:.3f} / {exactness.precision:.3f}"


def _costs(costs: Sequence[Cost]) -> str:
    """Return the median, and the worst where there are several, each with that of the bare SQL in brackets."""
    if not costs:
        return "–"
    said = [_pair(costs, median)]
    if len(costs) > 1:
        said.append(_pair(costs, max))
    return ", at worst ".join(said)


def _pair(costs: Sequence[Cost], pick: Callable[[list[float]], float]) -> str:
    return f"{pick([each.ours for each in costs]):.2f} ({pick([each.bare for each in costs]):.2f})"


def _middle(costs: Sequence[Cost]) -> str:
    return f"{median(each.ours for each in costs):.2f}"
