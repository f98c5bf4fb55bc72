"""Put every question to the library and to the peers, and set beside it what the plain scan found and what it cost."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from statistics import fmean, median

from sqlalchemy import Engine, event

from tearsheet.library import Library
from tearsheet.library.search.glances import Glances
from tearsheet.model.query import Query, Sort
from tests.bench.searching.peers import Peer
from tests.bench.searching.questions import Filter, Question, kinds_of
from tests.bench.searching.timing import Clock, Cost, best, cost
from tests.support.keepings import keeping

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Exactness:
    """The share of what answers that was found, and the share of what was found that answers."""

    recall: float
    precision: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How one way of searching fared with the questions of one kind."""

    exactness: Exactness
    newest: Sequence[Cost]
    count: Sequence[Cost]
    ranked: Sequence[Cost] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """The questions of one kind, and how each way of searching fared."""

    name: str
    hits: float
    ours: Standing
    peers: dict[str, Standing]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filtered:
    """What one filter cost, and whether it found exactly what fits."""

    name: str
    hits: int
    exact: bool
    newest: Cost
    count: Cost


def kinds(
    library: Library, peers: Sequence[Peer], asked: Sequence[Question], truth: dict[Question, list[int]], clock: Clock
) -> list[Kind]:
    """Measure kind by kind."""
    return [_kind(library, peers, name, some, truth, clock) for name, some in kinds_of(asked)]


def filtered(library: Library, asked: Sequence[Filter], truth: dict[str, list[int]], clock: Clock) -> list[Filtered]:
    """Measure filter by filter."""
    return [
        Filtered(
            name=each.name,
            hits=len(truth[each.name]),
            exact=set(library.ids(each.query)) == set(truth[each.name]),
            newest=_newest(library, each.query, clock),
            count=_count(library, each.query, clock),
        )
        for each in asked
    ]


def snippets(library: Library, asked: Sequence[Question], clock: Clock) -> tuple[float, float]:
    """Return the median milliseconds of the passages for a page of hits: whose texts were seen before, and were not."""
    again, first = [], []
    for question in asked:
        page = [row.id for row in library.summaries(question.query, limit=PAGE)]
        if len(page) == PAGE:
            work = partial(library.snippets, question.query, page)
            again.append(best(work, clock))
            first.append(best(partial(_unseen, library, work), clock))
    return median(again), median(first)


def searchable(library: Library, times: int = 20) -> tuple[float, float]:
    """Return the median milliseconds from an article's commit until it is found: of CPU time, and in all."""
    spent, waited = [], []
    for _ in range(times):
        word = f"zq{time.time_ns():x}"
        kept = keeping(word, f"中国 {word} 的新文章。" * 100, title=word)
        with _commits() as moments:
            library.add(kept)
            while not library.count(Query(words=(word,))):
                time.sleep(0.0005)
        cpu, wall = moments[0]
        spent.append(time.process_time() - cpu)
        waited.append(time.perf_counter() - wall)
    return median(spent) * 1000, median(waited) * 1000


def _unseen(library: Library, work: Callable[[], object]) -> None:
    """Work after the library has forgotten which texts it glanced at, and nothing else."""
    vars(library)["_glances"] = Glances()
    work()


def _kind(
    library: Library,
    peers: Sequence[Peer],
    name: str,
    asked: Sequence[Question],
    truth: dict[Question, list[int]],
    clock: Clock,
) -> Kind:
    ours = Standing(
        exactness=_exactness([(truth[each], set(map(int, library.ids(each.query)))) for each in asked]),
        newest=[_newest(library, each.query, clock) for each in asked],
        count=[_count(library, each.query, clock) for each in asked],
        ranked=[_newest(library, each.query, clock, Sort.RELEVANCE) for each in asked],
    )
    return Kind(
        name=name,
        hits=median(len(truth[each]) for each in asked),
        ours=ours,
        peers={peer.name: _standing(peer, asked, truth) for peer in peers},
    )


def _standing(peer: Peer, asked: Sequence[Question], truth: dict[Question, list[int]]) -> Standing:
    """Measure a peer, none of which has anything around its question."""
    newest = [best(lambda each=each: peer.newest(each), time.thread_time) for each in asked]  # type: ignore[misc]
    count = [best(lambda each=each: peer.count(each), time.thread_time) for each in asked]  # type: ignore[misc]
    return Standing(
        exactness=_exactness([(truth[each], peer.every(each)) for each in asked]),
        newest=[Cost(ours=each, bare=each) for each in newest],
        count=[Cost(ours=each, bare=each) for each in count],
    )


def _newest(library: Library, query: Query, clock: Clock, sort: Sort = Sort.SAVED) -> Cost:
    return cost(lambda: library.summaries(query, sort=sort, limit=PAGE), clock)


def _count(library: Library, query: Query, clock: Clock) -> Cost:
    return cost(lambda: library.count(query), clock)


def _exactness(answers: Sequence[tuple[list[int], set[int]]]) -> Exactness:
    """Average over the questions that something answers, and over those of which something was found."""
    recalls = [len(found.intersection(true)) / len(true) for true, found in answers if true]
    precisions = [len(found.intersection(true)) / len(found) for true, found in answers if found]
    return Exactness(recall=fmean(recalls or [1.0]), precision=fmean(precisions or [1.0]))


@contextmanager
def _commits() -> Iterator[list[tuple[float, float]]]:
    """Note when transactions are committed, by the process's clock and the world's."""
    moments: list[tuple[float, float]] = []

    def note(_connection: object) -> None:
        moments.append((time.process_time(), time.perf_counter()))

    event.listen(Engine, "commit", note)
    try:
        yield moments
    finally:
        event.remove(Engine, "commit", note)
