"""Print how well and how fast pages are read: `python -m tests.bench.extract [SET…]`.

Every page of ../shared/corpora/pages goes through a limited worker, as in a capture. F1 is that of 4-gram shingles (a
token is a word or one CJK character; precision and recall averaged over pages), beside readability-lxml alone on the
same text. The figure for CPU is a ratio to lxml's parse of the page, median over every tenth page.
"""

import gzip
import json
import logging
import os
import re
import statistics
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import lxml.html
from readability import Document

from tearsheet.document.canonical import canonical_text
from tearsheet.extract import read
from tearsheet.fetch import page_from_bytes
from tearsheet.model.errors import NothingReadable, ProcessError
from tearsheet.model.extraction import Extraction
from tearsheet.model.page import Page
from tearsheet.process import Limits, run

SHARED = Path(os.environ.get("TEARSHEET_SHARED", Path(__file__).resolve().parents[3] / "shared"))
LIMITS = Limits(seconds=60, memory=2 << 30)
_TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]|[^\W\u3040-\u30ff\u3400-\u9fff]+")

Share = tuple[float, float]
"""Precision and recall."""


@dataclass(frozen=True, slots=True)
class Gold:
    """A page, and what a person says stands in it."""

    group: str
    id: str
    page: Page
    text: str
    meta: dict[str, str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a page."""

    gold: Gold
    extraction: Extraction | None
    failed: str
    seconds: float
    ours: Share
    bare: Share
    cpu: tuple[float, float, float] | None


def main() -> None:
    """Print a row a set and kind of page, then what is behind the figures."""
    logging.disable(logging.CRITICAL)
    outcomes = [_outcome(number, gold) for number, gold in enumerate(_golds(sys.argv[1:]))]
    groups = sorted({outcome.gold.group for outcome in outcomes})
    print(f"{'set':26}pages text nothing failed slowest   F1   bare  <0.5 bare | CPU/parse bare | title author  date")
    for group in groups:
        _print_row(group, [outcome for outcome in outcomes if outcome.gold.group == group])
    _print_row("all", outcomes)
    for outcome in outcomes:
        if outcome.failed:
            print(f"failed: {outcome.gold.group} {outcome.gold.id}: {outcome.failed}")


def _golds(sets: list[str]) -> Iterable[Gold]:
    for index in sorted((SHARED / "corpora" / "pages").glob("*/index.jsonl")):
        if sets and index.parent.name not in sets:
            continue
        # Not splitlines: a text may have U+2028 in it.
        for line in index.read_text(encoding="utf-8").rstrip("\n").split("\n"):
            row = json.loads(line)
            data = gzip.decompress((index.parent / row["file"]).read_bytes())
            chinese = ", CJK" if row["cjk"] and index.parent.name == "magichtml" else ""
            yield Gold(
                group=f"{index.parent.name} {row['kind']}{chinese}",
                id=row["id"],
                page=page_from_bytes(data, url=row["url"], received=datetime.now(UTC)),
                text=row["text"],
                meta={key: str(value) for key, value in row["meta"].items() if value},
            )


def _outcome(number: int, gold: Gold) -> Outcome:
    began = time.monotonic()
    extraction, failed = None, ""
    try:
        extraction = run(read, (gold.page,), limits=LIMITS)
    except NothingReadable:
        pass
    except ProcessError as error:
        failed = str(error)
    seconds = time.monotonic() - began
    # Captions are no part of that set's text.
    html = re.sub(r"(?s)<figcaption.*?</figcaption>", "", extraction.html if extraction else "")
    text = canonical_text(html if gold.group.startswith("scrapinghub") else (extraction.html if extraction else ""))
    return Outcome(
        gold=gold,
        extraction=extraction,
        failed=failed,
        seconds=seconds,
        ours=_share(gold.text, text),
        bare=_share(gold.text, canonical_text(_bare(gold.page))),
        cpu=_cpu(gold.page) if number % 10 == 0 and extraction is not None else None,
    )


def _bare(page: Page) -> str:
    try:
        return str(Document(page.text, url=page.address).summary(html_partial=True))
    except ValueError:
        return ""


def _cpu(page: Page) -> tuple[float, float, float]:
    return (
        _cpu_of(
            lambda: lxml.html.document_fromstring(page.text.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
        ),
        _cpu_of(lambda: read((page,))),
        _cpu_of(lambda: _bare(page)),
    )


def _cpu_of(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _share(gold: str, text: str) -> Share:
    expected, found = _shingles(gold), _shingles(text)
    common = sum((expected & found).values())
    return common / max(1, sum(found.values())), common / max(1, sum(expected.values()))


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    tokens = _TOKEN.findall(text.lower())
    return Counter(tuple(tokens[i : i + 4]) for i in range(max(1, len(tokens) - 3)))


def _f1(share: Share) -> float:
    return 2 * share[0] * share[1] / (share[0] + share[1]) if sum(share) else 0.0


def _macro(shares: list[Share]) -> float:
    return _f1((statistics.mean(share[0] for share in shares), statistics.mean(share[1] for share in shares)))


def _print_row(group: str, outcomes: list[Outcome]) -> None:
    ours, bare = [o.ours for o in outcomes], [o.bare for o in outcomes]
    measured = [o.cpu for o in outcomes if o.cpu]
    ratios = [statistics.median(cpu[which] / cpu[0] for cpu in measured) if measured else 0.0 for which in (1, 2)]
    print(
        f"{group:26}{len(outcomes):5}{sum(bool(o.extraction) for o in outcomes):5}"
        f"{sum(not o.extraction and not o.failed for o in outcomes):8}{sum(bool(o.failed) for o in outcomes):7}"
        f"{max(o.seconds for o in outcomes):7.1f}s {_macro(ours):.3f}  {_macro(bare):.3f}"
        f"{sum(_f1(s) < 0.5 for s in ours):5}{sum(_f1(s) < 0.5 for s in bare):5} |{ratios[0]:10.1f}{ratios[1]:5.1f} |"
        f"{_exact(outcomes, 'title'):>6}{_exact(outcomes, 'author'):>7}{_exact(outcomes, 'date'):>6}",
        flush=True,
    )


def _exact(outcomes: list[Outcome], field: str) -> str:
    told = [o for o in outcomes if field in o.gold.meta]
    return f"{sum(_is_right(o, field) for o in told) / len(told):.3f}" if told else "-"


def _is_right(outcome: Outcome, field: str) -> bool:
    if outcome.extraction is None:
        return False
    metadata, gold = outcome.extraction.metadata, outcome.gold.meta[field]
    if field == "date":
        return metadata.published is not None and metadata.published.date().isoformat() == gold[:10]
    if field == "title":
        return _names(metadata.title, "\n") == _names(gold, "\n")
    return _names(metadata.byline, r";|,|&|\band\b|、") == _names(gold, r";|,|&|\band\b|、")


def _names(text: str, between: str) -> set[str]:
    plain = unicodedata.normalize("NFKC", text).lower()
    return {re.sub(r"\W+", "", name) for name in re.split(between, plain)} - {""}


if __name__ == "__main__":
    main()
