"""How much of what a person sees of a page its article holds."""

import pytest

from tearsheet.extract import read
from tearsheet.extract.parse import parse
from tearsheet.extract.prepare import prepare
from tearsheet.extract.share import share_of, visible
from tearsheet.model.rule import SiteRule
from tests.support.made_pages import page_of

SENTENCE = (
    "The tide, which nobody had asked, came in at four, and took the chairs, the table, and the minutes we kept. "
)


def seen(body: str) -> int:
    root = parse(f"<html><head><title>Tea</title></head><body>{body}</body></html>").root
    prepare(root)
    return visible(root)


@pytest.mark.parametrize(
    "body",
    [
        "<p>four</p>",
        "<p> f o\n\u3000u r </p>",
        "<p>four</p><script>var a</script><style>p {}</style><template><p>no</p></template><noscript>no</noscript>",
        "<p>four</p><p hidden>no</p><p style='display:none'>no</p>",
        "<p>four</p><video>no <b>film</b></video><svg><title>no</title></svg><iframe>no</iframe>",
        "<p>fo<span>ur</span></p><!-- no -->",
    ],
)
def test_what_a_person_does_not_see_does_not_count(body: str) -> None:
    assert seen(body) == 4


def test_a_long_fold_is_not_seen_nor_what_is_folded_within_it() -> None:
    folded = f"<div hidden><div hidden>{SENTENCE * 3}</div><svg><title>no</title></svg>{SENTENCE}</div>"
    assert seen(f"<p>{SENTENCE * 9}</p>{folded}") == seen(f"<p>{SENTENCE * 9}</p>")


def test_the_share_is_that_of_characters_and_never_more_than_all() -> None:
    assert share_of("f o\nu r", 8) == 0.5
    assert share_of("longer than what is seen", 4) == 1.0
    assert share_of("", 0) == share_of("words", 0) == 1.0


def test_an_article_says_what_part_of_its_page_it_holds() -> None:
    rule = SiteRule(name="r", key="k", body=("//article",))
    page = page_of(f"<article><p>{SENTENCE * 3}</p></article><nav>{'menu ' * 20}</nav><p>{SENTENCE}</p>")
    characters = len("".join(SENTENCE.split()))
    assert read((page,), rule).share == pytest.approx(3 * characters / (4 * characters + 80))


def test_a_page_of_text_alone_is_held_whole() -> None:
    assert read((page_of(SENTENCE, "text/plain"),)).share == 1.0
