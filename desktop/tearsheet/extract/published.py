"""Turn the places where a page says when it was published, and when changed, into those moments."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import chain
from typing import NamedTuple

from lxml.html import HtmlElement

from tearsheet.extract.declared import Declared
from tearsheet.extract.headline import Line
from tearsheet.extract.printed import (
    CHANGED,
    Clock,
    changes_farther_away,
    changes_near_headline,
    farther_away,
    first_published,
    near_headline,
)
from tearsheet.extract.signs import Signs, line_of
from tearsheet.text.dates import parse_date

_CHINA, _JAPAN = timezone(timedelta(hours=8)), timezone(timedelta(hours=9))
EAST = {"zh": _CHINA, "ja": _JAPAN, "ko": _JAPAN}
"""The offset of the languages that are written at one, Korea's being Japan's."""

_META = (
    "article:published_time og:published_time datepublished parsely-pub-date sailthru.date pubdate publishdate "
    "publish_date publication_date article.published dc.date.issued dcterms.created dc.date date "
    "weibo:article:create_at apub:time bt:pubdate citation_publication_date citation_online_date article:post_time "
    "published_at published-date publish-date article:published og:article:published_time created dc.date.created"
)
_META_CHANGED = (
    "article:modified_time og:updated_time datemodified dcterms.modified lastmod last-modified weibo:article:update_at "
    "article:update_time og:article:modified_time dc.date.modified"
)
_MARKED = "descendant::*[@itemprop='datePublished' or @itemprop='published-date' or @pubdate]"
_LONGEST = 120
_A_DAY = timedelta(days=1)
# WeChat's own page says it in a script: var ct = "1646213094".
_KEYS = (
    "var ct", "oriCreateTime", "createTime", "publish_time", "datePublished", "publishedAt", "published_at",
    "publishDate", "publish_date", "publicationDate", "first_published_at",
)  # fmt: skip
_IN_SCRIPT = re.compile(
    r"""(?:var ct|oriCreateTime|publish_time|createTime)\s?=\s?["'](\d{10})["']"""
    r"""|(?:datePublished|publishedAt|published_at|publishDate|publish_date|publicationDate|first_published_at)\\?"\s?:"""
    r"""\s?\\?"((?:19|20)\d\d-\d\d-\d\d[T ]?[\d:.+Z-]{0,25})"""
)
_IN_ADDRESS = re.compile(r"[/=]((?:19|20)\d\d)[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?=[/_.+?&-]|\d{4,}|$)")
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)


class Published(NamedTuple):
    """When, None when the page does not say; and where it says so."""

    moment: datetime | None
    reason: str

    @property
    def day(self) -> date | None:
        return self.moment.date() if self.moment else None


_NOT_SAID = Published(None, "published: not said")


def published_of(
    root: HtmlElement, page: Declared, signs: Signs, lines: Sequence[Line], address: str, clock: Clock, *, signed: bool
) -> Published:
    """Return the date that the page declares, else the first that it prints, nearest the headline before farther away.

    `signed` says that an author is named: only an article has the date of a change for want of another.
    """
    marked = list(root.xpath(_MARKED))
    declared = next(_read(_declared(root, page, marked), clock), None)
    if declared is not None:
        found = _before_put_up_anew(page, marked, declared, lines, clock)
    else:
        printed = _printed(root, signs, lines, address, clock, signed=signed)
        found = _as_of_the_page(page, next(_read(printed, clock), _NOT_SAID), clock)
    return _closer(found, lines, clock) if _is_day(found.moment) else found


def _printed(
    root: HtmlElement, signs: Signs, lines: Sequence[Line], address: str, clock: Clock, *, signed: bool
) -> Iterator[tuple[str, str]]:
    yield from first_published(root)
    yield from near_headline(lines, clock)
    if found := _IN_ADDRESS.search(address):
        yield "-".join(found.groups()), "the address"
    yield from farther_away(root, signs, signed=signed)
    if signed:
        for text in chain(changes_near_headline(lines), changes_farther_away(signs)):
            yield text, CHANGED


def _as_of_the_page(page: Declared, found: Published, clock: Clock) -> Published:
    """Return the moment that is declared of the page, not of an article, where the printed one is of that day.

    Templates declare it of every page, whether it has a date for its readers or not; but they know the hour, and which
    is the day in 3/2.
    """
    declared = next(
        _read(((text, "JSON-LD of the page") for text in page.page_texts("datePublished")), clock), _NOT_SAID
    )
    if found.moment is None or declared.moment is None:
        return found
    is_turned = (declared.moment.year, declared.moment.month, declared.moment.day) == (
        found.moment.year,
        found.moment.day,
        found.moment.month,
    )
    return declared if is_turned or abs(declared.moment - found.moment) <= _A_DAY else found


def _before_put_up_anew(
    page: Declared, marked: Sequence[HtmlElement], declared: Published, lines: Sequence[Line], clock: Clock
) -> Published:
    """Return the date that stands in the page where the declared one is later: then it was only put up anew that day.

    The page says so when it has an earlier one marked as that of publication, or declares an earlier change.
    """
    shown = ((_said(element), "itemprop") for element in marked if line_of(element, _LONGEST))
    read = list(_read(shown, clock))
    if len({each.day for each in read}) == 1 and _is_days_before(read[0].moment, declared.moment):
        return read[0]
    changed = next((moment for text in page.texts("dateModified") if (moment := clock.read(text))), None)
    if _is_days_before(changed, declared.moment):
        printed = _read(near_headline(lines, clock), clock)
        return next((each for each in printed if _is_days_before(each.moment, declared.moment)), declared)
    return declared


def _is_days_before(moment: datetime | None, other: datetime | None) -> bool:
    return moment is not None and other is not None and other - moment > _A_DAY


def _closer(found: Published, lines: Sequence[Line], clock: Clock) -> Published:
    """Return the moment printed near the headline when it is of the day that was found and says the hour as well."""
    printed = _read(near_headline(lines, clock), clock)
    return next((each for each in printed if each.day == found.day and not _is_day(each.moment)), found)


def _is_day(moment: datetime | None) -> bool:
    return moment is not None and not (moment.hour or moment.minute or moment.second)


def _read(texts: Iterable[tuple[str, str]], clock: Clock) -> Iterator[Published]:
    for text, where in texts:
        moment = clock.read(text)
        if moment is not None and (moment >= _EARLIEST or where == "JSON-LD"):
            yield Published(moment, f"published: {where}")


def modified_of(page: Declared, signs: Signs, lines: Sequence[Line], clock: Clock) -> Published:
    """Return when the page says that it was changed last."""
    for text, where in _changed(page, signs, lines):
        if (moment := clock.read(text)) is not None and moment >= _EARLIEST:
            return Published(moment, f"modified: {where}")
    return Published(None, "")


def _changed(page: Declared, signs: Signs, lines: Sequence[Line]) -> Iterator[tuple[str, str]]:
    for text in page.page_texts("dateModified"):
        yield text, "JSON-LD"
    for name in _META_CHANGED.split():
        if name in page.meta:
            yield page.meta[name], f"meta {name}"
    for text in changes_near_headline(lines):
        yield text, "a line near the headline"
    for text in changes_farther_away(signs):
        yield text, "a labelled line"


def _declared(root: HtmlElement, page: Declared, marked: Sequence[HtmlElement]) -> Iterator[tuple[str, str]]:
    for key in ("datePublished", "dateCreated", "uploadDate"):
        for text in page.texts(key):
            yield text, "JSON-LD"
    for name in _META.split():
        if page.meta.get(name):
            yield page.meta[name], f"meta {name}"
    for element in marked:
        yield _said(element), "itemprop"
    yield from _in_scripts(root)


def _said(element: HtmlElement) -> str:
    machine = element.get("title", "")
    said = element.get("datetime") or element.get("content") or (machine if parse_date(machine) else "")
    return said or line_of(element, _LONGEST)


def _in_scripts(root: HtmlElement) -> Iterator[tuple[str, str]]:
    """Read the dates in scripts, where all that are said are of one day: a list of other articles says several."""
    texts = (script.text for script in root.iter("script") if "ld+json" not in script.get("type", "") and script.text)
    matches = (match for text in texts if any(key in text for key in _KEYS) for match in _IN_SCRIPT.finditer(text))
    found = [match[1] or match[2] for match in matches]
    if found and len({text[:10] for text in found}) == 1:
        yield found[0], "a script"
