"""Kill captures at named points and at random moments, restart, and count what was lost: `… kills [N] [--seed S]`.

Every capture has a process and a library of its own, one in four a library that it must make first. Half of the kills
are at the points of tests/support/killed.py in turn; the others come after a delay drawn evenly from as long as a whole
capture took here. Ends with 1 when one link did not become one article.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tearsheet.browser.client import Renderer
from tearsheet.library import open_library
from tearsheet.resources import resource
from tearsheet.workflows.share_site import ShareSite, read_articles
from tests.support.killed import BEFORE_THE_PROMISE, POINTS, RENDERED
from tests.support.restarted import Found, Restarted, restart

_WORKERS = 2
_PROBES = 6
_LONGEST = 120
_FINISHED = "finished before the kill"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kill:
    """One capture and its end: at a point, or so long after it began."""

    number: int
    new_library: bool
    point: str = ""
    delay: float = 0.0

    def __str__(self) -> str:
        moment = f"when {self.point}" if self.point else f"after {self.delay * 1000:.0f} ms"
        return f"kill {self.number}, {moment}, in a {'new' if self.new_library else 'made'} library"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Where a kill fell, and what was wrong after the restart."""

    kill: Kill
    fell: str
    wrong: tuple[str, ...]


class Ground:
    """What all kills share: sites that serve one article, a made library to copy, a renderer to restart with."""

    def __init__(self, folder: Path, complete: ShareSite, bare: ShareSite, renderer: Renderer) -> None:
        self._folder = folder
        self._complete = complete
        self._bare = bare
        self._renderer = renderer
        self._made = folder / "made"
        open_library(self._made).close()

    def carry_out(self, kill: Kill) -> Outcome:
        """Begin a capture, kill it, and see what a restart makes of it."""
        with self._begun(kill) as (process, library):
            said = _killed(process, kill)
            finished = process.returncode == 0
            if not finished and process.returncode != -signal.SIGKILL:
                return Outcome(kill=kill, fell="failed by itself", wrong=(said,))
            restarted = restart(library, renderer=self._renderer)
            fell = _FINISHED if finished else str(restarted.found)
            return Outcome(kill=kill, fell=fell, wrong=(*restarted.wrong, *_broken(kill, said, restarted)))

    def whole_capture(self, *, new_library: bool) -> float:
        """Return how long a capture takes that nobody kills."""
        with self._begun(Kill(number=0, new_library=new_library)) as (process, _library):
            assert process.stdout is not None
            process.stdout.readline()
            begun = time.monotonic()
            while process.stdout.readline() not in ("kept\n", ""):
                pass
            return time.monotonic() - begun

    @contextmanager
    def _begun(self, kill: Kill) -> Iterator[tuple["subprocess.Popen[str]", Path]]:
        site = self._bare if kill.point in RENDERED else self._complete
        link = site.share_link(site.articles[0])
        with TemporaryDirectory(dir=self._folder) as folder:
            library = Path(folder) / "library"
            if not kill.new_library:
                shutil.copytree(self._made, library)
            command = [sys.executable, "-m", "tests.support.killed", str(library), link, *filter(None, [kill.point])]
            with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
                yield process, library


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.kills")
    parser.add_argument("kills", metavar="N", type=int, nargs="?", default=1000)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1_000_000))
    given = parser.parse_args()
    if sys.platform == "win32":
        sys.exit("There is no SIGKILL here.")
    if sys.platform == "linux" and os.geteuid() == 0:
        os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
    begun = time.monotonic()
    with TemporaryDirectory(prefix="tearsheet-kills-") as folder:
        # Modules are kept compiled, as an installed program has them, or each capture would compile them first.
        os.environ["PYTHONPYCACHEPREFIX"] = f"{folder}/compiled"
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        outcomes = run(given.kills, given.seed, Path(folder))
    _tell(outcomes, given.seed, time.monotonic() - begun)
    sys.exit(any(outcome.wrong for outcome in outcomes))


def run(kills: int, seed: int, folder: Path) -> list[Outcome]:
    """Carry out so many kills, the same ones for the same seed and speed of the machine."""
    articles, pictures = read_articles(resource("demo")), resource("demo")
    renderer = Renderer()
    with (
        ShareSite(articles=articles, pictures=pictures, complete_data=True) as complete,
        ShareSite(articles=articles, pictures=pictures) as bare,
        ThreadPoolExecutor(_WORKERS) as workers,
    ):
        ground = Ground(folder, complete, bare, renderer)
        durations = {
            new: median(workers.map(lambda _number, new=new: ground.whole_capture(new_library=new), range(_PROBES)))
            for new in (False, True)
        }
        print(
            f"seed {seed}; a whole capture: {durations[False]:.2f} s, with a library to make {durations[True]:.2f} s",
            flush=True,
        )
        outcomes = []
        for outcome in workers.map(ground.carry_out, _drawn(kills, seed, durations)):
            outcomes.append(outcome)
            for wrong in outcome.wrong:
                print(f"WRONG, seed {seed}, {outcome.kill}: {wrong}", flush=True)
            if len(outcomes) % 50 == 0:
                print(f"{len(outcomes)} of {kills}", file=sys.stderr, flush=True)
        renderer.close()
    return outcomes


def _drawn(kills: int, seed: int, durations: dict[bool, float]) -> Iterator[Kill]:
    chance, points = random.Random(seed), list(POINTS)
    for number in range(1, kills + 1):
        new, part = chance.random() < 0.25, chance.random()
        if number % 2:
            yield Kill(number=number, new_library=new, point=points[number // 2 % len(points)])
        else:
            yield Kill(number=number, new_library=new, delay=part * durations[new])


def _killed(process: "subprocess.Popen[str]", kill: Kill) -> str:
    """Wait for the end, or bring it, and return what the process said until then."""
    assert process.stdout is not None
    said = ""
    if not kill.point:
        said = process.stdout.readline()
        time.sleep(kill.delay)
        process.kill()
    rest, _errors = process.communicate(timeout=_LONGEST)
    return said + rest


def _broken(kill: Kill, said: str, restarted: Restarted) -> Iterator[str]:
    """Compare what the process had promised, or was about to, with what the restart found."""
    lines = said.splitlines()
    if "remembered" in lines and restarted.found is Found.NOTHING:
        yield "a link was lost after its acknowledgement"
    if "kept" in lines and restarted.found is not Found.KEPT:
        yield "an article was lost after it was said to be kept"
    if kill.point and (restarted.found is Found.NOTHING) != (kill.point == BEFORE_THE_PROMISE):
        yield f"found killed {restarted.found}"


def _tell(outcomes: list[Outcome], seed: int, seconds: float) -> None:
    wrong = sum(bool(outcome.wrong) for outcome in outcomes)
    each = seconds / max(len(outcomes), 1)
    print(f"{len(outcomes)} kills, seed {seed}, {each:.2f} s each: {wrong} with something wrong")
    for name, some in (
        ("at named points", [outcome for outcome in outcomes if outcome.kill.point]),
        ("at random moments", [outcome for outcome in outcomes if not outcome.kill.point]),
    ):
        fell = Counter(outcome.fell for outcome in some)
        print(f"  {len(some)} {name}: " + ", ".join(f"{count} {where}" for where, count in fell.most_common()))


if __name__ == "__main__":
    main()
