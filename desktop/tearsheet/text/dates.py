"""Turn a date as pages write it, in English, Chinese or a machine's form, into a moment with its offset."""

import re
import unicodedata
from datetime import UTC, datetime, timedelta, timezone, tzinfo

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?P<name>{'|'.join(_MONTHS)})[a-z]*\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:1[5-9]|20|21)\d\d)"

_YEAR_FIRST = re.compile(
    rf"(?<!\d){_YEAR}\s*[-/.年]\s*(?P<month>\d{{1,2}})\s*[-/.月]\s*(?P<day>\d{{1,2}})(?!\d)\s*日?", re.I
)
_DAY_FIRST = re.compile(rf"(?<!\d){_DAY}[\s.-]+(?:of\s+)?{_MONTH}[\s,.-]+{_YEAR}(?!\d)", re.I)
_MONTH_FIRST = re.compile(rf"\b{_MONTH}\s+{_DAY}[\s,]+{_YEAR}(?!\d)", re.I)
_YEAR_LAST = re.compile(rf"(?<!\d)(?P<first>\d{{1,2}})[/.-](?P<second>\d{{1,2}})[/.-]{_YEAR}(?!\d)")
_COMPACT = re.compile(rf"(?<!\d){_YEAR}(?P<month>\d\d)(?P<day>\d\d)(?:T?(?P<time>\d{{4}}(?:\d\d)?))?(?!\d)", re.I)
_EPOCH = re.compile(r"\s*(\d{10})(\d{3})?(?:\.\d+)?\s*\Z")

_TIME = re.compile(
    r"(?P<half>上午|下午|晚上|凌晨|中午|早上|傍晚)?\s*(?<!\d)(?P<hour>\d{1,2})\s*[:时時点點]\s*(?P<minute>\d{2})(?!\d)"
    r"(?:\s*[:分]\s*(?P<second>\d{2})(?!\d)(?:[.,](?P<fraction>\d+))?)?[秒分]?\s*(?P<meridiem>[ap]\.?m\b\.?)?"
    r"\s*(?P<zone>Z\b|(?:UTC|GMT)?\s*[+-]\d{2}(?::?\d{2})?(?!\d)|[A-Z]{2,4}\b)?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[\sT,，|·•/@()-]*(?:(?:at|on|um|à|星期.|周.|[a-z]{3,9}day)[\s,)]*)?", re.IGNORECASE)
_AFTERNOON = ("下午", "晚上", "傍晚")
# CST is China's and America's: left to the offset of the page.
_ZONES = {
    "Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "BST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "SGT": 8,
    "HKT": 8, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "EDT": -4, "EST": -5, "ET": -5, "CDT": -5, "MDT": -6,
    "MST": -7, "PDT": -7, "PST": -8, "PT": -8,
}  # fmt: skip


def parse_date(text: str, *, offset: tzinfo | None = None, day_first: bool = False) -> datetime | None:
    """Return the first whole date (year, month and day) in `text`, with the time of day that belongs to it.

    A text that names no offset is taken to be in `offset`, or in UTC. `day_first` reads 3/2/2022 as 3 February.
    A bare number of 10 or 13 digits is a Unix time. What is no date, or only part of one, is None.
    """
    text = unicodedata.normalize("NFKC", text[:200])
    zone = offset or UTC
    if epoch := _EPOCH.match(text):
        return datetime.fromtimestamp(int(epoch[1]), zone)
    for pattern in (_YEAR_FIRST, _MONTH_FIRST, _DAY_FIRST, _YEAR_LAST, _COMPACT):
        for found in pattern.finditer(text):
            if day := _day(found.groupdict(), zone, day_first=day_first):
                return _with_time(day, found, text)
    return None


def _day(parts: dict[str, str], zone: tzinfo, *, day_first: bool) -> datetime | None:
    if "first" in parts:
        first, second = int(parts["first"]), int(parts["second"])
        day, month = (first, second) if day_first or first > 12 else (second, first)
    else:
        day = int(parts["day"])
        month = _MONTHS.index(parts["name"].lower()) + 1 if "name" in parts else int(parts["month"])
    try:
        return datetime(int(parts["year"]), month, day, tzinfo=zone)
    except ValueError:
        return None


def _with_time(day: datetime, found: "re.Match[str]", text: str) -> datetime:
    if digits := found.groupdict().get("time"):
        return _at(day, int(digits[:2]), int(digits[2:4]), int(digits[4:] or 0))
    between = _BETWEEN.match(text, found.end())
    time = _TIME.match(text, between.end() if between else found.end()) or _TIME.search(text, 0, found.start())
    if time is None:
        return day
    hour = _hour(int(time["hour"]), time["half"] or "", (time["meridiem"] or "").lower())
    moment = _at(day, hour, int(time["minute"]), int(time["second"] or 0), int(f"{time['fraction'] or 0:0<6}"[:6]))
    return moment.replace(tzinfo=_zone(time["zone"] or "") or day.tzinfo)


def _hour(hour: int, half: str, meridiem: str) -> int:
    if hour < 12 and (half in _AFTERNOON or meridiem.startswith("p") or (half == "中午" and hour < 10)):
        return hour + 12
    if hour == 12 and (half == "凌晨" or meridiem.startswith("a")):
        return 0
    return hour


def _at(day: datetime, hour: int, minute: int, second: int, microsecond: int = 0) -> datetime:
    try:
        return day.replace(hour=hour, minute=minute, second=second, microsecond=microsecond)
    except ValueError:
        return day


def _zone(name: str) -> tzinfo | None:
    name = name.strip().upper()
    if name in _ZONES:
        return timezone(timedelta(hours=_ZONES[name])) if _ZONES[name] else UTC
    numbers = re.search(r"([+-])(\d\d):?(\d\d)?", name)
    if numbers is None:
        return None
    minutes = int(numbers[2]) * 60 + int(numbers[3] or 0)
    return timezone(timedelta(minutes=-minutes if numbers[1] == "-" else minutes)) if minutes < 24 * 60 else None
