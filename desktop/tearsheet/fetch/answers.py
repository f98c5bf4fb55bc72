"""Turn an answer's status into where to go next, or into why there is no page."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from tearsheet.model.errors import FetchError, Reason

_REDIRECTS = (301, 302, 303, 307, 308)
_REASONS = {
    401: Reason.FORBIDDEN,
    403: Reason.FORBIDDEN,
    404: Reason.NOT_FOUND,
    410: Reason.NOT_FOUND,
    429: Reason.TOO_MANY_REQUESTS,
}
# The wait costs nothing (the link lies in the queue) and coming back too early gets a program banned, so the server's
# wish is followed; but one page must not be put off for ever by a wrong clock or a joke.
_LONGEST_WAIT = timedelta(hours=24)


def location_of(status: int, headers: Mapping[str, str]) -> str:
    """Return the Location of a redirect as its header has it, "" for any other answer."""
    return headers.get("location", "") if status in _REDIRECTS else ""


def check_status(status: int, phrase: str, headers: Mapping[str, str], *, now: datetime) -> None:
    """Raise FetchError for all but success. `retry_at` is when the server wants to be asked again."""
    if 200 <= status < 300:
        return
    reason = _REASONS.get(status, Reason.SERVER_ERROR if 500 <= status < 600 else Reason.HTTP_ERROR)
    retry_at = _retry_at(headers.get("retry-after", ""), now) if status in (429, 503) else None
    raise FetchError(reason, f"{status} {phrase}".strip()[:100], status=status, retry_at=retry_at)


def _retry_at(wish: str, now: datetime) -> datetime | None:
    """Read a Retry-After header, seconds or a date (RFC 9110, 10.2.3): not in the past, a day ahead at most."""
    wish = wish.strip()
    if wish.isascii() and wish.isdigit():
        return now + min(timedelta(seconds=min(int(wish[:9]), 10**9)), _LONGEST_WAIT)
    try:
        date = parsedate_to_datetime(wish)
    except ValueError:
        return None
    date = date if date.tzinfo else date.replace(tzinfo=UTC)
    return min(max(date, now), now + _LONGEST_WAIT)
