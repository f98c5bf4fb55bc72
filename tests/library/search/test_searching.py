"""What a search finds is what a reading of every article would find: no more, no less, in any script, of any length."""

import random
import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from unittest.mock import patch

import pytest
from sqlalchemy import Connection, Select

from tearsheet.library import Library, open_library, rows
from tearsheet.library.database import LIBRARY_FILE, Access, connect, engine, in_one_state
from tearsheet.library.rows import ask_driver, fetched
from tearsheet.library.search.index import INDEX_FILE
from tearsheet.library.search.searching import counting, identifying
from tearsheet.library.sqlite import sqlite
from tearsheet.model.article import ArticleSummary, Blob, Resource
from tearsheet.model.ids import ArticleId, Sha256
from tearsheet.model.query import Feature, Field, Query, Sort
from tearsheet.text.cjk import fold
from tests.support.annotated import BRIDGE, TEXT, WITHOUT_BRIDGE, mark
from tests.support.databases import in_a_folder, in_a_lasting_folder, on_a_server
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
def corpus(lasting_place: str) -> Iterator[Corpus]:
    with open_library(lasting_place) as library:
        yield Corpus(library)


def found(corpus: Corpus, *words: str, without: Sequence[str] = ()) -> list[ArticleId]:
    query = Query(words=words, none_of=tuple(Query(words=(word,)) for word in without))
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


@in_a_folder
def test_the_best_match_comes_first_when_asked_for(library: Library) -> None:
    in_text = library.add(keeping("a", "经济 " * 3 + "其他 " * 40, title="天气")).article
    in_title = library.add(keeping("b", "其他 " * 40, title="经济形势")).article
    library.add(keeping("c", "其他 " * 40, title="天气"))
    passing = library.add(keeping("d", "经济 " + "其他 " * 40, title="天气")).article

    assert library.ids(Query(words=("经济",)), Sort.RELEVANCE) == (in_title, in_text, passing)
    assert library.ids(Query(words=("经",)), Sort.RELEVANCE) == (in_title, passing, in_text)  # counted once a text


@on_a_server
def test_on_a_server_what_is_called_so_is_the_best_match_and_then_the_newest(library: Library) -> None:
    in_text = library.add(keeping("a", "经济 " * 3, title="天气")).article
    in_title = library.add(keeping("b", "其他", title="经济形势")).article
    late = library.add(keeping("d", "经济", title="天气")).article

    for words in (("经济",), ("经",)):
        assert library.ids(Query(words=words), Sort.RELEVANCE) == (in_title, late, in_text)


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


@pytest.mark.parametrize(
    "query",
    [
        Query(words=("wort",)),
        Query(words=("w",)),
        Query(words=("wort",), tags=("t",)),
        Query(tags=("t",)),
        Query(tags=("t",), none_of=(Query(words=("anders",)),)),
        Query(any_of=((Query(words=("wort",)), Query(words=("anders",))),)),
    ],
)
def test_what_is_in_the_bin_is_not_counted(library: Library, six: list[ArticleId], query: Query) -> None:
    library.tag(six, add=["t/x"])
    before = library.count(query)
    assert before == len(library.ids(query)) > 0

    library.delete(six[1:3])

    assert library.count(query) == len(library.ids(query)) == before - 2
    library.undelete(six[1:2])
    assert library.count(query) == len(library.ids(query)) == before - 1


def test_ids_narrow_a_search(library: Library, six: list[ArticleId]) -> None:
    assert library.ids(Query(ids=(six[4], six[1], ArticleId(999)))) == (six[4], six[1])
    assert library.ids(Query(ids=(six[4], six[1]), words=("wort",), tags=("t",))) == ()
    assert library.ids(Query(ids=(six[4], six[1]), none_of=(Query(ids=(six[1], six[2])),))) == (six[4],)
    assert library.ids(Query(ids=(six[4], six[1]), any_of=((Query(ids=(six[1], six[2])),),))) == (six[1],)


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
@in_a_lasting_folder
def test_the_index_is_walked_once_and_newest_first_without_sorting(corpus: Corpus, query: Query) -> None:
    plan = _plan(corpus.library, query)

    assert "VIRTUAL TABLE" in plan[0] and "article" not in plan[0], plan
    assert sum("tokens VIRTUAL TABLE" in step for step in plan) == 1, plan
    assert not any(step.startswith("SCAN article") for step in plan), plan
    assert not any("TEMP B-TREE FOR ORDER BY" in step for step in plan), plan


@pytest.mark.parametrize(
    "query",
    [
        *(Query(), Query(read=False), Query(read=False, archived=False), Query(favourite=True), Query(archived=True)),
        *(Query(tags=("t",)), Query(hosts=("a.example",))),
    ],
)
@in_a_lasting_folder
def test_a_list_is_read_newest_first_without_sorting(corpus: Corpus, query: Query) -> None:
    assert not any("TEMP B-TREE" in step for step in _plan(corpus.library, query))


@in_a_lasting_folder
def test_numbers_lead_and_not_the_source_that_many_have(corpus: Corpus) -> None:
    plan = _plan(corpus.library, Query(ids=(ArticleId(1), ArticleId(2)), sources=("大众网",)))

    assert plan[0].startswith("SEARCH article USING INTEGER PRIMARY KEY"), plan


@pytest.mark.parametrize(
    ("query", "index"),
    [
        (Query(words=("中国",), read=False, tags=("t",)), "ix_article_marks"),
        (Query(words=("中",), favourite=True, since=datetime(2024, 1, 1, tzinfo=UTC)), "ix_article_marks"),
        (Query(), "ix_article_flags"),
        (Query(read=False, archived=False), "ix_article_flags"),
    ],
)
@in_a_lasting_folder
def test_what_fits_is_counted_without_reading_a_row(corpus: Corpus, query: Query, index: str) -> None:
    plan = _steps(corpus.library, counting(query))

    assert any(f"article USING COVERING INDEX {index}" in step for step in plan), plan


@in_a_lasting_folder
def test_words_that_are_not_wanted_are_left_out_by_the_index_itself(corpus: Corpus) -> None:
    plan = _plan(corpus.library, Query(words=("中国",), none_of=(Query(words=("经济",)), Query(words=("上海",)))))

    assert sum("tokens VIRTUAL TABLE" in step for step in plan) == 1, plan


def _plan(library: Library, query: Query) -> list[str]:
    """Return the steps SQLite would take to list what fits."""
    return _steps(library, identifying(query))


def _steps(library: Library, select: Select[Any]) -> list[str]:
    file = connect(library.location / LIBRARY_FILE, Access.READ)
    file.execute("ATTACH ? AS search", (str(library.location / INDEX_FILE),))

    def explain(connection: Connection, sql: str, values: Sequence[Any]) -> Sequence[Any]:
        return ask_driver(connection, f"EXPLAIN QUERY PLAN {sql}", values)

    pool = engine(lambda: file, pool_size=1, max_overflow=0)
    with closing(file), patch.object(rows, "ask_driver", explain), in_one_state(pool) as connection:
        return [row[3] for row in fetched(connection, select)]


def _phrase(words: Sequence[str]) -> str:
    """Return a pattern of the words in order with at most marks and spaces between; the last may be a beginning."""
    start = "" if re.match(f"[{_HAN}]", words[0]) else "(?<![a-z0-9])"
    return start + r"[^\w]*".join(words)


@pytest.mark.parametrize("typed", ["dzw", "dz", "dazhong", "dazhongwang", "zhongwang", "DZW", "chongqing", "cqyh"])
def test_titles_and_sources_are_found_by_their_pinyin_and_its_initials(library: Library, typed: str) -> None:
    library.add(keeping("a", "天气", title="重庆银行大涨", source="大众网"))
    library.add(keeping("b", "重庆银行大涨，大众网", title="天气", source="人民网"))

    assert library.ids(Query(words=(typed,))) == (1,)


def test_pinyin_keeps_to_the_field_that_is_asked_for(library: Library) -> None:
    library.add(keeping("a", "天气", title="人民日报", source="大众网"))

    assert library.count(Query(words=("dzw",), fields=(Field.SOURCE,))) == 1
    assert library.count(Query(words=("dazhong",), fields=(Field.SOURCE,))) == 1
    assert library.count(Query(words=("dzw",), fields=(Field.TITLE, Field.TEXT))) == 0
    assert library.count(Query(words=("dazhong",), fields=(Field.TEXT, Field.NOTES))) == 0


@pytest.mark.parametrize("typed", ["wang", "da", "an", "he", "d", "is"])
def test_what_may_be_an_english_word_finds_no_pinyin(library: Library, typed: str) -> None:
    library.add(keeping("a", "天气", title="大众网安和", source="爱思"))

    assert library.count(Query(words=(typed,))) == 0


def test_words_can_be_bound_to_a_part_of_the_article(library: Library) -> None:
    one = library.add(keeping("a", "银行 text", title="股市", byline="王五", source="大众网", note="备忘")).article
    mark(library, one, "text", note="想法")

    for word, field in (
        ("股市", Field.TITLE),
        ("股", Field.TITLE),
        ("银行", Field.TEXT),
        ("王", Field.AUTHOR),
        ("大众", Field.SOURCE),
        ("备忘", Field.NOTES),
        ("想", Field.NOTES),
        ("text", Field.NOTES),
    ):
        assert library.ids(Query(words=(word,), fields=(field,))) == (one,), word
        others = tuple(each for each in Field if each is not field)
        expected = 1 if word == "text" else 0  # which stands in the text, too
        assert library.count(Query(words=(word,), fields=others)) == expected, word


def test_what_an_article_has_can_be_asked_for(library: Library) -> None:
    picture = Blob(sha256=Sha256("a" * 64), media_type="image/png", size=1)
    bare, marked, noted, pictured = (
        library.add(each).article
        for each in (
            keeping("a"),
            keeping("b"),
            keeping("c", note="mine"),
            keeping("d", resources=[Resource(url="https://news.example/p.png", blob=picture)]),
        )
    )
    mark(library, marked, "three four")

    assert library.ids(Query(has=(Feature.HIGHLIGHT,))) == (marked,)
    assert library.ids(Query(has=(Feature.NOTE,))) == (noted,)
    assert library.ids(Query(has=(Feature.IMAGE,))) == (pictured,)
    assert library.ids(Query(none_of=(Query(has=(Feature.IMAGE,)), Query(has=(Feature.NOTE,))))) == (marked, bare)


def test_an_article_whose_highlight_lost_its_words_is_orphaned(library: Library) -> None:
    one = library.add(keeping("a", TEXT, body=b"1")).article
    mark(library, one, BRIDGE)
    assert library.count(Query(has=(Feature.ORPHAN,))) == 0

    library.add(keeping("a", WITHOUT_BRIDGE, body=b"2"))

    assert library.ids(Query(has=(Feature.ORPHAN,))) == (one,)
    assert library.ids(Query(words=("stone bridge",), fields=(Field.NOTES,))) == (one,)


def test_a_row_of_a_list_has_every_field_though_no_constructor_made_it(library: Library) -> None:
    library.add(keeping("a", tags=("b/c", "a")))
    (row,) = library.summaries(Query())
    assert ArticleSummary(**vars(row)) == row
    assert (row.tags, row.colours, row.read) == (("a", "b/c"), (), False)


def test_passages_are_shown_with_the_hits_in_them(library: Library) -> None:
    far = "无关的话。" * 100
    one = library.add(keeping("a", f"{far}央行发布货币政策报告，GDP增长百分之五。{far}", title="新闻")).article
    two = library.add(keeping("b", "nothing", title="货币政策", note="a note on 货币政策")).article
    three = library.add(keeping("c", "nothing", title="货币政策")).article

    first, second = library.snippets(Query(words=("货币政策", "gdp")), (one, three, two))

    assert [first.text[start:end] for start, end in first.hits] == ["货币政策", "GDP"]
    assert first.text.startswith("…") and first.text.endswith("…") and len(first.text) < 200
    assert (second.article, second.field, second.text) == (two, Field.NOTES, "a note on 货币政策")


@in_a_folder
def test_a_note_is_shown_though_the_text_beside_it_is_lost(library: Library) -> None:
    article = library.add(keeping("a", "the text", note="a note on 货币政策")).article
    with closing(sqlite.connect(library.location / LIBRARY_FILE)) as file:
        file.execute("DELETE FROM content")
        file.commit()

    assert [each.text for each in library.snippets(Query(words=("货币政策",)), (article,))] == ["a note on 货币政策"]


def test_as_many_words_as_one_likes_are_wanted_or_not(library: Library, six: list[ArticleId]) -> None:
    words = tuple(f"x{number}y" for number in range(1000))
    unwanted = tuple(Query(words=(word,)) for word in words)

    assert library.ids(Query(words=("wort",), none_of=unwanted)) == tuple(reversed(six))
    assert library.ids(Query(words=("wort",), any_of=((*unwanted, Query(words=("wort",))),))) == tuple(reversed(six))
    assert library.ids(Query(words=("wort", *words))) == ()
    assert library.ids(Query(words=("wort",), any_of=((),))) == ()


@in_a_folder
def test_a_character_after_a_word_of_any_length_is_told_from_another(library: Library) -> None:
    article = library.add(keeping("a", "b" * 40_000 + "股市")).article

    assert library.ids(Query(words=("b" * 40_000 + "股",))) == (article,)
    assert library.ids(Query(words=("b" * 40_000 + "国",))) == ()
