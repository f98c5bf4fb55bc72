"""What is in the library can be listed and read, by people and by programs."""

import json
from datetime import datetime

from tests.cli.conftest import Tearsheet

ROW = {"id", "url", "title", "byline", "source", "published", "saved", "tags", "read", "archived", "favourite", "words"}
ARTICLE = {
    *("title", "byline", "published", "source", "site", "language", "excerpt", "image", "url", "html", "text", "words"),
    *("modified", "canonical", "keywords", "section", "share"),
    *("id", "saved", "tags", "flags", "versions"),
}


def test_a_list_for_people_stands_in_columns(tearsheet: Tearsheet) -> None:
    lines = tearsheet("list", "--sort", "title").out.splitlines()
    assert [line.split()[0] for line in lines] == ["1", "2", "3"]  # chun cha, High, Low
    assert "大众网" in lines[0]
    assert "#sea/tides" in lines[2]


def test_a_list_for_programs_has_the_fields_they_rely_on(tearsheet: Tearsheet) -> None:
    rows = tearsheet("list", "--json").rows
    assert {row["id"] for row in rows} == {1, 2, 3}
    assert all(row.keys() >= ROW for row in rows)
    tea = next(row for row in rows if row["id"] == 1)
    assert (tea["title"], tea["tags"], tea["read"]) == ("春茶上市", ["茶"], False)
    assert datetime.fromisoformat(str(tea["published"])).isoformat() == "2022-03-02T17:24:54+08:00"


def test_a_search_lists_what_it_finds(tearsheet: Tearsheet) -> None:
    assert [row["id"] for row in tearsheet("list", "香气", "--json").rows] == [1]
    assert [row["id"] for row in tearsheet("list", "--json", 'source:"The Daily Bench"', "High").rows] == [2]
    assert tearsheet("list", "nowhere").out == ""


def test_a_search_for_programs_tells_the_passage_and_the_hits_in_it(tearsheet: Tearsheet) -> None:
    (row,) = tearsheet("list", "香气", "--json").rows
    snippet, hits = str(row["snippet"]), row["hits"]
    assert isinstance(hits, list)
    assert {snippet[start:end] for start, end in hits} == {"香气"}


def test_what_is_not_understood_is_said_and_the_rest_is_listed(tearsheet: Tearsheet) -> None:
    ran = tearsheet("list", "香气", "is:strange", "--json")
    assert [row["id"] for row in ran.rows] == [1]
    assert "“is:strange” is left out" in ran.err or '"is:strange" is left out' in ran.err


def test_nothing_is_done_to_articles_by_a_search_that_is_half_understood(tearsheet: Tearsheet) -> None:
    ran = tearsheet("delete", "is:strange")
    assert ran.code == 1 and "not understood" in ran.err
    assert len(tearsheet("list", "--json").rows) == 3


def test_a_word_with_a_hyphen_is_one_not_to_find(tearsheet: Tearsheet) -> None:
    assert [row["id"] for row in tearsheet("list", "water", "-Low", "--json").rows] == [2]


def test_a_list_that_was_cut_says_so_beside_it(tearsheet: Tearsheet) -> None:
    ran = tearsheet("list", "--limit", "2")
    assert len(ran.out.splitlines()) == 2
    assert "2 of 3" in ran.err
    assert len(tearsheet("list", "--limit", "0").out.splitlines()) == 3


def test_no_title_commands_the_terminal(tearsheet: Tearsheet) -> None:
    assert "\x1b" not in tearsheet("list").out


def test_an_article_is_shown_in_the_form_asked_for(tearsheet: Tearsheet) -> None:
    text = tearsheet("show", "1").out
    assert text.startswith("春茶上市\n大众网 · 李明 · 2022-03-02 17:24 +0800\nhttps://example.cn/tea\n")
    assert tearsheet("show", "id:1", "--as", "html").out == "<p>新茶的<strong>香气。</strong>很浓</p>\n"
    note = tearsheet("show", "https://example.cn/tea", "--as", "markdown").out
    assert note.startswith('---\ntitle: "春茶上市"\n')
    assert note.endswith("新茶的<strong>香气。</strong>很浓\n")


def test_an_article_for_programs_has_the_fields_they_rely_on(tearsheet: Tearsheet) -> None:
    for arguments in (("show", "1", "--as", "json"), ("--json", "show", "1"), ("show", "--json", "1")):
        (row,) = (json.loads(line) for line in tearsheet(*arguments).out.splitlines())
        assert row.keys() >= ARTICLE
        assert row["text"] == "新茶的<strong>香气。</strong>很浓"
        assert [version["share"] for version in row["versions"]] == [row["share"]] == [1.0]


def test_a_version_is_shown_by_its_number(tearsheet: Tearsheet) -> None:
    (row,) = tearsheet("show", "1", "--json").rows
    assert tearsheet("show", "1", "--version", str(row["version"]), "--json").rows == [row]
    assert tearsheet("show", "1", "--version", "999").code == 1


def test_what_is_not_there_is_said_and_ends_with_one(tearsheet: Tearsheet) -> None:
    ran = tearsheet("show", "99")
    assert (ran.code, ran.out) == (1, "")
    assert "no such article" in ran.err
    assert "Traceback" not in ran.err
