"""Print what it takes to change and take back much at once: `python -m tests.bench.organising [ARTICLES]`."""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from tearsheet.library import Library, open_library
from tearsheet.model.article import Edits
from tearsheet.model.changes import Changes
from tearsheet.model.ids import ArticleId
from tearsheet.model.query import Query
from tests.support.keepings import keeping


def main() -> None:
    articles = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with TemporaryDirectory(prefix="tearsheet-bench-") as folder, open_library(Path(folder) / "library") as library:
        for number in range(articles):
            library.add(keeping(str(number), f"Text {number}", source=f"Source {number % 50}", tags=("a/b",)))
        measure(library, library.ids(Query()))


def measure(library: Library, ids: tuple[ArticleId, ...]) -> None:
    """Do each thing to all articles and take it back, in a library opened again."""
    print(f"{len(ids)} articles, wall time, each with its steps on disk")
    changes: dict[str, Callable[[Library], Changes]] = {
        "archive": lambda each: each.mark(ids, archived=True),
        "tag": lambda each: each.tag(ids, add=["t"], remove=["a/b"]),
        "rename a tag": lambda each: each.organising.rename_tag("a", "c"),
        "set the source": lambda each: each.organising.edit(ids, Edits(source="One")),
        "delete": lambda each: each.delete(ids),
    }
    for name, change in changes.items():
        with open_library(library.place) as writer:
            done = seconds(lambda: change(writer))  # noqa: B023 - called at once
        with open_library(library.place) as reader:
            undone = seconds(reader.organising.undo)
            again = seconds(reader.organising.redo)
            reader.organising.undo()
        print(f"{name:<16} {done:6.2f} s   undo after a restart {undone:6.2f} s   redo {again:6.2f} s")


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
