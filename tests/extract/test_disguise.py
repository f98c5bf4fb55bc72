from lxml.html import HtmlElement

from tearsheet.extract.disguise import disguise
from tearsheet.extract.parse import parse
from tearsheet.extract.trees import words_of

TEXT = "A sentence of some length, with commas, that stands for the article, or for a paragraph of it, as the case is."


def disguised(html: str) -> HtmlElement:
    root = parse(f"<html><body>{html}</body></html>").root
    disguise(root)
    return root


def test_the_box_that_holds_the_article_loses_the_name_it_would_be_dropped_for() -> None:
    (box,) = disguised(f"<div class='with-sidebar media-page' id=main><h1>t</h1><p>{TEXT}</p></div>").xpath("//div")
    assert box.get("class") == "with- -page"


def test_comments_keep_theirs_even_when_longer_than_the_article() -> None:
    root = disguised(f"<div class=a><h1>t</h1><p>{TEXT}</p></div><div class=comments>{f'<p>{TEXT}</p>' * 5}</div>")
    assert root.xpath("//div[@class='comments']")


def test_a_quotation_and_a_note_are_not_dropped_for_their_names() -> None:
    root = disguised("<blockquote class=twitter-tweet>q</blockquote><sup class=footnote-ref>1</sup>")
    assert not root.xpath("//*[contains(@class, 'tweet') or contains(@class, 'foot')]")


def test_the_furniture_of_a_site_is_gone() -> None:
    html = f"<div class=top><a href=/>Home</a></div><h1>t</h1><p>{TEXT}</p><div class='site-footer'>© 2024</div>"
    assert words_of(disguised(html)) == f"t{TEXT}"
