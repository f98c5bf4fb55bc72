"""An element is named by what lasts: exactly on its own page, and by what its site calls it on all others."""

import lxml.html
import pytest
from lxml.html import HtmlElement

from tearsheet.extract.pointing import is_lasting, path_everywhere, path_here

PAGE = """<body class=day-12><div id=story class="text css-1x2y3z"><p>One</p>
<div class="promo promo-448812 is-open"><p>Buy "our" paper, it's cheap</p></div><p>\u3000\u3000Two\u00a0words</p>
<div><h3>推荐阅读</h3><ul><li>a</li></ul></div><table><tr><td>x</td></tr></table></div><div class=promo>other</div>
<ulclass=x><b>odd</b></ulclass=x></body>"""


def tree() -> HtmlElement:
    return lxml.html.document_fromstring(PAGE)


def everywhere(path: str, *, dear: str = "", chosen: str = "") -> str:
    root = tree()
    costs = dict.fromkeys(root.xpath(dear), 0.5) if dear else {}
    return path_everywhere(root.xpath(path)[0], costs, root.xpath(chosen) if chosen else ())


@pytest.mark.parametrize("name", ["promo", "related-list", "js_content", "entry-content", "推荐", "mod2-box"])
def test_a_name_somebody_gave_lasts(name: str) -> None:
    assert is_lasting(name)


@pytest.mark.parametrize(
    "name",
    [
        "css-1x2y3z",
        "sc-bdVaJa",
        "Story_body__x7Gh2",
        "post-448812",
        "a1b2c3d4",
        "is-open",
        "menu-active",
        "md:flex",
        "mt-4",
        "category-news",
        "w-full",
        "_3xYz",
        "p",
        "article__item--xK3d9",
    ],
)
def test_a_name_of_a_build_a_page_a_moment_or_a_layout_does_not_last(name: str) -> None:
    assert not is_lasting(name)


def test_every_element_has_an_exact_name_on_its_page() -> None:
    root = tree()
    for element in root.iter("*"):
        assert root.xpath(path_here(element)) == [element]


def test_an_element_is_named_by_its_own_lasting_class() -> None:
    path = everywhere("//div[starts-with(@class, 'promo ')]")
    assert "' promo '" in path and "448812" not in path and "is-open" not in path
    assert len(tree().xpath(path)) == 2


def test_a_class_that_others_of_the_article_have_too_is_narrowed_down() -> None:
    path = everywhere("//div[starts-with(@class, 'promo ')]", dear="//div[@class = 'promo']")
    assert len(tree().xpath(path)) == 1


def test_a_class_that_only_chosen_ones_have_serves() -> None:
    path = everywhere("//div[starts-with(@class, 'promo ')]", dear="//div[@class = 'promo']", chosen="//div")
    assert path.startswith("//div[contains(")


def test_a_box_without_a_name_is_named_by_its_heading() -> None:
    assert everywhere("//div[h3]") == "//div[*[1][normalize-space(.) = '推荐阅读']]"


def test_a_paragraph_without_a_name_is_named_by_its_words_rather_than_its_place() -> None:
    path = everywhere("//p[contains(., 'Two')]", dear="//p[.='One']")
    assert "Two words" in path and [str(e.text_content()) for e in tree().xpath(path)] == ["\u3000\u3000Two\u00a0words"]


def test_words_with_both_kinds_of_quotation_marks_can_be_written() -> None:
    path = everywhere("//p[starts-with(., 'Buy')]", dear="//p | //div")
    assert len(tree().xpath(path)) == 1


def test_a_table_is_named_by_what_it_is_inside_of() -> None:
    assert everywhere("//table") == "//div[@id = 'story']/table"
