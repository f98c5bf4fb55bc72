"""Turn a page's several titles into the article's own, without the name of the site."""

import re
import unicodedata
from typing import NamedTuple

from lxml.html import HtmlElement

from tearsheet.extract.declared import Declared
from tearsheet.extract.strings import one_line
from tearsheet.extract.trees import words_of

LONGEST = 500

_SEPARATOR = re.compile(
    r"\s+[|–—\-:·»•_/]+\s+|\s*[|_｜]+\s*|(?<=[\u4e00-\u9fff！？”》])\s*[-–—]+\s*(?=[\u4e00-\u9fff])"
)
_SIGNS = re.compile(r"[\W_]+")
_LONGEST_HEADING = 250
_LONGEST_SITE = 30
_LEAST_SHARE = 0.4


class Title(NamedTuple):
    """The title, and which of the page's it was."""

    text: str
    reason: str


def title_of(root: HtmlElement, page: Declared, site: str) -> Title:
    """Choose the title: a heading that another title confirms, else what is declared, else the cut `<title>`."""
    whole = one_line(root.findtext("head/title") or root.findtext(".//title") or "")
    shared = one_line(page.first("og:title", "twitter:title"))
    headline = next(iter(page.texts("headline")), "")
    headings = _headings(root)
    said = [text for text in (whole, shared, headline) if text]
    for heading in headings:
        if any(_confirms(text, heading) for text in said):
            return Title(heading, "title: h1, as the page declares it")
    for text, name in ((shared, "og:title"), (headline, "JSON-LD headline")):
        # A heading that says more than a declared title cut short ("… - Site") is the title.
        if text and not (text == whole and _parts(text)[1:]):
            return Title(without_site(text, site), f"title: {name}")
    if whole:
        return Title(without_site(whole, site) or whole, "title: <title>")
    return Title(headings[0] if headings else "", "title: h1" if headings else "title: none")


def without_site(title: str, site: str) -> str:
    """Cut the site's name off either end: the known one, or what stands last and is short beside the rest."""
    parts = _parts(title)
    if len(parts) < 2:
        return title
    if site and _same(site) in (_same(parts[-1]), _same(parts[0])):
        left = parts[:-1] if _same(parts[-1]) == _same(site) else parts[1:]
        return _rejoined(title, left)
    # Chinese pages chain channel and site: 标题_财经频道_某某网.
    while len(parts) > 1 and _is_site_like(parts[-1], _rejoined(title, parts[:-1])):
        parts = parts[:-1]
    return _rejoined(title, parts)


def _confirms(title: str, heading: str) -> bool:
    """Whether `title` holds the heading, and not merely as the site's name behind something longer."""
    longest = max((len(_same(part)) for part in _parts(title)), default=0)
    return _same(heading) in _same(title) and len(_same(heading)) >= _LEAST_SHARE * longest


def _is_site_like(part: str, title: str) -> bool:
    return len(part) <= _LONGEST_SITE and len(part) < len(title)


def _rejoined(title: str, parts: list[str]) -> str:
    """Return the stretch of `title` from the first of `parts` to the last, separators between them kept."""
    begin = title.find(parts[0])
    return title[begin : title.find(parts[-1], begin) + len(parts[-1])].strip()


def _parts(title: str) -> list[str]:
    return [part for part in _SEPARATOR.split(title) if part.strip()]


def _headings(root: HtmlElement) -> list[str]:
    found = [one_line(words_of(heading)) for heading in root.iter("h1")]
    return [text for text in found if _same(text) and len(text) <= _LONGEST_HEADING]


def _same(text: str) -> str:
    """Return what two spellings of one title have in common."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", text)).lower()
