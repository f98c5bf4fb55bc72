"""What a rule says of an element holds, whatever the judge says; the inner and the later have the last word."""

import lxml.html
import pytest

from tearsheet.extract import read
from tearsheet.extract.rulings import settle
from tearsheet.model.errors import RuleError
from tearsheet.model.rule import Ruling, SiteRule
from tests.support.made_pages import page_of

PAGE = """<body><div id=a><p class=x>one</p><p>two</p><aside hidden id=b><p>three</p><p id=c>four</p></aside></div>five
</body>"""
STORY = "The tide came in over the flats before anybody in the village had thought of looking at the clock. " * 3
ARTICLE = (
    f"<html><body><nav><a href=/>Home</a></nav><article><h1>Tides</h1><p>{STORY}</p><p class=x>{STORY}</p>"
    f"<p>{STORY}</p></article><div class='share-box'><table><tr><th>Port</th><td></td><td>3.1 m</td></tr></table></div>"
    "<footer id=foot>Written and printed in the harbour</footer></body></html>"
)


def settled(*said: tuple[str, bool]) -> str:
    root = lxml.html.document_fromstring(PAGE)
    settle(root, [Ruling(rule="r", path=path, keeps=keeps) for path, keeps in said])
    return " ".join(" ".join(map(str, root.itertext())).split())


def rule(*said: tuple[str, bool], body: tuple[str, ...] = ()) -> SiteRule:
    return SiteRule(
        name="r", body=body, rulings=tuple(Ruling(rule="r", path=path, keeps=keeps) for path, keeps in said)
    )


def test_what_is_taken_out_is_gone_and_what_follows_it_stays() -> None:
    assert settled(("//div", False)) == "five"


def test_what_is_kept_inside_of_what_is_taken_out_stays() -> None:
    assert settled(("//div", False), ("//p[@id='c']", True)) == "four five"


def test_what_is_taken_out_inside_of_what_is_kept_goes() -> None:
    assert settled(("//div", True), ("//p[@id='c']", False)) == "one two three five"


def test_the_later_of_two_about_one_element_wins() -> None:
    assert "one" in settled(("//p[1]", False), ("//p[@class='x']", True))
    assert "one" not in settled(("//p[@class='x']", True), ("//p[@class='x']", False))


def test_the_page_itself_cannot_be_taken_out() -> None:
    assert "one" in settled(("//body", False), ("/html", False))


def test_what_is_no_xpath_is_a_rule_error() -> None:
    with pytest.raises(RuleError, match=r"//\["):
        settled(("//[", True))


def test_what_is_kept_is_in_the_article_and_said_so() -> None:
    without, extraction = read((page_of(ARTICLE),)), read((page_of(ARTICLE),), rule(("//div/table", True)))
    assert "3.1 m" not in without.text
    assert extraction.text == f"{without.text}\n\nPort\t3.1 m"
    assert "<th>Port</th><td></td>" in extraction.html
    assert "body: 1 part kept by rule r" in extraction.reasons


@pytest.mark.parametrize("path", ["//div[@class='share-box']", "//footer"])
def test_what_is_kept_is_not_cleaned_away_for_its_name(path: str) -> None:
    words = "3.1 m" if "share" in path else "harbour"
    assert words in read((page_of(ARTICLE),), rule((path, True))).text


def test_what_is_taken_out_is_not_in_the_article() -> None:
    assert read((page_of(ARTICLE),), rule(("//p[@class='x']", False))).text.count("The tide") == 6


def test_what_is_kept_comes_with_the_body_that_a_rule_names_in_the_order_of_the_page() -> None:
    extraction = read((page_of(ARTICLE),), rule(("//h1", True), ("//footer", True), body=("//p[@class='x']",)))
    assert extraction.text.startswith("The tide") and extraction.text.endswith("harbour")
    assert extraction.text.count("The tide") == 3


def test_a_short_page_that_a_person_kept_something_of_is_an_article() -> None:
    page = page_of("<html><body><form><input type=password></form><div><p>Closed today.</p></div></body></html>")
    assert read((page,), rule(("//p", True))).text == "Closed today."


def test_what_is_taken_out_of_a_sites_data_is_gone_too() -> None:
    page = page_of('{"text": "<p>one two three four five</p><p class=ad>six</p>"}', "application/json")
    data = SiteRule(name="r", json_html=("text",), rulings=(Ruling(rule="r", path="//p[@class='ad']", keeps=False),))
    assert read((page,), data).text == "one two three four five"
