"""Turn what a page says of itself, by a person and by a program, into right or wrong."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from types import MappingProxyType

FIELDS = ("title", "author", "date", "site", "lang")

_BEFORE_NAMES = re.compile(r"^\s*(by|von|par|de|written by|posted by|author:)\s+", re.IGNORECASE)
_BETWEEN_NAMES = re.compile(r"\s*(?:;|,|&|\band\b|\bund\b|\bet\b|、|\|)\s*", re.IGNORECASE)
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})")


def same_title(gold: str, value: str) -> bool:
    """Whether two titles have the same letters and digits."""
    return _plain(gold) == _plain(value)


def same_authors(gold: str, value: str) -> bool:
    """Whether the same people are named, in whatever order and with whatever between them."""
    return bool(_names(gold)) and _names(gold) == _names(value)


def same_day(gold: str, value: str) -> bool:
    """Whether both name one day; a day apart is right when one of them has a time, for it may be another zone's."""
    expected, found = _day(gold), _day(value)
    if expected is None or found is None:
        return False
    return expected == found or (abs((expected - found).days) <= 1 and ("T" in gold or "T" in value))


def same_language(gold: str, value: str) -> bool:
    """Whether two language tags name one language."""
    return gold[:2].lower() == value[:2].lower()


IS_RIGHT = MappingProxyType[str, Callable[[str, str], bool]](
    {
        "title": same_title,
        "author": same_authors,
        "date": same_day,
        "site": same_title,
        "lang": same_language,
    }
)


def _plain(text: str) -> str:
    return re.sub(r"\W+", "", unicodedata.normalize("NFKC", text)).lower()


def _names(text: str) -> set[str]:
    without = re.sub(r"https?://\S+", "", _BEFORE_NAMES.sub("", text), flags=re.IGNORECASE)
    return {_plain(name) for name in _BETWEEN_NAMES.split(without)} - {""}


def _day(text: str) -> date | None:
    if found := _DAY.search(text):
        try:
            return date(*map(int, found.groups()))
        except ValueError:
            return None
    return _written_day(text)


def _written_day(text: str) -> date | None:
    """Read a date such as "March 3, 2020", which some peers hand on; it needs the parser that came with them."""
    try:
        from dateutil import parser
    except ImportError:
        return None
    try:
        read = parser.parse(text, default=datetime(1900, 1, 1))
    except (ValueError, OverflowError):
        return None
    return date(read.year, read.month, read.day)
