"""Turn articles and programs into figures: how many say the same after a renderer, and how much of their structure."""

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt

from tests.bench.markdown import outline
from tests.bench.markdown.converters import Converter
from tests.bench.markdown.judge import Original, Reading, Sign, marked, original, rendered, without_captions
from tests.bench.markdown.renderers import Renderer

_PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


@dataclass(slots=True)
class Standing:
    """A program's figures on a set, as one renderer shows them. `lost` are the articles whose words changed."""

    converter: str
    renderer: str
    articles: int = 0
    same_words: int = 0
    same_all: int = 0
    right: int = 0
    missing: int = 0
    added: int = 0
    lost: list[str] = field(default_factory=list)
    odd: list[tuple[str, Counter[Sign], Counter[Sign]]] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missing)

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.added)

    def count(self, name: str, was: Original, is_: Reading) -> None:
        """Take one article in, by whichever reading of the page the note follows."""
        best = max((was.noted, was.plain), key=lambda each: (each.same_words(is_), _common(each, is_)))
        before, after = without_captions(best.signs, best.signs), without_captions(is_.signs, best.signs)
        same = best.same_words(is_)
        self.articles += 1
        self.same_words += same
        self.same_all += same and before == after
        self.right += (before & after).total()
        self.missing += (before - after).total()
        self.added += (after - before).total()
        if not same:
            self.lost.append(name)
        if before != after:
            self.odd.append((name, before - after, after - before))


@dataclass(slots=True)
class Written:
    """What a program wrote of a set: its notes, the CPU seconds they took, and blocks in all and in raw HTML."""

    converter: str
    notes: list[str] = field(default_factory=list)
    seconds: float = 0.0
    blocks: int = 0
    raw: int = 0
    failed: int = 0

    @property
    def milliseconds(self) -> float:
        return 1000 * self.seconds / max(1, len(self.notes))

    def add(self, convert: Converter, html: str) -> None:
        """Let a program write an article."""
        began = time.process_time()
        try:
            note = convert.convert(html)
        except Exception:  # whatever a peer raises is its failure, not ours
            note = ""
            self.failed += 1
        self.seconds += time.process_time() - began
        self.notes.append(note.encode("utf-8", "replace").decode())
        for token in _PARSER.parse(note):
            if token.level == 0 and token.nesting >= 0:
                self.blocks += 1
                self.raw += token.type == "html_block" and token.content.strip() != "<!-- -->"


def written(articles: Sequence[tuple[str, str]], converters: Iterable[Converter]) -> list[Written]:
    """Let every program write every article, in turn on each."""
    works = [(converter, Written(converter.name)) for converter in converters]
    for _name, html in articles:
        for converter, work in works:
            work.add(converter, html)
    return [work for _converter, work in works]


def standings(
    articles: Sequence[tuple[str, str]], works: Sequence[Written], renderers: Iterable[Renderer]
) -> list[Standing]:
    """Return the standing of each program by each renderer."""
    originals = [original(html) for _name, html in articles]
    board = []
    for renderer in renderers:
        for work in works:
            standing = Standing(work.converter, renderer.name)
            notes = [marked(note, was.formulas) for note, was in zip(work.notes, originals, strict=True)]
            pages = renderer.render(notes)
            for (name, _html), was, page in zip(articles, originals, pages, strict=True):
                standing.count(name, was, rendered(page, was.formulas))
            board.append(standing)
    return board


def outline_standing(articles: Sequence[tuple[str, str]], work: Written) -> Standing:
    """Return the standing of outlines for Logseq, as its own parser reads them block by block."""
    standing = Standing(work.converter, f"mldoc {outline.version()}")
    for (name, html), page in zip(articles, outline.render(work.notes), strict=True):
        was = original(html, outlined=True)
        standing.count(name, was, rendered(page, was.formulas, outlined=True))
    return standing


def _common(one: Reading, other: Reading) -> int:
    return (one.signs & other.signs).total()
