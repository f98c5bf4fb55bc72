"""A moment is told as clocks show it where it is read; a day is that day everywhere."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from tearsheet.text.zones import is_day, where_read

NEW_YORK = timezone(timedelta(hours=-5))
SHANGHAI = timezone(timedelta(hours=8))


def test_a_late_evening_there_is_the_next_day_here() -> None:
    late = datetime(2024, 5, 1, 23, 30, tzinfo=NEW_YORK)
    assert where_read(late, SHANGHAI).isoformat() == "2024-05-02T12:30:00+08:00"


def test_without_a_zone_it_is_this_computers() -> None:
    late = datetime(2024, 5, 1, 23, 30, tzinfo=NEW_YORK)
    assert where_read(late).utcoffset() == late.astimezone().utcoffset()


def test_a_day_is_not_moved() -> None:
    day = datetime(2024, 5, 1, tzinfo=SHANGHAI)
    assert is_day(day) and where_read(day, NEW_YORK) == day
    assert where_read(day, NEW_YORK).day == 1
    assert not is_day(day.replace(second=1))


@pytest.mark.parametrize("edge", [datetime.max.replace(tzinfo=NEW_YORK), datetime(1, 1, 1, 1, tzinfo=SHANGHAI)])
def test_what_a_page_claims_at_the_edge_of_time_stays_as_it_is(edge: datetime) -> None:
    assert where_read(edge, UTC) is edge
