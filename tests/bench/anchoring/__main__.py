"""Print how well highlights are found again after a text has changed: `python -m tests.bench.anchoring [--seed S]`.

Sixteen kinds of edit whose truth is known, because every character carries where it came from; other programs' ways
in the same run. Texts of our own making always, real pages where ../shared/corpora has them. No pairs of real
revisions are there, so none are measured.
"""

import argparse
import os
import platform
import random
from pathlib import Path

from tests.bench.anchoring import tables
from tests.bench.anchoring.board import Standing, standings
from tests.bench.anchoring.cases import cases
from tests.bench.anchoring.cost import costs
from tests.bench.anchoring.texts import HALVES, Text, own_texts, real_texts

ROOT = Path(__file__).resolve().parents[3]
_BEGIN, _END = "<!-- anchoring: python -m tests.bench.anchoring --write -->\n", "<!-- end of anchoring -->\n"


def main() -> None:
    """Make texts, edit them, anchor, print; and write, where that is asked for."""
    asked = _arguments()
    sets = {"our own texts": own_texts(asked.half, asked.seed, asked.texts)}
    if real := real_texts(asked.half, asked.texts):
        sets["real pages"] = real
    boards = {name: standings(cases(texts, asked.seed)) for name, texts in sets.items()}
    report = _report(sets, boards, asked.seed, asked.half)
    print(report)
    if asked.write:
        _write(report)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.anchoring", description=__doc__)
    fresh = random.SystemRandom().randrange(1_000_000)
    parser.add_argument("--seed", type=int, default=fresh, help="to make the same texts and edits again")
    parser.add_argument("--half", choices=HALVES, default="held-out", help="dev is the half to tune on")
    parser.add_argument("--texts", type=int, default=40, help="how many texts a set")
    parser.add_argument("--write", action="store_true", help="put the tables into README.md")
    return parser.parse_args()


def _report(sets: dict[str, list[Text]], boards: dict[str, dict[str, Standing]], seed: int, half: str) -> str:
    report = f"{_machine()}. Seed {seed}, the {half} half.\n\n"
    for name, board in boards.items():
        chinese = sum(text.language == "zh" for text in sets[name])
        number = next(iter(board.values())).number
        report += f"{name.capitalize()}: {len(sets[name])}, {chinese} of them Chinese; {number:,} cases.\n\n"
        report += tables.methods(board) + "\n"
    if len(boards) == 1:
        report += "No real pages here: they are read from ../shared/corpora.\n\n"
    return report + tables.edits(boards) + "\n" + tables.cost(costs(seed))


def _machine() -> str:
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def _write(report: str) -> None:
    readme = ROOT / "README.md"
    before, rest = readme.read_text(encoding="utf-8").split(_BEGIN)
    readme.write_text(before + _BEGIN + report + _END + rest.split(_END)[1], encoding="utf-8")


if __name__ == "__main__":
    main()
