"""Kill three writers of one library again and again, and count what was lost: `python -m tests.bench.writers [KILLS]`.

A window that captures, a command line that tags and marks, and a worker that works the queue off write at once; all
three die, at moments drawn. Every promise they were given before is looked up. Ends with 1 when one was broken.
`--library` names an empty library or database to do this in, on a server as well.
"""

import argparse
import random
import sys
import time
from collections import Counter
from tempfile import TemporaryDirectory

from tearsheet.library import open_library
from tests.support.writers import Promised, kill_three, wrong

_LOOKED_AT_EVERY = 50
_IN_ONE_LIBRARY = 150
"""After so many kills in a folder's library a new one is begun: looking everything up takes longer and longer."""


def main() -> None:
    """Kill, look up, tell."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.writers", description=__doc__)
    parser.add_argument("kills", metavar="KILLS", type=int, nargs="?", default=1000)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1_000_000))
    parser.add_argument("--library", default="", help="the folder or address of an empty library")
    given = parser.parse_args()
    begun, chance = time.monotonic(), random.Random(given.seed)
    killed, promises, broken = 0, 0, Counter[str]()
    while killed < given.kills:
        with TemporaryDirectory(prefix="tearsheet-writers-") as folder:
            wanted = given.kills - killed if given.library else min(given.kills - killed, _IN_ONE_LIBRARY)
            some, promised, found = _in_one(given.library or folder, wanted, chance)
        killed, promises = killed + some, promises + promised
        broken.update(each.partition(":")[0] for each in found)
        for each in found:
            print(f"WRONG, seed {given.seed}: {each}", flush=True)
        print(f"{killed} kills, {promises} promises, {sum(broken.values())} broken", file=sys.stderr, flush=True)
    counted = ", ".join(f"{broken[kind]} {kind}" for kind in ("lost", "torn", "damaged"))
    seconds = (time.monotonic() - begun) / killed
    print(f"{killed} kills of three writers at once, seed {given.seed}, {seconds:.2f} s each")
    print(f"  {promises} promises: {counted}")
    sys.exit(bool(broken))


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
