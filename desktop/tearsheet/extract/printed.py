"""Turn the lines of a page into the dates they print, by what they are called: of publication, of a change, or else."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, tzinfo
from itertools import islice
from typing import NamedTuple

from lxml.html import HtmlElement

from tearsheet.extract.headline import Line
from tearsheet.extract.signs import Signs, is_beside, line_of
from tearsheet.extract.trees import label, named
from tearsheet.text.dates import MONTHS, parse_date, relative_date

_PUBLISHED = (
    r"[发發][布佈](?:时间|時間|日期|[于於])|[发發]表(?:时间|時間|日期|[于於])|[发發][稿文](?:时间|時間|日期)|"
    r"刊[发發登載载](?:时间|時間|日期|[于於])|(?:出版|推送|首[发發])(?:时间|時間|日期)|"
    r"(?:first\s+|originally\s+)?(?:published|posted)(?:\s+(?:on|at))?|publication\s+date|post\s+(?:date|time)|"
    r"publish(?:ed)?\s+date"
)
_BEFORE_A_DATE = rf"(?=\s*[:,]?\s*(?:\d|$|{'|'.join(MONTHS)}))"
_CHANGED = (
    r"(?:last\s+|recently\s+)?(?:updated|modified|edited|revised|reviewed|active|fact[- ]checked)"
    rf"(?:\s+this\s+\w{{1,12}})?(?:\s+(?:on|at))?{_BEFORE_A_DATE}|"
    r"(?:最[后後近])?(?:更新|修[改订訂]|[编編][辑輯])(?:时间|時間|日期|[于於])(?:[:：]|\b)|更新(?=\s*[:：\d])"
)
# A page's own clock, and the days of what it speaks of.
_OTHER = (
    r"今天是|今日是?(?=\s*[:：\d])|[现現当當]前(?:时间|時間|日期)|(?:现在|現在)(?:时间|時間)|截[至止](?:时间|時間|日期)?|"
    r"(?:活[动動]|[会會][议議]|[举舉][办辦行]|[开開][始展幕]|考[试試]|[报報]名|[访訪][问問]|生效|[实實]施|成立)"
    r"(?:时间|時間|日期)|"
    r"\b(?:release\s+date|event\s+date|effective(?:\s+(?:date|beginning|from))?|deadline|expir\w{1,5}(?:\s+(?:date|on))?|"
    rf"accessed(?:\s+on)?|retrieved(?:\s+on)?|received|accepted){_BEFORE_A_DATE}"
)
_LABEL = re.compile(rf"(?P<published>{_PUBLISHED})|(?P<changed>{_CHANGED})|(?P<other>{_OTHER})", re.IGNORECASE)
_LABELLED = re.compile(rf"(?:时间|時間|日期|{_PUBLISHED})\s*[:：]?\s*(?=.?\d|[A-Z])", re.IGNORECASE)
_FIRST = re.compile(
    r"\b(?:first|originally)\s+(?:published|posted|appeared)\s+(?:on|at)?\s*|(?:最初|首次|最早)[发發](?:[布佈]|表)?[于於在]?|首[发發][于於]"
    r"|原[载載][于於]",
    re.IGNORECASE,
)
# Said of the article, not of a book that it speaks of.
_OF_ARTICLE = re.compile(
    r"\b(?:this|article|story|post|piece|essay|interview)\b|[本此该該]文|文章|原文|本篇", re.IGNORECASE
)
# Whatever `_FIRST` begins with, quick to look for.
_MAY_SAY_FIRST = re.compile(r"(?:riginally|irst) [pa]|最初|首次|首[发發]|最早|原[载載]")
_SAYING = ("p", "div", "span", "em", "i", "strong", "b", "li", "td", "small", "time")
_NAMED_DATE = re.compile(r"date|publish|posted|pubtime|pub-time|dateline|created|time", re.IGNORECASE)
_NAMED_CHANGED = re.compile(r"update|modif|edited|reviewed", re.IGNORECASE)
_NAMED_OTHER = re.compile(r"hours|opening|schedule|deadline|expir|countdown|weather", re.IGNORECASE)
# What Chinese pages say in one line with the date.
_CREDIT = re.compile(
    r"(?:[来來]源|稿源|作者|[记記]者|[编編][辑輯]|[责責][编編]|[点點][击擊]|[浏瀏][览覽]|[阅閱][读讀])(?:量|次[数數])?\s*[:：]"
)

_COMMENT = re.compile(r"\bcomments?[-_]{1,2}(?:block|header|list|body|content|item|meta|wrap)|\bcomments?\b(?![-_])")
_LOOKED_UP = 4
_LEAST_DATE = 4
_LONGEST = 120
_LONGEST_SENTENCE = 300
_LONGEST_LABEL = 30
_LEAST_LINE = 44
_LONGEST_INFO = 80
_MOST_ELEMENTS = 80
_MOST_IN_CARD = 8
_MOST_DATES = 3
_CARD_HEADINGS = ("h2", "h3", "h4", "h5")

CHANGED = "the only date printed, that of a change"
"""Where a date stands that is said to be that of a change."""


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


def near_headline(lines: Iterable[Line], clock: Clock) -> Iterator[tuple[str, str]]:
    """Read the lines about the headline; a date once said to be that of a change is none of publication.

    Last come those that only a class calls changed: themes name the one date they print "updated".
    """
    changed: set[object] = set()
    bare: list[tuple[str, str]] = []
    by_class: list[tuple[str, str]] = []
    for line, kind, text in _called(lines, clock):
        moment = clock.read(text)
        is_named_changed = bool(_NAMED_CHANGED.search(named(line.element)))
        if moment is None or moment.date() in changed:
            continue
        if kind in ("changed", "other") or (is_named_changed and _is_in_table(line.element)):
            changed.add(moment.date())
        elif (_is_of_article(line) if kind == "published" else _is_mostly_date(line)) and not _is_comment(line):
            declared = _for_programs(line.element)
            said = (declared if clock.read(declared) else text, _where(kind, line))
            (by_class if is_named_changed else bare).append(said)
            if kind == "published" and not is_named_changed:
                yield said
    for each in (*bare, *by_class):
        moment = clock.read(each[0])
        if moment and moment.date() not in changed:
            yield each


def _called(lines: Iterable[Line], clock: Clock) -> Iterator[tuple[Line, str, str]]:
    """Yield what each line says, by the label in it, or by that which is all of the line before."""
    label_before = ""
    for line in lines:
        if _NAMED_OTHER.search(named(line.element)):
            continue
        kinds = _labelled(line.text)
        if label_before and len(kinds) == 1 and kinds[0][0] == "bare":
            kinds = [(label_before, line.text)]
        label_before = ""
        for kind, text in kinds:
            yield line, kind, text
            if kind != "bare" and len(text) < _LEAST_DATE and clock.read(text) is None:
                label_before = kind


def changes_near_headline(lines: Sequence[Line]) -> Iterator[str]:
    """Read what the lines about the headline say of changes."""
    for line in lines:
        yield from (text for kind, text in _labelled(line.text) if kind == "changed")


def first_published(root: HtmlElement) -> Iterator[tuple[str, str]]:
    """Read the sentences in which a page that was changed since says when it was published first."""
    for element in root.iter(*_SAYING):
        text = element.text or ""
        if _MAY_SAY_FIRST.search(text):
            sentence = line_of(element, _LONGEST_SENTENCE)
            found = _FIRST.search(sentence)
            if found and (not found.start() or _OF_ARTICLE.search(sentence[: found.start()])):
                yield sentence[found.end() : found.end() + _LEAST_LINE], "a labelled line"


def farther_away(root: HtmlElement, signs: Signs, *, signed: bool) -> Iterator[tuple[str, str]]:
    """Read the dates elsewhere in the page, those that it calls its own before those that only look like it.

    `signed` says that an author is named: such a page with a few days in it is a thread, another a list of pages.
    """
    yield from _called_published(signs)
    for element in signs.times:
        if not _is_elsewhere(element):
            yield element.get("datetime") or line_of(element, _LONGEST), "time"
    yield from _named_dates(signs, _MOST_DATES if signed else 1)
    for element in root.xpath("body/descendant::*[text()[contains(., '20')]][not(self::p) and not(self::a)]"):
        text = line_of(element, _LONGEST)
        if (found := _LABELLED.search(text)) and not _is_other(text) and not _is_elsewhere(element):
            yield text[found.end() :], "a labelled line"


def changes_farther_away(signs: Signs) -> Iterator[str]:
    """Read the elements named for a date in which one is said to be that of a change."""
    for element in signs.dates[:_MOST_ELEMENTS]:
        if _NAMED_DATE.search(named(element)) and not is_beside(element):
            yield from (text for kind, text in _labelled(line_of(element, _LEAST_LINE)) if kind == "changed")


def _is_of_article(line: Line) -> bool:
    """Whether a line with a label of publication is no sentence, or one about the article itself."""
    return len(line.text) <= _LONGEST_INFO or _is_mostly_date(line) or bool(_OF_ARTICLE.search(line.text))


def _for_programs(element: HtmlElement) -> str:
    """Return the date as the only time in `element` writes it for programs."""
    times = list(islice(element.iter("time"), 2))
    return str(times[0].get("datetime", "")) if len(times) == 1 else ""


def _is_comment(line: Line) -> bool:
    boxes = (line.element, *islice(line.element.iterancestors(), _LOOKED_UP))
    return any(_COMMENT.search(named(box)) for box in boxes)


def _is_in_table(element: HtmlElement) -> bool:
    return any(True for _ in element.iterancestors("table"))


def _is_mostly_date(line: Line) -> bool:
    """Whether the line is a date with a name or two beside it, not a sentence that mentions one."""
    if len(line.text) <= _LEAST_LINE or line.element.tag == "time" or len(line.pieces) > 1:
        return True
    return bool(_CREDIT.search(line.text))


def _where(kind: str, line: Line) -> str:
    if kind == "published":
        return "a labelled line"
    return "time near the headline" if line.element.tag == "time" else "a line near the headline"


def _labelled(text: str) -> list[tuple[str, str]]:
    """Part a line at its labels: what follows each, by whether it speaks of publication, of a change, or of neither."""
    parts: list[tuple[str, str]] = []
    kind, begin = "bare", 0
    for found in _LABEL.finditer(text):
        parts.append((kind, text[begin : found.start()]))
        kind, begin = found.lastgroup or "bare", found.end()
    parts.append((kind, text[begin:]))
    return [(kind, part.strip(" :：,，|·•-–")) for kind, part in parts if part.strip() or kind != "bare"]


def _is_other(text: str) -> bool:
    return any(kind in ("changed", "other") for kind, _ in _labelled(text))


def _called_published(signs: Signs) -> Iterator[tuple[str, str]]:
    """Read the times under a label of their own (<h4>Published</h4> <p><time>…), where they are of one day.

    Such a box may stand beside the text. Where there are several days, they are those of other pages.
    """
    called = [
        element.get("datetime") or line_of(element, _LONGEST)
        for element in signs.times
        if _label_before(element) == "published" and not _is_in_list(element)
    ]
    if len({text[:10] for text in called}) == 1:
        yield called[0], "a labelled line"


def _label_before(element: HtmlElement) -> str:
    """Return what the nearest line before `element` calls it when that line is nothing but a label."""
    parent = element.getparent()
    for each in (element.getprevious(), None if parent is None else parent.getprevious()):
        text = "" if each is None else line_of(each, _LONGEST_LABEL)
        kinds = _labelled(text) if text else []
        if len(kinds) == 1 and not kinds[0][1]:
            return kinds[0][0]
        # "Date Last Reviewed:" has a word before its label.
        if len(kinds) == 2 and not kinds[1][1]:
            return kinds[1][0]
    return ""


def _named_dates(signs: Signs, most: int) -> Iterator[tuple[str, str]]:
    """Read the elements named for a date; where those of one name tell more than `most`, they list other pages."""
    days: dict[str, set[str]] = {}
    found: list[tuple[str, str]] = []
    for element in signs.dates[:_MOST_ELEMENTS]:
        if text := _named_date(element):
            name = label(element)
            days.setdefault(name, set()).add(text)
            found.append((text, name))
    yield from ((text, name) for text, name in found if len(days[name]) <= most)


def _named_date(element: HtmlElement) -> str:
    name = named(element)
    if not _NAMED_DATE.search(name) or _NAMED_OTHER.search(name) or _is_elsewhere(element):
        return ""
    text = line_of(element, _LEAST_LINE)
    return text if parse_date(text) and not _is_other(text) else ""


def _is_in_card(box: HtmlElement) -> bool:
    """Whether `box` is the card of another page: the heading in it is a link."""
    return any(True for child in box[:_MOST_IN_CARD] if _is_linked_heading(child))


def _is_linked_heading(element: HtmlElement) -> bool:
    inner, outer = (("a",), _CARD_HEADINGS) if element.tag in _CARD_HEADINGS else (_CARD_HEADINGS, ("a",))
    return element.tag in outer and next(element.iter(*inner), None) is not None


def _is_in_list(element: HtmlElement) -> bool:
    parent = element.getparent()
    if parent is None or "li" in (parent.tag, element.tag) or _is_in_card(parent):
        return True
    return any(True for _ in element.iterancestors("a", "nav", "footer"))


def _is_elsewhere(element: HtmlElement) -> bool:
    parent = element.getparent()
    if parent is None or element.tag == "body" or _is_in_list(element):
        return True
    before = " ".join((parent.text or "")[-_LEAST_LINE:].split())
    if _is_other(before) or _is_other(line_of(parent, _LEAST_LINE)) or _label_before(element) in ("changed", "other"):
        return True
    return is_beside(element) or any(_NAMED_CHANGED.search(named(each)) for each in (element, parent))
