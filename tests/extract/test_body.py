from lxml.html import HtmlElement

from tearsheet.extract.body import body
from tearsheet.extract.dense import MOST_ELEMENTS
from tearsheet.extract.parse import parse
from tearsheet.extract.trees import words_of

LONG = "A paragraph with commas, clauses, and enough words in it, so that readability will score it, as it should. "


def tree(html: str) -> HtmlElement:
    return parse(f"<html><body>{html}</body></html>").root


def test_readability_chooses_where_the_page_marks_nothing() -> None:
    chosen = body(
        tree(f"<div class=nav><a href=/>Home</a></div><div class=text><p>{LONG}</p><p>{LONG}</p></div>"), None
    )
    assert chosen.reason == "body: readability"
    assert words_of(chosen.element).count("A paragraph") == 2


def test_an_article_of_many_sections_is_kept_whole() -> None:
    sections = "".join(f"<section class=widget><div><div><p>{n} {LONG}</p></div></div></section>" for n in range(9))
    chosen = body(tree(f"<main>{sections}</main>"), None)
    assert chosen.reason.startswith("body: main")
    assert all(f"{n} A paragraph" in words_of(chosen.element) for n in range(9))


def test_a_sure_mark_is_believed_sooner_than_a_vague_one() -> None:
    """Readability keeps two thirds of each: too little of an `articleBody`, enough of a `main`."""
    parts = f"<div class=a><p>{LONG * 4}</p></div><div class=tool-box><ul><li>{LONG * 2}</li></ul></div>"
    sure = body(tree(f"<div itemprop=articleBody>{parts}</div>"), None)
    vague = body(tree(f"<main>{parts}</main>"), None)
    assert len(words_of(sure.element)) >= len(words_of(vague.element))


def test_one_card_of_many_is_not_the_article() -> None:
    cards = "".join(f"<article class=card><h2>{n}</h2><p>Teaser {n}.</p></article>" for n in range(8))
    chosen = body(tree(f"<div class=text><p>{LONG}</p><p>{LONG}</p><p>{LONG}</p></div>{cards}"), None)
    assert words_of(chosen.element).count("A paragraph") == 3


def test_asides_and_navigation_of_a_marked_article_stay_out() -> None:
    sections = "".join(f"<section class=widget><div><div><p>{LONG}</p></div></div></section>" for _ in range(9))
    chosen = body(tree(f"<main><nav>menu</nav><aside>aside</aside>{sections}</main>"), None)
    assert chosen.reason.startswith("body: main")
    assert "menu" not in words_of(chosen.element)
    assert "aside" not in words_of(chosen.element)


def test_a_page_of_nothing_but_a_line_is_taken_whole() -> None:
    assert words_of(body(tree("Only a line."), None).element) == "Only a line."


def test_a_tree_too_big_for_readability_gives_its_densest_part_uncut() -> None:
    paragraphs = "<p>x</p>" * MOST_ELEMENTS
    chosen = body(tree(f"<ul>{'<li><a>menu</a></li>' * 100}</ul><div id=text>{paragraphs}</div>"), None)
    assert chosen.reason.startswith("body: the densest part")
    assert chosen.element.get("id") == "text"
    assert len(chosen.element) == MOST_ELEMENTS


def test_the_tree_it_is_given_is_not_changed() -> None:
    root = tree(f"<div class=text><p>{LONG}</p></div><aside>x</aside>")
    before = words_of(root)
    body(root, None)
    assert words_of(root) == before
