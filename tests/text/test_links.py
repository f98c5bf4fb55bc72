"""Where an address in a text begins and ends, and which files are lists of them."""

import plistlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.text.links import decode, links_in, links_in_file


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("【标题】https://b23.tv/abc。复制打开", "https://b23.tv/abc"),
        ("看这个https://x.cn/abc很好", "https://x.cn/abc"),
        ("https://x.cn/abc很好，看看", "https://x.cn/abc"),
        ("8.76 复制打开抖音 https://v.douyin.com/iABC/ 复制此链接", "https://v.douyin.com/iABC/"),
        ("https://v.douyin.com/abc/复制此链接", "https://v.douyin.com/abc/"),
        ("百科（https://zh.wikipedia.org/wiki/A_(b)_c）。", "https://zh.wikipedia.org/wiki/A_(b)_c"),
        ("条目 https://zh.wikipedia.org/wiki/北京 再看", "https://zh.wikipedia.org/wiki/北京"),
        ("https://zh.wikipedia.org/wiki/C语言", "https://zh.wikipedia.org/wiki/C语言"),
        ("见 https://例子.中国/路径，好", "https://例子.中国/路径"),
        ("“https://x.cn/a”", "https://x.cn/a"),
        ("see (http://a.com/x).", "http://a.com/x"),
        ("http://a.com/x, and more", "http://a.com/x"),
        ("'https://x.cn/a'b", "https://x.cn/a"),
        ('href="https://x.cn/a?b=1&c=2">', "https://x.cn/a?b=1&c=2"),
        ("<https://x.cn/a>", "https://x.cn/a"),
        ("[title](https://x.cn/a)", "https://x.cn/a"),
        ("**https://x.cn/a**", "https://x.cn/a"),
        ("http://[::1]:8080/x", "http://[::1]:8080/x"),
        ("https://x.cn/a?b[]=1&c={d}", "https://x.cn/a?b[]=1&c={d}"),
        ("https://x.cn/a\u200b后面", "https://x.cn/a"),
        ("https://x.cn/a\u3000后面", "https://x.cn/a"),
        ("HTTPS://X.CN/A", "HTTPS://X.CN/A"),
        ("https://web.archive.org/web/2020/http://x.com/", "https://web.archive.org/web/2020/http://x.com/"),
        ("https://x.cn/go?url=https://y.cn/a", "https://x.cn/go?url=https://y.cn/a"),
    ],
)
def test_an_address_ends_where_a_reader_would_end_it(text: str, url: str) -> None:
    assert links_in(text) == (url,)


def test_two_addresses_run_together_are_two() -> None:
    assert links_in("https://x.cn/1https://y.cn/2") == ("https://x.cn/1", "https://y.cn/2")


def test_addresses_come_in_order_and_once() -> None:
    assert links_in("http://h/b http://h/a\nhttp://h/b") == ("http://h/b", "http://h/a")


@pytest.mark.parametrize(
    "text", ["www.x.com/a", "example.com/path", " www.x.com\n", "例子.中国/路径", "x.co.uk:8080/a?b#c"]
)
def test_without_a_scheme_an_address_counts_when_it_is_all_there_is(text: str) -> None:
    assert links_in(text) == (f"https://{text.strip()}",)


@pytest.mark.parametrize(
    "text",
    [
        "see www.x.com/a please",
        "and/or",
        "file.txt",
        "C:/a/b",
        "x@y.com/z",
        "3.5/4",
        "",
        "http://",
        "https://。",
        "http:///a",
    ],
)
def test_what_only_looks_like_an_address_is_none(text: str) -> None:
    assert links_in(text) == ()


@given(st.text(alphabet=st.sampled_from("ah:/.?&=()[]{}'\",。（）中 \n%#*\\\u202e\ud800"), max_size=60))
def test_any_text_gives_addresses_that_stand_in_it(text: str) -> None:
    for url in links_in(text):
        assert url.removeprefix("https://") in text


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", "一 http://h/a\r\n二 http://h/b\r\n".encode("gb18030")),
        ("a.txt", "http://h/a\nhttp://h/b".encode("utf-8-sig")),
        ("a.txt", "http://h/a 中\r\nhttp://h/b".encode("utf-16")),
        ("a.txt", b"\xfe\xff" + "http://h/a 中\r\nhttp://h/b".encode("utf-16-be")),
        (
            "A.HTML",
            b"<ul><li><a href='http://h/a'>A title</a><li><a href='http://h/b'>B title</a><a href='x:y'>no</a>",
        ),
        ("a.html", b"<base href='http://h/'><h1>Saved for later this year</h1><a href='a'>A</a> <a href='b'>B</a>"),
    ],
)
def test_a_list_of_links_gives_them_all(name: str, data: bytes) -> None:
    assert links_in_file(name, data) == ("http://h/a", "http://h/b")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("标题.url", b"[InternetShortcut]\r\nURL=http://h/a\r\nIconFile=x\r\n"),
        ("a.webloc", plistlib.dumps({"URL": "http://h/a"}, fmt=plistlib.FMT_XML)),
        ("a.webloc", plistlib.dumps({"URL": "http://h/a"}, fmt=plistlib.FMT_BINARY)),
        ("a.desktop", b"[Desktop Entry]\nType=Link\nName=A\nURL[$e]=http://h/a\n"),
        ("a.desktop", b"[Desktop Entry]\nType=Link\nURL=http://h/a\n"),
    ],
)
def test_a_shortcut_of_each_system_gives_its_address(name: str, data: bytes) -> None:
    assert links_in_file(name, data) == ("http://h/a",)


def test_bookmarks_are_a_list_whatever_is_written_between_them() -> None:
    bookmarks = """<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><p><DT><H3>书签</H3><DL><p>
        <DT><A HREF="http://h/a" ADD_DATE="1">A</A><DD>A description that is far longer than the title of the link
        <DT><A HREF="place:sort=8">recent</A><DT><A HREF="http://h/b">B</A></DL><p></DL>"""
    assert links_in_file("bookmarks.html", bookmarks.encode()) == ("http://h/a", "http://h/b")


def test_a_saved_page_is_no_list() -> None:
    page = "<h1>Title</h1><p>Many words of an article with <a href='http://h/a'>a link</a> in their midst.</p>"
    assert links_in_file("page.html", page.encode()) == ()


@pytest.mark.parametrize(
    "data", [b"", b"bplist00" + b"\xff" * 40, b"<plist><dict><key>URL</key></dict></plist>", b"<?xml", b"[]"]
)
def test_a_broken_shortcut_gives_nothing(data: bytes) -> None:
    assert links_in_file("a.webloc", data) == ()


def test_a_shortcut_to_a_program_or_file_gives_nothing() -> None:
    assert links_in_file("a.url", b"[InternetShortcut]\nURL=file:///C:/x.exe") == ()
    assert links_in_file("a.desktop", b"[Desktop Entry]\nType=Application\nExec=rm") == ()


@given(st.binary(max_size=200))
def test_any_bytes_are_survived(data: bytes) -> None:
    for name in ("a.txt", "a.url", "a.webloc", "a.html", "a.desktop"):
        links_in_file(name, data)
    decode(data)
