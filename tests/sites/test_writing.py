"""A repair is written as a rule file that reads back as what was meant."""

import tomllib

import pytest

from tearsheet.model.errors import RuleError
from tearsheet.sites.writing import article_file, repaired, site_file, site_of

MATCH = {"hosts": ["news.example"]}
NASTY = '//p[normalize-space() = "他说：\'好\\""]\x7f\t'


def pages(text: str) -> object:
    return tomllib.loads(text)["page"]


def test_what_is_written_is_read_back() -> None:
    text = repaired(None, match=MATCH, removed=[NASTY, "//b"], kept=["//table"])
    assert tomllib.loads(text) == {"match": MATCH, "page": {"remove": [NASTY, "//b"], "keep": ["//table"]}}


def test_a_later_repair_adds_to_the_earlier() -> None:
    first = repaired(None, match=MATCH, removed=["//a"], kept=["//b"])
    assert pages(repaired(first, match=MATCH, removed=["//c"], kept=["//b"])) == {
        "remove": ["//a", "//c"],
        "keep": ["//b"],
    }


def test_the_later_of_two_that_contradict_each_other_stays() -> None:
    first = repaired(None, match=MATCH, removed=["//a", "//x"], kept=["//b"])
    second = repaired(first, match=MATCH, removed=["//b"], kept=["//a"], overruled=["//x"])
    assert pages(second) == {"remove": ["//b"], "keep": ["//a"]}


def test_what_somebody_wrote_into_the_file_beside_it_stays() -> None:
    by_hand = '[match]\nquery = { id = "\\\\d+" }\n[page]\nrender = true\ntimezone = "+08:00"\n[json]\nhtml = ["a"]\n'
    table = tomllib.loads(repaired(by_hand, match=MATCH, removed=["//a"], kept=[]))
    assert table["match"] == {"query": {"id": r"\d+"}, **MATCH}
    assert table["page"] == {"render": True, "timezone": "+08:00", "remove": ["//a"]}
    assert table["json"] == {"html": ["a"]}


def test_a_file_that_is_no_toml_is_not_written_over() -> None:
    with pytest.raises(RuleError):
        repaired("no toml", match=MATCH, removed=["//a"], kept=[])


def test_a_site_has_one_file_and_each_article_its_own() -> None:
    assert site_of("https://www.News.example:8080/a") == "news.example"
    assert site_file("https://www.news.example/a") == site_file("http://news.example/b") == "repair news.example.toml"
    names = {article_file(f"https://news.example/{name}") for name in ("a", "b", "a?id=1")}
    assert len(names) == 3 and all(name.startswith("repair news.example ") for name in names)


@pytest.mark.parametrize("url", ["https://con/", "http://[::1]/a", "https://xn--fiqs8s/"])
def test_the_name_of_a_file_is_safe_on_every_system(url: str) -> None:
    assert not set(site_file(url) + article_file(url)) & set('<>:"/\\|?*')
