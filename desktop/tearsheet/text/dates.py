"""Turn a date as pages write it, in English, Chinese or a machine's form, into a moment with its offset."""

import re
import unicodedata
from datetime import UTC, datetime, timedelta, timezone, tzinfo

# How months begin in English, German, French, Spanish, Portuguese, Italian, Dutch and Russian.
_MONTHS = {
    "jan": 1, "ene": 1, "gen": 1, "feb": 2, "fév": 2, "fev": 2, "mar": 3, "mär": 3, "maa": 3, "mrt": 3, "apr": 4,
    "abr": 4, "avr": 4, "may": 5, "mai": 5, "mei": 5, "mag": 5, "juni": 6, "jun": 6, "juin": 6, "giu": 6, "juil": 7,
    "jul": 7, "lug": 7, "aug": 8, "ago": 8, "aoû": 8, "sep": 9, "set": 9, "oct": 10, "okt": 10, "out": 10, "ott": 10,
    "янв": 1, "фев": 2, "мар": 3, "апр": 4, "мая": 5, "май": 5, "июн": 6, "июл": 7, "авг": 8, "сен": 9, "окт": 10,
    "ноя": 11, "дек": 12, "nov": 11, "dec": 12, "déc": 12, "dez": 12, "dic": 12,
}  # fmt: skip
MONTHS = tuple(_MONTHS)
"""The beginnings of months' names, for those who look for where a date may begin."""
_MONTH = rf"(?P<name>{'|'.join(_MONTHS)})[^\W\d_]{{0,9}}\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er)?"
_YEAR = r"(?P<year>(?:1[5-9]|20|21)\d\d)"

_YEAR_FIRST = re.compile(
    rf"(?<!\d){_YEAR}\s*[-/.年]\s*(?P<month>\d{{1,2}})\s*[-/.月]\s*(?P<day>\d{{1,2}})(?!\d)\s*日?", re.I
)
_DAY_FIRST = re.compile(
    rf"(?<!\d){_DAY}[\s.-]{{1,3}}(?:of\s|de\s)?{_MONTH}[\s,.-]{{1,3}}(?:de\s|del\s)?{_YEAR}(?!\d)", re.I
)
_MONTH_FIRST = re.compile(rf"\b{_MONTH}\s+{_DAY}[\s,]+{_YEAR}(?!\d)", re.I)
_YEAR_LAST = re.compile(rf"(?<!\d)(?P<first>\d{{1,2}})[/.-](?P<second>\d{{1,2}})[/.-]{_YEAR}(?!\d)")
_COMPACT = re.compile(rf"(?<!\d){_YEAR}(?P<month>\d\d)(?P<day>\d\d)(?:T?(?P<time>\d{{4}}(?:\d\d)?))?(?!\d)", re.I)
# 二〇二二年三月二日, as newspapers set it.
_IN_HAN = re.compile(
    r"([一二][〇零○一二三四五六七八九]{3})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_HAN_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_EPOCH = re.compile(r"\s*(\d{10})(\d{3})?(?:\.\d+)?\s*\Z")

_TIME = re.compile(
    r"(?P<half>上午|下午|晚上|凌晨|中午|早上|傍晚)?\s*(?<!\d)(?P<hour>\d{1,2})\s*[:时時点點]\s*(?P<minute>\d{2}|\d(?=\s*分))(?!\d)"
    r"(?:\s*[:分]\s*(?P<second>\d{2})(?!\d)(?:[.,](?P<fraction>\d+))?)?[秒分]?\s*(?P<meridiem>[ap]\.?m\b\.?)?"
    r"\s*(?P<zone>Z\b|(?:UTC|GMT)?\s*[+-]\d{2}(?::?\d{2})?(?!\d)|[A-Z]{2,4}\b)?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[\sT,，|·•/@()-]*(?:(?:at|on|um|à|星期.|周.|[a-z]{3,9}day)[\s,)]*)?", re.IGNORECASE)
_MINUTES_A_DAY = 24 * 60
_UNITS = {
    "minute": 1, "min": 1, "分钟": 1, "分鐘": 1, "hour": 60, "hr": 60, "小时": 60, "小時": 60, "day": 1440, "天": 1440,
    "日": 1440, "week": 10_080, "周": 10_080, "星期": 10_080, "month": 43_200, "个月": 43_200, "個月": 43_200,
    "year": 525_600, "年": 525_600,
}  # fmt: skip
_AGO = re.compile(
    r"(?<![\d.一二三四五六七八九十])(?P<count>\d{1,3}|\ban?|半|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二两兩三四五六七八九])\s{0,3}(?:"
    r"(?P<unit>minute|min|hour|hr|day|week|month|year|分钟|分鐘|小时|小時|天|日|周|星期|个月|個月|年))s?\.?\s{0,3}(?:\bago\b|前)",
    re.IGNORECASE,
)
_DAYS = {"yesterday": 1, "昨天": 1, "昨日": 1, "前天": 2, "today": 0, "今天": 0, "今日": 0}
# "Today" and 今日 without an hour are names of sections.
_DAYS_AGO = re.compile(
    r"^\W*(?P<day>(?:yesterday|昨天|昨日|前天)(?!\w{3})|(?:today|今天|今日)(?=\D{0,6}\d{1,2}\s*[:时時点點]))",
    re.IGNORECASE,
)
_NOW = re.compile(r"^\W*(?:just now|刚刚|剛剛)\W*$", re.IGNORECASE)
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
    text = _IN_HAN.sub(lambda found: f"{_number(found[1])}年{_number(found[2])}月{_number(found[3])}日", text)
    if epoch := _EPOCH.match(text):
        return datetime.fromtimestamp(int(epoch[1]), zone)
    for pattern in (_YEAR_FIRST, _MONTH_FIRST, _DAY_FIRST, _YEAR_LAST, _COMPACT):
        for found in pattern.finditer(text):
            if day := _day(found.groupdict(), zone, day_first=day_first):
                return _with_time(day, found, text)
    return None


def relative_date(text: str, now: datetime) -> datetime | None:
    """Return the moment that a text such as "2 hours ago", 3小时前 or 昨天 17:24 means when it is read at `now`.

    What is counted in days, weeks, months or years is a day and no more: its time of day is that of nobody's clock.
    """
    text = unicodedata.normalize("NFKC", text[:200])
    if _NOW.search(text):
        return now.replace(second=0, microsecond=0)
    if found := _AGO.search(text):
        unit = _UNITS[found["unit"].lower()]
        span = timedelta(minutes=_count(found["count"]) * unit)
        return now - span if unit < _MINUTES_A_DAY else _midnight(now - span)
    if found := _DAYS_AGO.search(text):
        day = _midnight(now - timedelta(days=_DAYS[found["day"].lower()]))
        return _with_time(day, found, text)
    return None


def _count(text: str) -> float:
    """Read how many: 3, 两, 十五, 半 (a half), "an"."""
    if text.isdecimal():
        return int(text)
    if text.isascii():
        return 1
    return 0.5 if text == "半" else _number(text.replace("两", "二").replace("兩", "二"))


def _midnight(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def _number(digits: str) -> int:
    """Read a number below 100 with 十 in it, or figure by figure."""
    tens, ten, ones = digits.partition("十")
    figures = [int(part.translate(_HAN_DIGITS)) if part else None for part in (tens, ones)]
    return (figures[0] if figures[0] is not None else 1) * 10 + (figures[1] or 0) if ten else int(figures[0] or 0)


def _day(parts: dict[str, str], zone: tzinfo, *, day_first: bool) -> datetime | None:
    if "first" in parts:
        first, second = int(parts["first"]), int(parts["second"])
        day, month = (first, second) if day_first or first > 12 else (second, first)
    else:
        day = int(parts["day"])
        month = _MONTHS[parts["name"].lower()] if "name" in parts else int(parts["month"])
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
