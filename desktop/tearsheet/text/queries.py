"""Turn what a person typed into the search field into a Query, and say what of it was not understood."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from tearsheet.model.ids import ArticleId
from tearsheet.model.query import Feature, Field, Problem, Query, Trouble, Understood

_QUOTES = {'"': '"', "“": "”", "”": "”", "「": "」", "『": "』", "＂": "＂"}
_PREFIX = re.compile(r"(?P<name>[A-Za-z]+|[\u4e00-\u9fff]{2})[:：]")
_IDS = re.compile(r"\d{1,18}(?:,\d{1,18})*")  # eighteen digits fit the database's integers
_OR = ("OR", "|")

_NAMES = {
    "标签": "tag", "網站": "site", "网站": "site", "来源": "source", "來源": "source", "媒体": "source",
    "媒體": "source", "作者": "author", "标题": "title", "標題": "title", "正文": "text", "笔记": "notes",
    "筆記": "notes", "note": "notes", "语言": "lang", "語言": "lang", "之前": "before", "之后": "after",
    "之後": "after", "日期": "on", "状态": "is", "狀態": "is", "by": "author", "language": "lang",
}  # fmt: skip
"""Other names of the prefixes."""
_STATES = {
    "read": Query(read=True),
    "unread": Query(read=False),
    "archived": Query(archived=True),
    "favourite": Query(favourite=True),
    "orphaned": Query(has=(Feature.ORPHAN,)),
    "deleted": Query(deleted=True),
}
_OTHER_STATES = {
    "favorite": "favourite", "starred": "favourite", "已读": "read", "未读": "unread", "归档": "archived",
    "已归档": "archived", "收藏": "favourite", "已删除": "deleted",
    "失去原文": "orphaned",
}  # fmt: skip
_FEATURES = {
    "highlight": Feature.HIGHLIGHT, "highlights": Feature.HIGHLIGHT, "高亮": Feature.HIGHLIGHT,
    "note": Feature.NOTE, "notes": Feature.NOTE, "笔记": Feature.NOTE,
    "image": Feature.IMAGE, "images": Feature.IMAGE, "picture": Feature.IMAGE, "图片": Feature.IMAGE,
}  # fmt: skip
_FIELDS = {
    "title": (Field.TITLE,), "text": (Field.TEXT,), "body": (Field.TEXT,), "notes": (Field.NOTES,),
    "note": (Field.NOTES,), "标题": (Field.TITLE,), "正文": (Field.TEXT,), "笔记": (Field.NOTES,),
}  # fmt: skip
_LANGUAGES = {"中文": "zh", "chinese": "zh", "英文": "en", "english": "en", "日文": "ja", "韩文": "ko"}

_ONE_OF = {"source", "site", "lang", "id"}
"""An article has one of each: what is named twice is a choice."""


@dataclass(frozen=True, slots=True)
class _Term:
    """One term as typed, and where; `closed` unless a quote was opened and never closed."""

    start: int
    end: int
    negated: bool
    name: str
    value: str
    quoted: bool
    closed: bool


def parse(text: str) -> Query:
    """Read `text` as a search and leave out what is not understood; see `understand`."""
    return understand(text).query


def understand(text: str, *, now: datetime | None = None, saved: Mapping[str, str] | None = None) -> Understood:
    """Read `text` as a search, as far as it can be; what has no known prefix is searched for as it stands.

    `word` · `"a phrase"` (Chinese quotes too) · `-word` · `one OR other` · `tag:a/b` · `site:host` · `source:大众网` ·
    `author:王` · `title:`, `text:`, `notes:` a word · `in:title|text|notes` for all words beside it · `id:42` ·
    `is:unread|read|archived|favourite|orphaned|deleted` · `has:highlight|note|image` · `lang:zh` · `before:`, `after:`,
    `on:` a date (`after:` begins with it) · `saved:` the name of a search of `saved`. A value with spaces is quoted:
    `source:"The Times"`. `now` says what today is, and in which zone.
    """
    return _Reading(now or datetime.now().astimezone(), saved or {}).understood(text)


def with_tag_renamed(text: str, old: str, new: str) -> str:
    """Return `text` asking for a tag, and for those below it, by the name that it has now."""
    written, position = "", 0
    for term in _terms(text):
        path = term.value.strip("/")
        prefix = _PREFIX.match(text, term.start + term.negated)
        if term.name == "tag" and prefix is not None and f"{path}/".startswith(f"{old}/"):
            written += text[position : prefix.end()] + _quoted(new + path[len(old) :])
            position = term.end
    return written + text[position:]


class _Reading:
    """One reading of one text; the searches it names are read the same way, none within itself."""

    def __init__(self, now: datetime, saved: Mapping[str, str], within: tuple[str, ...] = ()) -> None:
        self._now, self._saved, self._within = now, saved, within
        self._problems: list[Problem] = []

    def understood(self, text: str) -> Understood:
        whole = Query()
        choices: dict[str, list[Query]] = {}
        fields: list[Field] = []
        for group in self._groups(list(_terms(text))):
            parts = [(term, part) for term in group if (part := self._part(term, fields)) is not None]
            parts = [(term, part) for term, part in parts if self._can_be(term, part, alone=len(group) == 1)]
            if not parts:
                continue
            first, part = parts[0]
            if len(parts) > 1:
                whole = replace(whole, any_of=(*whole.any_of, tuple(_inner(term, each) for term, each in parts)))
            elif first.negated:
                whole = replace(whole, none_of=(*whole.none_of, part))
            elif first.name in _ONE_OF:
                choices.setdefault(first.name, []).append(part)
            else:
                whole = both(whole, part)
        for alternatives in choices.values():
            whole = both(whole, alternatives[0] if len(alternatives) == 1 else _one_of(alternatives))
        return Understood(query=_within_fields(whole, tuple(dict.fromkeys(fields))), problems=tuple(self._problems))

    def _groups(self, terms: Sequence[_Term]) -> Iterator[list[_Term]]:
        """Yield the terms that must hold, each with those that an OR sets beside it."""
        group: list[_Term] = []
        choosing = False
        for position, term in enumerate(terms):
            if not term.quoted and not term.name and not term.negated and term.value in _OR:
                if not group or position == len(terms) - 1:
                    self._left_out(Trouble.NOTHING_TO_CHOOSE, term)
                choosing = bool(group)
                continue
            if group and not choosing:
                yield group
                group = []
            group.append(term)
            choosing = False
        if group:
            yield group

    def _part(self, term: _Term, fields: list[Field]) -> Query | None:
        """Return the condition that one term is, or None for one that is none by itself or is not understood."""
        if not term.closed:
            self._left_out(Trouble.OPEN_QUOTE, term)
        if not term.name:
            return Query(words=(term.value,))
        if not term.value.strip():
            return self._left_out(Trouble.NO_VALUE, term)
        if term.name == "in":
            named = _FIELDS.get(term.value.lower())
            fields += named or ()
            return None if named else self._left_out(Trouble.BAD_VALUE, term)
        return _READERS[term.name](self, term)

    def _can_be(self, term: _Term, part: Query, *, alone: bool) -> bool:
        """Say whether a condition can hold where it stands: the bin is searched by itself or not at all."""
        if part.deleted and (term.negated or not alone):
            self._left_out(Trouble.BAD_VALUE, term)
            return False
        return True

    def _left_out(self, trouble: Trouble, term: _Term) -> Query | None:
        """Say that a term, or a part of it, is left out; None, the condition that it then is."""
        self._problems.append(
            Problem(trouble=trouble, start=term.start, end=term.end, name=term.name, value=term.value)
        )
        return None

    def tag(self, term: _Term) -> Query | None:
        path = term.value.strip("/")
        return Query(tags=(path,)) if path else self._left_out(Trouble.NO_VALUE, term)

    def site(self, term: _Term) -> Query:
        return Query(hosts=(term.value.lower(),))

    def words(self, term: _Term) -> Query:
        return Query(words=(term.value,), fields=(Field(term.name),))

    def id(self, term: _Term) -> Query | None:
        if not _IDS.fullmatch(term.value):
            return self._left_out(Trouble.BAD_VALUE, term)
        return Query(ids=tuple(ArticleId(int(number)) for number in term.value.split(",")))

    def state(self, term: _Term) -> Query | None:
        state = term.value.lower()
        found = _STATES.get(_OTHER_STATES.get(state, state))
        return found or self._left_out(Trouble.BAD_VALUE, term)

    def feature(self, term: _Term) -> Query | None:
        found = _FEATURES.get(term.value.lower())
        return Query(has=(found,)) if found else self._left_out(Trouble.BAD_VALUE, term)

    def language(self, term: _Term) -> Query:
        language = term.value.lower()
        return Query(languages=(_LANGUAGES.get(language, language),))

    def date(self, term: _Term) -> Query | None:
        # Imported by whoever asks for dates: a list of what is unread need not pay for the patterns.
        from tearsheet.text.periods import period

        found = period(term.value, self._now)
        if found is None:
            return self._left_out(Trouble.BAD_DATE, term)
        since, until = found
        match term.name:
            case "before":
                return Query(until=since)
            case "after":
                return Query(since=since)
        return Query(since=since, until=until)

    def search(self, term: _Term) -> Query | None:
        text = self._saved.get(term.value)
        if text is None or term.value in self._within:
            return self._left_out(Trouble.NO_SUCH_SEARCH, term)
        return _Reading(self._now, self._saved, (*self._within, term.value)).understood(text).query


_READERS: dict[str, Callable[[_Reading, _Term], Query | None]] = {
    "tag": _Reading.tag,
    "site": _Reading.site,
    "source": _Reading.words,
    "author": _Reading.words,
    "title": _Reading.words,
    "text": _Reading.words,
    "notes": _Reading.words,
    "id": _Reading.id,
    "is": _Reading.state,
    "has": _Reading.feature,
    "lang": _Reading.language,
    "before": _Reading.date,
    "after": _Reading.date,
    "on": _Reading.date,
    "saved": _Reading.search,
}
PREFIXES = ("in", *_READERS)
"""What may stand before a colon, in English."""


def both(first: Query, second: Query) -> Query:
    """Return the query that fits what fits both."""
    if _clash(first, second):
        inner = replace(second, deleted=False)
        return replace(first, any_of=(*first.any_of, (inner,)), deleted=first.deleted or second.deleted)
    return Query(
        words=first.words + second.words,
        fields=first.fields or second.fields,
        any_of=first.any_of + second.any_of,
        none_of=first.none_of + second.none_of,
        tags=first.tags + second.tags,
        sources=first.sources or second.sources,
        hosts=first.hosts or second.hosts,
        languages=first.languages or second.languages,
        ids=first.ids or second.ids,
        has=first.has + second.has,
        since=max(filter(None, (first.since, second.since)), default=None),
        until=min(filter(None, (first.until, second.until)), default=None),
        read=second.read if first.read is None else first.read,
        archived=second.archived if first.archived is None else first.archived,
        favourite=second.favourite if first.favourite is None else first.favourite,
        deleted=first.deleted or second.deleted,
    )


def _clash(first: Query, second: Query) -> bool:
    """Say whether a part of which a query has one alone is another one in both."""
    chosen = ((first.sources, second.sources), (first.hosts, second.hosts), (first.languages, second.languages))
    flags = ((first.read, second.read), (first.archived, second.archived), (first.favourite, second.favourite))
    return (
        (bool(first.words and second.words) and first.fields != second.fields)
        or any(one and other for one, other in (*chosen, (first.ids, second.ids)))
        or any(one is not None and other is not None and one != other for one, other in flags)
    )


def _inner(term: _Term, part: Query) -> Query:
    return Query(none_of=(part,)) if term.negated else part


def _one_of(alternatives: Sequence[Query]) -> Query:
    """Return the query that one of several fits, all of which name words, or hosts, or languages, or ids."""
    if any(each.words for each in alternatives):
        return Query(any_of=(tuple(alternatives),))
    return Query(
        hosts=tuple(host for each in alternatives for host in each.hosts),
        languages=tuple(language for each in alternatives for language in each.languages),
        ids=tuple(number for each in alternatives for number in each.ids),
    )


def _within_fields(query: Query, fields: tuple[Field, ...]) -> Query:
    """Return the query with every word that names no field of its own bound to `fields`."""
    if not fields:
        return query
    return replace(
        query,
        fields=query.fields or (fields if query.words else ()),
        any_of=tuple(tuple(_within_fields(each, fields) for each in group) for group in query.any_of),
        none_of=tuple(_within_fields(each, fields) for each in query.none_of),
    )


def _terms(text: str) -> Iterator[_Term]:
    """Yield the terms; an unclosed quote runs to the end."""
    position = 0
    while (position := _after_spaces(text, position)) < len(text):
        start = position
        negated = text[position] == "-" and position + 1 < len(text) and not text[position + 1].isspace()
        position += negated
        name, position = _prefix(text, position)
        quoted = position < len(text) and text[position] in _QUOTES
        value, position, closed = _value(text, position)
        if name or value.strip():
            yield _Term(start, min(position, len(text)), negated, name, value, quoted, closed)


def _prefix(text: str, position: int) -> tuple[str, int]:
    """Return the prefix that stands there by its English name, or none, and where what follows begins."""
    found = _PREFIX.match(text, position)
    if found is None:
        return "", position
    name = found["name"].lower()
    name = _NAMES.get(name, name)
    return (name, found.end()) if name in PREFIXES else ("", position)


def _value(text: str, start: int) -> tuple[str, int, bool]:
    closing = _QUOTES.get(text[start]) if start < len(text) else None
    if closing:
        end = text.find(closing, start + 1)
        closed = end >= 0
        end = end if closed else len(text)
        return text[start + 1 : end], end + 1, closed
    end = start
    while end < len(text) and not text[end].isspace():
        end += 1
    return text[start:end], end, True


def _quoted(value: str) -> str:
    """Return a value as it is typed: in quotes where it has a space, or begins as if it were quoted."""
    if value[:1] not in _QUOTES and not any(map(str.isspace, value)):
        return value
    opening = next((each for each in _QUOTES if _QUOTES[each] not in value), '"')
    return f"{opening}{value}{_QUOTES[opening]}"


def _after_spaces(text: str, position: int) -> int:
    while position < len(text) and text[position].isspace():
        position += 1
    return position
