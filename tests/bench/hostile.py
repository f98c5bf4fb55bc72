"""Print what hostile pages, strange charsets and bad inputs come to: `python -m tests.bench.hostile [--worst]`.

Reads ../shared/corpora; --worst names what went wrong. Everything goes the way of a captured page: bytes, charset, the
limited worker, HTML as stored, page as displayed, and both kinds of HTML are parsed by libxml2 and by the reader's own
engine. A crash is neither an extraction nor a reason that a person is told. Ends with 1 when something went wrong.
"""

import json
import os
import re
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psutil
import webencodings

from tearsheet.document.page import PageWords, article_page
from tearsheet.fetch.charset import choose, declared
from tearsheet.model.article import Kind, Resource
from tearsheet.model.errors import NothingReadable, Reason, TearsheetError
from tearsheet.model.extraction import Extraction, Metadata
from tearsheet.model.page import Page
from tearsheet.model.rule import SiteRule
from tearsheet.process import stop
from tearsheet.workflows.reading import LIMITS, read_pages
from tests.bench.extraction.corpus import PAGES, SHARED, is_chinese, read_corpus
from tests.support.bad_inputs import bad_inputs
from tests.support.engine import Engine
from tests.support.hostile_pages import Carrier, carriers
from tests.support.reader_articles import BASE, blob_of
from tests.support.undeclared import Written, in_its_charsets, is_cjk, undeclared
from tests.support.unsafe import by_libxml2, unsafe

PAYLOADS = SHARED / "corpora" / "hostile" / "payloads.jsonl"
_ENCODING = SHARED / "corpora" / "encoding"
_CASE = re.compile(rb"#data\n(.*?)\n#encoding\n(.*?)\n", re.DOTALL)
_PEAK = re.compile(r"^VmHWM:\s*(\d+) kB", re.MULTILINE)
_READERS = 2
_AT_ONCE = 200
_MISDECLARED = 12
_AIM = 0.99

Wrong = list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a page came to and after how many seconds: an extraction, a reason that is told, or a crash."""

    ended: str
    seconds: float
    crashed: bool = False
    title: str = ""
    extraction: Extraction | None = None

    @property
    def too_slow(self) -> bool:
        return self.seconds > LIMITS.seconds


class CjkPage(NamedTuple):
    """A Chinese, Japanese or Korean page that does not say which charset it is in."""

    id: str
    html: str
    chinese: bool


class Borne(NamedTuple):
    """What the pages of a bad input came to, how many of them were decoded, and the most memory of their worker."""

    outcomes: list[Outcome]
    decoded: int
    megabytes: float


def main() -> None:
    """Print a line for each figure, or that there is nothing here to take them from."""
    if not PAYLOADS.exists():
        print("no figures: ../shared/corpora is not here")
        return
    if sys.platform == "linux" and os.geteuid() == 0:
        os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
    pages = [*_cjk_pages()]
    chinese = [page.html for page in pages if page.chinese]
    wrong = [*of_payloads(), *of_declarations(), *of_guesses(pages), *of_bad_inputs(chinese[:_MISDECLARED])]
    if sys.argv[1:] == ["--worst"]:
        print(*wrong, sep="\n")
    sys.exit(bool(wrong))


def of_payloads() -> Wrong:
    """Read every payload in every form, and look for what is left of it."""
    rows = PAYLOADS.read_text(encoding="utf-8").rstrip("\n").split("\n")
    carried = [carrier for row in rows for carrier in carriers(json.loads(row)["html"])]
    with ThreadPoolExecutor(_READERS) as readers:
        outcomes = [*readers.map(lambda carrier: read(carrier.page, carrier.rule), carried)]
    stored = [outcome.extraction.html if outcome.extraction else "" for outcome in outcomes]
    shown = [displayed(outcome, carrier.payload) for outcome, carrier in zip(outcomes, carried, strict=True)]
    left = [a + b for a, b in zip(_unsafe(stored), _unsafe(shown, reader=True), strict=True)]
    told = list(zip(carried, outcomes, left, strict=True))
    crashes = [_named(carrier, outcome.ended) for carrier, outcome, _ in told if outcome.crashed]
    slow = [_named(carrier, f"{outcome.seconds:.0f} s") for carrier, outcome, _ in told if outcome.too_slow]
    alive = [_named(carrier, str(found)) for carrier, _, found in told if found]
    articles = sum(outcome.extraction is not None for outcome in outcomes)
    print(
        f"hostile payloads {len(rows):,}, in {len(carried):,} pages, {articles:,} of them articles:\n"
        f"  {len(crashes)} crashes, {len(slow)} over {LIMITS.seconds:.0f} s, "
        f"{len(alive)} with anything that runs, loads or imitates"
    )
    return crashes + slow + alive


def of_declarations() -> Wrong:
    """Look for the charset that the cases of html5lib-tests declare."""
    cases = [case for file in sorted(_ENCODING.glob("*.dat")) for case in _CASE.findall(file.read_bytes())]
    wrong = [f"declared {said!r}: {data[:200]!r}" for data, said in cases if _said(data) != _label(said)]
    print(f"declared charsets             {len(cases) - len(wrong)} of {len(cases)} right")
    return wrong


def of_guesses(pages: Sequence[CjkPage]) -> Wrong:
    """Write each page in every charset that it might be in, whole and cut inside a character, and guess."""
    written = [(page.id, one) for page in pages for one in in_its_charsets(page.html)]
    wrong = [f"{one.charset}, not {choose(one.data)}: {page}" for page, one in written if not _guessed(one)]
    cut = [
        f"{one.charset}, not {choose(one.cut)}, cut: {page}" for page, one in written if choose(one.cut) != one.codec
    ]
    counts = Counter(one.charset for _, one in written)
    print(f"undeclared CJK pages          {_share(written, wrong)} (aim: at least {_AIM:.0%})")
    print(f"  in {', '.join(f'{charset} {count}' for charset, count in counts.items())}")
    print(f"  cut inside a character      {_share(written, cut)}")
    return wrong + cut


def _share(all_of_them: Sequence[object], wrong: Wrong) -> str:
    right = len(all_of_them) - len(wrong)
    return f"{right} of {len(all_of_them)} right, {right / len(all_of_them):.1%}"


def of_bad_inputs(chinese: Sequence[str]) -> Wrong:
    """Read each bad input, in a process of its own so that its worker is new."""
    inputs = bad_inputs(chinese)
    with ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as fresh:
        borne = dict(zip(inputs, fresh.map(bear, inputs, repeat(chinese)), strict=True))
    wrong = []
    for name, (outcomes, decoded, megabytes) in borne.items():
        slowest = max(outcome.seconds for outcome in outcomes)
        ended = ", ".join(f"{count} {end}" for end, count in Counter(outcome.ended for outcome in outcomes).items())
        written = len(inputs[name].written)
        told = f"{ended}, {decoded} decoded" if written else ended
        print(f"{name:<28}  {slowest:6.2f} s  {megabytes:5.0f} MB  {told}")
        if any(outcome.crashed or outcome.too_slow for outcome in outcomes) or decoded < written:
            wrong.append(f"{name}: {told}")
    return wrong


def bear(name: str, chinese: Sequence[str]) -> Borne:
    """Read the pages of one bad input in a worker that has read nothing else."""
    bad = bad_inputs(chinese)[name]
    pages = bad.make()
    decoded = sum(page.text == text for page, text in zip(pages, bad.written, strict=False))
    return Borne([replace(read(page), extraction=None) for page in pages], decoded, _most_memory())


def _most_memory() -> float:
    """Return the most megabytes that the worker of this process has had, killed or not."""
    for worker in psutil.Process().children():
        status = Path(f"/proc/{worker.pid}/status")
        if status.exists() and (peak := _PEAK.search(status.read_text())):
            return int(peak[1]) / 1024
    # Nothing here tells what a process had alone: this is not less than what the process that started it had then.
    stop()
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def read(page: Page, rule: SiteRule | None = None) -> Outcome:
    """Read a page as a capture does, whatever comes of it."""
    began = time.monotonic()
    ended, crashed, title, extraction = "article", False, "", None
    try:
        extraction = read_pages((page,), rule)
    except NothingReadable as nothing:
        ended, title = str(nothing.reason), nothing.title
    except TearsheetError as error:
        # Stated or not, a reader that broke has a fault.
        crashed = error.reason in (Reason.UNEXPECTED, Reason.WORKER_DIED)
        ended = str(error) if crashed else str(error.reason)
    except Exception as error:  # every kind of crash is what is looked for
        ended, crashed = repr(error), True
    seconds = time.monotonic() - began
    return Outcome(ended=ended, seconds=seconds, crashed=crashed, title=title, extraction=extraction)


def displayed(outcome: Outcome, payload: str) -> str:
    """Return the page that a reader would see, with the payload also in what the page is kept with."""
    found = outcome.extraction
    article = replace(
        BASE,
        kind=Kind.ARTICLE if found else Kind.LINK,
        url=f"https://pages.example/?{payload}",
        metadata=found.metadata if found else Metadata(title=outcome.title),
        html=found.html if found else "",
        text=found.text if found else "",
        resources=_kept(found) if found else (),
        tags=(payload,),
        note=payload,
    )
    return article_page(
        article, words=PageWords(), picture_url=lambda _picture: "https://kept.example/1", reason=outcome.ended
    )


def _kept(found: Extraction) -> tuple[Resource, ...]:
    """Return every other picture as kept, the rest as missing."""
    return tuple(
        Resource(url=picture.url, alt=picture.alt, blob=blob_of(b"1") if number % 2 else None)
        for number, picture in enumerate(found.pictures)
    )


def _unsafe(markups: Sequence[str], *, reader: bool = False) -> list[list[str]]:
    engine = Engine()
    found = []
    for begin in range(0, len(markups), _AT_ONCE):
        batch = markups[begin : begin + _AT_ONCE]
        for markup, parsed in zip(batch, engine.parsed(batch), strict=True):
            found.append(unsafe([*by_libxml2(markup), *parsed], reader=reader))
    engine.close()
    return found


def _named(carrier: Carrier, what: str) -> str:
    return f"{what}, {carrier.form}: {carrier.payload[:300]!r}"


def _said(data: bytes) -> str:
    return "utf-8" if data.startswith(b"\xef\xbb\xbf") else declared(data) or "windows-1252"


def _label(said: bytes) -> str:
    return str(webencodings.lookup(said.decode().strip()).name)


def _guessed(written: Written) -> bool:
    codec = choose(written.data)
    return codec is not None and written.data.decode(codec, "replace") == written.text


def _cjk_pages() -> Iterator[CjkPage]:
    for gold in read_corpus(PAGES):
        if is_cjk(gold.text):
            yield CjkPage(f"{gold.set}/{gold.id}", undeclared(gold.page.text), is_chinese(gold.text))
    for file, codec in (("chardet/test_big5.txt", "big5"), ("test-yahoo-jp.dat", "utf-8")):
        yield CjkPage(file, undeclared((_ENCODING / file).read_text(codec)), chinese=False)


if __name__ == "__main__":
    main()
