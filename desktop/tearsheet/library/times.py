"""Turn moments into the two numbers the tables keep, and back: microseconds in UTC and the offset's minutes."""

from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache

_EPOCH = datetime(1970, 1, 1)  # reckoned without a zone, so that no year of the calendar overflows
_MICROSECOND = timedelta(microseconds=1)
_MINUTE = timedelta(minutes=1)


def now() -> int:
    return microseconds(datetime.now(UTC))


def microseconds(moment: datetime) -> int:
    return (moment.replace(tzinfo=None) - _EPOCH - _offset(moment)) // _MICROSECOND


def offset_minutes(moment: datetime) -> int:
    return _offset(moment) // _MINUTE


@lru_cache(4000)  # a list that is asked for again has the same articles
def moment(microseconds: int, offset: int = 0) -> datetime:
    return _epoch(offset) + timedelta(0, 0, microseconds)


def stamp(of: datetime | None = None) -> str:
    """Return a moment, this one unless another is given, as it stands in the names of files."""
    return (of or datetime.now(UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H%M%SZ")


def optional_moment(microseconds: int | None, offset: int | None = None) -> datetime | None:
    return None if microseconds is None else moment(microseconds, offset or 0)


@lru_cache(1000)
def _epoch(offset: int) -> datetime:
    zone = timezone(offset * _MINUTE) if offset else UTC
    return (_EPOCH + offset * _MINUTE).replace(tzinfo=zone)


def _offset(moment: datetime) -> timedelta:
    return moment.utcoffset() or timedelta()
