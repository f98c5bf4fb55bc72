"""What each drag, copy and paste hands over, from the bytes that browsers really offered."""

import base64
import json
import plistlib
from pathlib import Path

import pytest

from tearsheet.text.drops import Drop, read_drop
from tearsheet.text.markup import Link

RECORDED = Path(__file__).parent.parent / "support" / "drops"
SITE = "http://127.0.0.1:8765"
SHARED = f"{SITE}/NewsShare.html?infoCode=NW202203022294529950&q=%E4%B8%AD%E6%96%87#%E7%89%87%E6%AE%B5"
TITLE = "沪深两市成交 – “测试”文章 Ünïcödé 🎉"


def recorded(browser: str, gesture: str) -> Drop:
    for line in (RECORDED / f"{browser}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["gesture"] == gesture:
            return offered({name: base64.b64decode(data) for name, data in row["formats"].items()})
    raise LookupError(gesture)


def offered(formats: dict[str, bytes]) -> Drop:
    return read_drop(lambda name: formats.get(name, b""))


def windows(name: str) -> str:
    return f'application/x-qt-windows-mime;value="{name}"'


@pytest.mark.parametrize("browser", ["chromium", "firefox"])
@pytest.mark.parametrize(
    ("gesture", "url", "title"),
    [
        ("link", SHARED, "链接文字 bold link"),
        ("site icon", f"{SITE}/", TITLE),
        ("address text", f"{SITE}/", TITLE),
        ("picture", f"{SITE}/pic.png", "图片alt"),
        ("linked picture", f"{SITE}/target.html", "imglink"),
        ("copied link", SHARED, ""),
        ("copied address bar", f"{SITE}/", ""),
    ],
)
def test_a_gesture_on_one_thing_gives_its_address_and_title(browser: str, gesture: str, url: str, title: str) -> None:
    assert recorded(browser, gesture).links == (Link(url=url, title=title),)


def test_a_firefox_tab_gives_its_address() -> None:
    assert recorded("firefox", "tab").links == (Link(url=f"{SITE}/"),)


def test_several_firefox_tabs_cannot_be_had() -> None:
    assert recorded("firefox", "several tabs") == Drop()


def test_a_picture_copied_in_chromium_gives_its_address_and_words() -> None:
    assert recorded("chromium", "copied picture").links == (Link(url=f"{SITE}/pic.png", title="图片alt"),)
    assert recorded("chromium", "copied picture address").links == (Link(url=f"{SITE}/pic.png"),)


@pytest.mark.parametrize("browser", ["chromium", "firefox"])
@pytest.mark.parametrize("gesture", ["selection", "copied selection"])
def test_a_selection_is_a_clipping_without_links(browser: str, gesture: str) -> None:
    drop = recorded(browser, gesture)
    assert drop.links == ()
    assert drop.text == "这是加粗的选中文字 selected 相对链接 text © € 🎉"
    assert "加粗" in drop.html
    assert not drop.html.startswith("\ufeff")


def test_a_clipping_names_the_page_it_came_from_as_far_as_the_browser_says() -> None:
    assert recorded("chromium", "copied selection").source == f"{SITE}/"
    assert recorded("chromium", "selection").source == SITE  # a drag gives the origin only
    assert recorded("firefox", "copied selection").source == SITE
    assert recorded("firefox", "selection").source == ""


def test_bytes_of_a_legacy_query_are_kept_as_they_are() -> None:
    assert offered({"text/uri-list": b"http://h/?q=%D6%D0%CE%C4"}).links == (Link(url="http://h/?q=%D6%D0%CE%C4"),)


@pytest.mark.parametrize("name", ["text/x-moz-url", windows("text/x-moz-url")])
def test_windows_gives_address_and_title_in_utf_16(name: str) -> None:
    formats = {
        name: f"{SHARED}\n标题\0".encode("utf-16-le"),
        "text/uri-list": b"file:///C:/Users/a/AppData/Local/Temp/pic.png",
    }
    drop = offered(formats)
    assert drop.links == (Link(url=SHARED, title="标题"),)
    assert drop.files == ()


def test_windows_without_a_title_still_gives_the_address() -> None:
    assert (
        offered({windows("UniformResourceLocatorW"): "http://h/a\0".encode("utf-16-le")}).links[0].url == "http://h/a"
    )
    assert offered({windows("UniformResourceLocator"): b"http://h/a\0"}).links[0].url == "http://h/a"


def test_windows_html_names_its_source_page() -> None:
    described = b"Version:0.9\r\nStartHTML:00000100\r\nSourceURL:http://h/page?a=1\r\n<html>"
    assert offered({"text/plain": b"words", windows("HTML Format"): described}).source == "http://h/page?a=1"


def test_html_in_utf_16_is_read() -> None:
    assert offered({"text/html": "<b>中文</b>\0".encode("utf-16-le")}).html == "<b>中文</b>"


def test_macos_types_give_address_and_title() -> None:
    assert offered({"public.url": b"http://h/a", "public.url-name": "标题".encode()}).links == (
        Link(url="http://h/a", title="标题"),
    )
    pairs = plistlib.dumps([["http://h/a", "http://h/b"], ["一", "二"]], fmt=plistlib.FMT_BINARY)
    assert [link.title for link in offered({"WebURLsWithTitlesPboardType": pairs}).links] == ["一", "二"]


def test_a_host_that_qt_blanked_on_macos_is_taken_from_the_text() -> None:
    formats = {"text/uri-list": b"http:///a", "text/plain": b"http://localhost/a"}
    assert offered(formats).links == (Link(url="http://localhost/a"),)


def test_several_addresses_are_several_links_and_comments_are_none() -> None:
    assert offered({"text/uri-list": b"# two\r\nhttp://h/a\r\nhttp://h/b\r\nhttp://h/a\r\n"}).links == (
        Link(url="http://h/a"),
        Link(url="http://h/b"),
    )


def test_files_are_paths() -> None:
    formats = {"text/uri-list": b"file:///home/a/%E6%96%87%20b.html\r\nfile:///C:/x.url\r\nfile://server/share/y"}
    assert offered(formats).files == ("/home/a/文 b.html", "C:/x.url", "//server/share/y")


def test_a_share_text_gives_its_link_and_the_title_in_its_brackets() -> None:
    drop = offered({"text/plain": "【小微企业的一天】https://b23.tv/abc。复制打开".encode()})
    assert drop.links == (Link(url="https://b23.tv/abc", title="小微企业的一天"),)


def test_a_text_with_several_links_gives_each_once() -> None:
    drop = offered({"text/plain": "甲 http://h/a\n乙 http://h/b\n甲 http://h/a".encode()})
    assert [link.url for link in drop.links] == ["http://h/a", "http://h/b"]


def test_a_dragged_list_of_links_is_a_list_and_prose_with_a_link_is_not() -> None:
    listed = "<ul><li><a href='http://h/a'>First of them</a></li><li><a href='http://h/b'>Second of them</a></li></ul>"
    assert [link.title for link in offered({"text/html": listed.encode()}).links] == ["First of them", "Second of them"]
    prose = "<p>Long words before <a href='http://h/a'>one</a> and long words after.</p>"
    assert offered({"text/html": prose.encode()}).links == ()


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "ftp://h/a", "about:blank", "http://[", "chrome://x"]
)
def test_what_cannot_be_captured_is_no_link(url: str) -> None:
    formats = {"_NETSCAPE_URL": url.encode() + b"\nTitle", "text/uri-list": url.encode(), "text/plain": url.encode()}
    assert offered(formats).links == ()


def test_rubbish_in_every_format_is_survived() -> None:
    for rubbish in (b"\xff\xfe\x00", b"\0", b"\xd8\x00" * 3, b"bplist00\xff", b"http://", bytes(range(256))):
        drop = read_drop(lambda _name, rubbish=rubbish: rubbish)  # type: ignore[misc]
        assert drop.links == ()
