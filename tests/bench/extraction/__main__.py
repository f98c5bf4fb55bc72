"""Print how well Tearsheet and its peers read pages, side by side: `python -m tests.bench.extraction [SET…]`.

Needs the peers, which `packaging/dev.py bench extraction [SET…]` installs; one that is not here is left out and named.
"""

import argparse
import json
import logging
import os
import platform
import subprocess
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.extraction import tables
from tests.bench.extraction.board import Row, board
from tests.bench.extraction.corpus import PAGES, Gold, read_corpus
from tests.bench.extraction.cost import Cost, costs
from tests.bench.extraction.peers import PEERS, Peer, present
from tests.bench.extraction.pool import run
from tests.bench.extraction.score import KILLED, OVERDUE, Score
from tests.bench.extraction.unseen import VARIABLE

ROOT = Path(__file__).resolve().parents[3]
_BEGIN, _END = "<!-- extraction: python -m tests.bench.extraction --write -->\n", "<!-- end of extraction -->\n"
_SECONDS = 60.0


def main() -> None:
    """Read, score, print; and write, where that is asked for."""
    asked = _arguments()
    if (asked.unseen or asked.write) and not os.environ.get(VARIABLE):
        with TemporaryDirectory() as folder:
            subprocess.run([sys.executable, "-m", "tests.bench.training", "--folds", folder], cwd=ROOT, check=True)
            os.environ[VARIABLE] = folder
            _run(asked)
    else:
        _run(asked)


def _run(asked: argparse.Namespace) -> None:
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    peers = present(name for name in asked.peers.split(",") if name)
    golds = list(read_corpus(asked.pages, asked.sets))
    if not golds:
        sys.exit(f"No pages in {asked.pages}.")
    scores = _scores(golds, peers, asked.jobs)
    rows = board(golds, scores, [peer.name for peer in peers])
    spent = [] if asked.no_cost else costs(_harmless(golds, scores), peers)
    print(_head(peers), _missing(peers), *_report(rows, spent, asked.worst), sep="\n")
    if asked.json:
        lines = (json.dumps(score.row(), ensure_ascii=False) + "\n" for score in scores)
        asked.json.write_text("".join(lines), encoding="utf-8")
    if asked.write:
        _write(f"{_head(peers)}\n{_in_short(rows, spent)}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.extraction", description=__doc__)
    parser.add_argument("sets", nargs="*", metavar="SET", help="only these sets")
    parser.add_argument("--pages", type=Path, default=PAGES, help="a folder of sets, or one set, with index.jsonl")
    parser.add_argument("--peers", default="", help="only these, with commas between; Tearsheet always")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes at once")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="the pages Tearsheet loses most on, a row")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write each page's figures, a line a page and peer")
    parser.add_argument("--no-cost", action="store_true", help="leave CPU time and memory out")
    parser.add_argument(
        "--unseen", action="store_true", help="learn first, five times, so that no page was learned from"
    )
    parser.add_argument("--write", action="store_true", help="put the tables into README.md; only unseen pages count")
    return parser.parse_args()


def _scores(golds: Sequence[Gold], peers: Sequence[Peer], jobs: int) -> list[Score]:
    scores = []
    whole = len(golds) * len(peers)
    for score in run(golds, tuple(peer.name for peer in peers), jobs=jobs, seconds=_SECONDS):
        scores.append(score)
        if score.failure:
            print(f"{score.peer} on {score.set} {score.id}: {score.failure}", file=sys.stderr)
        if len(scores) % 500 == 0:
            print(f"{len(scores)} of {whole} …", file=sys.stderr)
    return scores


def _harmless(golds: Sequence[Gold], scores: Sequence[Score]) -> list[Gold]:
    """Return the pages that kept nobody, for costs are taken in this very process."""
    stuck = {(score.set, score.id) for score in scores if score.failure in (OVERDUE, KILLED)}
    return [gold for gold in golds if (gold.set, gold.id) not in stuck]


def _report(rows: Sequence[Row], spent: Sequence[Cost], worst: int) -> list[str]:
    report = [tables.text(rows)]
    for row in rows:
        report.append(f"## {row.name}, {row.pages} pages\n\n{tables.standings(row)}")
        if row.has_structure:
            report.append(tables.structure(row))
        if row.has_fields:
            report.append(tables.fields(row))
        if row.tearsheet.must().expected:
            report.append(tables.snippets(row))
        if worst:
            report.append(tables.worst(row, worst))
    return [*report, tables.cost(spent)] if spent else report


def _in_short(rows: Sequence[Row], spent: Sequence[Cost]) -> str:
    """Return the tables for a page: text, then structure and what else there is of the set that has most gold."""
    short = tables.text(rows)
    richest = max(rows, key=lambda row: row.has_structure * row.has_fields * row.pages)
    if not richest.has_structure:
        return short
    return f"{short}\n{richest.name}:\n\n{tables.structure(richest)}\n{tables.programs(richest, spent)}"


def _head(peers: Sequence[Peer]) -> str:
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    versions = ", ".join(f"{peer.name} {peer.version}" for peer in peers)
    kept_aside = " Each page by weights that were learned without it." if os.environ.get(VARIABLE) else ""
    return f"{machine}. {versions}.{kept_aside}\n"


def _missing(peers: Sequence[Peer]) -> str:
    names = [peer.name for peer in PEERS if peer not in peers]
    return f"Left out: {', '.join(names)}.\n" if names else ""


def _write(tables_: str) -> None:
    readme = ROOT / "README.md"
    before, rest = readme.read_text(encoding="utf-8").split(_BEGIN)
    readme.write_text(before + _BEGIN + tables_ + _END + rest.split(_END)[1], encoding="utf-8")


if __name__ == "__main__":
    main()
