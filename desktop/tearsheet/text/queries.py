"""Turn what a person typed into the search field into a Query."""

import re
from collections.abc import Iterator
from dataclasses import replace

from tearsheet.model.ids import ArticleId
from tearsheet.model.query import Query

_QUOTES = {'"': '"', "“": "”", "”": "”", "「": "」", "『": "』", "＂": "＂"}
_PREFIX = re.compile(r"[A-Za-z]+[:：](?=\S)")
_IDS = re.compile(r"\d{1,18}(?:,\d{1,18})*")  # eighteen digits fit the database's integers


def parse(text: str) -> Query:
    """Read `text` as a search; whatever is no known prefix is searched for as words, so nothing is refused.

    `word` · `"a phrase"` (Chinese quotes too) · `-word` · `tag:a/b` · `source:大众网` · `site:host` · `id:42` ·
    `is:unread|read|archived|favourite|deleted`. A value with spaces is quoted: `source:"The Times"`.
    """
    query = Query()
    for negated, prefix, value in _terms(text):
        narrowed = None if negated else _narrowed(query, prefix.rstrip(":：").lower(), value)
        query = narrowed or _with_words(query, prefix + value, negated=negated)
    return query


def _narrowed(query: Query, name: str, value: str) -> Query | None:
    """Return `query` with one more condition, or None where `name` and `value` name none."""
    match name:
        case "tag" if tag := value.strip("/"):
            return replace(query, tags=(*query.tags, tag))
        case "source":
            return replace(query, sources=(*query.sources, value))
        case "site":
            return replace(query, hosts=(*query.hosts, value.lower()))
        case "id" if _IDS.fullmatch(value):
            return replace(query, ids=(*query.ids, *(ArticleId(int(number)) for number in value.split(","))))
        case "is":
            return _with_state(query, value.lower())
    return None


def _with_state(query: Query, state: str) -> Query | None:
    match state:
        case "read" | "unread":
            return replace(query, read=state == "read")
        case "archived":
            return replace(query, archived=True)
        case "favourite" | "favorite":
            return replace(query, favourite=True)
        case "deleted":
            return replace(query, deleted=True)
    return None


def _with_words(query: Query, words: str, *, negated: bool) -> Query:
    if negated:
        return replace(query, without=(*query.without, words))
    return replace(query, words=(*query.words, words))


def _terms(text: str) -> Iterator[tuple[bool, str, str]]:
    """Yield (negated, prefix, value) of each term; an unclosed quote runs to the end."""
    position = 0
    while (position := _after_spaces(text, position)) < len(text):
        negated = text[position] == "-" and position + 1 < len(text) and not text[position + 1].isspace()
        position += negated
        prefix = _PREFIX.match(text, position)
        position = prefix.end() if prefix else position
        value, position = _value(text, position)
        if value.strip():
            yield negated, prefix[0] if prefix else "", value


def _value(text: str, start: int) -> tuple[str, int]:
    closing = _QUOTES.get(text[start])
    if closing:
        end = text.find(closing, start + 1)
        end = len(text) if end < 0 else end
        return text[start + 1 : end], end + 1
    end = start
    while end < len(text) and not text[end].isspace():
        end += 1
    return text[start:end], end


def _after_spaces(text: str, position: int) -> int:
    while position < len(text) and text[position].isspace():
        position += 1
    return position
