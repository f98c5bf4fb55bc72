"""A thousand searches nobody thought of find what a plain reading of every article finds, and nothing else."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tearsheet.library import Library, open_library
from tearsheet.model.ids import ArticleId
from tearsheet.model.query import Feature, Field, Query
from tearsheet.text.cjk import fold
from tests.support.annotated import mark
from tests.support.keepings import keeping

_HAN = "中国人民银行股市我"
_WORDS = ("gdp", "growth", "gov", "government", "5g", "a", "art", "2022")
_LETTER = r"[^\W_\u4e00-\u9fff]"
_LANGUAGES = ("zh-CN", "zh", "en", "zhx", "")
_ARTICLES = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """An article as a person would look through it."""

    fields: dict[Field, tuple[str, ...]]
    about: tuple[str, ...]
    tags: tuple[str, ...]
    language: str
    day: datetime
    read: bool
    favourite: bool
    deleted: bool
    marked: bool


class Shelf:
    """A library and the same articles plainly, newest first."""

    def __init__(self, library: Library, plain: dict[ArticleId, Plain]) -> None:
        self.library, self.plain = library, plain


@pytest.fixture(scope="module")
def shelf(lasting_place: str) -> Iterator[Shelf]:
    chance = random.Random(20261127)
    with open_library(lasting_place) as library:
        plain = {}
        for number in range(_ARTICLES):
            article, as_plain = _keep(library, chance, number)
            plain[article] = as_plain
        yield Shelf(library, dict(reversed(plain.items())))


def _keep(library: Library, chance: random.Random, number: int) -> tuple[ArticleId, Plain]:
    title, text, note = _prose(chance, 3), _prose(chance, 12), _prose(chance, 2) if chance.random() < 0.3 else ""
    author, source = chance.choice(("中国人", "Art Gov", "")), chance.choice(("银行", "Growth", "民国"))
    language, tag = chance.choice(_LANGUAGES), chance.choice(("股市/a", "股市", "gov", "股市b", ""))
    published = (
        datetime(2022, 1, 1, tzinfo=UTC) + timedelta(days=chance.randrange(60)) if chance.random() < 0.8 else None
    )
    saved = datetime(2022, 1, 20, tzinfo=UTC) + timedelta(days=chance.randrange(60))
    made = keeping(
        str(number), text, title=title, byline=author, source=source, published=published, note=note,
        language=language, tags=[tag] if tag else [], body=b"",
    )  # fmt: skip
    article = library.add(replace(made, saved=saved)).article
    read, favourite, deleted = chance.random() < 0.5, chance.random() < 0.3, chance.random() < 0.1
    library.mark([article], read=read, favourite=favourite)
    marked = chance.random() < 0.3
    if marked:
        mark(library, article, text[:6])
    if deleted:
        library.delete([article])
    host = made.address.url.split("/")[2]
    fields = {
        Field.TITLE: (title,),
        Field.TEXT: (text,),
        Field.AUTHOR: (author,),
        Field.SOURCE: (source, made.extraction.metadata.site),
        Field.NOTES: (note, *((text[:6],) if marked else ())),
    }
    about = (tag, host, made.extraction.metadata.editor, made.extraction.metadata.original_title)
    kept = Plain(
        fields={name: tuple(map(fold, texts)) for name, texts in fields.items()},
        about=tuple(map(fold, about)),
        tags=(tag,) if tag else (),
        language=language,
        day=published or saved,
        read=read,
        favourite=favourite,
        deleted=deleted,
        marked=marked,
    )
    return article, kept


def _prose(chance: random.Random, parts: int) -> str:
    made = []
    for _ in range(parts):
        made.append("".join(chance.choices(_HAN, k=chance.randint(1, 5))))
        made.append(chance.choice((" ", "，", "。", "\n", "")))
        made += [chance.choice(_WORDS), chance.choice((" ", ", ", "")) or " "] if chance.random() < 0.4 else []
    return "".join(made) + "。"


_words = st.one_of(
    st.text(alphabet=_HAN, min_size=1, max_size=4),
    st.sampled_from((*_WORDS, "go", "gove", "g", "20", "GDP增长", "5g中", "a股", "人2022", "gov a", "art ", "。")),
)
_days = st.integers(0, 80).map(lambda days: datetime(2022, 1, 1, tzinfo=UTC) + timedelta(days=days))
_leaf = st.one_of(
    st.builds(
        lambda words, fields: Query(words=tuple(words), fields=tuple(dict.fromkeys(fields))),
        st.lists(_words, min_size=1, max_size=2),
        st.lists(st.sampled_from(list(Field)), max_size=2),
    ),
    st.builds(lambda tag: Query(tags=(tag,)), st.sampled_from(("股市", "股市/a", "gov", "none"))),
    st.builds(lambda language: Query(languages=(language,)), st.sampled_from(("zh", "en", "zh-cn", "fr"))),
    st.builds(lambda since, until: Query(since=since, until=until), st.none() | _days, st.none() | _days),
    st.builds(lambda read, favourite: Query(read=read, favourite=favourite), *[st.none() | st.booleans()] * 2),
    st.builds(lambda feature: Query(has=(feature,)), st.sampled_from((Feature.HIGHLIGHT, Feature.NOTE))),
)


def _joined(inner: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    return st.builds(
        lambda query, group, unwanted, deleted: replace(
            query, any_of=tuple(tuple(each) for each in group), none_of=tuple(unwanted), deleted=deleted
        ),
        _leaf,
        st.lists(st.lists(inner, min_size=1, max_size=3), max_size=2),
        st.lists(inner, max_size=2),
        st.booleans(),
    )


@settings(max_examples=1000, deadline=None, suppress_health_check=list(HealthCheck))
@given(query=st.recursive(_leaf, _joined, max_leaves=6))
def test_a_search_finds_what_a_plain_reading_finds(shelf: Shelf, query: Query) -> None:
    expected = tuple(
        number for number, each in shelf.plain.items() if each.deleted == query.deleted and fits(query, each)
    )

    assert shelf.library.ids(query) == expected
    assert shelf.library.count(query) == len(expected)
    assert tuple(row.id for row in shelf.library.summaries(query, limit=5)) == expected[:5]


def fits(query: Query, article: Plain) -> bool:
    return (
        all(_stands(word, query.fields, article) for word in query.words)
        and all(any(fits(each, article) for each in group) for group in query.any_of)
        and not any(fits(each, article) for each in query.none_of)
        and all(any(tag == path or tag.startswith(f"{path}/") for tag in article.tags) for path in query.tags)
        and (not query.languages or any(_speaks(article, language) for language in query.languages))
        and (query.since is None or article.day >= query.since)
        and (query.until is None or article.day < query.until)
        and query.read in (None, article.read)
        and query.favourite in (None, article.favourite)
        and (Feature.HIGHLIGHT not in query.has or article.marked)
        and (Feature.NOTE not in query.has or bool(article.fields[Field.NOTES][0]))
    )


def _speaks(article: Plain, language: str) -> bool:
    return article.language.lower() == language or article.language.lower().startswith(f"{language}-")


def _stands(word: str, fields: tuple[Field, ...], article: Plain) -> bool:
    runs = re.findall(rf"[\u4e00-\u9fff]+|{_LETTER}+", fold(word))
    if not runs:
        return False
    before = rf"(?<!{_LETTER})" if re.match(_LETTER, runs[0]) else ""
    after = rf"(?!{_LETTER})" if re.match(_LETTER, runs[-1]) and not word[-1].isalnum() else ""
    pattern = re.compile(before + r"[\W_]*".join(runs) + after)
    texts = [text for name in fields or Field for text in article.fields[name]]
    return any(pattern.search(text) for text in (*texts, *(() if fields else article.about)))
