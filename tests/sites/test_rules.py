"""A site rule fits by host or by path, and comes filled in for its address."""

from pathlib import Path

import pytest

from tearsheet.model.errors import RuleError
from tearsheet.resources import resource
from tearsheet.sites import rule_for
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
