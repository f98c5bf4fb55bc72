"""An address is read as a browser reads it, and gives nothing away."""

import pytest

from tearsheet.fetch.urls import location_text, referer_for, target
from tearsheet.model.errors import FetchError, Reason


@pytest.mark.parametrize(
    ("given", "base", "asked"),
    [
        ("http://Example.com", "", "http://example.com/"),
        ("HTTPS://example.com:443/a?b=c#d", "", "https://example.com/a?b=c"),
        ("http://example.com:8080/", "", "http://example.com:8080/"),
        ("http://person:secret@example.com/", "", "http://example.com/"),
        ("http://example.com\\@127.0.0.1/", "", "http://example.com/@127.0.0.1/"),
        ("http:\\\\example.com\\a?b=\\", "", "http://example.com/a?b=%5C"),
        (" http://exa\tmple.com/a\nb ", "", "http://example.com/ab"),
        (
            "http://新华网.中国/头条?q=中文",
            "",
            "http://xn--xkrr14bows.xn--fiqs8s/%E5%A4%B4%E6%9D%A1?q=%E4%B8%AD%E6%96%87",
        ),
        ("http://example.com/?q=%D6%D0%CE%C4", "", "http://example.com/?q=%D6%D0%CE%C4"),
        ("http://0x7f.1/", "", "http://127.0.0.1/"),
        ("http://[::1]:8000/", "", "http://[::1]:8000/"),
        ("http://[::ffff:127.0.0.1]/", "", "http://127.0.0.1/"),
        ('http://example.com/a b"<>', "", "http://example.com/a%20b%22%3C%3E"),
        ("/b", "https://example.com/a/", "https://example.com/b"),
        ("//other.example/b", "https://example.com/a", "https://other.example/b"),
        ("\\\\other.example\\b", "https://example.com/a", "https://other.example/b"),
        ("?b", "https://example.com/a", "https://example.com/a?b"),
        ("../c", "https://example.com/a/b/", "https://example.com/a/c"),
        ("", "https://example.com/a#b", "https://example.com/a"),
    ],
)
def test_an_address_has_one_meaning(given: str, base: str, asked: str) -> None:
    assert target(given, base).url == asked


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ("file:///etc/passwd", Reason.SCHEME_REFUSED),
        ("FILE:\\\\etc\\passwd", Reason.SCHEME_REFUSED),
        ("java\nscript:alert(1)", Reason.SCHEME_REFUSED),
        ("data:text/html,a", Reason.SCHEME_REFUSED),
        ("gopher://example.com/", Reason.SCHEME_REFUSED),
        ("example.com/a", Reason.SCHEME_REFUSED),
        ("", Reason.SCHEME_REFUSED),
        ("http:///a", Reason.NOT_AN_ADDRESS),
        ("http://exa mple.com/", Reason.NOT_AN_ADDRESS),
        ("http://example.com:port/", Reason.NOT_AN_ADDRESS),
        ("http://1.2.3.4.5/", Reason.NOT_AN_ADDRESS),
        ("http://[::1/", Reason.NOT_AN_ADDRESS),
        ("http://example.com/\ud800", Reason.NOT_AN_ADDRESS),
    ],
)
def test_all_else_is_refused(given: str, reason: Reason) -> None:
    with pytest.raises(FetchError) as caught:
        target(given)
    assert caught.value.reason is reason


@pytest.mark.parametrize(
    ("asked", "referer", "sent"),
    [
        ("https://a.example/x.png", "https://a.example/page?id=1#p", "https://a.example/page?id=1"),
        ("https://cdn.example/x.png", "https://a.example/page?id=1", "https://a.example/"),
        ("http://cdn.example/x.png", "https://a.example/page", ""),
        ("https://cdn.example/x.png", "http://a.example:8080/page", "http://a.example:8080/"),
        ("https://a.example:8443/x.png", "https://a.example/page", "https://a.example/"),
        ("https://a.example/x.png", "https://person:secret@a.example/头条", "https://a.example/%E5%A4%B4%E6%9D%A1"),
        ("https://a.example/x.png", "file:///home/person/page.html", ""),
        ("https://a.example/x.png", "", ""),
    ],
)
def test_a_referer_says_what_a_browser_would(asked: str, referer: str, sent: str) -> None:
    assert referer_for(target(asked), referer) == sent


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"/a?b=c", "/a?b=c"),
        ("/头条".encode(), "/头条"),
        ("/?q=中文%20a".encode("gb18030"), "/?q=%D6%D0%CE%C4%20a"),
    ],
)
def test_a_location_keeps_the_bytes_it_was_sent_in(raw: bytes, text: str) -> None:
    assert location_text(raw.decode("latin-1")) == text
