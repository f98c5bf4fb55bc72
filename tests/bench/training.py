"""Turn pages whose text is known into the judge's weights: `python -m tests.bench.training [--folds FOLDER]`.

They are those of ../shared/corpora/pages and of tests/pages. Every block of every page is labelled by whether the gold
text goes through it, then boosted trees learn to tell: one set for the quick judge, one for the thorough judge, who
hears readability too. Pages of our own making count less: they are small, and each is there for what is hard in it.
The same pages give the same weights. With --folds the program's weights stay as they are: five times a fifth of the
corpora's pages is kept aside, and what the others teach is written to FOLDER, from where the scoreboard takes it to
read pages that it has not seen.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import lightgbm
import numpy as np
from rapidfuzz.distance import LCSseq

from tearsheet.extract.addresses import base_of
from tearsheet.extract.blocks import blocks_of
from tearsheet.extract.body import evidence_of
from tearsheet.extract.dense import is_too_big
from tearsheet.extract.metadata import metadata_of
from tearsheet.extract.parse import parse
from tearsheet.extract.prepare import prepare
from tearsheet.extract.readable import kept_by_readability
from tearsheet.extract.told import told_of
from tearsheet.model.page import Page
from tests.bench.extraction.corpus import PAGES, read_corpus
from tests.bench.extraction.shingles import tokens
from tests.bench.extraction.unseen import FOLDS, fold_of
from tests.support.wanted_pages import told

WEIGHTS = Path(__file__).resolve().parents[2] / "resources" / "extract"
_SHINGLE = 4
_MOST_TOKENS = 60_000
_ROUNDS: Final = 80
_OF_A_CORPUS, _OF_OUR_OWN = 100.0, 30.0
_PARAMETERS: Final[dict[str, Any]] = {
    "objective": "binary",
    "num_leaves": 31,
    "max_depth": 7,
    "learning_rate": 0.1,
    "min_data_in_leaf": 40,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 2,
    "max_bin": 63,
    "seed": 1,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "verbose": -1,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A page's blocks in figures, and for each how much of it the gold text goes through; `weight` is the page's."""

    address: str
    weight: float
    texts: list[str]
    sizes: list[float]
    quick: list[list[float]]
    thorough: list[list[float]]
    labels: list[float]


def main() -> None:
    """Learn from all pages and write the weights, or check by pages kept aside."""
    with ProcessPoolExecutor() as pool:
        pages = ((gold.page, gold.text) for gold in read_corpus(PAGES))
        lessons = list(pool.map(lesson_of, pages, chunksize=8))
        own = list(pool.map(own_lesson_of, ((each.page, each.article) for each in told()), chunksize=8))
    lessons = [lesson for lesson in lessons if lesson.texts]
    print(f"{len(lessons)} pages, {sum(len(lesson.texts) for lesson in lessons)} blocks", file=sys.stderr)
    if sys.argv[1:2] == ["--folds"]:
        for fold in range(FOLDS):
            others = [lesson for lesson in lessons if fold_of(lesson.address) != fold]
            _write([*others, *own], Path(sys.argv[2]) / str(fold))
    else:
        _write([*lessons, *own], WEIGHTS)


def _write(lessons: Sequence[Lesson], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("quick", "thorough"):
        lines = [" ".join(_polish(tree["tree_structure"])) for tree in _learn(lessons, name).dump_model()["tree_info"]]
        text = "\n".join(["# Made by python -m tests.bench.training; see desktop/notes/011-judge.md", *lines, ""])
        (folder / f"{name}.txt").write_text(text, encoding="ascii")
        print(f"{folder / name}: {len(lines)} trees, {len(text)} bytes", file=sys.stderr)


def lesson_of(given: tuple[Page, str]) -> Lesson:
    """Read a page as the extractor does, up to the judge, and compare it with its gold text."""
    page, gold = given
    root = parse(page.text).root
    found = metadata_of(root, base_of(root, page.address), None)
    said = told_of(root, page.address, found.declared, found.metadata, says_article=found.says_article)
    prepare(root)
    blocks = blocks_of(root)
    if not blocks.all or is_too_big(root):
        return Lesson(address=page.address, weight=0.0, texts=[], sizes=[], quick=[], thorough=[], labels=[])
    evidence = evidence_of(blocks, said)
    quick = evidence.features.rows()
    added = evidence.features.rows_with(kept_by_readability(root, blocks.all))
    texts = [block.text for block in blocks.all]
    return Lesson(
        address=page.address,
        weight=_OF_A_CORPUS,
        texts=texts,
        sizes=list(evidence.sizes),
        quick=quick,
        thorough=[[*row, *more] for row, more in zip(quick, added, strict=True)],
        labels=labels_of(texts, gold),
    )


def own_lesson_of(given: tuple[Page, str]) -> Lesson:
    """Do the same with a page of our own, whose article's words are told block by block."""
    lesson = lesson_of(given)
    told_blocks = {"".join(line.split()) for line in given[1].splitlines()}
    labels = [float("".join(text.split()) in told_blocks) for text in lesson.texts]
    return replace(lesson, weight=_OF_OUR_OWN, labels=labels)


def labels_of(texts: Sequence[str], gold: str) -> list[float]:
    """Return the share of each text's tokens that `gold` goes through, in the order of the page.

    What `gold` says as often as the page does counts wherever it stands: threads are not always told in order.
    """
    parts = [tokens(text) for text in texts]
    page = [token for part in parts for token in part]
    wanted = tokens(gold)
    wanted += ["\0"] * (_SHINGLE - len(wanted))
    ours, theirs = _shingles(page), _shingles(wanted)
    known = set(theirs)
    places = [place for place, shingle in enumerate(ours) if shingle in known]
    in_order, anywhere = bytearray(len(page)), bytearray(len(page))
    if len(places) <= _MOST_TOKENS:
        for step in LCSseq.opcodes([ours[place] for place in places], theirs):
            if step.tag == "equal":
                _cover(in_order, places[step.src_start : step.src_end])
    said, told = Counter(ours), Counter(theirs)
    _cover(anywhere, (place for place in places if told[ours[place]] >= said[ours[place]]))
    return list(_shares(parts, in_order, anywhere))


def _shingles(words: Sequence[str]) -> list[str]:
    return [" ".join(words[i : i + _SHINGLE]) for i in range(max(0, len(words) - _SHINGLE + 1))]


def _cover(covered: bytearray, places: Iterable[int]) -> None:
    for place in places:
        covered[place : place + _SHINGLE] = b"\1" * _SHINGLE


def _shares(parts: Sequence[Sequence[str]], in_order: bytearray, anywhere: bytearray) -> Iterator[float]:
    begin = 0
    for part in parts:
        end = begin + len(part)
        if part:
            loose = sum(anywhere[begin:end]) / len(part)
            yield max(sum(in_order[begin:end]) / len(part), loose if loose > 0.8 else 0.0)
        else:
            yield 0.0
        begin = end


def _learn(lessons: Sequence[Lesson], name: str) -> lightgbm.Booster:
    rows = np.array([row for lesson in lessons for row in getattr(lesson, name)], dtype=np.float32)
    labels = np.array([label >= 0.5 for lesson in lessons for label in lesson.labels], dtype=np.int8)
    weights = np.array([weight for lesson in lessons for weight in _weights(lesson)])
    data = lightgbm.Dataset(rows, labels, weight=weights)
    return lightgbm.train(_PARAMETERS, data, _ROUNDS)


def _weights(lesson: Lesson) -> list[float]:
    """Return what each block counts: more for long ones, and every page the same in all."""
    roots = [(size + 1) ** 0.5 for size in lesson.sizes]
    whole = sum(roots)
    return [lesson.weight * root / whole for root in roots]


def _polish(node: dict[str, Any]) -> Iterator[str]:
    if "leaf_value" in node:
        yield f"={node['leaf_value']:.2g}".replace("0.", ".")
        return
    yield f"{node['split_feature']}:{node['threshold']:.4g}"
    yield from _polish(node["left_child"])
    yield from _polish(node["right_child"])


if __name__ == "__main__":
    main()
