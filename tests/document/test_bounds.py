import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.document.bounds import bounded, has_monstrous_tag
from tearsheet.document.canonical import canonical_text


def depth(html: str) -> int:
    parser = lxml.html.HTMLParser(huge_tree=True)
    root = lxml.html.document_fromstring(html, parser=parser)
    return max(sum(1 for _ in element.iterancestors()) for element in root.iter())


@pytest.mark.parametrize(
    "html",
    [
        "<p>a<p>b<ul><li>c<li>d</ul><table><tr><td>e<td>f<tr><td>g</table>",
        "<div>" * 150 + "text" + "</div>" * 150,
        "<p>" * 5000 + "text",
        "<b>a<i>b</b>c</i>",
        "",
    ],
)
def test_an_ordinary_page_stays_as_it_is(html: str) -> None:
    assert bounded(html) == (html, 0)


@pytest.mark.parametrize("tag", ["div", "span", "b", "section", "table", "blockquote", "custom-element"])
def test_depth_is_bounded_and_no_text_lost(tag: str) -> None:
    html = f"<{tag}>" * 5000 + "<p>one</p><p>two</p>" + f"</{tag}>" * 5000 + "<p>three</p>"
    found = bounded(html)
    assert depth(found.html) < 250
    assert canonical_text(found.html).split() == ["one", "two", "three"]


def test_wrappers_go_unnoticed_and_paragraphs_do_not() -> None:
    assert bounded("<div>" * 5000 + "<p>a</p>").lost == 0
    assert bounded("<blockquote>" * 5000 + "a").lost > 4000


def test_paragraphs_too_deep_to_keep_become_lines() -> None:
    found = bounded("<blockquote>" * 5000 + "<p>a</p><p>b</p>")
    assert canonical_text(found.html).split("\n") == ["a", "b"]


def test_a_tag_with_too_many_attributes_keeps_only_its_name() -> None:
    many = " ".join(f"a{n}=1" for n in range(5000))
    assert bounded(f"<p {many}>a</p>").html == "<p>a</p>"


def test_formatting_that_every_paragraph_would_open_again_is_closed() -> None:
    html = "<p>" + "".join(f"<b class={n}>" for n in range(100)) + "x<p>y" * 10
    assert bounded(html).html.count("<b") == 100
    assert bounded(html).html.count("</b>") == 100


@pytest.mark.parametrize(
    ("html", "monstrous"),
    [
        ("<p " + "a " * 300 + ">", True),
        ("<p " + 'a="b c" ' * 300 + ">", True),
        ("<p " + "a/" * 300 + ">", True),
        ('<p class="' + "a " * 5000 + '">', False),
        ("<svg><path d='" + "M 1 2 " * 5000 + "'></svg>", False),
        ("<p " + "a " * 100 + ">", False),
    ],
)
def test_a_monstrous_tag_is_known_by_its_attributes(html: str, monstrous: bool) -> None:
    assert has_monstrous_tag(html) is monstrous


@given(st.text(alphabet=st.sampled_from(list("<>/=\"' bpdivtra!-\n")), max_size=300))
def test_bounding_ends_whatever_the_markup_and_keeps_it_when_it_can(html: str) -> None:
    assert bounded(html).html == html or len(html) > 20
