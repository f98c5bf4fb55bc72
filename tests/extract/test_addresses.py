import pytest
from lxml.html import HtmlElement

from tearsheet.extract.addresses import Base, base_of, make_absolute
from tearsheet.extract.parse import parse, parse_fragment

PAGE = "https://x.example/a/b.html?q=1"


def linked(html: str, base: Base | None = None) -> HtmlElement:
    root = parse_fragment(html).root
    make_absolute(root, base or Base(PAGE, PAGE))
    return root


@pytest.mark.parametrize(
    ("address", "whole"),
    [
        ("c.html", "https://x.example/a/c.html"),
        ("/c", "https://x.example/c"),
        ("//y.example/c", "https://y.example/c"),
        ("?p=2", "https://x.example/a/b.html?p=2"),
        ("https://y.example", "https://y.example"),
        ("mailto:a@x.example", "mailto:a@x.example"),
        ("#n", "#n"),
        ("b.html?q=1#n", "#n"),
        ("b.html#n", "https://x.example/a/b.html#n"),
        (" c.html\n", "https://x.example/a/c.html"),
    ],
)
def test_addresses_are_written_in_full(address: str, whole: str) -> None:
    (link,) = linked(f'<a href="{address}">t</a>').iter("a")
    assert link.get("href") == whole


@pytest.mark.parametrize("address", ["javascript:x()", "#", "", "tel:1", "http://[::1", "blob:x", "file:///etc/passwd"])
def test_a_link_that_leads_nowhere_is_its_text(address: str) -> None:
    root = linked(f'<p>a<a href="{address}">t</a>b</p>')
    assert not list(root.iter("a"))
    assert root.text_content() == "atb"


def test_a_base_element_changes_what_addresses_are_relative_to() -> None:
    root = parse("<base href='/c/'><base href='/d/'><a href=e>t</a>").root
    assert base_of(root, PAGE) == Base(PAGE, "https://x.example/c/")
    (link,) = linked("<a href=e>t</a>", base_of(root, PAGE)).iter("a")
    assert link.get("href") == "https://x.example/c/e"


def test_a_broken_base_element_changes_nothing() -> None:
    assert base_of(parse("<base href='http://[x'><p>a").root, PAGE) == Base(PAGE, PAGE)


def test_posters_and_citations_are_addresses_too() -> None:
    root = linked("<video poster=p.png src=v.mp4></video><blockquote cite=c>q</blockquote>")
    assert [root.xpath("//@" + name)[0] for name in ("poster", "src", "cite")] == [
        "https://x.example/a/p.png",
        "https://x.example/a/v.mp4",
        "https://x.example/a/c",
    ]
