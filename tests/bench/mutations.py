"""Read pages broken at random and count what breaks the reader: `python -m tests.bench.mutations [N] [--seed S]`.

The pages are our own fixtures and the small ones of ../shared/corpora/pages, where that is. A crash is anything but an
extraction or the word that there is nothing to read; so is a page that takes longer than 60 s.
"""

import argparse
import os
import random
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from tearsheet.extract import read
from tearsheet.fetch import page_from_bytes
from tearsheet.model.errors import NothingReadable
from tests.bench.extraction.corpus import PAGES, read_corpus
from tests.support.mutations import mutated

_FIXTURES = Path(__file__).resolve().parents[1] / "pages"
_SMALL = 40_000
_AT_ONCE = 100
_SECONDS = 60.0


def main() -> None:
    """Read as many as asked, in all cores; exit 1 when one was too much."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.mutations")
    parser.add_argument("number", nargs="?", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=2026)
    asked = parser.parse_args()
    seeds = range(asked.seed * 1_000_003, asked.seed * 1_000_003 + asked.number)
    batches = [seeds[begin : begin + _AT_ONCE] for begin in range(0, asked.number, _AT_ONCE)]
    counts: Counter[str] = Counter()
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for done, counted in enumerate(pool.map(_read_all, batches), start=1):
            counts += counted
            if done % 50 == 0:
                print(f"{done * _AT_ONCE} of {asked.number}", file=sys.stderr)
    crashes = {what: number for what, number in counts.items() if what not in ("article", "nothing to read")}
    print(
        f"{asked.number} mutated pages: {counts['article']} articles, {counts['nothing to read']} with nothing to read"
    )
    print(f"{sum(crashes.values())} crashes", *(f"{number} x {what}" for what, number in crashes.items()), sep="\n  ")
    sys.exit(1 if crashes else 0)


def _read_all(seeds: range) -> Counter[str]:
    return Counter(_outcome(seed) for seed in seeds)


def _outcome(seed: int) -> str:
    chance = random.Random(seed)
    page = mutated(chance.choice(_originals()), chance)
    began = time.monotonic()
    try:
        read((page_from_bytes(page, url="https://pages.example/a.html", received=datetime(2026, 1, 1, tzinfo=UTC)),))
    except NothingReadable:
        outcome = "nothing to read"
    except Exception as error:  # every kind of crash is what is looked for
        where = traceback.extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__} in {Path(where.filename).name}:{where.lineno}, seed {seed}"
    else:
        outcome = "article"
    return outcome if time.monotonic() - began <= _SECONDS else f"too slow, seed {seed}"


@cache
def _originals() -> list[bytes]:
    return [page for page in _pages() if 0 < len(page) <= _SMALL]


def _pages() -> Iterator[bytes]:
    for path in sorted(_FIXTURES.glob("*/page.html")):
        yield path.read_bytes()
    if PAGES.exists():
        for gold in read_corpus(PAGES):
            yield gold.page.body


if __name__ == "__main__":
    main()
