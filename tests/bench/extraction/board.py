"""Turn the scores of pages into rows: which pages belong together, and how each program did on them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from tests.bench.extraction.corpus import CIRCULAR, Gold, is_chinese
from tests.bench.extraction.score import Hits, Score
from tests.bench.extraction.shingles import Interval, Share, bootstrap, difference, harmonic, is_latin, macro

_NAMES = {"wcxb": "WCXB", "magichtml": "magic-html"}


@dataclass(frozen=True)
class Standing:
    """How one program did on the pages of a row; its scores stand in the order of the pages."""

    peer: str
    scores: Sequence[Score]

    @cached_property
    def shares(self) -> list[Share]:
        return [score.text for score in self.scores]

    @cached_property
    def f1(self) -> float:
        return macro(self.shares)

    @cached_property
    def interval(self) -> Interval:
        return bootstrap(self.shares)

    @property
    def below_half(self) -> int:
        return sum(share.f1 < 0.5 for share in self.shares)

    @property
    def empty(self) -> int:
        return sum(score.empty for score in self.scores)

    @property
    def failed(self) -> int:
        return sum(bool(score.failure) for score in self.scores)

    def structure(self, kind: str) -> Hits:
        """Return what was right of a kind, over all pages."""
        return _sum([score.structure[kind] for score in self.scores if score.structure])

    @cached_property
    def has_structure(self) -> bool:
        return any(hits.found for score in self.scores for hits in score.structure.values())

    def exact(self, field: str) -> float | None:
        """Return the share of pages on which a field is right; None when the program never says it."""
        told = [score for score in self.scores if field in score.gold_fields]
        if not told or not any(field in score.said for score in self.scores):
            return None
        return sum(field in score.right for score in told) / len(told)

    def invented(self, field: str) -> float | None:
        """Return the share of pages without a field in the gold for which the program has one."""
        untold = [score for score in self.scores if field not in score.gold_fields]
        return sum(field in score.said for score in untold) / len(untold) if untold else None

    def must(self) -> Hits:
        """Return the snippets that had to be there."""
        return _sum([score.must for score in self.scores])

    def must_not(self) -> Hits:
        """Return the snippets that had to be left out, those held being `right`."""
        return _sum([score.must_not for score in self.scores])


@dataclass(frozen=True)
class Row:
    """Pages that are judged together, and how each program did on them, Tearsheet first."""

    name: str
    circular: bool
    standings: tuple[Standing, ...]

    @property
    def pages(self) -> int:
        return len(self.standings[0].scores)

    @property
    def tearsheet(self) -> Standing:
        return self.standings[0]

    @cached_property
    def best_peer(self) -> Standing | None:
        """Return the peer with the highest F1."""
        return max(self.standings[1:], key=lambda standing: standing.f1, default=None)

    @cached_property
    def ahead(self) -> Interval | None:
        """Return by how much Tearsheet is ahead of the best peer on the same pages."""
        return difference(self.tearsheet.shares, self.best_peer.shares) if self.best_peer else None

    @cached_property
    def ceiling(self) -> float:
        """Return the F1 of whoever reads each page best, Tearsheet left out."""
        pages = zip(*(standing.shares for standing in self.standings[1:]), strict=True)
        return macro([max(shares, key=lambda share: share.f1) for shares in pages])

    @property
    def has_structure(self) -> bool:
        return any(score.structure for score in self.tearsheet.scores)

    @property
    def has_fields(self) -> bool:
        return any(score.gold_fields for score in self.tearsheet.scores)


def board(golds: Iterable[Gold], scores: Iterable[Score], peers: Sequence[str]) -> list[Row]:
    """Return the rows that have pages."""
    found = {(score.peer, score.set, score.id): score for score in scores}
    pages = list(golds)
    made = []
    for name, belongs in _rows(pages):
        members = [gold for gold in pages if belongs(gold)]
        if members:
            standings = (Standing(peer, [found[peer, gold.set, gold.id] for gold in members]) for peer in peers)
            made.append(Row(name, members[0].set in CIRCULAR, tuple(standings)))
    return made


def losses(row: Row, count: int) -> list[tuple[float, Score, Score]]:
    """Return the pages on which Tearsheet loses most to whoever reads them best: how much, its score, the peer's."""
    pairs = [
        (max(theirs, key=lambda score: score.text.f1), ours)
        for ours, *theirs in zip(*(standing.scores for standing in row.standings), strict=True)
    ]
    lost = [(best.text.f1 - ours.text.f1, ours, best) for best, ours in pairs]
    return sorted((each for each in lost if each[0] > 0), key=lambda each: -each[0])[:count]


def recall(hits: Hits) -> float | None:
    return hits.right / hits.expected if hits.expected else None


def precision(hits: Hits) -> float | None:
    return hits.right / hits.found if hits.found else None


def snippets_f1(standing: Standing) -> float:
    """Return trafilatura's own measure: snippets kept, and those kept that should not be."""
    kept, wrong = standing.must(), standing.must_not()
    return harmonic(kept.right / max(1, kept.right + wrong.right), kept.right / max(1, kept.expected))


def _rows(golds: Sequence[Gold]) -> list[tuple[str, Callable[[Gold], bool]]]:
    """Return each row's name, and what belongs to it; pages of a circular set are in no row but their own."""

    def is_article(gold: Gold) -> bool:
        return gold.kind == "article" and gold.set not in CIRCULAR

    def of_set(name: str) -> Callable[[Gold], bool]:
        return lambda gold: gold.set == name and is_article(gold)

    def of_kinds(*kinds: str) -> Callable[[Gold], bool]:
        return lambda gold: gold.kind in kinds and gold.set not in CIRCULAR

    def circular(name: str) -> Callable[[Gold], bool]:
        return lambda gold: gold.set == name

    sets = list(dict.fromkeys(gold.set for gold in golds))
    others = sorted({gold.kind for gold in golds} - {"article", "forum", "documentation"})
    return [
        *((f"{_NAMES.get(name, name)} articles", of_set(name)) for name in sets if name not in CIRCULAR),
        ("Chinese articles", lambda gold: is_article(gold) and is_chinese(gold.text)),
        ("articles in other scripts", lambda g: is_article(g) and not is_chinese(g.text) and not is_latin(g.text)),
        *((kind, of_kinds(kind)) for kind in ("forum", "documentation")),
        ("forum and documentation", of_kinds("forum", "documentation")),
        *((kind, of_kinds(kind)) for kind in others),
        *((f"{name} (circular)", circular(name)) for name in sets if name in CIRCULAR),
    ]


def _sum(hits: Sequence[Hits]) -> Hits:
    return Hits(sum(h.right for h in hits), sum(h.expected for h in hits), sum(h.found for h in hits))
