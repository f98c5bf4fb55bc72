"""Turn words into questions to the search index of a library on a server, and texts into what it answers from.

The tokens are those that SQLite's index has (documents.py), as tsvectors of our own making: no dictionary of the
server's has a say. A text longer than a tsvector can tell the places of becomes several, which overlap, so that a
passage stands whole in one of them. The first one of a field also has the field's single characters and first letters.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    SmallInteger,
    and_,
    cast,
    column,
    delete,
    false,
    select,
    table,
)
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR

from tearsheet.library.search.documents import Document
from tearsheet.library.search.fulltext import COLUMNS, COLUMNS_OF, NAMED, SPELLED
from tearsheet.library.search.walk import Walk
from tearsheet.model.query import Field, Query
from tearsheet.text.cjk import SHORT, TOKENIZER, phrase_tokens, short_token
from tearsheet.text.pinyin import as_spelling

_VECTORS = 1
"""Raised whenever the same tokens give other tsvectors."""

VERSION = 100 * TOKENIZER + _VECTORS
"""What an index is made by; an index made by less is made again."""

# https://www.postgresql.org/docs/15/textsearch-limitations.html
_MOST_PLACES = 16_000
_MOST_OF_ONE = 256
_MOST_BYTES = 800_000
_MOST_MARKED = 100_000
"""So many bytes of what stands without a place fit beside a piece of text."""

_FIELDS = ("title", "body", "author", "source", "about", "note")
"""By their numbers in the table."""

_LONGEST = 500  # characters of a token, which has 2,046 bytes at most
_OVERLAP = 256
"""So many tokens stand in two neighbouring pieces: a longer passage is looked for in parts of this length."""

chunk = table(
    "search_chunk",
    column("article_id", Integer),
    column("field", SmallInteger),
    column("number", Integer),
    column("tokens", TSVECTOR),
)


def walk(query: Query) -> Walk | None:
    """Return how the index leads to the articles, in no order of its own; None where no word must stand in them."""
    if not query.words:
        return None
    first, *others = query.words
    asked, *more = _answering(first, query.fields)
    found = asked.distinct().subquery()
    return Walk(
        index=found,
        number=found.c.article_id,
        conditions=tuple(found.c.article_id.in_(each) for each in more),
        left=replace(query, words=tuple(others), fields=query.fields if others else ()),
        is_ordered=False,
    )


def has_words(number: ColumnElement[int], words: Sequence[str], fields: Sequence[Field]) -> ColumnElement[bool]:
    """Return the condition that the article of this number has all the words."""
    return and_(*(number.in_(each) for word in words for each in _answering(word, fields)))


def write(connection: Connection, changed: Sequence[int], found: Iterable[Document]) -> None:
    """Put what was found in place of what the index has of the changed articles."""
    connection.execute(delete(chunk).where(chunk.c.article_id.in_(changed)))
    rows = [
        {"article_id": each.article, "field": _FIELDS.index(column), "number": number, "tokens": vector}
        for each in found
        for column, tokens, short in zip(COLUMNS, each.tokens, each.short, strict=True)
        for number, vector in enumerate(vectors(tokens.split(), short.split()))
    ]
    if rows:
        connection.execute(chunk.insert(), rows)


def vectors(tokens: Sequence[str], short: Sequence[str] = ()) -> Iterator[str]:
    """Yield the tsvectors of one field, in PostgreSQL's own notation."""
    beside, *more = _bundles([_quoted(each) for each in dict.fromkeys(short)])
    for piece in pieces([token[:_LONGEST] for token in tokens]):
        places: dict[str, list[int]] = defaultdict(list)
        for place, token in enumerate(piece, 1):
            places[token].append(place)
        yield " ".join([*beside, *(f"{_quoted(token)}:{','.join(map(str, at))}" for token, at in places.items())])
        beside = []
    yield from map(" ".join, more)


def _bundles(marked: Sequence[str]) -> list[list[str]]:
    """Part what stands without a place into what fits beside a text, and into vectors of the rest."""
    bundles, size = [list[str]()], 0
    for each in marked:
        size += len(each.encode())
        if size > (_MOST_MARKED if len(bundles) == 1 else _MOST_BYTES):
            bundles.append([])
            size = len(each.encode())
        bundles[-1].append(each)
    return bundles


def pieces(tokens: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield overlapping parts of a text, each as long as one tsvector can hold."""
    start = end = 0
    while end < len(tokens):
        seen: Counter[str] = Counter()
        size, end = 0, start
        while end < len(tokens) and end - start < _MOST_PLACES and size < _MOST_BYTES:
            seen[tokens[end]] += 1
            if seen[tokens[end]] > _MOST_OF_ONE:
                break
            size += len(tokens[end].encode())
            end += 1
        yield tokens[start:end]
        start = end - min(_OVERLAP, (end - start) // 2)


def _answering(word: str, fields: Sequence[Field]) -> list[Select[tuple[int]]]:
    """Return what selects the articles that answer each part of a word; one that is nowhere has none."""
    asked = list(_question(word, names=not fields or bool(NAMED & set(fields))))
    within = [chunk.c.field.in_([_FIELDS.index(COLUMNS_OF[field]) for field in fields])] if fields else []
    # Reckoned, so that they are gathered by what answers, and no article is asked whether it does.
    selected = select((chunk.c.article_id + 0).label("article_id")).where(*within)
    if not all(asked):
        return [selected.where(false())]
    return [selected.where(chunk.c.tokens.op("@@", is_comparison=True)(cast(each, TSQUERY))) for each in asked]


def _question(word: str, *, names: bool) -> Iterator[str]:
    """Yield what must be found of one word, each anywhere in the article; nothing asks for what is nowhere."""
    spelling = as_spelling(word) if names else None
    if token := short_token(word):
        spelled = f" | {_quoted(f'{SHORT}{SPELLED}{spelling}')}" if spelling else ""
        yield f"{_quoted(token)}{spelled}"
        return
    tokens, is_open = phrase_tokens(word)
    spelled = f" | {_quoted(f'{SPELLED}{spelling}')}:*" if spelling else ""
    for start in range(0, max(len(tokens), 1), _OVERLAP):
        part = tokens[start : start + _OVERLAP]
        ends = start + _OVERLAP >= len(tokens)
        phrase = " <-> ".join(_quoted(token[:_LONGEST]) for token in part)
        yield f"{phrase}{':*' if ends and is_open else ''}{spelled}" if phrase else ""


def _quoted(token: str) -> str:
    return "'" + token.replace("\\", "\\\\").replace("'", "''") + "'"
