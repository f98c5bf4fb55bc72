"""Turn rows into tables that are read in a terminal and on a page alike: Markdown with its columns in line."""

from collections.abc import Sequence

from tests.bench.extraction.board import Row, Standing, losses, precision, recall, snippets_f1
from tests.bench.extraction.cost import Cost
from tests.bench.extraction.metadata import FIELDS
from tests.bench.extraction.structure import KINDS

NONE = "–"


def table(header: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """Return a table; its first column begins at the left, the others end at the right."""
    widths = [max(len(line[column]) for line in (header, *lines)) for column in range(len(header))]

    def written(line: Sequence[str]) -> str:
        others = (cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True))
        return f"| {' | '.join([line[0].ljust(widths[0]), *others])} |"

    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    return "\n".join(map(written, (header, rule, *lines))) + "\n"


def text(rows: Sequence[Row]) -> str:
    """Return F1 a row and program, Tearsheet's with its interval and how far it is ahead of the best peer."""
    header = [
        *("text F1", "pages", "Tearsheet", "best peer", "ahead by", "below 0.5", "empty"),
        *(standing.peer for standing in rows[0].standings[1:]),
    ]
    return table(header, [_text_line(row) for row in rows])


def _text_line(row: Row) -> list[str]:
    ours, best = row.tearsheet, row.best_peer
    line = [row.name, str(row.pages), f"{ours.f1:.3f} [{ours.interval.low:.3f}, {ours.interval.high:.3f}]"]
    if best is None or row.ahead is None:
        return [*line, NONE, NONE, str(ours.below_half), str(ours.empty)]
    return [
        *line,
        best.peer,
        f"{ours.f1 - best.f1:+.3f} [{row.ahead.low:+.3f}, {row.ahead.high:+.3f}]",
        f"{ours.below_half} / {best.below_half}",
        f"{ours.empty} / {best.empty}",
        *(f"{standing.f1:.3f}" for standing in row.standings[1:]),
    ]


def standings(row: Row) -> str:
    """Return a row's programs with all that is measured of their text."""
    ordered = sorted(row.standings, key=lambda standing: -standing.f1)
    lines = [
        [
            *(standing.peer, f"{standing.f1:.3f} [{standing.interval.low:.3f}, {standing.interval.high:.3f}]"),
            *(str(standing.below_half), str(standing.empty), str(standing.failed)),
        ]
        for standing in ordered
    ]
    ceiling = [["best peer of each page", f"{row.ceiling:.3f}", "", "", ""]] if len(row.standings) > 1 else []
    return table(["program", "text F1", "below 0.5", "empty", "failed"], [*lines, *ceiling])


def structure(row: Row) -> str:
    """Return recall / precision a kind of thing."""
    first = row.tearsheet
    header = ["recall / precision", *(f"{kind}s ({first.structure(kind).expected})" for kind in KINDS)]
    header = [name.replace("codes", "code") for name in header]
    return table(header, [_structure_line(each) for each in row.standings if each.has_structure])


def _structure_line(standing: Standing) -> list[str]:
    hits = [standing.structure(kind) for kind in KINDS]
    return [standing.peer, *(f"{_share(recall(hit))} / {_share(precision(hit))}" for hit in hits)]


def fields(row: Row) -> str:
    """Return how often each field is right, and in brackets how often it is there where the gold has none."""
    known = [name for name in FIELDS if any(name in score.gold_fields for score in row.tearsheet.scores)]
    lines = [[standing.peer, *_field_cells(standing, known)] for standing in row.standings]
    return table(["exact (invented)", *known], [line for line in lines if set(line[1:]) != {NONE}])


def _field_cells(standing: Standing, known: Sequence[str]) -> list[str]:
    cells = []
    for name in known:
        exact, invented = standing.exact(name), standing.invented(name)
        if exact is None:
            cells.append(NONE)
        else:
            cells.append(f"{exact:.3f}" + (f" ({invented:.2f})" if invented is not None else ""))
    return cells


def snippets(row: Row) -> str:
    """Return the share of required snippets kept, and of forbidden ones left out."""
    return table(["snippets", "kept", "left out", "F1"], [[each.peer, *_snippet_cells(each)] for each in row.standings])


def _snippet_cells(standing: Standing) -> list[str]:
    kept, wrong = standing.must(), standing.must_not()
    left_out = 1 - wrong.right / wrong.expected if wrong.expected else None
    return [_share(recall(kept), 3), _share(left_out, 3), f"{snippets_f1(standing):.3f}"]


def cost(costs: Sequence[Cost]) -> str:
    """Return what each program costs."""
    lines = [[each.peer, f"{each.milliseconds:.1f}", *_cost_cells(each)] for each in costs]
    return table(["cost", "CPU ms a page", "parses", "bare summaries", "peak memory"], lines)


def _cost_cells(cost: Cost) -> list[str]:
    return [f"{cost.parses:.1f}", f"{cost.summaries:.2f}", f"{cost.memory} MB" if cost.memory else NONE]


def programs(row: Row, costs: Sequence[Cost]) -> str:
    """Return, a line a program, its metadata, snippets and cost side by side."""
    known = [name for name in ("title", "author", "date") if any(name in s.gold_fields for s in row.tearsheet.scores)]
    spent = {each.peer: each for each in costs}
    lines = []
    for standing in row.standings:
        cells = _cost_cells(spent[standing.peer]) if standing.peer in spent else [NONE] * 3
        lines.append([standing.peer, *_field_cells(standing, known), *_snippet_cells(standing)[:2], *cells])
    costs_header = ("CPU, parses", "CPU, bare summaries", "peak memory")
    return table(["exact (invented)", *known, "snippets kept", "left out", *costs_header], lines)


def worst(row: Row, count: int) -> str:
    """Return the pages on which Tearsheet loses most."""
    lines = [
        [
            f"{ours.set} {ours.id}",
            f"{ours.text.f1:.3f}",
            f"{best.text.f1:.3f}",
            best.peer,
            ours.failure.replace("|", "¦"),
        ]
        for _lost, ours, best in losses(row, count)
    ]
    return table(["page", "Tearsheet", "best", "by", "failure"], lines)


def _share(figure: float | None, places: int = 2) -> str:
    return NONE if figure is None else f"{figure:.{places}f}"
