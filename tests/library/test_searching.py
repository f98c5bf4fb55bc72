"""What a search finds is what a reading of every article would find: no more, no less, in any script, of any length."""

import random
import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy.dialects import sqlite as dialect

from tearsheet.library import Library, open_library
from tearsheet.library.database import LIBRARY_FILE
from tearsheet.library.index import INDEX_FILE
from tearsheet.library.schema import article as article_table
from tearsheet.library.searching import matching
from tearsheet.library.sqlite import sqlite
from tearsheet.model.ids import ArticleId
from tearsheet.model.query import Query, Sort
from tearsheet.text.cjk import fold
from tests.support.keepings import keeping

ARTICLES = 240
_HAN = "中国人民银行股市投资财经新闻发展大小我的是不在有"
_WORDS = ("gdp", "growth", "gov", "government", "governor", "bank", "market", "5g", "a", "ai", "2022", "art", "article")
_MARKS = ("，", "。", "\n", " ", "、", " “", "” ", "")


def _made_up(chance: random.Random) -> str:
    """Return text in which every kind of neighbour meets: Han, Latin, digits, with and without something between."""
    parts: list[str] = []
    for _ in range(chance.randint(3, 25)):
        if chance.random() < 0.7:
            parts.append("".join(chance.choices(_HAN, k=chance.randint(1, 9))))
        else:
            parts += [" ", chance.choice(_WORDS), chance.choice((" ", ""))]
        parts.append(chance.choice(_MARKS))
    return "".join(parts)


class Corpus:
    """A library of made-up articles, and the same articles as plain text."""

    def __init__(self, library: Library) -> None:
        chance = random.Random(20260301)
        self.library = library
        self.texts: dict[ArticleId, tuple[str, str]] = {}
        for number in range(ARTICLES):
            title, text = _made_up(chance)[:20], _made_up(chance)
            added = library.add(keeping(str(number), text, title=title, body=b""))
            self.texts[added.article] = (fold(title), fold(text))

    def where(self, pattern: str) -> list[ArticleId]:
        """Return, newest first, the articles in whose title or text the pattern stands."""
        stands = re.compile(pattern).search
        return [article for article, texts in reversed(self.texts.items()) if any(map(stands, texts))]

    def passages(self, length: int) -> list[str]:
        """Return runs of Han of this length from all over the corpus, and some that may stand nowhere."""
        chance = random.Random(length)
        runs = [run for texts in self.texts.values() for run in re.findall(f"[{_HAN}]{{{length},}}", "\n".join(texts))]
        chosen = [chance.choice(runs) for _ in range(12)]
        cut = [run[(at := chance.randrange(len(run) - length + 1)) : at + length] for run in chosen]
        return [*dict.fromkeys(cut), "".join(chance.choices(_HAN, k=length))]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with open_library(tmp_path_factory.mktemp("corpus") / "library") as library:
        yield Corpus(library)


def found(corpus: Corpus, *words: str, without: Sequence[str] = ()) -> list[ArticleId]:
    query = Query(words=words, without=tuple(without))
    ids = list(corpus.library.ids(query))
    assert corpus.library.count(query) == len(ids)
    return ids


@pytest.mark.parametrize("length", [1, 2, 3, 4, 8])
def test_chinese_of_any_length_is_found_wherever_it_stands_and_nowhere_else(corpus: Corpus, length: int) -> None:
    for passage in corpus.passages(length):
        assert found(corpus, passage) == corpus.where(passage), passage


@pytest.mark.parametrize("word", [*_WORDS, "go", "gove", "g", "ma", "20", "mark", "xyz", "x"])
def test_a_word_is_found_by_its_beginning_and_never_from_its_middle(corpus: Corpus, word: str) -> None:
    assert found(corpus, word) == corpus.where(rf"(?<![a-z0-9]){word}")


@pytest.mark.parametrize("word", ["gov ", "art ", "a ", "bank."])
def test_a_term_that_ends_in_a_space_or_mark_is_a_whole_word(corpus: Corpus, word: str) -> None:
    assert found(corpus, word) == corpus.where(rf"(?<![a-z0-9]){word[:-1]}(?![a-z0-9])")


@pytest.mark.parametrize(
    "words", [("中国", "银行"), ("我", "的"), ("股市", "我"), ("gov", "中"), ("a", "5g"), ("market", "国")]
)
def test_two_words_must_both_stand_in_the_article_in_title_or_text(corpus: Corpus, words: tuple[str, str]) -> None:
    first, second = (corpus.where(_phrase((word,))) for word in words)
    assert found(corpus, *words) == [article for article in first if article in second]


@pytest.mark.parametrize(
    "words", [("a", "股"), ("5g", "投资"), ("gdp", "发展"), ("中国", "gov"), ("人", "2022"), ("我", "a", "的")]
)
def test_mixed_script_is_found_as_one_whether_or_not_a_space_parts_it(corpus: Corpus, words: tuple[str, ...]) -> None:
    assert found(corpus, "".join(words)) == found(corpus, " ".join(words)) == corpus.where(_phrase(words))


def test_a_phrase_keeps_its_order(corpus: Corpus) -> None:
    for words in (("bank", "market"), ("gov", "a"), ("growth", "ai")):
        assert found(corpus, " ".join(words)) == corpus.where(_phrase(words))


@pytest.mark.parametrize("unwanted", ["我", "a", "中国", "government", "xyz", "。"])
def test_unwanted_words_take_articles_away(corpus: Corpus, unwanted: str) -> None:
    taken = corpus.where(_phrase((unwanted,))) if unwanted != "。" else []
    everything = corpus.where("")
    banks = found(corpus, "银行")

    assert found(corpus, without=[unwanted]) == [article for article in everything if article not in taken]
    assert found(corpus, "银行", without=[unwanted]) == [article for article in banks if article not in taken]


def test_what_has_no_letter_or_digit_stands_nowhere(corpus: Corpus) -> None:
    assert found(corpus, "。") == found(corpus, "!!", "中国") == []


def test_rows_come_newest_first_and_in_pages(corpus: Corpus) -> None:
    query = Query(words=("中",))
    whole = corpus.library.ids(query)
    pages = [corpus.library.summaries(query, limit=10, offset=offset) for offset in range(0, len(whole), 10)]

    assert list(whole) == sorted(whole, reverse=True)
    assert [row.id for page in pages for row in page] == list(whole)


def test_the_best_match_comes_first_when_asked_for(library: Library) -> None:
    in_text = library.add(keeping("a", "经济 " * 3 + "其他 " * 40, title="天气")).article
    in_title = library.add(keeping("b", "其他 " * 40, title="经济形势")).article
    library.add(keeping("c", "其他 " * 40, title="天气"))
    passing = library.add(keeping("d", "经济 " + "其他 " * 40, title="天气")).article

    assert library.ids(Query(words=("经济",)), Sort.RELEVANCE) == (in_title, in_text, passing)
    assert library.ids(Query(words=("经",)), Sort.RELEVANCE) == (passing, in_title, in_text)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("財經新聞", "财经新闻"),
        ("财经新闻", "財經新聞"),
        ("ＧＤＰ", "gdp"),
        ("カタカナ", "ｶﾀｶﾅ"),
        ("café", "CAFE"),
        ("Straße", "STRASSE"),
        ("中国人", "中\u200b国\u00ad人"),
        ("O’Neill", "o'neill"),
        ("ёлка", "ЕЛКА"),
        ("𠮷野家", "去𠮷野家吃"),
        ("서울", "서울에서"),
    ],
)
def test_what_people_take_for_equal_is_found(library: Library, typed: str, written: str) -> None:
    library.add(keeping(text=f"… {written} …"))

    assert library.count(Query(words=(typed,))) == 1


@pytest.mark.parametrize("word", ["沪指", "王五", "大众网", "责任", "Reuters", "news.example", "备忘", "标签"])
def test_title_author_source_editor_note_tags_and_host_are_searched_too(library: Library, word: str) -> None:
    library.add(
        keeping(
            title="沪指大涨",
            byline="王五",
            source="大众网",
            editor="责任人",
            site="Reuters",
            note="备忘录",
            tags=["标签/x"],
        )
    )
    assert library.count(Query(words=(word,))) == 1


def test_no_phrase_runs_from_one_field_into_the_next(library: Library) -> None:
    library.add(keeping(title="中", text="国家", byline="张", source="三丰", site="New", editor="York"))

    for words in ("中国", "张三", "new york"):
        assert library.count(Query(words=(words,))) == 0


@pytest.fixture
def six(library: Library) -> list[ArticleId]:
    """Six articles whose titles, dates, sources and lengths are in different orders."""
    rows = [
        ("b", 2021, "Zeit", 5, "www.zeit.example"),
        ("A", 2023, "", 3, "news.example"),
        ("c", 0, "anna", 9, "de.news.example"),
        ("a", 2022, "Berta", 1, "othernews.example"),
        ("Z", 0, "", 2, "a_b.example"),
        ("d", 2020, "zeit", 4, "x.acb.example"),
    ]
    ids = []
    for number, (title, year, source, words, host) in enumerate(rows):
        day = datetime(year, 1, 1, tzinfo=UTC) if year else None
        made = keeping(str(number), "wort " * words, title=title, source=source, published=day)
        made = replace(made, address=replace(made.address, url=f"https://{host}/x"))
        ids.append(library.add(made).article)
    return ids


@pytest.mark.parametrize("words", [(), ("wort",), ("w",)], ids=["all", "phrase", "letter"])
@pytest.mark.parametrize(
    ("sort", "order"),
    [
        (Sort.SAVED, [5, 4, 3, 2, 1, 0]),
        (Sort.PUBLISHED, [1, 3, 0, 5, 4, 2]),
        (Sort.TITLE, [3, 1, 0, 2, 5, 4]),
        (Sort.SOURCE, [2, 3, 5, 0, 4, 1]),
        (Sort.WORDS, [2, 0, 5, 1, 4, 3]),
    ],
)
def test_a_list_is_sorted_as_asked(
    library: Library, six: list[ArticleId], words: tuple[str, ...], sort: Sort, order: list[int]
) -> None:
    assert library.ids(Query(words=words), sort) == tuple(six[position] for position in order)


@pytest.mark.parametrize("words", [(), ("wort",), ("w",)], ids=["all", "phrase", "letter"])
@pytest.mark.parametrize(
    ("query", "fitting"),
    [
        (Query(hosts=("news.example",)), [2, 1]),
        (Query(hosts=("a_b.example",)), [4]),
        (Query(hosts=("zeit.example", "acb.example")), [5, 0]),
        (Query(sources=("ZEIT",)), [5, 0]),
        (Query(sources=("anna", "Berta")), [3, 2]),
        (Query(read=True), [3, 1]),
        (Query(read=False, favourite=True), [2]),
        (Query(archived=True), [3]),
        (Query(tags=("t",)), [1, 0]),
        (Query(tags=("t", "u")), [1]),
        (Query(tags=("t",), read=True, hosts=("news.example",)), [1]),
    ],
)
def test_filters_hold_with_and_without_words(
    library: Library, six: list[ArticleId], words: tuple[str, ...], query: Query, fitting: list[int]
) -> None:
    library.mark([six[1], six[3]], read=True)
    library.mark([six[2], six[3]], favourite=True)
    library.mark([six[3]], archived=True)
    library.tag([six[0], six[1]], add=["t/x"])
    library.tag([six[1]], add=["u"])
    query = replace(query, words=words)

    assert library.ids(query) == tuple(six[position] for position in fitting)
    assert library.count(query) == len(fitting)


def test_ids_narrow_a_search(library: Library, six: list[ArticleId]) -> None:
    assert library.ids(Query(ids=(six[4], six[1], ArticleId(999)))) == (six[4], six[1])
    assert library.ids(Query(ids=(six[4], six[1]), words=("wort",), tags=("t",))) == ()


@pytest.mark.parametrize(
    "query",
    [
        Query(words=("中国",)),
        Query(words=("中",)),
        Query(words=("中国", "我")),
        Query(words=("中国",), read=False, tags=("t",)),
        Query(words=("中国",), ids=(ArticleId(1), ArticleId(2))),
    ],
)
def test_the_index_is_walked_once_and_newest_first_without_sorting(corpus: Corpus, query: Query) -> None:
    plan = _plan(corpus.library, query)

    assert "VIRTUAL TABLE" in plan[0] and "article" not in plan[0], plan
    assert any(step.startswith("SEARCH article USING INTEGER PRIMARY KEY") for step in plan), plan
    assert not any("TEMP B-TREE FOR ORDER BY" in step for step in plan), plan


@pytest.mark.parametrize(
    "query",
    [
        *(Query(), Query(read=False), Query(read=False, archived=False), Query(favourite=True), Query(archived=True)),
        *(Query(tags=("t",)), Query(hosts=("a.example",))),
    ],
)
def test_a_list_is_read_newest_first_without_sorting(corpus: Corpus, query: Query) -> None:
    assert not any("TEMP B-TREE" in step for step in _plan(corpus.library, query))


def _plan(library: Library, query: Query) -> list[str]:
    """Return the steps SQLite would take."""
    statement = matching(query, article_table.c.id, article_table.c.title).compile(
        dialect=dialect.dialect(), compile_kwargs={"render_postcompile": True, "literal_binds": True}
    )
    with closing(sqlite.connect(library.location / LIBRARY_FILE)) as file:
        file.execute("ATTACH ? AS search", (str(library.location / INDEX_FILE),))
        return [row[3] for row in file.execute(f"EXPLAIN QUERY PLAN {statement}")]


def _phrase(words: Sequence[str]) -> str:
    """Return a pattern of the words in order with at most marks and spaces between; the last may be a beginning."""
    start = "" if re.match(f"[{_HAN}]", words[0]) else "(?<![a-z0-9])"
    return start + r"[^\w]*".join(words)
