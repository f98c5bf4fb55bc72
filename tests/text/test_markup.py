"""Links are found in any markup, however broken and however large."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.text.markup import Link, anchors


def test_a_link_has_its_address_and_its_words() -> None:
    html = '<p>See <a class=x href="http://h/a?b=1&amp;c=2">the <b>first</b>\n one</a>, <A HREF=http://h/b>second</A>.'
    found = anchors(html)
    assert found.links == (
        Link(url="http://h/a?b=1&c=2", title="the first one"),
        Link(url="http://h/b", title="second"),
    )
    assert found.prose == len("See") + len(",") + len(".")


def test_addresses_are_relative_to_the_base_that_is_named() -> None:
    assert anchors("<base href='http://h/x/'><a href='../a'>a</a>").links == (Link(url="http://h/a", title="a"),)


def test_a_link_that_is_not_closed_ends_where_the_next_begins() -> None:
    assert [link.title for link in anchors("<a href=x>one<a href=y>two").links] == ["one", "two"]


def test_an_anchor_without_an_address_is_no_link() -> None:
    assert anchors("<a name=x>words</a>").links == ()


def test_signs_of_markup_in_an_attribute_are_no_markup() -> None:
    found = anchors("<a title='a > b' href='http://h/'>x</a><img alt=\"<a href='no'>\">")
    assert found.links == (Link(url="http://h/", title="x"),)
    assert found.picture_texts == ("<a href='no'>",)


def test_what_is_never_shown_is_no_prose() -> None:
    hidden = (
        "<!doctype html><?x y?><!-- <a href=no>no</a> --><script>'<a href=no>'</script><STYLE>a{}</style><h1>Head</h1>"
    )
    assert anchors(hidden) == anchors("")


@pytest.mark.parametrize(
    "piece", ["<a ", "<!", "<![", "<a href='", "</", "<!--", "<?", "<script>", "<a b=", '<a "', "&#", "<", "a b=c "]
)
def test_a_megabyte_of_broken_markup_takes_no_time_to_speak_of(piece: str) -> None:
    anchors(piece * (1_000_000 // len(piece)))
    anchors("<a " + piece * (1_000_000 // len(piece)) + ">")


@given(st.text(alphabet=st.sampled_from("<>/!-?ab hrefalt='\"= &;#\n中"), max_size=80))
def test_any_markup_is_survived(html: str) -> None:
    anchors(html)
