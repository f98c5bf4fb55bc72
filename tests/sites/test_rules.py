"""A site rule fits by host or by path, and comes filled in for its address."""

from pathlib import Path

import pytest

from tearsheet.model.errors import RuleError
from tearsheet.resources import resource
from tearsheet.sites import broken_rules, rule_for
from tearsheet.sites.rules import read_rule
from tearsheet.text.addresses import parse


@pytest.mark.parametrize("host", ["finews.example.org", "127.0.0.1:8000", "share.example.com"])
@pytest.mark.parametrize("page", ["NewsShare.html", "DetailOnly.html"])
def test_the_share_page_is_known_by_its_path_on_any_host(host: str, page: str) -> None:
    rule = rule_for(parse(f"http://{host}/html_News/{page}?infoCode=NW202203022294529950&from=timeline"))
    assert rule is not None
    assert rule.json_url == f"http://{host}/NewsData/GetNewsText.do?id=NW202203022294529950"
    assert rule.key == f"{host}/html_News/NewsShare.html?infoCode=NW202203022294529950"


@pytest.mark.parametrize(
    "link",
    [
        "http://example.org/html_News/NewsShare.html",
        "http://example.org/html_News/NewsShare.html?infoCode=../../etc",
        "http://example.org/html_News/Other.html?infoCode=NW202203022294529950",
        "http://example.org/x/html_News/NewsShare.html?infoCode=NW202203022294529950",
    ],
)
def test_a_page_that_only_looks_alike_has_no_rule(link: str) -> None:
    assert rule_for(parse(link)) is None


def test_every_bundled_rule_can_be_read_and_names_its_test_site() -> None:
    paths = sorted(resource("sites").glob("*.toml"))
    assert paths
    for path in paths:
        assert read_rule(path).name == path.stem
        assert "Test site:" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("text", ["key =", 'key = "x"', '[match]\npath = "("', '[match]\nquery = "x"'])
def test_a_broken_rule_names_its_file(tmp_path: Path, text: str) -> None:
    path = tmp_path / "broken.toml"
    path.write_text(text)
    with pytest.raises(RuleError, match=r"broken\.toml"):
        read_rule(path)


HERE = parse("https://news.example/a?id=1")
MATCH = '[match]\nhosts = ["news.example"]\n'


def written(folder: Path, **files: str) -> Path:
    """Write rule files of these names into a folder."""
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


def test_ones_own_rules_are_joined_and_the_particular_has_the_last_word(tmp_path: Path) -> None:
    article = '[match]\narticles = ["https://news.example/a?id=1"]\n[page]\nkeep = ["//p[1]"]\n'
    own = written(tmp_path, a_article=article, site=f'{MATCH}[page]\nremove = ["//p"]\ntimezone = "+09:00"\n')
    rule = rule_for(HERE, own=own)
    assert rule is not None
    assert [(ruling.path, ruling.keeps) for ruling in rule.rulings] == [("//p", False), ("//p[1]", True)]
    assert (rule.timezone, rule.key) == ("+09:00", "")


def test_a_rule_for_one_article_fits_no_other(tmp_path: Path) -> None:
    own = written(tmp_path, one='[match]\narticles = ["https://news.example/a"]\n[page]\nremove = ["//p"]\n')
    assert rule_for(HERE, own=own) is None
    assert rule_for(HERE, parse("https://news.example/a"), own=own) is not None


def test_ones_own_rule_comes_on_top_of_the_bundled_one(tmp_path: Path) -> None:
    address = parse("http://news.example/html_News/NewsShare.html?infoCode=NW202203022294529950")
    bundled, rule = (
        rule_for(address),
        rule_for(address, own=written(tmp_path, own=f'{MATCH}[page]\nremove = ["//p"]\n')),
    )
    assert bundled is not None and rule is not None
    assert (rule.json_url, rule.key, rule.render) == (bundled.json_url, bundled.key, bundled.render)
    assert [ruling.path for ruling in rule.rulings] == ["//p"]


def test_a_rule_that_is_written_anew_counts_at_once(tmp_path: Path) -> None:
    for path in ("//p", "//q", "//b"):
        rule = rule_for(HERE, own=written(tmp_path, own=f'{MATCH}[page]\nkeep = ["{path}"]\n'))
        assert rule is not None and [ruling.path for ruling in rule.rulings] == [path]
    (tmp_path / "own.toml").unlink()
    assert rule_for(HERE, own=tmp_path) is None


@pytest.mark.parametrize(
    "broken",
    [
        "no toml",
        "[page]\n",
        f'{MATCH}[page]\nremove = ["//["]\n',
        f'{MATCH}[page]\nremove = ["nobody(knows)"]\n',
        f'{MATCH}[page]\nremove = ["count(//p)"]\n',
        f'key = "{{nowhere}}"\n{MATCH}',
    ],
)
def test_a_broken_rule_of_ones_own_is_named_and_the_others_count(tmp_path: Path, broken: str) -> None:
    own = written(tmp_path, bad=broken, good=f'{MATCH}[page]\nkeep = ["//p"]\n')
    rule = rule_for(HERE, own=own)
    assert rule is not None and rule.name == "good"
    assert [reason.partition(":")[0] for reason in broken_rules(own)] == ["bad.toml"]


def test_a_folder_that_is_not_there_has_no_rules(tmp_path: Path) -> None:
    assert rule_for(HERE, own=tmp_path / "none") is None
    assert broken_rules(tmp_path / "none") == ()
