"""Turn dates and lengths into the few words a row has room for."""

from datetime import datetime

from tearsheet.text.reading_time import minutes_to_read
from tearsheet.text.words import language, ngettext

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(moment: datetime, today: datetime) -> str:
    """Return the day of `moment` where its clock stands; the year only when it is not this one."""
    if language() == "zh_CN":
        short = f"{moment.month}月{moment.day}日"
        return short if moment.year == today.year else f"{moment.year}年{short}"
    short = f"{moment.day} {_MONTHS[moment.month - 1]}"  # as the reader says it, in fewer letters
    return short if moment.year == today.year else f"{short} {moment.year}"


def minutes(words: int, tongue: str) -> str:
    """Return how long `words` of the language `tongue` take to read; nothing for no words."""
    if not words:
        return ""
    count = minutes_to_read(words, tongue)
    return ngettext("{count} min", "{count} min", count).format(count=f"{count:,}")


def number(count: int) -> str:
    """Return a count with its thousands set apart."""
    return f"{count:,}"


def percent(share: float) -> str:
    """Return a share of one as it is said."""
    return f"{round(100 * share)} %"


def sentence(parts: tuple[str, ...]) -> str:
    """Join what there is with middle dots."""
    return " · ".join(part for part in parts if part)
