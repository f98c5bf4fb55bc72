from lxml.html import HtmlElement

from tearsheet.extract.body import body
from tearsheet.extract.dense import MOST_ELEMENTS
from tearsheet.extract.parse import parse
from tearsheet.extract.told import Told
from tearsheet.extract.trees import words_of

LONG = "A paragraph with commas, clauses, and enough words in it, so that readability will score it, as it should. "
NOTHING = Told()


def tree(html: str) -> HtmlElement:
    return parse(f"<html><body>{html}</body></html>").root


def read(html: str) -> str:
    return words_of(body(tree(html), None, NOTHING).element)


def test_paragraphs_are_kept_and_a_menu_is_not() -> None:
    menu = "<ul>" + "".join(f"<li><a href=/{name}>{name}</a></li>" for name in ("Home", "World", "Sport")) + "</ul>"
    text = read(f"<div class=nav>{menu}</div><div class=text><p>{LONG}</p><p>{LONG}</p></div>")
    assert text.count("A paragraph") == 2
    assert "Sport" not in text


def test_an_article_of_many_sections_is_kept_whole() -> None:
    sections = "".join(f"<section class=widget><div><div><p>{n} {LONG}</p></div></div></section>" for n in range(9))
    chosen = body(tree(f"<main>{sections}</main>"), None, NOTHING)
    assert "body: the page marks main" in chosen.reasons
    assert all(f"{n} A paragraph" in words_of(chosen.element) for n in range(9))


def test_one_card_of_many_is_not_the_article() -> None:
    cards = "".join(f"<article class=card><h2>{n}</h2><p>Teaser {n}.</p></article>" for n in range(8))
    text = read(f"<div class=text><p>{LONG}</p><p>{LONG}</p><p>{LONG}</p></div>{cards}")
    assert text.count("A paragraph") == 3
    assert "Teaser" not in text


def test_asides_and_navigation_of_a_marked_article_stay_out() -> None:
    sections = "".join(f"<section class=widget><div><div><p>{LONG}</p></div></div></section>" for _ in range(9))
    text = read(f"<main><nav>menu</nav><aside>aside</aside>{sections}</main>")
    assert "menu" not in text
    assert "aside" not in text


def test_where_the_quick_judge_is_in_doubt_readability_is_asked_and_it_says_so() -> None:
    links = "".join(f"<li><a href=/{n}>A link of some words, number {n}</a></li>" for n in range(12))
    chosen = body(tree(f"<div><ul>{links}</ul><p>{LONG}</p></div>"), None, NOTHING)
    assert any("readability was asked" in reason for reason in chosen.reasons)


def test_a_page_of_nothing_but_a_line_is_taken_whole() -> None:
    assert read("Only a line.") == "Only a line."


def test_a_tree_too_big_to_judge_gives_its_densest_part_uncut() -> None:
    paragraphs = "<p>x</p>" * MOST_ELEMENTS
    chosen = body(tree(f"<ul>{'<li><a>menu</a></li>' * 100}</ul><div id=text>{paragraphs}</div>"), None, NOTHING)
    assert chosen.reasons[0].startswith("body: the densest part")
    assert chosen.element.get("id") == "text"
    assert len(chosen.element) == MOST_ELEMENTS


def test_the_tree_it_is_given_is_not_changed() -> None:
    root = tree(f"<div class=text><p>{LONG}</p></div><aside>x</aside>")
    before = words_of(root)
    body(root, None, NOTHING)
    assert words_of(root) == before
    assert not root.xpath("//@*[starts-with(name(), 'data-')]")


def test_a_tree_deeper_than_a_walk_can_go_gives_its_densest_part() -> None:
    root = tree(f"<p>{LONG}</p>")
    inner = root.find("body/p")
    for _level in range(600):
        around = HtmlElement()
        around.tag = "div"
        inner.addprevious(around)
        around.append(inner)
    chosen = body(root, None, NOTHING)
    assert chosen.reasons[0].startswith("body: the densest part")
    assert words_of(chosen.element) == LONG.strip()
