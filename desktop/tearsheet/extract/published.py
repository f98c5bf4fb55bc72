"""Turn the places where a page says when it was published into that moment."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import NamedTuple

from lxml.html import HtmlElement

from tearsheet.extract.declared import Declared
from tearsheet.extract.headline import lines_near_headline
from tearsheet.extract.trees import label, named, words_of
from tearsheet.text.dates import parse_date

CHINA = timezone(timedelta(hours=8))

_META = (
    "article:published_time og:published_time datepublished parsely-pub-date sailthru.date pubdate publishdate "
    "publish_date publication_date article.published dc.date.issued dcterms.created dc.date date "
    "weibo:article:create_at apub:time bt:pubdate citation_publication_date citation_online_date article:post_time "
    "published_at"
)
_LABELLED = re.compile(
    r"(?:发布时间|发布日期|发表时间|发表于|发布于|时间|日期|Published(?: on)?|Posted(?: on)?)\s*[:：]?\s*(?=.?\d|[A-Z])"
)
_DATED = re.compile(
    r"date|time|publish|posted|pubtime|dateline|byline|article-info|post-meta|info|source", re.IGNORECASE
)
_BESIDE = re.compile(
    r"related|comment|sidebar|footer|widget|recommend|popular|update|modified|copyright|event", re.IGNORECASE
)
_LONGEST = 120
# WeChat's own page says it in a script: var ct = "1646213094".
_IN_SCRIPT = re.compile(r"""\b(?:ct|oriCreateTime|publish_time|createTime)\s*=\s*["'](\d{10})["']""")
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|\d{4,}|$)")
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)


class Published(NamedTuple):
    """When, None when the page does not say; and where it says so."""

    moment: datetime | None
    reason: str


def published_of(
    root: HtmlElement, page: Declared, address: str, *, offset: tzinfo | None, day_first: bool
) -> Published:
    """Return the first date that stands where pages declare theirs; `offset` is for those that name none."""
    for text, where in _texts(root, page, address):
        moment = parse_date(text, offset=offset, day_first=day_first)
        if moment is not None and (moment >= _EARLIEST or where == "JSON-LD"):
            return Published(moment, f"published: {where}")
    return Published(None, "published: not said")


def _texts(root: HtmlElement, page: Declared, address: str) -> Iterator[tuple[str, str]]:
    for key in ("datePublished", "dateCreated", "uploadDate"):
        for text in page.texts(key):
            yield text, "JSON-LD"
    for name in _META.split():
        if page.meta.get(name):
            yield page.meta[name], f"meta {name}"
    for element in root.xpath("//*[@itemprop='datePublished' or @pubdate]"):
        yield element.get("datetime") or element.get("content") or words_of(element), "itemprop"
    yield from _in_scripts(root)
    yield from _beside_the_text(root)
    if found := _IN_ADDRESS.search(address):
        yield "-".join(found.groups()), "the address"


def _in_scripts(root: HtmlElement) -> Iterator[tuple[str, str]]:
    for script in root.iter("script"):
        if found := _IN_SCRIPT.search(script.text or ""):
            yield found[1], "a script"


def _beside_the_text(root: HtmlElement) -> Iterator[tuple[str, str]]:
    for element in root.iter("time"):
        if not _is_beside_the_article(element):
            yield element.get("datetime") or words_of(element), "time"
    for element in root.xpath("//body//*[@class or @id]"):
        if _DATED.search(named(element)) and not _is_beside_the_article(element):
            text = words_of(element)
            if len(text) <= _LONGEST:
                yield text, label(element)
    for line in lines_near_headline(root):
        yield line, "a line near the headline"
    for element in root.xpath("//body//*[text()[contains(., '20')]][not(self::p) and not(self::a)]"):
        text = words_of(element)
        if len(text) <= _LONGEST and _LABELLED.search(text) and not _is_beside_the_article(element):
            yield text, "a labelled line"


def _is_beside_the_article(element: HtmlElement) -> bool:
    if any(True for _ in element.iterancestors("nav", "aside", "footer", "li")):
        return True
    return any(_BESIDE.search(named(e)) for e in (element, *list(element.iterancestors())[:4]))
