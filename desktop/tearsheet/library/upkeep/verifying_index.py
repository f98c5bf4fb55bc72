"""Turn the search index into where it is out of step with the articles it was made of."""

import random
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from threading import Event

from sqlalchemy import select

from tearsheet.library.database import Access, Database, connect, read_access
from tearsheet.library.errors import as_library_error
from tearsheet.library.schema import article
from tearsheet.library.schema import index_queue as queue
from tearsheet.library.search import index_queue
from tearsheet.library.search.documents import Document, documents
from tearsheet.library.search.fulltext import COLUMNS
from tearsheet.library.search.index import INDEX_FILE
from tearsheet.library.sqlite import sqlite
from tearsheet.library.upkeep.verifying import Tell
from tearsheet.model.errors import Cancelled
from tearsheet.model.ids import ArticleId
from tearsheet.model.upkeep import Damage, Fault, Headway, Part, Stage
from tearsheet.text.cjk import TOKENIZER

SAMPLE = 1000
"""Of so many articles, drawn anew each time, words are looked up; of all it is known whether they are there."""

_CHUNK, _PHRASE = 100, 16
_MOST_SAID = 20


def verify_index(database: Database, uid: str, tell: Tell, cancelled: Event) -> Iterator[Damage]:
    """Compare the index with the articles: which there are, and the words of a sample. Raises Cancelled."""
    path = database.folder / INDEX_FILE
    if not path.exists():
        return
    access = Access.READ if database.access is Access.WRITE else read_access(path)
    with as_library_error(), closing(connect(path, access)) as file:
        try:
            lowest = _lowest(file, uid)
            if lowest is None:
                yield _damage(path, Fault.OUTDATED)
                return
            for (said,) in file.execute(f"PRAGMA integrity_check({_MOST_SAID})"):
                if said != "ok":
                    yield _damage(path, Fault.UNREADABLE, str(said).splitlines()[0])
            yield from _articles(database, file, path, lowest, cancelled)
            yield from _words(database, file, path, lowest, tell, cancelled)
        except sqlite.DatabaseError as error:
            yield _damage(path, Fault.UNREADABLE, str(error))


def _lowest(file: sqlite.Connection, uid: str) -> int | None:
    """Return the article from which on all are indexed; None for an index that will be made again."""
    if not file.execute("SELECT 1 FROM sqlite_master WHERE name = 'stamp'").fetchone():
        return None
    row = file.execute("SELECT value, lowest FROM stamp").fetchone()
    return int(row[1]) if row and row[0].startswith(f"{uid} tokenizer {TOKENIZER} ") else None


def _articles(
    database: Database, file: sqlite.Connection, path: Path, lowest: int, cancelled: Event
) -> Iterator[Damage]:
    """Find articles that the index lacks, and rows in it of articles that there are not, a stretch at a time."""
    after = lowest - 1
    while True:
        _stop(cancelled)
        with database.reading() as connection:
            wanted = connection.scalars(
                select(article.c.id).where(article.c.id > after).order_by(article.c.id).limit(_CHUNK * 10)
            ).all()
            waiting = set(connection.scalars(select(queue.c.article_id).where(queue.c.article_id > after)))
        until = wanted[-1] if wanted else None
        there = _numbers(file, after, until)
        yield from (_of(path, each, "lacking") for each in sorted(set(wanted) - there - waiting))
        yield from (_of(path, each, "left over") for each in sorted(there - set(wanted) - waiting))
        if until is None:
            return
        after = until


def _words(
    database: Database, file: sqlite.Connection, path: Path, lowest: int, tell: Tell, cancelled: Event
) -> Iterator[Damage]:
    """Look up words of a sample of the articles, as the index should have them."""
    with database.reading() as connection:
        known = connection.scalars(select(article.c.id).where(article.c.id >= lowest)).all()
    chance = random.SystemRandom()
    drawn = sorted(chance.sample(known, min(SAMPLE, len(known))))
    for start in range(0, len(drawn), _CHUNK):
        _stop(cancelled)
        some = drawn[start : start + _CHUNK]
        with database.reading() as connection:
            waiting = {line.article for line in index_queue.first(connection, SAMPLE)}
            made = [each for each in documents(connection, some) if each.article not in waiting]
        for each in made:
            if not all(_is_there(file, *question) for question in _questions(each, chance)):
                yield _of(path, each.article, "words")
        tell(Headway(stage=Stage.INDEX, done=start + len(some), total=len(drawn)))


def _questions(document: Document, chance: random.Random) -> Iterator[tuple[int, str, Sequence[str]]]:
    """Yield what must be found: in each column the beginning, the end, and a stretch anywhere."""
    for column, tokens, short in zip(COLUMNS, document.tokens, document.short, strict=True):
        for words in _stretches(tokens.split(), chance):
            yield document.article, column, words
        for word in _some(short.split(), chance):
            yield document.article, column, (word,)


def _stretches(words: list[str], chance: random.Random) -> Iterator[list[str]]:
    if words:
        start = chance.randrange(len(words))
        yield words[:_PHRASE]
        yield words[-_PHRASE:]
        yield words[start : start + _PHRASE]


def _some(words: list[str], chance: random.Random) -> Iterable[str]:
    return chance.sample(words, min(4, len(words)))


def _is_there(file: sqlite.Connection, article_id: int, column: str, words: Sequence[str]) -> bool:
    question = f'{column} : "{" ".join(words)}"'
    asked = "SELECT 1 FROM tokens WHERE tokens MATCH ? AND rowid = ?"
    return file.execute(asked, (question, article_id)).fetchone() is not None


def _numbers(file: sqlite.Connection, after: int, until: int | None) -> set[int]:
    ends = "rowid > ?" if until is None else f"rowid > ? AND rowid <= {until:d}"
    return {number for (number,) in file.execute(f"SELECT rowid FROM tokens WHERE {ends}", (after,))}  # noqa: S608


def _of(path: Path, article_id: int, detail: str) -> Damage:
    return Damage(
        part=Part.INDEX,
        identity=path.name,
        fault=Fault.OUT_OF_STEP,
        articles=(ArticleId(article_id),),
        detail=detail,
    )


def _damage(path: Path, fault: Fault, detail: str = "") -> Damage:
    return Damage(part=Part.INDEX, identity=path.name, fault=fault, detail=detail)


def _stop(cancelled: Event) -> None:
    if cancelled.is_set():
        raise Cancelled
