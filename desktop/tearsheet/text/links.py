"""Turn any text, or a file of links, into the web addresses in it, in their order and once each."""

import codecs
import plistlib
import re
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from urllib.parse import urlsplit
from xml.parsers.expat import ExpatError

from tearsheet.text.markup import Link, anchors

# Two addresses run together are two, unless the second is a part of the first (?url=https://…, /web/2020/https://…).
_START = re.compile(r"(?<![/=:?&#%])https?://(?=[^\s/])", re.IGNORECASE)
_ENDS = frozenset('"<>`\\^（），。；：！？、“”‘’「」『』【】《》〈〉…—｜')
_PAIRS = {")": "(", "]": "[", "}": "{"}
_TRAILING = ".,;:!?'*"
# What share texts say right after an address, and no path says.
_SHARE_WORDS = ("复制", "打开", "点击", "长按", "複製", "打開", "點擊")
_LINE = re.compile(r"[^\r\n]+")
_SCHEMELESS = re.compile(r"(?:www\.)?(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}(?::\d+)?(?:[/?#]\S*)?")
_WEBLOC_LIMIT = 1 << 20
# A list of links may have this much text between its links for each character of link text; an article has more.
_LIST_PROSE = 0.25


def links_in(text: str) -> tuple[str, ...]:
    """Return the http and https addresses in `text`.

    An address ends at full-width punctuation, at a closing bracket it did not open and before closing punctuation;
    Han characters belong to it only where a path would have them. Without a scheme, `www.x.com/a` and `x.com/a`
    count only when they are all there is.
    """
    lone = text.strip()
    if _is_schemeless(lone):
        return (f"https://{lone}",)
    return _once(_addresses(text))


def links_in_file(name: str, data: bytes) -> tuple[str, ...]:
    """Return the addresses that a file of links holds; its kind is told by the end of `name`.

    An HTML file counts as a list (bookmarks, another program's export) only when it is hardly more than its links:
    a saved page has none for this purpose.
    """
    kind = PurePath(name).suffix.lower()
    if kind == ".webloc":
        return _once(filter(is_web, _in_webloc(data)))
    text = decode(data)
    if kind in (".url", ".desktop"):
        return _once(filter(is_web, _in_shortcut(text)))
    if kind in (".html", ".htm"):
        return _once(link.url for link in listed_links(text))
    return links_in(text)


def decode(data: bytes) -> str:
    """Decode a text file of unknown make: by its byte order mark, as UTF-8, or as GB 18030."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")


def is_web(url: str) -> bool:
    """Say whether `url` is an http or https address with a host (Qt on macOS blanks that of http://localhost)."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return False
    return parts.scheme.lower() in ("http", "https") and bool(parts.hostname)


def listed_links(html: str) -> tuple[Link, ...]:
    """Return the web links of HTML that is a list of links; none when it is prose that has links in it."""
    found = anchors(html)
    inside = sum(len(link.title) for link in found.links)
    bookmarks = "netscape-bookmark-file" in html[:1000].lower()
    if not bookmarks and found.prose > inside * _LIST_PROSE:
        return ()
    return tuple(link for link in found.links if is_web(link.url))


def _once(urls: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(urls))


def _is_schemeless(token: str) -> bool:
    return (token.lower().startswith("www.") or "/" in token) and _SCHEMELESS.fullmatch(token) is not None


def _addresses(text: str) -> Iterator[str]:
    starts = [match.start() for match in _START.finditer(text)]
    for start, limit in zip(starts, [*starts[1:], len(text)], strict=False):
        quoted = text[start - 1 : start] == "'"
        url = text[start : _end(text, start, limit, quoted=quoted, alone=_is_alone(text, start))].rstrip(_TRAILING)
        if is_web(url):
            yield url


def _is_alone(text: str, start: int) -> bool:
    """Say whether an address is all that its line has."""
    if start and text[start - 1] not in "\r\n":
        return False
    line = _LINE.match(text, start)
    return line is not None and not any(char.isspace() or char in _ENDS for char in line[0].rstrip())


def _end(text: str, start: int, limit: int, *, quoted: bool, alone: bool) -> int:
    """Return where the address that starts at `start` ends; one `alone` on its line may be Chinese anywhere."""
    opened: list[str] = []
    first = text.index("://", start) + 3
    for place in range(first, limit):
        char = text[place]
        if char.isspace() or not char.isprintable() or char in _ENDS or (quoted and char == "'"):
            return place
        if char in _PAIRS:
            if not opened or opened.pop() != _PAIRS[char]:
                return place
        elif char in _PAIRS.values():
            opened.append(char)
        elif not char.isascii() and not _continues(text, first, place, alone=alone):
            return place
    return limit


def _continues(text: str, first: int, place: int, *, alone: bool) -> bool:
    """Say whether the letter at `place`, no ASCII one, is still the address and not the sentence after it."""
    before = text[place - 1]
    if text.startswith(_SHARE_WORDS, place):
        return False
    if alone or not before.isascii():
        return True
    in_path = "/" in text[first : place - 1] or not text[first].isascii()
    return place == first or before == "." or (in_path and before in "/=_-+&")


def _in_shortcut(text: str) -> Iterator[str]:
    for line in text.splitlines():
        name, _, value = line.partition("=")
        if name.strip().lower() in ("url", "url[$e]"):
            yield value.strip()


def _in_webloc(data: bytes) -> Iterator[str]:
    if len(data) > _WEBLOC_LIMIT:
        return
    try:
        entries = plistlib.loads(data)
    except (ValueError, ExpatError, RecursionError):
        return
    if isinstance(entries, dict) and isinstance(entries.get("URL"), str):
        yield entries["URL"]
