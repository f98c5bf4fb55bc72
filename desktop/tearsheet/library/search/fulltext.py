"""Turn words into questions to the search index that is attached as `search`.

Its table `tokens` (text/cjk.py says what is in it) answers a term as a phrase, but one CJK character or up to three
first letters by one token each, made for it: as the beginning of a token it would be a walk through half of them. The
rows are numbered as the articles, so that the newest come out first without sorting.

Titles and sources are found by their pinyin too; what spells a name is set apart from what stands in a text by SPELLED.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, Integer, Text, column, func, select, table

from tearsheet.library.search.walk import Walk
from tearsheet.model.query import Field, Query
from tearsheet.text.cjk import SHORT, phrase_tokens, short_token
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
_NOWHERE = f'"{SHORT}"'  # a token that no text has: what asks for it is right within any NOT and OR


def walk(query: Query) -> Walk | None:
    """Return how the index leads to the articles, or None where no word must stand in them."""
    choices = {group: _choice(group) for group in query.any_of}
    asked = [*_words(query.words, query.fields), *filter(None, choices.values())]
    if not asked:
        return None
    unwanted = {each: _choice((each,)) for each in query.none_of}
    # One NOT of all: each of several would be a level of a tree that may have 256.
    but = f" NOT {_either(filter(None, unwanted.values()))}" if any(unwanted.values()) else ""
    left = replace(
        query,
        words=(),
        fields=(),
        any_of=tuple(group for group in query.any_of if not choices[group]),
        none_of=tuple(each for each in query.none_of if not unwanted[each]),
    )
    return Walk(
        index=_tokens,
        number=_tokens.c.rowid,
        conditions=(_matches(f"{_all(asked)}{but}"),),
        left=left,
        rank=func.bm25(_tokens.c.tokens, *_WEIGHTS),
    )


def has_words(number: ColumnElement[int], words: Sequence[str], fields: Sequence[Field]) -> ColumnElement[bool]:
    """Return the condition that the article of this number has all the words."""
    return number.in_(select(_tokens.c.rowid).where(_matches(_all(_words(words, fields)))))


def _choice(group: tuple[Query, ...]) -> str:
    """Return a choice as one question, where it is of words alone, or nothing."""
    if any(replace(each, words=(), fields=()) != Query() or not each.words for each in group):
        return ""
    return _either(_all(_words(each.words, each.fields)) for each in group)


def _words(words: Sequence[str], fields: Sequence[Field]) -> list[str]:
    columns = f"{{{' '.join(dict.fromkeys(COLUMNS_OF[field] for field in fields))}}} : " if fields else ""
    names = not fields or bool(NAMED & set(fields))
    return [f"{columns}{_term(word, names=names)}" for word in words]


def _term(word: str, *, names: bool) -> str:
    """Ask for one word; its tokens are letters, digits and our own marks, so nothing needs escaping."""
    spelling = as_spelling(word) if names else None
    if token := short_token(word):
        return _either((f'"{token}"', *((f'"{SHORT}{SPELLED}{spelling}"',) if spelling else ())))
    tokens, is_open = phrase_tokens(word)
    if not tokens:
        return _NOWHERE
    phrase = f'"{" ".join(tokens)}"{" *" if is_open else ""}'
    return _either((phrase, *((f'"{SPELLED}{spelling}" *',) if spelling else ())))


def _all(parts: Sequence[str]) -> str:
    return f"({' AND '.join(parts)})"


def _either(parts: Iterable[str]) -> str:
    return f"({' OR '.join(parts) or _NOWHERE})"


def _matches(asked: str) -> ColumnElement[bool]:
    return _tokens.c.tokens.op("MATCH", is_comparison=True)(asked)
