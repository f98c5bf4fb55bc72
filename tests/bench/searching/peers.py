"""Other ways of searching the same articles: two of FTS5's tokenizers, LIKE, and tantivy.

They get the text folded already, which is more than they do by themselves. tantivy is a library of its own, in
.venv-bench; where it is not installed it is left out.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol

from tearsheet.library.sqlite import sqlite
from tests.bench.searching.questions import Question

try:
    import tantivy  # type: ignore[import-not-found, unused-ignore]
except ImportError:
    tantivy = None

_MOST = 2_000_000


class Peer(Protocol):
    """A way of searching; ids are the articles' numbers."""

    name: str

    def add(self, number: int, text: str) -> None:
        """Take an article in."""

    def finish(self) -> None:
        """Make everything searchable that was added."""

    def size(self) -> int:
        """Return the bytes on disk."""

    def newest(self, question: Question) -> Sequence[int]:
        """Return the fifty newest articles that answer."""

    def every(self, question: Question) -> set[int]:
        """Return all of them."""

    def count(self, question: Question) -> int:
        """Return how many there are."""


def peers(folder: Path) -> list[Peer]:
    """Return those that are here, with nothing in them."""
    fts5 = "CREATE VIRTUAL TABLE texts USING fts5(text, content='', tokenize='{}')"
    ways: list[Peer] = [
        InSqlite("FTS5 unicode61", folder, fts5.format("unicode61 remove_diacritics 2"), _phrases),
        InSqlite("FTS5 trigram", folder, fts5.format("trigram"), _phrases),
        InSqlite("LIKE", folder, "CREATE TABLE texts(text TEXT)", _likes),
    ]
    return [*ways, Tantivy(folder / "tantivy")] if tantivy else ways


class InSqlite:
    """A file of SQLite's with one table of texts, and how a question is put to it."""

    def __init__(
        self, name: str, folder: Path, make: str, condition: Callable[[Question], tuple[str, list[str]]]
    ) -> None:
        self.name = name
        self._path = folder / f"{name}.sqlite3"
        self._condition = condition
        self._file = sqlite.connect(self._path, isolation_level=None)
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "mmap_size=8000000000", "cache_size=-64000"):
            self._file.execute(f"PRAGMA {pragma}")
        self._file.execute(make)
        self._file.execute("BEGIN")

    def add(self, number: int, text: str) -> None:
        self._file.execute("INSERT INTO texts(rowid, text) VALUES (?, ?)", (number, text))

    def finish(self) -> None:
        self._file.execute("COMMIT")

    def size(self) -> int:
        return self._path.stat().st_size

    def newest(self, question: Question) -> Sequence[int]:
        return self._numbers(question, "ORDER BY rowid DESC LIMIT 50")

    def every(self, question: Question) -> set[int]:
        return set(self._numbers(question, ""))

    def count(self, question: Question) -> int:
        condition, values = self._condition(question)
        return int(self._file.execute(f"SELECT count(*) FROM texts WHERE {condition}", values).fetchone()[0])  # noqa: S608

    def _numbers(self, question: Question, order: str) -> list[int]:
        condition, values = self._condition(question)
        found = self._file.execute(f"SELECT rowid FROM texts WHERE {condition} {order}", values)  # noqa: S608
        return [number for (number,) in found]


class Tantivy:
    """tantivy as it comes, with its own way of finding words."""

    name = "tantivy"

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        builder = tantivy.SchemaBuilder()
        builder.add_integer_field("number", stored=True, indexed=True, fast=True)
        builder.add_text_field("text", stored=False, index_option="position")
        self._folder = folder
        self._index = tantivy.Index(builder.build(), path=str(folder))
        self._writer = self._index.writer(128_000_000, 1)
        self._searcher: Any = None

    def add(self, number: int, text: str) -> None:
        self._writer.add_document(tantivy.Document(number=number, text=text))

    def finish(self) -> None:
        self._writer.commit()
        self._writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def size(self) -> int:
        return sum(file.stat().st_size for file in self._folder.iterdir())

    def newest(self, question: Question) -> Sequence[int]:
        found = self._searcher.search(self._query(question), 50, count=False, order_by_field="number")
        return self._numbers(found)

    def every(self, question: Question) -> set[int]:
        return set(self._numbers(self._searcher.search(self._query(question), _MOST, order_by_field="number")))

    def count(self, question: Question) -> int:
        return int(self._searcher.search(self._query(question), 1).count)

    def _query(self, question: Question) -> Any:
        return self._index.parse_query(_expression(question), ["text"])

    def _numbers(self, found: Any) -> list[int]:
        # Ordered by a field that counts up, what comes with each hit is that field.
        return [number for number, _address in found.hits]


def _phrases(question: Question) -> tuple[str, list[str]]:
    return "texts MATCH ?", [_expression(question)]


def _likes(question: Question) -> tuple[str, list[str]]:
    conditions = [f"({' OR '.join(['text LIKE ?'] * len(question.any))})"] if question.any else []
    conditions += ["text LIKE ?"] * len(question.all) + ["text NOT LIKE ?"] * len(question.none)
    return " AND ".join(conditions), [f"%{word}%" for word in (*question.any, *question.all, *question.none)]


def _expression(question: Question) -> str:
    parts = [" AND ".join(map(_quoted, question.all))] if question.all else []
    parts += [f"({' OR '.join(map(_quoted, question.any))})"] if question.any else []
    return " AND ".join(parts) + "".join(f" NOT {_quoted(word)}" for word in question.none)


def _quoted(word: str) -> str:
    return f'"{word.strip()}"'
