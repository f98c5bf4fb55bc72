"""Kill three writers of one library again and again, and count what was lost: `python -m tests.bench.writers [KILLS]`.

A window that captures, a command line that tags and marks, and a worker that works the queue off write at once; all
three die, at moments drawn. Every promise they were given before is looked up. Ends with 1 when one was broken.
`--postgres` does this in databases of a server that is started for it.
"""

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from tearsheet.library import open_library
from tests.support.postgres import postgres_server
from tests.support.writers import Promised, kill_three, wrong

_LOOKED_AT_EVERY = 50
_IN_ONE_LIBRARY = 150
"""After so many kills a new library is begun: looking everything up takes longer and longer."""


def main() -> None:
    """Kill, look up, tell."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.writers", description=__doc__)
    parser.add_argument("kills", metavar="KILLS", type=int, nargs="?", default=1000)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1_000_000))
    parser.add_argument("--postgres", action="store_true", help="in databases of a server, instead of in folders")
    given = parser.parse_args()
    begun, chance = time.monotonic(), random.Random(given.seed)
    killed, promises, broken = 0, 0, Counter[str]()
    with _places(given.postgres) as new_place:
        while killed < given.kills:
            some, promised, found = _in_one(new_place(), min(given.kills - killed, _IN_ONE_LIBRARY), chance)
            killed, promises = killed + some, promises + promised
            broken.update(each.partition(":")[0] for each in found)
            for each in found:
                print(f"WRONG, seed {given.seed}: {each}", flush=True)
            print(f"{killed} kills, {promises} promises, {sum(broken.values())} broken", file=sys.stderr, flush=True)
    counted = ", ".join(f"{broken[kind]} {kind}" for kind in ("lost", "torn", "damaged"))
    seconds = (time.monotonic() - begun) / killed
    on = "PostgreSQL" if given.postgres else "SQLite"
    print(f"{killed} kills of three writers at once on {on}, seed {given.seed}, {seconds:.2f} s each")
    print(f"  {promises} promises: {counted}")
    sys.exit(bool(broken))


@contextmanager
def _places(on_a_server: bool) -> Iterator[Callable[[], str]]:
    """Give what says where the next empty library is."""
    if on_a_server:
        with postgres_server(durable=True) as server:
            yield server.new_library
        return
    with TemporaryDirectory(prefix="tearsheet-writers-") as folder:
        numbers = count()
        yield lambda: str(Path(folder) / str(next(numbers)))


def _in_one(place: str, kills: int, chance: random.Random) -> tuple[int, int, list[str]]:
    """Kill so often in one library; return the kills, the promises and what is wrong."""
    open_library(place).close()
    promised, killed, found, looked_at = Promised(), 0, list[str](), 0
    while killed < kills and not found:
        killed += kill_three(place, chance, promised)
        if killed - looked_at >= _LOOKED_AT_EVERY or killed >= kills:
            found, looked_at = list(wrong(place, promised)), killed
    return killed, len(promised), found


if __name__ == "__main__":
    main()
