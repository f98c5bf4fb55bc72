"""Turn words into questions to the search index that is attached as `search`.

The index has two tables (text/cjk.py says what is in them): `tokens` answers any term as a phrase, `short` answers one
CJK character or up to three first letters at once, which in `tokens` would be a walk through half of it. Both number
their rows as the articles, so that the newest come out first without sorting.

Titles and sources are found by their pinyin too; what spells a name is set apart from what stands in a text by SPELLED.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, Integer, TableClause, Text, and_, column, false, func, select, table

from tearsheet.library.dialects import unindexed
from tearsheet.library.search.walk import Walk
from tearsheet.model.query import Field, Query
from tearsheet.text.cjk import phrase_tokens, short_token
from tearsheet.text.pinyin import as_spelling

COLUMNS = ("body", "title", "author", "source", "about", "note")
"""The body first: FTS5 names the column of every token of an article but the first's, two bytes each time."""

SPELLED = "\ue000"
"""Begins a token that spells a name; no text has this character among its words."""

COLUMNS_OF = {
    Field.TITLE: "title",
    Field.TEXT: "body",
    Field.AUTHOR: "author",
    Field.SOURCE: "source",
    Field.NOTES: "note",
}
_WEIGHTS = (1.0, 10.0, 5.0, 5.0, 5.0, 3.0)
NAMED = {Field.TITLE, Field.SOURCE}

_tokens = table("tokens", column("rowid", Integer), column("tokens", Text), schema="search")
_short = table("short", column("rowid", Integer), column("short", Text), schema="search")


@dataclass(frozen=True, slots=True)
class _Asked:
    """What each table is asked, in FTS5's language; all must match. `nowhere` when a term cannot stand in any text."""

    tokens: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    nowhere: bool = False


def walk(query: Query) -> Walk | None:
    """Return how the index leads to the articles, or None where no word must stand in them."""
    choices = {group: _choice(group) for group in query.any_of}
    asked = _all((_words(query.words, query.fields), *(each for each in choices.values() if each)))
    if not (asked.tokens or asked.short or asked.nowhere):
        return None
    index = _tokens if asked.tokens or asked.nowhere else _short
    unwanted = {each: _unwanted(each, index) for each in query.none_of}
    left = replace(
        query,
        words=(),
        fields=(),
        any_of=tuple(group for group in query.any_of if not choices[group]),
        none_of=tuple(each for each in query.none_of if unwanted[each] is None),
    )
    not_these = tuple(part for each in unwanted.values() if each for part in each)
    return Walk(
        index=index,
        number=index.c.rowid,
        conditions=tuple(_conditions(asked, index, not_these)),
        left=left,
        rank=func.bm25(_tokens.c.tokens, *_WEIGHTS) if index is _tokens else None,
    )


def _conditions(asked: _Asked, index: TableClause, unwanted: Sequence[str]) -> Iterator[ColumnElement[bool]]:
    if asked.nowhere:
        yield false()
    elif index is _short:
        yield _matches(_short, asked.short, unwanted)
    else:
        yield _matches(_tokens, asked.tokens, unwanted)
        if asked.short:
            # Found once and looked up: asked for each row, it costs a second in 60,000 rows.
            yield unindexed(_tokens.c.rowid).in_(select(_short.c.rowid).where(_matches(_short, asked.short)))


def has_words(number: ColumnElement[int], words: Sequence[str], fields: Sequence[Field]) -> ColumnElement[bool]:
    """Return the condition that the article of this number has all the words."""
    asked = _words(words, fields)
    if asked.nowhere:
        return false()
    parts = ((_tokens, asked.tokens), (_short, asked.short))
    return and_(*(number.in_(select(index.c.rowid).where(_matches(index, some))) for index, some in parts if some))


def _choice(group: tuple[Query, ...]) -> _Asked | None:
    """Return a choice as one question, where it is of words alone and one table can answer it."""
    if any(replace(each, words=(), fields=()) != Query() or not each.words for each in group):
        return None
    asked = [each for each in (_words(query.words, query.fields) for query in group) if not each.nowhere]
    if not asked:
        return _Asked(nowhere=True)
    if all(each.tokens and not each.short for each in asked):
        return _Asked(tokens=(_either(" AND ".join(each.tokens) for each in asked),))
    if all(each.short and not each.tokens for each in asked):
        return _Asked(short=(_either(" AND ".join(each.short) for each in asked),))
    return None


def _unwanted(query: Query, index: TableClause) -> tuple[str, ...] | None:
    """Return what must not match, where it is of words alone and the table that is walked can say so."""
    asked = _choice((query,))
    if asked is None or (asked.short if index is _tokens else asked.tokens):
        return None
    return asked.tokens if index is _tokens else asked.short


def _words(words: Sequence[str], fields: Sequence[Field]) -> _Asked:
    columns = f"{{{' '.join(dict.fromkeys(COLUMNS_OF[field] for field in fields))}}} : " if fields else ""
    return _all(_term(word, columns, names=not fields or bool(NAMED & set(fields))) for word in words)


def _term(word: str, columns: str, *, names: bool) -> _Asked:
    """Ask for one word; its tokens are letters and digits only, so nothing needs escaping."""
    spelling = as_spelling(word) if names else None
    token = short_token(word)
    if token:
        spelled = (f'"{SPELLED}{spelling}_"',) if spelling else ()
        return _Asked(short=(f"{columns}{_either((f'{chr(34)}{token}{chr(34)}', *spelled))}",))
    tokens, is_open = phrase_tokens(word)
    if not tokens:
        return _Asked(nowhere=True)
    spelled = (f'"{SPELLED}{spelling}" *',) if spelling else ()
    phrase = f'"{" ".join(tokens)}"{" *" if is_open else ""}'
    return _Asked(tokens=(f"{columns}{_either((phrase, *spelled))}",))


def _all(asked: Iterable[_Asked]) -> _Asked:
    several = tuple(asked)
    return _Asked(
        tokens=tuple(part for each in several for part in each.tokens),
        short=tuple(part for each in several for part in each.short),
        nowhere=any(each.nowhere for each in several),
    )


def _either(parts: Iterable[str]) -> str:
    several = tuple(parts)
    return several[0] if len(several) == 1 else f"({' OR '.join(f'({part})' for part in several)})"


def _matches(index: TableClause, parts: Sequence[str], unwanted: Sequence[str] = ()) -> ColumnElement[bool]:
    asked = " NOT ".join((f"({' AND '.join(parts)})", *(f"({each})" for each in unwanted)))
    return index.c[index.name].op("MATCH", is_comparison=True)(asked)
