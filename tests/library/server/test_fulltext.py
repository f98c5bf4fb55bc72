"""Texts of any length and any kind become tsvectors that the server takes, and every passage in them is found."""

import random
from itertools import pairwise

import pytest
from sqlalchemy import Connection

from tearsheet.library import Library
from tearsheet.library.search import searching
from tearsheet.library.server import fulltext as shared_fulltext
from tearsheet.library.server.fulltext import pieces
from tearsheet.model.query import Field, IndexState, Query, Sort
from tearsheet.text.cjk import index_tokens
from tests.support.databases import on_a_server
from tests.support.keepings import keeping

LONG = 40_000


def han(length: int, seed: int = 1) -> str:
    return "".join(random.Random(seed).choices([chr(0x4E00 + number) for number in range(2000)], k=length))


@pytest.mark.parametrize(
    "tokens",
    [
        index_tokens([han(LONG)])[0].split(),
        ["啊啊"] * 5000,
        ["a", "b"] * 3000,
        [f"w{number}" * 60 for number in range(9000)],
        ["one"],
        [],
    ],
    ids=["long", "one pair", "two words", "long words", "one", "none"],
)
def test_pieces_keep_to_the_limits_overlap_and_leave_nothing_out(tokens: list[str]) -> None:
    made = list(pieces(tokens))
    together, end = list[str](), 0
    for piece in made:
        assert 0 < len(piece) <= 16_000 and max(map(piece.count, set(piece[:50]))) <= 256
        assert sum(len(token.encode()) for token in piece) < 900_000
    for before, after in pairwise(made):
        overlap = min(256, len(before) // 2)
        assert list(before[-overlap:]) == list(after[:overlap])
    for number, piece in enumerate(made):
        skipped = min(256, len(made[number - 1]) // 2) if number else 0
        together += piece[skipped:]
        end += len(piece) - skipped
    assert together == tokens


@on_a_server
def test_a_passage_is_found_wherever_a_long_text_was_cut(library: Library) -> None:
    text = han(LONG)
    article = library.add(keeping("a", text)).article
    library.add(keeping("b", han(LONG, 2)))
    cuts = range(15_990, 16_010)
    for start in (*cuts, 0, 1, 31_700, LONG - 8):
        for length in (2, 3, 8, 40):
            assert article in library.ids(Query(words=(text[start : start + length],))), (start, length)
    long = Query(words=(text[15_000:17_000],))
    assert library.ids(long) == (article,)
    assert library.count(Query(words=(text[15_000:15_900] + "不" + text[15_900:17_000],))) == 0


@on_a_server
@pytest.mark.parametrize(
    ("text", "found", "not_found"),
    [
        ("啊" * 3000, "啊" * 100, "啊啊吧"),
        ("x" * 10_000 + " end", "x" * 9_000, "xend"),
        ("it's a 'quoted' \\ word: & | ! <-> (so)", "'quoted' \\ word", "so it"),
        ("тест 𠮷野家 서울에서 ｶﾀｶﾅ ё", "𠮷野家", "家野"),
        ("%s %(name)s :name ${x}", "name", "nam x"),
    ],
)
def test_a_text_of_any_kind_is_kept_and_found(library: Library, text: str, found: str, not_found: str) -> None:
    article = library.add(keeping("a", text)).article
    assert library.ids(Query(words=(found,))) == (article,)
    assert library.ids(Query(words=(found,), fields=(Field.TEXT,))) == (article,)
    assert library.ids(Query(words=(found,), fields=(Field.TITLE,))) == ()
    assert library.ids(Query(words=(not_found,))) == ()


@on_a_server
@pytest.mark.parametrize(
    ("text", "word", "found"),
    [
        ("今天A股市场大涨", "a股", True),
        ("今天 A “股” 市", "a股", True),
        ("2022年3月", "2022年", True),
        ("AA股", "a股", False),
        ("股A 市场", "a股", False),
        ("A 市股", "a股", False),
        ("x" * 3000 + "股", "x" * 3000 + "股", True),
        ("x" * 3000 + "股", "x" * 3000 + "国", False),
    ],
)
def test_a_word_with_the_character_after_it_is_found_as_one(
    library: Library, text: str, word: str, found: bool
) -> None:
    library.add(keeping("a", text, title="t"))
    assert library.count(Query(words=(word,))) == found
    assert library.count(Query(words=(word,), fields=(Field.TEXT,))) == found
    assert library.count(Query(words=(word,), fields=(Field.TITLE,))) == 0


@on_a_server
@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"{number:064x} 股{chr(0x4E00 + number % 9000)}" for number in range(9_000)),
        "\n".join(f"{number:06}{chr(0x4E00 + number % 9000)}" for number in range(90_000)),
    ],
    ids=["long words", "numbers"],
)
def test_a_text_with_more_marked_words_than_a_tsvector_holds_is_kept_and_found(library: Library, text: str) -> None:
    article = library.add(keeping("a", text)).article
    first, last = text.split("\n")[0], text.split("\n")[-1]
    for word in (first, first[:-1], last, last[:-1]):
        assert library.ids(Query(words=(word,))) == (article,), word


@on_a_server
@pytest.mark.parametrize("sort", [Sort.SAVED, Sort.RELEVANCE])
def test_a_search_gathers_by_its_index_and_unpacks_no_text(library: Library, sort: Sort) -> None:
    for name in "abc":
        library.add(keeping(name, f"中国股市 {name}", body=name.encode()))
    library.refresh_index()
    query = Query(words=("中国", "股市"), read=False)

    def plans(connection: Connection) -> list[str]:
        asked = (searching.counting(query, shared_fulltext), searching.identifying(query, sort, shared_fulltext))
        written = {"render_postcompile": True}
        made = [each.compile(dialect=connection.dialect, compile_kwargs=written) for each in asked]
        rows = [connection.exec_driver_sql(f"EXPLAIN {each}", each.params).scalars() for each in made]
        return ["\n".join(each) for each in rows]

    for plan in library._index.ask(plans):
        assert plan.count("Bitmap Index Scan on ix_search_chunk") >= 2
        assert "Seq Scan" not in plan and "search_chunk_pkey" not in plan


@on_a_server
def test_an_index_of_other_tokens_is_made_again_newest_first(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tearsheet.library.server.index._CHUNK", 2)
    ids = [library.add(keeping(name, f"中国 {name}", body=name.encode())).article for name in "abcde"]
    with library._database.writing() as connection:
        connection.execute(shared_fulltext.chunk.delete())
        connection.exec_driver_sql("UPDATE meta SET value = '1 0' WHERE name = 'index'")
    states = list[IndexState]()
    library.refresh_index(states.append)
    assert [state.indexed for state in states[:2]] == [2, 4] and library.index_state().is_whole
    assert library.ids(Query(words=("中国",))) == tuple(reversed(ids))


@on_a_server
def test_an_index_grows_with_what_is_kept_though_nobody_searches(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tearsheet.library.server.index._CHUNK", 2)
    ids = [library.add(keeping(name, f"中国 {name}", body=name.encode())).article for name in "abcde"]
    assert library.index_state().is_whole
    with library._database.reading() as connection:
        indexed = connection.exec_driver_sql("SELECT DISTINCT article_id FROM search_chunk ORDER BY 1").scalars().all()
    assert indexed == ids


@on_a_server
def test_an_index_that_a_newer_program_made_is_left_as_it_is(library: Library) -> None:
    library.add(keeping("a", "中国"))
    library.refresh_index()
    with library._database.writing() as connection:
        connection.exec_driver_sql("UPDATE meta SET value = '9999 0' WHERE name = 'index'")
    assert library.count(Query(words=("中国",))) == 1
    with library._database.reading() as connection:
        assert connection.exec_driver_sql("SELECT value FROM meta WHERE name = 'index'").scalar() == "9999 0"
