"""Turn a day, a month or a year as people type it, in English or Chinese, into when it begins and ends."""

import re
import unicodedata
from datetime import datetime, timedelta

from tearsheet.text.dates import parse_date, relative_date

_YEAR = re.compile(r"(?P<year>\d{4})年?\Z")
_MONTH = re.compile(r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*月?\Z")
_DAY = re.compile(r"(?:(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号]?|(?P<only_month>\d{1,2})月)\Z")
_SPAN = re.compile(r"(?P<count>\d{1,4})\s*(?P<unit>[dwmy])\Z", re.IGNORECASE)
_SPANS = {"d": 1, "w": 7, "m": 30, "y": 365}
_NAMED = {
    "today": (0, 1), "今天": (0, 1), "今日": (0, 1), "yesterday": (-1, 0), "昨天": (-1, 0), "昨日": (-1, 0),
    "前天": (-2, -1),
}  # fmt: skip
_WEEKS = {"this week": 0, "thisweek": 0, "本周": 0, "这周": 0, "last week": -1, "lastweek": -1, "上周": -1}
_MONTHS = {"this month": 0, "thismonth": 0, "本月": 0, "这个月": 0, "last month": -1, "lastmonth": -1, "上个月": -1}
_YEARS = {"this year": 0, "thisyear": 0, "今年": 0, "last year": -1, "lastyear": -1, "去年": -1, "前年": -2}


def period(text: str, now: datetime) -> tuple[datetime, datetime] | None:
    """Return the beginning and the end of what `text` names, as clocks show it where `now` is told; None for no date.

    2022 · 2022-03 · 2022年3月 · 2022-03-02 · 3 March 2022 · 3月2日 (of this year) · today, 昨天, 上周, 去年 · 7d, 2w,
    3m · 3 days ago, 三天前. A week begins on Monday; a date with figures only and the year last is read day first.
    """
    text = unicodedata.normalize("NFKC", text).strip().lower()
    try:
        found = _named(text, now) or _partial(text, now) or _whole(text, now)
        return (_local(found[0], now), _local(found[1], now)) if found else None
    except (ValueError, OverflowError):  # the 31st of February, the year 10000
        return None


def _named(text: str, now: datetime) -> tuple[datetime, datetime] | None:
    today = datetime(now.year, now.month, now.day)
    if days := _NAMED.get(text):
        return today + timedelta(days=days[0]), today + timedelta(days=days[1])
    if text in _WEEKS:
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=_WEEKS[text])
        return monday, monday + timedelta(weeks=1)
    if text in _MONTHS:
        return _month(now.year, now.month + _MONTHS[text])
    if text in _YEARS:
        return _months(now.year + _YEARS[text], 1, 12)
    return None


def _partial(text: str, now: datetime) -> tuple[datetime, datetime] | None:
    if found := _YEAR.match(text):
        return _months(int(found["year"]), 1, 12)
    if found := _MONTH.match(text):
        return _month(int(found["year"]), int(found["month"]))
    if found := _DAY.match(text):
        if found["only_month"]:
            return _month(now.year, int(found["only_month"]))
        day = datetime(now.year, int(found["month"]), int(found["day"]))
        return day, day + timedelta(days=1)
    return None


def _whole(text: str, now: datetime) -> tuple[datetime, datetime] | None:
    if found := _SPAN.match(text):
        day = now - timedelta(days=int(found["count"]) * _SPANS[found["unit"]])
    else:
        named = parse_date(text, offset=now.tzinfo, day_first=True) or relative_date(text, now)
        if named is None:
            return None
        day = named
    midnight = datetime(day.year, day.month, day.day)
    return midnight, midnight + timedelta(days=1)


def _month(year: int, month: int) -> tuple[datetime, datetime]:
    if month < 1:
        year, month = year - 1, month + 12
    if month > 12:
        raise ValueError(month)
    return _months(year, month, 1)


def _months(year: int, month: int, count: int) -> tuple[datetime, datetime]:
    after = month - 1 + count
    return datetime(year, month, 1), datetime(year + after // 12, after % 12 + 1, 1)


def _local(moment: datetime, now: datetime) -> datetime:
    """Give a moment of the calendar the offset that this computer's clocks have (or had) then."""
    return moment.astimezone() if now.tzinfo == now.astimezone().tzinfo else moment.replace(tzinfo=now.tzinfo)
