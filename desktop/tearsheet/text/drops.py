"""Turn the MIME formats of a drop or a paste into the links, files or clipping that a person handed over."""

import plistlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit
from xml.parsers.expat import ExpatError

from tearsheet.text.links import is_web, links_in, listed_links
from tearsheet.text.markup import Link, anchors

Formats = Callable[[str], bytes]

_TITLE_IN_BRACKETS = re.compile(r"【([^】]+)】")
_SOURCE_URL = re.compile(rb"^SourceURL:(\S+)", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drop:
    """What was handed over: links and files to keep, or, with neither, a clipping of the page `source`.

    `source` is the page it was taken from as far as the browser says: a whole address, or only the origin.
    """

    links: tuple[Link, ...] = ()
    files: tuple[str, ...] = ()
    text: str = ""
    html: str = ""
    source: str = ""


def read_drop(get: Formats) -> Drop:
    """Read a drop through `get`, which gives a format's bytes, empty where it is not offered.

    Formats are asked in the order in which browsers can be believed: those with a title first, text last (Chromium
    drags an address bar's text without its scheme). On X11 and Windows `get` is asked under the browser's or Qt's
    name of a format, on macOS under its uniform type identifier.
    """
    text = _utf8(get("text/plain;charset=utf-8") or get("text/plain") or get("public.utf8-plain-text"))
    html = _either(get("text/html") or get("public.html"))
    links = _offered(get)
    listed, files = _uri_list(get)
    if links:
        files = ()  # Windows offers a dragged picture as a temporary file too
    links = _merged(links, listed)
    if not links and not files:
        links = _from_text(text) or listed_links(html)
    return Drop(links=_titled(links, html), files=files, text=text, html=html, source=_source(get))


def _offered(get: Formats) -> tuple[Link, ...]:
    """Return the links of the first format that has one, of those that name one thing and mostly its title."""
    for read in (_moz_url, _netscape_url, _moz_url_data, _webkit_urls, _public_url):
        links = tuple(link for link in read(get) if is_web(link.url))
        if links:
            return links
    return ()


def _moz_url(get: Formats) -> Iterator[Link]:
    lines = _utf16(get("text/x-moz-url") or get(_windows("text/x-moz-url"))).split("\n")
    for url, title in zip(lines[::2], [*lines[1::2], ""], strict=False):
        yield _link(url, title)


def _netscape_url(get: Formats) -> Iterator[Link]:
    url, _, title = _utf8(get("_NETSCAPE_URL")).partition("\n")
    yield _link(url, title)


def _moz_url_data(get: Formats) -> Iterator[Link]:
    yield _link(_utf16(get("text/x-moz-url-data")), _utf16(get("text/x-moz-url-desc")))


def _webkit_urls(get: Formats) -> Iterator[Link]:
    """Read the pasteboard's two lists, addresses and titles."""
    try:
        urls, titles = plistlib.loads(get("WebURLsWithTitlesPboardType"))
        yield from (_link(str(url), str(title)) for url, title in zip(urls, titles, strict=False))
    except (ValueError, TypeError, ExpatError, RecursionError):
        return


def _public_url(get: Formats) -> Iterator[Link]:
    yield _link(_utf8(get("public.url")), _utf8(get("public.url-name")))


def _uri_list(get: Formats) -> tuple[tuple[Link, ...], tuple[str, ...]]:
    """Return the links and the local files of the formats that have addresses and no titles."""
    lines = [line.strip() for line in _utf8(get("text/uri-list")).splitlines()]
    urls = [line for line in lines if line and not line.startswith("#")]
    files = tuple(_path(url) for url in urls if url.lower().startswith("file:"))
    links = tuple(_link(url) for url in urls if is_web(url))
    if not links and not files:
        # A Firefox tab, then what Windows calls an address.
        others = (
            _utf16(get("text/x-moz-text-internal")),
            _utf16(get(_windows("UniformResourceLocatorW"))),
            _utf8(get(_windows("UniformResourceLocator"))),
        )
        links = tuple(_link(url) for url in others if is_web(url))[:1]
    return links, files


def _from_text(text: str) -> tuple[Link, ...]:
    urls = links_in(text)
    called = _TITLE_IN_BRACKETS.search(text)  # 【title】address: what Chinese applications share
    title = called[1].strip() if called and len(urls) == 1 else ""
    return tuple(Link(url=url, title=title) for url in urls)


def _merged(links: tuple[Link, ...], more: tuple[Link, ...]) -> tuple[Link, ...]:
    found: dict[str, Link] = {}
    for link in (*links, *more):
        found.setdefault(link.url, link)
    return tuple(found.values())


def _titled(links: tuple[Link, ...], html: str) -> tuple[Link, ...]:
    """Give a lone link without a title the words of its anchor, or of the picture that stands for it."""
    if len(links) != 1 or links[0].title or not html:
        return links
    found = anchors(html)
    words = [link.title for link in found.links if link.title] or found.picture_texts
    return (_link(links[0].url, words[0]),) if len(words) == 1 else links


def _source(get: Formats) -> str:
    described = _SOURCE_URL.search(get(_windows("HTML Format")))
    candidates = (
        _utf8(get("chromium/x-source-url")),
        described[1].decode("utf-8", "replace") if described else "",
        _utf16(get("text/x-moz-url-priv")),
        _utf8(get("chromium/x-renderer-taint")),
    )
    return next((url for url in candidates if is_web(url)), "")


def _link(url: str, title: str = "") -> Link:
    url, title = url.strip(), " ".join(title.split())
    return Link(url=url, title="" if title == url else title)


def _path(url: str) -> str:
    parts = urlsplit(url)
    path = unquote(parts.path)
    if re.match(r"/[A-Za-z]:", path):
        path = path[1:]
    return f"//{parts.netloc}{path}" if parts.netloc not in ("", "localhost") else path


def _windows(name: str) -> str:
    """Return the name under which Qt on Windows gives a clipboard format it does not know itself."""
    return f'application/x-qt-windows-mime;value="{name}"'


def _utf16(data: bytes) -> str:
    whole = data[: len(data) // 2 * 2]
    marked = whole[:2] in (b"\xff\xfe", b"\xfe\xff")
    return whole.decode("utf-16" if marked else "utf-16-le", "replace").split("\0", 1)[0].strip()


def _utf8(data: bytes) -> str:
    return data.decode("utf-8-sig", "replace").rstrip("\0")


def _either(data: bytes) -> str:
    """Decode HTML that is UTF-8, or UTF-16 as Windows has it."""
    return _utf16(data) if data[:2] == b"\xff\xfe" or data[1:2] == b"\0" else _utf8(data)
