"""Turn a fixed sample of pages into what reading one costs: CPU time beside two floors, and memory at its peak.

Time is taken of all programs in turn on each page, in one warm process, so that whatever else the machine does meets
all alike; figures are medians of ratios a page. Memory is that of a process that reads the pages and does nothing else,
where /proc tells it.
"""

import logging
import pickle
import statistics
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import lxml.html
import readability

from tearsheet.model.page import Page
from tests.bench.extraction.corpus import Gold
from tests.bench.extraction.peers import PEERS, Peer

_SAMPLE, _WARM_UP, _ROUNDS = 24, 3, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a program costs.

    CPU time a page stands in milliseconds, in bare parses by lxml, and in bare summaries by readability; memory in MB.
    """

    peer: str
    milliseconds: float
    parses: float
    summaries: float
    memory: int


def sample(golds: Sequence[Gold]) -> list[Gold]:
    """Return the same articles of every run, the first few to warm up on."""
    articles = [gold for gold in golds if gold.kind == "article"] or list(golds)
    return sorted(articles, key=lambda gold: sha256(gold.id.encode()).digest())[: _SAMPLE + _WARM_UP]


def costs(golds: Sequence[Gold], peers: Sequence[Peer]) -> list[Cost]:
    """Return the cost of each of `peers` on a sample of `golds`."""
    spent: dict[str, list[float]] = {peer.name: [] for peer in peers}
    parses, summaries = [], []
    chosen = sample(golds)
    for number, gold in enumerate(chosen):
        each = {peer.name: _spent(peer.read, gold.page, peer.clock) for peer in peers}
        floor, bare = _spent(_parse, gold.page), _spent(_summary, gold.page)
        if number >= min(_WARM_UP, len(chosen) - 1):
            parses.append(floor)
            summaries.append(bare)
            for name, seconds in each.items():
                spent[name].append(seconds)
    return [
        Cost(
            peer=peer.name,
            milliseconds=statistics.median(spent[peer.name]) * 1000,
            parses=_ratio(spent[peer.name], parses),
            summaries=_ratio(spent[peer.name], summaries),
            memory=_memory(peer.name, [gold.page for gold in chosen]),
        )
        for peer in peers
    ]


def _ratio(spent: list[float], floor: list[float]) -> float:
    return statistics.median(ours / max(theirs, 1e-6) for ours, theirs in zip(spent, floor, strict=True))


def _spent(
    read: Callable[[Page], object], page: Page, clock: Callable[[], float] = time.process_time, rounds: int = _ROUNDS
) -> float:
    """Return the least CPU seconds of a few rounds; a program that fails has spent its time too."""
    least = float("inf")
    for _ in range(rounds):
        began = clock()
        with suppress(Exception):  # it is counted among the scores
            read(page)
        least = min(least, clock() - began)
    return least


def _parse(page: Page) -> object:
    parser = lxml.html.HTMLParser(encoding="utf-8")
    return lxml.html.document_fromstring(page.text.encode("utf-8", "replace"), parser=parser)


def _summary(page: Page) -> object:
    return readability.Document(page.text, url=page.address).summary(html_partial=True)


def _memory(peer: str, pages: Sequence[Page]) -> int:
    command = [sys.executable, "-m", "tests.bench.extraction.cost", peer]
    handed = b"".join(map(pickle.dumps, pages))
    done = subprocess.run(command, input=handed, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    return int(done.stdout) if done.returncode == 0 else 0


def _peak(peer: Peer) -> int:
    """Return the megabytes that the peer's process has had at its peak when all pages are read."""
    while True:
        try:
            page = pickle.load(sys.stdin.buffer)  # noqa: S301 - our parent wrote it
        except EOFError:
            break
        with suppress(Exception):  # it is counted among the scores
            peer.read(page)
    # Not getrusage: what it says of a process begins with the memory of the one that started it.
    status = Path(f"/proc/{peer.process()}/status").read_text(encoding="utf-8")
    return int(status.partition("VmHWM:")[2].split()[0]) >> 10


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    [wanted] = [peer for peer in PEERS if peer.name == sys.argv[1]]
    print(_peak(wanted))
