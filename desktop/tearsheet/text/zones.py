"""Turn a moment as its page gives it into the same moment as clocks show it where somebody reads."""

from datetime import datetime, time, tzinfo


def is_day(moment: datetime) -> bool:
    """Say whether a page named a day and no time, which is kept as that day's midnight."""
    return moment.time() == time()


def where_read(moment: datetime, zone: tzinfo | None = None) -> datetime:
    """Return a moment in `zone`, in this computer's without one; a day is not moved into another zone."""
    if is_day(moment):
        return moment
    try:
        return moment.astimezone(zone)
    except OverflowError:
        return moment  # a page may claim the first or the last day there is
