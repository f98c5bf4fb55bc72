"""A server's wish to be asked later is followed, within reason."""

from datetime import UTC, datetime, timedelta

import pytest

from tearsheet.fetch.answers import check_status
from tearsheet.model.errors import FetchError

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("wish", "wait"),
    [
        ("0", timedelta(0)),
        ("120", timedelta(minutes=2)),
        (" 7200 ", timedelta(hours=2)),
        ("999999999999999999999", timedelta(hours=24)),
        ("Mon, 23 Nov 2026 12:05:00 GMT", timedelta(minutes=5)),
        ("Mon, 23 Nov 2026 20:05:00 +0800", timedelta(minutes=5)),
        ("Mon, 23 Nov 2026 12:05:00 -0000", timedelta(minutes=5)),
        ("Mon, 23 Nov 2020 12:05:00 GMT", timedelta(0)),
        ("Fri, 31 Dec 9999 23:59:59 GMT", timedelta(hours=24)),
        ("soon", None),
        ("-5", None),
        ("１２０", None),
        ("", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(wish: str, wait: timedelta | None) -> None:
    with pytest.raises(FetchError) as caught:
        check_status(429, "Too Many Requests", {"retry-after": wish}, now=NOW)
    assert caught.value.retry_at == (None if wait is None else NOW + wait)


def test_only_an_answer_that_puts_off_has_a_time_to_come_back() -> None:
    with pytest.raises(FetchError) as caught:
        check_status(404, "Not Found", {"retry-after": "120"}, now=NOW)
    assert caught.value.retry_at is None


@pytest.mark.parametrize("status", [200, 203, 204, 206])
def test_success_passes(status: int) -> None:
    check_status(status, "", {}, now=NOW)
