"""Moments survive as two numbers."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from tearsheet.library.times import microseconds, moment, offset_minutes, optional_moment


@pytest.mark.parametrize("minutes", [-720, -210, 0, 345, 480, 840])
@pytest.mark.parametrize(
    "naive", [datetime(1, 1, 1), datetime(1969, 12, 31, 23, 59, 59, 999999), datetime(9999, 12, 31, 23, 59)]
)
def test_a_moment_comes_back_with_its_offset(naive: datetime, minutes: int) -> None:
    then = naive.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    again = moment(microseconds(then), offset_minutes(then))

    assert again == then and again.utcoffset() == then.utcoffset()


def test_the_number_is_that_of_the_world(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    assert microseconds(datetime(1970, 1, 1, 8, tzinfo=timezone(timedelta(hours=8)))) == 0
    assert moment(0) == datetime(1970, 1, 1, tzinfo=UTC)


def test_no_moment_stays_none() -> None:
    assert optional_moment(None) is None and optional_moment(0) == moment(0)
