"""Turn a page's several titles into the article's own, without the name of the site."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from lxml.html import HtmlElement

from tearsheet.extract.declared import Declared
from tearsheet.extract.signs import Signs, heading_of, is_beside, pieces_of
from tearsheet.extract.strings import one_line
from tearsheet.extract.trees import named

LONGEST = 500

_SEPARATOR = re.compile(
    r"\s+[|–—\-－:·»•_/]+\s+|\s*[|_｜丨]+\s*|(?<=[\u4e00-\u9fff！？”》】）])\s*[-–—－]+\s*(?=[\u4e00-\u9fff])"
)
_SIGNS = re.compile(r"[\W_]+")
_DOTS = re.compile(r"\s*(?:\.{2,}|…+)\s*$")
_CUT_WORD = re.compile(r"[a-zA-Z]{2}")
_WORD = re.compile(r"[a-z0-9\u00c0-\u024f\u0370-\u1fff]{2,}|[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
_LONGEST_HEADING = 250
_LONGEST_SITE = 30
_LONGEST_CUT = 2 * LONGEST
_SHORTEST_SITE = 3
_LEAST_SHARE = 0.4
_LEAST_COMMON = 2
_LEAST_NAME = 4
_LEAST_CUT = 10
# Search engines read headlines of 110 characters at most.
_LIMITED = 100
_LEAST_ALONE = 4
_ONE_TITLE = 0.8
_NEAR = 2
_MOST_HEADINGS = 12
# Words that two titles of different things share as well.
_COMMON = frozenset(
    ("the", "an", "and", "or", "of", "to", "in", "on", "for", "with", "by", "from", "is", "are", "your", "you", "how")
)
_MASTHEAD = re.compile(
    r"logo|site-?(?:title|name|branding)|brand|masthead|navbar|menu|modal|overlay|popup|sr-only", re.I
)


_PORTAL = re.compile(r"(?:门户网站|門戶網站|政府网站?|官方网站|官網|官网)$")
_HEADINGS = ("h2", "h3", "h4")
_SET_AS_HEADLINE = (*_HEADINGS, "div", "p", "td", "span", "b", "strong", "font")
# bt is 标题 in the pinyin of many content systems.
_HEADLINE_NAME = re.compile(r"(?:^|[\s_-])(?:bt|biaoti|tit|title|headline|subject)(?:$|[\s_-])", re.IGNORECASE)
_WHOLE = "title: <title>"
_SHARED = "title: og:title"


class Title(NamedTuple):
    """The title, which of the page's it was, and the element it stands in, None when it stands in no text."""

    text: str
    reason: str
    element: HtmlElement | None = None


def title_of(root: HtmlElement, page: Declared, signs: Signs, site: str, host: str) -> Title:
    """Choose the title: a heading that the page's declarations bear out, else what is declared, without the site."""
    whole = one_line(root.findtext("head/title") or root.findtext(".//title") or "")
    shared = one_line(page.first("og:title", "twitter:title"))
    headline = next(iter(page.texts("headline")), "")
    said = [text[:_LONGEST_CUT] for text in (whole, shared, headline) if text]
    all_headings = [each for each in _headings(signs) if not is_site(each[0], site, host)]
    headings = [each for each in all_headings if not is_beside(each[1], _NEAR)]
    declared = _declared(whole, shared, headline, site, host)
    confirmed = _confirmed(headings or all_headings, said, site)
    if confirmed and not (declared and _is_another(confirmed, declared, root, signs)):
        return confirmed._replace(text=_spelled(_without_known(confirmed.text, site, host), said))
    if declared and declared.reason == _WHOLE and not headings and (part := _standing_part(whole, root, site, host)):
        return part
    if declared and (begun := _begun(headings, declared)):
        return begun
    standing = _standing(declared.text, root, signs) if declared else None
    if declared and standing is not None:
        # Under the h1 people read who wrote it, also where the title is said again in the text.
        lower = bool(headings) and standing.tag in _HEADINGS
        return declared._replace(element=headings[0][1] if lower else standing)
    found = _likest(headings, said, trusted=declared is not None and not is_site(declared.text, site, host))
    if found and declared and _is_one_title(found.text, declared.text):
        return declared._replace(element=found.element)
    return found or declared or Title("", "title: none")


def _confirmed(headings: list[tuple[str, HtmlElement]], said: list[str], site: str) -> Title | None:
    """Return the heading that a declared title holds; of two, the one that opens it, for the site's name ends it."""
    found = [(text, element) for text, element in headings if any(_confirms(each, text, site) for each in said)]
    if not found:
        return None
    opening = (each for each in found if any(same(text).startswith(same(each[0])) for text in said))
    text, element = next(opening, found[0]) if same(said[0]).endswith(same(found[0][0])) else found[0]
    return Title(text, "title: h1, as the page declares it", element)


def _is_another(confirmed: Title, declared: Title, root: HtmlElement, signs: Signs) -> bool:
    """Whether the page is shared under a title that stands in it and is not the heading: that is a blog's name."""
    shared, heading = same(declared.text), same(confirmed.text)
    if declared.reason != _SHARED or heading in shared or shared in heading:
        return False
    return _standing(declared.text, root, signs) is not None


def _begun(headings: list[tuple[str, HtmlElement]], declared: Title) -> Title | None:
    """Return the declared title where a heading says it in a piece of its own, and in others who wrote it and when."""
    for _, element in headings:
        if any(same(piece) == same(declared.text) for piece in pieces_of(element, _LONGEST_HEADING)):
            return declared._replace(element=element)
    return None


def _spelled(heading: str, said: list[str]) -> str:
    """Return a heading that is written in letters of one size, which a style sheet sets, as it is spelled elsewhere."""
    if heading not in (heading.lower(), heading.upper()):
        return heading
    wanted = heading.lower()
    begins = ((each, each.lower().find(wanted)) for each in said if len(each.lower()) == len(each))
    spelled = (each[begin : begin + len(heading)] for each, begin in begins if begin >= 0)
    return next(spelled, heading)


def _without_known(title: str, site: str, host: str) -> str:
    """Cut the site's own name off the end."""
    parts = _parts(title)
    return _rejoined(title, parts[:-1]) if len(parts) > 1 and is_site(parts[-1], site, host) else title


def without_site(title: str, site: str, host: str = "") -> str:
    """Cut the site's name off either end: the known one, or what stands last and is short beside the rest."""
    parts = _parts(title) if len(title) <= _LONGEST_CUT else []
    if len(parts) < 2:
        return title
    known = [part for part in (parts[-1], parts[0]) if is_site(part, site, host)]
    if known:
        left = parts[:-1] if known[0] == parts[-1] else parts[1:]
        return _rejoined(title, left)
    # Chinese pages chain channel and site: 标题_财经频道_某某网.
    while len(parts) > 1 and (
        _is_site_like(parts[-1], _rejoined(title, parts[:-1])) or _is_of_site(parts[-1], site, host)
    ):
        parts = parts[:-1]
    return _rejoined(title, parts)


def standing_plainly(title: str, root: HtmlElement) -> HtmlElement | None:
    """Return the element that holds nothing but `title` and is neither a heading nor called one."""
    plain = (
        each for each in root.iter(*_SET_AS_HEADLINE) if each.text and abs(len(each.text.strip()) - len(title)) < 2
    )
    return next((each for each in plain if same(each.text) == same(title) and not is_beside(each)), None)


def is_site(text: str, site: str, host: str) -> bool:
    """Whether `text` is the name the site gives itself, or the one it has in its address."""
    name = same(text)
    if not name:
        return True
    return name == same(site) or (len(name) >= _SHORTEST_SITE and name in _host_names(host))


def _is_of_site(part: str, site: str, host: str) -> bool:
    """Whether the last part of a title begins the site's name, or has a word of its address in it."""
    words = _SIGNS.sub(" ", part.lower()).split()
    if len(words) > 1 and same(site).startswith(same(part)):
        return True
    return len(part) <= _LONGEST_SITE and any(len(word) >= _LEAST_NAME and word in _host_names(host) for word in words)


def same(text: str) -> str:
    """Return what two spellings of one title have in common."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", text[:2000])).lower()


@lru_cache(64)
def _host_names(host: str) -> frozenset[str]:
    labels = host.lower().removeprefix("www.").split(".")
    return frozenset((*labels[:-1], "".join(labels), "".join(labels[:-1])))


def _likest(headings: list[tuple[str, HtmlElement]], said: list[str], *, trusted: bool) -> Title | None:
    """Return the heading that shares most with a declared title, or one that is long enough to be no label.

    What is declared is often written for search engines, and what stands over the text for its readers.
    """
    rated = [
        (_common(text, said), len(_words(text)), text, element)
        for text, element in headings
        # The name of a channel or a site, which stands in the declared title beside the article's.
        if not any(same(text) in same(each) for each in said)
    ]
    best = max(rated, key=lambda each: each[0], default=None)
    if best and best[0] >= _LEAST_COMMON:
        return Title(best[2], "title: h1, like what the page declares", best[3])
    for _, words, text, element in rated[:1]:
        if not trusted or words >= _LEAST_ALONE or any(_goes_on(text, each) for each in said):
            return Title(text, "title: h1", element)
    return None


def _goes_on(heading: str, declared: str) -> bool:
    """Whether the heading begins as the declared title does, and says more."""
    return bool(parts := _parts(declared)) and heading.lower().startswith(f"{parts[0].lower()} ")


def _declared(whole: str, shared: str, headline: str, site: str, host: str) -> Title | None:
    for text, name in ((shared, "og:title"), (headline, "JSON-LD headline")):
        # A heading that says more than a declared title cut short ("… - Site") is the title.
        if text and not (text == whole and _parts(text)[1:]) and not is_site(text, site, host):
            if _is_cut_short(text, whole):
                break
            return Title(without_site(text, site, host), f"title: {name}")
    return Title(without_site(whole, site, host) or whole, _WHOLE) if whole else None


def _is_cut_short(title: str, whole: str) -> bool:
    """Whether `title` is the beginning of <title> up to a program's cut: before dots, in a word, or at a limit."""
    begun = _DOTS.sub("", title)
    rest = whole[len(begun) :]
    if len(begun) < _LEAST_CUT or not whole.startswith(begun) or not rest.strip():
        return False
    return begun != title or len(title) >= _LIMITED or bool(_CUT_WORD.fullmatch(begun[-1] + rest[0]))


def _standing(title: str, root: HtmlElement, signs: Signs) -> HtmlElement | None:
    """Return the element in which `title` stands, for pages whose headline is no `h1`."""
    wanted = same(title)
    if not wanted:
        return None
    for element in _set_as_headline(root, signs):
        if same(heading_of(element, 2 * len(title) + 20)) == wanted:
            return element
    return None


def _standing_part(whole: str, root: HtmlElement, site: str, host: str) -> Title | None:
    """Return the longest part of <title> that is set as a headline in the page and is no link, as a site's name is."""
    texts = _parts(whole) if len(whole) <= _LONGEST_CUT else []
    parts = {same(text): text.strip() for text in (*texts, *(text.partition(": ")[2] for text in texts))}
    found: list[Title] = []
    for element in root.iter(*_SET_AS_HEADLINE):
        text = element.text or ""
        if len(element) or not text.strip() or len(text) > _LONGEST_CUT:
            continue
        part = parts.get(same(text))
        if part and not is_site(part, site, host) and _is_headline(element) and len(part) < len(whole):
            found.append(Title(part, "title: the part of <title> set as a headline", element))
            if len(found) == _MOST_HEADINGS:
                break
    return max(found, key=lambda title: len(title.text), default=None)


def _is_headline(element: HtmlElement) -> bool:
    if element.tag not in _HEADINGS and not _HEADLINE_NAME.search(named(element)[:_LONGEST_HEADING]):
        return False
    linked = any(True for _ in element.iterancestors("a", "li"))
    return not (linked or _is_masthead(element) or is_beside(element, _NEAR))


def _set_as_headline(root: HtmlElement, signs: Signs) -> Iterator[HtmlElement]:
    yield from (element for element in root.iter("h1", "h2", "h3", "legend") if not is_beside(element, _NEAR))
    yield from (element for element in signs.headlines if not is_beside(element))


def _confirms(title: str, heading: str, site: str) -> bool:
    """Whether `title` holds the heading, and not merely as the site's name beside something longer.

    Where the site gives a name, a heading that is all of the first part is another's, however short it is.
    """
    parts = _parts(title)
    if site and len(parts) > 1 and same(parts[0]) == same(heading):
        return True
    longest = max((len(same(part)) for part in parts), default=0)
    return same(heading) in same(title) and len(same(heading)) >= _LEAST_SHARE * longest


def _common(heading: str, said: list[str]) -> int:
    """Count the words that a heading has in common with the nearest of the declared titles."""
    words = _words(heading)
    return max((len(words & _words(each)) for each in said), default=0)


def _is_one_title(heading: str, declared: str) -> bool:
    """Whether the two say the same in nearly the same words; the declared spelling is the one to be quoted."""
    words, others = _words(heading), _words(declared)
    return bool(words and others) and len(words & others) >= _ONE_TITLE * max(len(words), len(others))


def _words(text: str) -> set[str]:
    return set(_WORD.findall(unicodedata.normalize("NFKC", text).lower())) - _COMMON


def _is_site_like(part: str, title: str) -> bool:
    return len(part) <= _LONGEST_SITE and (len(part) < len(title) or bool(_PORTAL.search(part)))


def _rejoined(title: str, parts: list[str]) -> str:
    """Return the stretch of `title` from the first of `parts` to the last, separators between them kept."""
    begin = end = title.find(parts[0])
    for part in parts:
        end = title.find(part, end) + len(part)
    return title[begin:end].strip()


def _parts(title: str) -> list[str]:
    return [part for part in _SEPARATOR.split(title) if part.strip()]


def _headings(signs: Signs) -> list[tuple[str, HtmlElement]]:
    headings = [heading for heading in signs.headings[:_MOST_HEADINGS] if not _is_masthead(heading)]
    # Documentation has a sign at the end that links to the heading itself.
    found = [(heading_of(heading, _LONGEST_HEADING).rstrip("¶ "), heading) for heading in headings]
    return [(text, heading) for text, heading in found if same(text)]


def _is_masthead(heading: HtmlElement) -> bool:
    return bool(_MASTHEAD.search(named(heading)[:_LONGEST_HEADING]))
