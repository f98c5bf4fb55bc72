"""What a person typed, pasted or dropped becomes an address, or is refused with a reason."""

import pytest

from tearsheet.model.errors import AddressError, Reason
from tearsheet.text.addresses import host_of, parse


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("https://example.com/a", "https://example.com/a"),
        ("  <https://example.com/a>\n", "https://example.com/a"),
        ("“https://example.com/a”", "https://example.com/a"),
        ("HTTP://Example.COM:80/A", "http://example.com/A"),
        ("https://example.com:8443", "https://example.com:8443/"),
        ("example.com/a", "https://example.com/a"),
        ("www.example.com", "https://www.example.com/"),
        ("127.0.0.1:8000/x", "http://127.0.0.1:8000/x"),
        ("localhost:8000", "http://localhost:8000/"),
        ("http://[::1]:80/", "http://[::1]/"),
        ("http://user:secret@example.com/", "http://example.com/"),
        ("https://例子.中国/路径?q=中文", "https://xn--fsqu00a.xn--fiqs8s/%E8%B7%AF%E5%BE%84?q=%E4%B8%AD%E6%96%87"),
        ("https://example.com/a#part", "https://example.com/a"),
        ("https://example.com/#/route/1", "https://example.com/#/route/1"),
        ("https://example.com/#!/route", "https://example.com/#!/route"),
    ],
)
def test_an_address_is_made_fetchable(given: str, url: str) -> None:
    assert parse(given).url == url


def test_a_query_in_gbk_keeps_its_bytes() -> None:
    assert parse("http://example.com/s?q=%D6%D0%CE%C4").url == "http://example.com/s?q=%D6%D0%CE%C4"


@pytest.mark.parametrize(
    "shared",
    [
        "http://news.example.com/NewsShare.html?infoCode=NW1&from=timeline&isappinstalled=0",
        "http://news.example.com/NewsShare.html?infoCode=NW1&from=singlemessage",
        "http://news.example.com/NewsShare.html?utm_source=x&utm_medium=y&infoCode=NW1",
        "https://www.news.example.com/NewsShare.html?infoCode=NW1&fbclid=abc#top",
        "news.example.com/NewsShare.html?infoCode=NW1&share_token=9&spm=1.2.3",
    ],
)
def test_share_links_of_one_article_have_one_key(shared: str) -> None:
    assert parse(shared).key == parse("http://news.example.com/NewsShare.html?infoCode=NW1").key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.com/a?id=1", "https://example.com/a?id=2"),
        ("https://example.com/a", "https://example.com/A"),
        ("https://example.com/a", "https://m.example.com/a"),
        ("https://example.com/%D6%D0", "https://example.com/%CE%C4"),
        ("https://example.com/route?from=beijing", "https://example.com/route?from=shanghai"),
        ("https://example.com/#/1", "https://example.com/#/2"),
    ],
)
def test_different_pages_have_different_keys(one: str, other: str) -> None:
    assert parse(one).key != parse(other).key


def test_the_order_of_a_query_does_not_make_another_page() -> None:
    assert parse("https://example.com/?b=2&a=1").key == parse("https://example.com/?a=1&b=2").key


@pytest.mark.parametrize("given", ["file:///etc/passwd", "javascript:alert(1)", "data:text/html,x", "ftp://x.org/a"])
def test_other_schemes_are_refused_by_name(given: str) -> None:
    with pytest.raises(AddressError) as refused:
        parse(given)
    assert refused.value.reason is Reason.SCHEME_REFUSED


@pytest.mark.parametrize(
    "given",
    [
        "",
        "   ",
        "hello",
        "两个 词",
        "1.5",
        "v1.2",
        "http://",
        "http:///path",
        "http://a b/",
        "http://x:99999/",
        "x" * 20_000,
        "http://exa\x00mple.com/",
        "http://a..b/",
        "https://例子..中国/",
    ],
)
def test_what_is_no_address_is_said_to_be_none(given: str) -> None:
    with pytest.raises(AddressError) as refused:
        parse(given)
    assert refused.value.reason is Reason.NOT_AN_ADDRESS


def test_parsing_what_was_parsed_changes_nothing() -> None:
    once = parse("https://例子.中国/路 径/?b=%20&a=中文&utm_source=x".replace(" ", "%20"))
    assert parse(once.url) == once


def test_the_host_of_nonsense_is_empty() -> None:
    assert host_of("http://[half") == ""
    assert host_of("https://Example.com:8443/a") == "example.com"
