"""Print what the library costs, in CPU time: `python -m tests.bench.library [ARTICLES]`."""

import random
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory

from tearsheet.library import Library, open_library
from tearsheet.model.ids import ArticleId
from tearsheet.model.query import Query, Sort
from tests.support.keepings import keeping

_COLD = """
import sys, time
from tearsheet.library import open_library
from tearsheet.model.query import Query
with open_library(sys.argv[1], create=False) as library:
    library.summaries(Query())
print(time.process_time())
"""


class Writer:
    """Makes articles up, with words as unevenly used as they are: 70 % Chinese, 30 % English."""

    def __init__(self) -> None:
        self.chance = random.Random(1)
        common = [chr(code) for code in range(0x4E00, 0x4E00 + 3000)]
        self.chinese = [
            "".join(self.chance.choices(common, k=self.chance.choice((1, 2, 2, 2, 3)))) for _ in range(20_000)
        ]
        letters = "etaoinshrdlucm"
        self.english = ["".join(self.chance.choices(letters, k=self.chance.randint(2, 9))) for _ in range(20_000)]
        self.weights = list(accumulate(1 / rank for rank in range(1, 20_001)))

    def text(self) -> str:
        """Return some six kilobytes of text."""
        if self.chance.random() < 0.7:
            words = self.chance.choices(self.chinese, cum_weights=self.weights, k=1000)
            return "".join(word + ("，" if number % 9 == 8 else "") for number, word in enumerate(words))
        return " ".join(self.chance.choices(self.english, cum_weights=self.weights, k=1000))


def main() -> None:
    articles = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with TemporaryDirectory(prefix="tearsheet-bench-") as folder:
        place = Path(folder) / "library"
        print(f"make a library            {cpu(lambda: open_library(place).close(), times=1):9.1f} ms")
        size = fill(place, articles)
        for file in ("library.sqlite3", "index.sqlite3"):
            print(f"{file:<18}        {(place / file).stat().st_size / size:9.2f} x text ({size / 1e6:.0f} MB)")
        cold = min(float(run(place)) for _ in range(5))
        print(f"open and list, a new process  {cold * 1000:5.0f} ms with all imports")
        with open_library(place) as library:
            ask(library, Writer())


def fill(place: Path, articles: int) -> int:
    """Add so many articles, print what each cost, and return the size of their text."""
    writer, size, spent = Writer(), 0, 0.0
    with open_library(place) as library:
        for number in range(articles):
            text = writer.text()
            size += len(text.encode())
            made = keeping(
                str(number), text, title=text[:20], source=f"Source {number % 50}", tags=(f"a/{number % 90}",)
            )
            made = replace(made, extraction=replace(made.extraction, words=1000))
            start = time.process_time()
            library.add(made)
            spent += time.process_time() - start
    print(f"add, with its index       {spent / articles * 1000:9.2f} ms each ({articles} articles)")
    return size


def ask(library: Library, writer: Writer) -> None:
    frequent, rare = writer.chinese[3], writer.chinese[9000]
    two, word = next(each for each in writer.chinese if len(each) == 2), writer.english[5]
    for name, query in {
        "all": Query(),
        "a tag": Query(tags=("a/7",)),
        "a subtree": Query(tags=("a",)),
        "one character": Query(words=(frequent[0],)),
        "two characters": Query(words=(two,)),
        "four characters": Query(words=(two + frequent,)),
        "a rare word": Query(words=(rare,)),
        "an English word": Query(words=(word,)),
        "one letter": Query(words=("e",)),
        "two words": Query(words=(two, frequent[0])),
        "two words, a tag": Query(words=(two, frequent[0]), tags=("a/7",)),
    }.items():
        newest = cpu(lambda query=query: library.summaries(query))  # type: ignore[misc]
        counted = cpu(lambda query=query: library.count(query))  # type: ignore[misc]
        best = cpu(lambda query=query: library.summaries(query, sort=Sort.RELEVANCE))  # type: ignore[misc]
        print(f"{name:<18} newest 50 {newest:7.2f}  count {counted:7.2f}  best 50 {best:7.2f} ms", library.count(query))
    print(f"the sidebar's numbers     {cpu(library.counts):9.2f} ms")
    print(f"one article whole         {cpu(lambda: library.article(ArticleId(5))):9.2f} ms")
    print(f"mark one as read          {cpu(lambda: library.mark([ArticleId(5)], read=True)):9.2f} ms")


def cpu(work: Callable[[], object], *, times: int = 7) -> float:
    """Return the least CPU milliseconds that `work` took."""
    spent = []
    for _ in range(times):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return min(spent) * 1000


def run(place: Path) -> str:
    return subprocess.run([sys.executable, "-c", _COLD, str(place)], capture_output=True, text=True, check=True).stdout


if __name__ == "__main__":
    main()
