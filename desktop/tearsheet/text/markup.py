"""Turn a piece of HTML into the links and pictures in it, in linear time whatever is wrong with it.

The standard library's HTMLParser takes minutes for 250 kB of `<a <a <a`, and a drop may bring any page's markup.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import urljoin

# A quotation mark that is never closed swallows the rest, as it does in a browser.
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*+)((?:\"[^\"]*+\"|'[^']*+'|[^>\"'])*+)>")
_ATTRIBUTE = re.compile(r"(?<![^\s/\"'])([^\s=/>\"']++)\s*+=\s*+(\"[^\"]*+\"|'[^']*+'|[^\s>]++)")
_OPENS = re.compile(r"</?[a-zA-Z]")
# What these elements hold is neither markup nor prose.
_RAW = {name: re.compile(f"</{name}", re.IGNORECASE) for name in ("script", "style", "title", "textarea")}
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An address somebody points at, and what it is called there; no title when none is given."""

    url: str
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchors:
    """The links of a piece of HTML, what stands for its pictures, and how much prose stands outside its links.

    Addresses are absolute as far as the markup says what they are relative to. Prose is counted in characters,
    without headings.
    """

    links: tuple[Link, ...]
    picture_texts: tuple[str, ...]
    prose: int


def anchors(html: str) -> Anchors:
    """Find the links of `html`."""
    found = _Found()
    for text, closes, name, attributes in _tags(html):
        found.text(unescape(text))
        found.tag(name, attributes, closes=closes)
    return Anchors(links=tuple(found.links), picture_texts=tuple(found.picture_texts), prose=found.prose)


class _Found:
    """What has been found so far, and the link that is open."""

    def __init__(self) -> None:
        self.links: list[Link] = []
        self.picture_texts: list[str] = []
        self.prose = 0
        self._base = ""
        self._href: str | None = None
        self._words: list[str] = []
        self._heading = False

    def text(self, text: str) -> None:
        if self._href is not None:
            self._words.append(text)
        elif not self._heading:
            self.prose += len(_plain(text))

    def tag(self, name: str, attributes: str, *, closes: bool) -> None:
        if name in _HEADINGS:
            self._heading = not closes
        elif name in ("a", ""):
            self._end_link()
            self._href = _attributes(attributes).get("href") if name and not closes else None
        elif name == "base":
            self._base = _attributes(attributes).get("href", "")
        elif name == "img" and (alt := _plain(_attributes(attributes).get("alt", ""))):
            self.picture_texts.append(alt)

    def _end_link(self) -> None:
        if self._href is not None:
            try:
                url = urljoin(self._base, self._href.strip())
            except ValueError:  # a bracketed host that is no IPv6 address
                url = ""
            self.links.append(Link(url=url, title=_plain("".join(self._words))))
        self._words = []


def _tags(html: str) -> Iterator[tuple[str, bool, str, str]]:
    """Yield each tag: the text before it, whether it closes, name and attributes; at the end one without a name."""
    done = place = 0
    while (place := html.find("<", place)) >= 0:
        if html[place + 1 : place + 2] in ("!", "?"):
            yield html[done:place], False, "!", ""
            done = place = _after(html, "-->" if html.startswith("<!--", place) else ">", place)
        elif not _OPENS.match(html, place):
            place += 1
        elif (tag := _TAG.match(html, place)) is None:
            break  # it never ends, so neither does any after it
        else:
            name = tag[2].lower()
            yield html[done:place], bool(tag[1]), name, tag[3]
            raw = None if tag[1] else _RAW.get(name)
            done = place = _before(html, raw, tag.end()) if raw else tag.end()
    yield html[done:], False, "", ""


def _after(html: str, end: str, place: int) -> int:
    found = html.find(end, place)
    return found + len(end) if found >= 0 else len(html)


def _before(html: str, end: re.Pattern[str], place: int) -> int:
    found = end.search(html, place)
    return found.start() if found else len(html)


def _attributes(text: str) -> dict[str, str]:
    pairs = ((match[1].lower(), match[2]) for match in _ATTRIBUTE.finditer(text))
    return {name: unescape(value[1:-1] if value[0] in "\"'" else value) for name, value in pairs}


def _plain(text: str) -> str:
    return " ".join(text.split())
