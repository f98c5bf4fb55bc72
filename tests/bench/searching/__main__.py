"""Print how exact and how fast search is: `python -m tests.bench.searching [ARTICLES…] [--postgres [URL]] [--write]`.

A library is filled with articles made up (10,000, or as many as are named) and asked questions of every kind; what a
plain scan of the texts finds says what is right. Milliseconds are a thread's own CPU time (wall time with PostgreSQL),
the least of several, warm; in brackets those of the very SQL, put to the same connection with nothing around it. Other
ways of searching are asked the same in the same run; among a million articles they are left out.
"""

import argparse
import os
import platform
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from tearsheet.library import Library, open_library
from tearsheet.library.sqlite import sqlite
from tests.bench.searching import tables
from tests.bench.searching.corpus import Corpus, Made, real_chinese, variety
from tests.bench.searching.loading import BATCH, finish, load
from tests.bench.searching.measuring import filtered, kinds, searchable, snippets
from tests.bench.searching.peers import Peer, peers
from tests.bench.searching.questions import Question, filters, questions, scans
from tests.bench.searching.timing import clock_of
from tests.support.postgres import postgres_server

ROOT = Path(__file__).resolve().parents[3]
_BEGIN, _END = "<!-- searching: python -m tests.bench.searching --write -->\n", "<!-- end of searching -->\n"
_MANY = 200_000
_OWN = "own"


class Ground:
    """A corpus of one size, the questions to it, and what is right."""

    def __init__(self, corpus: Corpus, size: int, seed: int) -> None:
        self.corpus = corpus
        self.size = size
        self.questions = questions(corpus, seed)
        self.filters = filters(corpus)
        self.truth: dict[Question, list[int]] = {each: [] for each in self.questions}
        self.fitting: dict[str, list[int]] = {each.name: [] for each in self.filters}
        self.text_size = 0

    def fill(self, library: Library, others: Sequence[Peer]) -> None:
        """Write the articles, one batch after the other, and scan each as it passes."""
        scanned = [(self.truth[each].append, scans(each)) for each in self.questions]
        for made in self._batches():
            load(library, made, self.size)
            for each in made:
                text = each.all_text
                self.text_size += len(each.text.encode())
                for append, answers in scanned:
                    if answers(text):
                        append(each.number)
                for narrowed in self.filters:
                    if narrowed.fits(each, text):
                        self.fitting[narrowed.name].append(each.number)
                for other in others:
                    other.add(each.number, text)
            _progress(f"{made[-1].number:,} of {self.size:,}")
        finish(library)
        for other in others:
            other.finish()

    def _batches(self) -> Iterator[list[Made]]:
        articles = self.corpus.articles(range(1, self.size + 1))
        while made := list(islice(articles, BATCH)):
            yield made


def main() -> None:
    """Fill, ask, print; and write, where that is asked for."""
    asked = _arguments()
    corpus = Corpus(asked.seed, asked.length)
    report = f"{_machine()}. Seed {asked.seed}{_length(asked.length)}.\n\n{_calibration(corpus)}\n\n"
    for size in asked.articles:
        with ExitStack() as stack:
            folder = stack.enter_context(TemporaryDirectory(prefix="tearsheet-searching-", dir=asked.folder))
            server = asked.postgres
            if server == _OWN:
                server = stack.enter_context(postgres_server(durable=True)).new_database()
            report += _of(Ground(corpus, size, asked.seed), server, Path(folder), asked.no_peers)
    print(report)
    if asked.write:
        _write(report)


def _of(ground: Ground, server: str, folder: Path, alone: bool) -> str:
    """Measure one library, on a server where one is given, and tell."""
    place = server or str(folder / "library")
    clock = clock_of(place)
    others = [] if alone or server or ground.size > _MANY else peers(folder)
    with open_library(place) as library:
        begun = time.process_time()
        ground.fill(library, others)
        filled, in_all = time.process_time(), time.perf_counter()
        library.refresh_index()
        indexed, in_all = time.process_time() - filled, time.perf_counter() - in_all
        _progress("index made")
        said = [
            f"### {ground.size:,} articles, {'PostgreSQL' if server else 'SQLite ' + sqlite.sqlite_version}, "
            f"{ground.text_size / 1e6:,.0f} MB of text",
            f"Index made in {indexed:,.0f} s of CPU time ({1000 * indexed / ground.size:.2f} ms an article, "
            f"{in_all:,.0f} s in all); filling and scanning took {filled - begun:,.0f} s.",
        ]
        if not server:
            said.append(f"Size ÷ text: {_sizes(ground, folder, others)}.")
        found = kinds(library, others, ground.questions, ground.truth, clock)
        _progress("questions asked")
        said += [tables.ours(found), tables.kept_to(found)]
        if others:
            said.append(tables.peers(found))
        said.append(tables.filters(filtered(library, ground.filters, ground.fitting, clock)))
        again, first = snippets(library, [each for each in ground.questions if each.all], clock)
        cpu, wall = searchable(library)
        found_after = f"{cpu:.1f} ms of CPU time, {wall:.1f} ms in all"
        passages = f"50 snippets: {again:.2f} ms, of articles not seen before {first:.2f} ms"
        said.append(f"{passages}. An article is found after its commit: {found_after}.")
    return "\n\n".join(said) + "\n\n"


def _sizes(ground: Ground, folder: Path, others: Sequence[Peer]) -> str:
    sizes = {"the index": (folder / "library" / "index.sqlite3").stat().st_size}
    sizes |= {"the library": (folder / "library" / "library.sqlite3").stat().st_size}
    sizes |= {other.name: other.size() for other in others}
    return ", ".join(f"{name} {size / ground.text_size:.2f}" for name, size in sizes.items())


def _calibration(corpus: Corpus) -> str:
    made = (each.text for each in corpus.articles(range(1, 400)) if each.language != "en")
    said = []
    for name, texts in (("made up", made), ("real", real_chinese())):
        found = variety(texts)
        said.append(
            f"{found.pairs:.2f} different pairs and {found.characters:.2f} different characters a character "
            f"in {found.texts} texts {name}"
            if found
            else f"no texts here that are {name}"
        )
    return "Chinese: " + "; ".join(said) + ". The more different pairs, the larger the index."


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.searching", description=__doc__)
    parser.add_argument("articles", metavar="ARTICLES", nargs="*", type=int, default=[10_000])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--length", type=float, default=1, help="how long articles are, 1 for as long as real ones")
    server = "fill a database instead of a folder: an empty one, or one on a server that is started for it"
    parser.add_argument("--postgres", metavar="URL", nargs="?", const=_OWN, default="", help=server)
    parser.add_argument("--folder", type=Path, help="where the files are made, and thrown away")
    parser.add_argument("--no-peers", action="store_true", help="leave out the other ways of searching")
    parser.add_argument("--write", action="store_true", help="put the tables into README.md")
    return parser.parse_args()


def _length(share: float) -> str:
    return "" if share == 1 else f", articles {share} times as long as real ones"


def _machine() -> str:
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def _progress(said: str) -> None:
    print(f"{time.perf_counter():9.0f} s  {said}", file=sys.stderr, flush=True)


def _write(report: str) -> None:
    readme = ROOT / "README.md"
    before, rest = readme.read_text(encoding="utf-8").split(_BEGIN)
    readme.write_text(before + _BEGIN + report + _END + rest.split(_END)[1], encoding="utf-8")


if __name__ == "__main__":
    main()
