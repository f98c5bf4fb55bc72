"""Turn the places where a page says when it was published, and when changed, into those moments."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from itertools import chain
from typing import NamedTuple

from lxml.html import HtmlElement

from tearsheet.extract.declared import Declared
from tearsheet.extract.headline import Line
from tearsheet.extract.signs import Signs, is_beside, line_of
from tearsheet.extract.trees import label, named
from tearsheet.text.dates import MONTHS, parse_date, relative_date

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
_PUBLISHED = (
    r"发布时间|发布日期|发布于|发表时间|发表于|发稿时间|出版日期|(?:first\s+|originally\s+)?(?:published|posted)(?:\s+(?:on|at))?|"
    r"publication\s+date|post\s+(?:date|time)|published\s+date"
)
_CHANGED = (
    r"(?:last\s+|recently\s+)?(?:updated|modified|edited|revised|reviewed|active|fact[- ]checked)(?:\s+(?:on|at))?"
    rf"(?=\s*[:,]?\s*(?:\d|$|{'|'.join(MONTHS)}))|(?:最后|最近)?(?:更新|修改|编辑)(?:时间|日期|于)(?:[:：]|\b)|更新(?=\s*[:：\d])"
)
_LABEL = re.compile(rf"(?P<published>{_PUBLISHED})|(?P<changed>{_CHANGED})", re.IGNORECASE)
_NAMED_DATE = re.compile(r"date|publish|posted|pubtime|pub-time|dateline|created|time", re.IGNORECASE)
_NAMED_CHANGED = re.compile(r"update|modif|edited|reviewed", re.IGNORECASE)
_LABEL_ALONE = re.compile(rf"(?:{_PUBLISHED})\s*[:：]?", re.IGNORECASE)
_LONGEST_LABEL = 30
_LABELLED = re.compile(rf"(?:时间|日期|{_PUBLISHED})\s*[:：]?\s*(?=.?\d|[A-Z])", re.IGNORECASE)

_LONGEST = 120
_LEAST_LINE = 44
_MOST_ELEMENTS = 80
_MOST_DATES = 3
_MOST_IN_CARD = 8
_CARD_HEADINGS = ("h2", "h3", "h4", "h5")
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


class Clock(NamedTuple):
    """How the page writes its dates: the offset of those that name none, their order, and when the page was had."""

    offset: tzinfo | None
    day_first: bool
    received: datetime | None = None

    def read(self, text: str) -> datetime | None:
        """Return the moment in `text`; a relative one ("3小时前") only where it is known when the page was had."""
        moment = parse_date(text, offset=self.offset, day_first=self.day_first)
        if moment is None and self.received is not None:
            moment = relative_date(text, self.received.astimezone(self.offset or self.received.tzinfo))
        return moment


class Published(NamedTuple):
    """When, None when the page does not say; and where it says so."""

    moment: datetime | None
    reason: str


def published_of(
    root: HtmlElement, page: Declared, signs: Signs, lines: Sequence[Line], address: str, clock: Clock, *, signed: bool
) -> Published:
    """Return the first date that stands where pages declare theirs, nearest the headline before farther away.

    `signed` says that an author is named: a page nobody signed is often one of no date, whatever its template declares.
    """
    every = (
        _declared(root, page),
        _near_headline(lines, clock),
        _texts(root, page, signs, lines, address, signed=signed),
    )
    found = next(_read(chain.from_iterable(every), clock), None)
    if found is None:
        return Published(None, "published: not said")
    return _closer(found, lines, clock) if _is_day(found.moment) else found


def _closer(found: Published, lines: Sequence[Line], clock: Clock) -> Published:
    """Return the moment printed near the headline when it is of the day that was found and says the hour as well."""
    day = found.moment.date() if found.moment else None
    printed = _read(_near_headline(lines, clock), clock)
    return next(
        (each for each in printed if each.moment and each.moment.date() == day and not _is_day(each.moment)), found
    )


def _is_day(moment: datetime | None) -> bool:
    return moment is not None and not (moment.hour or moment.minute or moment.second)


def _read(texts: Iterable[tuple[str, str]], clock: Clock) -> Iterator[Published]:
    for text, where in texts:
        moment = clock.read(text)
        if moment is not None and (moment >= _EARLIEST or where == "JSON-LD"):
            yield Published(moment, f"published: {where}")


def modified_of(page: Declared, lines: Sequence[Line], clock: Clock) -> Published:
    """Return when the page says that it was changed last."""
    for text, where in _changed(page, lines):
        if (moment := clock.read(text)) is not None and moment >= _EARLIEST:
            return Published(moment, f"modified: {where}")
    return Published(None, "")


def _changed(page: Declared, lines: Sequence[Line]) -> Iterator[tuple[str, str]]:
    for text in page.page_texts("dateModified"):
        yield text, "JSON-LD"
    for name in _META_CHANGED.split():
        if name in page.meta:
            yield page.meta[name], f"meta {name}"
    for text in _printed_changes(lines):
        yield text, "a line near the headline"


def _printed_changes(lines: Sequence[Line]) -> Iterator[str]:
    for line in lines:
        yield from (text for kind, text in _labelled(line.text) if kind == "changed")


def _declared(root: HtmlElement, page: Declared) -> Iterator[tuple[str, str]]:
    for key in ("datePublished", "dateCreated", "uploadDate"):
        for text in page.texts(key):
            yield text, "JSON-LD"
    for name in _META.split():
        if page.meta.get(name):
            yield page.meta[name], f"meta {name}"
    for element in root.xpath("descendant::*[@itemprop='datePublished' or @itemprop='published-date' or @pubdate]"):
        machine = element.get("title", "")
        said = element.get("datetime") or element.get("content") or (machine if parse_date(machine) else "")
        yield said or line_of(element, _LONGEST), "itemprop"
    yield from _in_scripts(root)


def _texts(
    root: HtmlElement, page: Declared, signs: Signs, lines: Sequence[Line], address: str, *, signed: bool
) -> Iterator[tuple[str, str]]:
    if signed:
        for text in page.page_texts("datePublished"):
            yield text, "JSON-LD of the page"
    if found := _IN_ADDRESS.search(address):
        yield "-".join(found.groups()), "the address"
    yield from _farther_away(root, signs)
    if signed:
        for text in _printed_changes(lines):
            yield text, "the only date printed, that of a change"


def _in_scripts(root: HtmlElement) -> Iterator[tuple[str, str]]:
    """Read the dates in scripts, where all that are said are of one day: a list of other articles says several."""
    texts = (script.text for script in root.iter("script") if "ld+json" not in script.get("type", "") and script.text)
    matches = (match for text in texts if any(key in text for key in _KEYS) for match in _IN_SCRIPT.finditer(text))
    found = [match[1] or match[2] for match in matches]
    if found and len({text[:10] for text in found}) == 1:
        yield found[0], "a script"


def _near_headline(lines: Iterable[Line], clock: Clock) -> Iterator[tuple[str, str]]:
    """Read the lines about the headline; a date once said to be that of a change is none of publication."""
    changed: set[object] = set()
    bare: list[tuple[str, str]] = []
    label_before = ""
    for line in lines:
        declared = line.element.get("datetime", "")
        kinds = _labelled(line.text)
        if label_before and len(kinds) == 1 and kinds[0][0] == "bare":
            kinds = [(label_before, line.text)]
        if _NAMED_CHANGED.search(named(line.element)):
            kinds = [("changed", text) for _, text in kinds]
        label_before = ""
        for kind, text in kinds:
            moment = clock.read(text)
            if moment is None:
                label_before = kind if kind != "bare" and len(text) < 4 else label_before
            elif kind == "changed":
                changed.add(moment.date())
            elif moment.date() not in changed and (kind == "published" or _is_mostly_date(line)):
                said = declared if clock.read(declared) else text
                bare.append((said, "a labelled line" if kind == "published" else _where(line)))
                if kind == "published":
                    yield bare[-1]
    yield from (each for each in bare if (moment := clock.read(each[0])) and moment.date() not in changed)


def _is_mostly_date(line: Line) -> bool:
    """Whether the line is a date with a name or two beside it, not a sentence that mentions one."""
    return len(line.text) <= _LEAST_LINE or line.element.tag == "time" or len(line.pieces) > 1


def _where(line: Line) -> str:
    return "time near the headline" if line.element.tag == "time" else "a line near the headline"


def _labelled(text: str) -> list[tuple[str, str]]:
    """Part a line at its labels: what follows each, by whether it speaks of publication or of a change."""
    parts: list[tuple[str, str]] = []
    kind, begin = "bare", 0
    for found in _LABEL.finditer(text):
        parts.append((kind, text[begin : found.start()]))
        kind, begin = ("published" if found["published"] else "changed"), found.end()
    parts.append((kind, text[begin:]))
    return [(kind, part.strip(" :：,，|·•-–")) for kind, part in parts if part.strip() or kind != "bare"]


def _farther_away(root: HtmlElement, signs: Signs) -> Iterator[tuple[str, str]]:
    for element in signs.times:
        if not _is_elsewhere(element):
            yield element.get("datetime") or line_of(element, _LONGEST), "time"
    named_dates = [(text, label(element)) for element in signs.dates[:_MOST_ELEMENTS] if (text := _named_date(element))]
    # A page that sets many days in such elements is a list of other pages.
    if len({text for text, _ in named_dates}) <= _MOST_DATES:
        yield from named_dates
    for element in root.xpath("body/descendant::*[text()[contains(., '20')]][not(self::p) and not(self::a)]"):
        text = line_of(element, _LONGEST)
        if (found := _LABELLED.search(text)) and not _is_elsewhere(element):
            yield text[found.end() :], "a labelled line"


def _is_called_published(element: HtmlElement) -> bool:
    """Whether a label of its own stands before a time: <h4>Published</h4> <p><time>…"""
    parent = element.getparent()
    before = [element.getprevious(), None if parent is None else parent.getprevious()]
    labels = [line_of(each, _LONGEST_LABEL) for each in before if each is not None]
    return any(_LABEL_ALONE.fullmatch(text) for text in labels if text)


def _named_date(element: HtmlElement) -> str:
    if not _NAMED_DATE.search(named(element)) or _is_elsewhere(element):
        return ""
    text = line_of(element, _LEAST_LINE)
    return text if parse_date(text) else ""


def _is_in_card(box: HtmlElement) -> bool:
    """Whether `box` is the card of another page: the heading in it is a link."""
    return any(True for child in box[:_MOST_IN_CARD] if _is_linked_heading(child))


def _is_linked_heading(element: HtmlElement) -> bool:
    inner, outer = (("a",), _CARD_HEADINGS) if element.tag in _CARD_HEADINGS else (_CARD_HEADINGS, ("a",))
    return element.tag in outer and next(element.iter(*inner), None) is not None


def _is_elsewhere(element: HtmlElement) -> bool:
    parent = element.getparent()
    if parent is None or "li" in (parent.tag, element.tag) or element.tag == "body" or _is_in_card(parent):
        return True
    before = " ".join((parent.text or "")[-_LEAST_LINE:].split())
    if any(kind == "changed" for text in (before, line_of(parent, _LEAST_LINE)) for kind, _ in _labelled(text)):
        return True
    if any(True for _ in element.iterancestors("a")):
        return True
    return is_beside(element) or any(_NAMED_CHANGED.search(named(each)) for each in (element, parent))
