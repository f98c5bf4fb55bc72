from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.text.dates import parse_date, relative_date

CHINA = timezone(timedelta(hours=8))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022-03-02T17:24:54+08:00", "2022-03-02T17:24:54+08:00"),
        ("2022-03-02T09:24:54Z", "2022-03-02T09:24:54+00:00"),
        ("2022-03-02T09:24:54.123456Z", "2022-03-02T09:24:54.123456+00:00"),
        ("2022-03-02T17:24:54.5+0530", "2022-03-02T17:24:54.500000+05:30"),
        ("2022-03-02 17:24:54 +0800", "2022-03-02T17:24:54+08:00"),
        ("2022-03-02", "2022-03-02T00:00:00+00:00"),
        ("Wed, 02 Mar 2022 17:24:54 +0800", "2022-03-02T17:24:54+08:00"),
        ("Wed, 02 Mar 2022 17:24:54 GMT", "2022-03-02T17:24:54+00:00"),
        ("March 2, 2022", "2022-03-02T00:00:00+00:00"),
        ("Published Mar. 2nd, 2022 at 5:24 PM EST", "2022-03-02T17:24:00-05:00"),
        ("2 March 2022, 12:05 am", "2022-03-02T00:05:00+00:00"),
        ("17:24, 2 Sept 2022", "2022-09-02T17:24:00+00:00"),
        ("12/25/2021", "2021-12-25T00:00:00+00:00"),
        ("25/12/2021", "2021-12-25T00:00:00+00:00"),
        ("20220302", "2022-03-02T00:00:00+00:00"),
        ("2 марта 2022, 17:24", "2022-03-02T17:24:00+00:00"),
        ("20220302T172454Z", "2022-03-02T17:24:54+00:00"),
        ("20220302172454", "2022-03-02T17:24:54+00:00"),
    ],
)
def test_dates_of_machines_and_of_english_pages(text: str, expected: str) -> None:
    assert parse_date(text) == datetime.fromisoformat(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022年3月2日 17:24", "2022-03-02T17:24:00+08:00"),
        ("2022年03月02日17时24分54秒", "2022-03-02T17:24:54+08:00"),
        ("2022年3月2日 星期三 下午5:24", "2022-03-02T17:24:00+08:00"),
        ("2022年3月2日 凌晨12:05", "2022-03-02T00:05:00+08:00"),
        ("发布时间：2022-03-02 17:24:54 来源：大众网", "2022-03-02T17:24:54+08:00"),
        ("2022/3/2 17:24", "2022-03-02T17:24:00+08:00"),
        ("2022.03.02", "2022-03-02T00:00:00+08:00"),
        ("２０２２年３月２日　１７：２４", "2022-03-02T17:24:00+08:00"),
        ("1646213094", "2022-03-02T17:24:54+08:00"),
        ("1646213094000", "2022-03-02T17:24:54+08:00"),
        ("2022-03-02 17:24:54 CST", "2022-03-02T17:24:54+08:00"),
    ],
)
def test_a_chinese_page_that_names_no_offset_is_in_its_own(text: str, expected: str) -> None:
    parsed = parse_date(text, offset=CHINA)
    assert parsed is not None
    assert (parsed, parsed.utcoffset()) == (datetime.fromisoformat(expected), timedelta(hours=8))


def test_an_offset_of_the_text_wins_over_that_of_the_page() -> None:
    parsed = parse_date("2022-03-02T17:24:54-05:00", offset=CHINA)
    assert parsed is not None
    assert parsed.utcoffset() == timedelta(hours=-5)


def test_an_ambiguous_date_is_read_as_the_caller_says() -> None:
    assert parse_date("3/2/2022") == datetime(2022, 3, 2, tzinfo=UTC)
    assert parse_date("3/2/2022", day_first=True) == datetime(2022, 2, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    ["", "3小时前", "昨天 17:24", "03-02 17:24", "2022-13-45", "March 2022", "+0800", "12345678901234567890", "v1.2.3"],
)
def test_part_of_a_date_is_none(text: str) -> None:
    assert parse_date(text) is None


def test_an_impossible_time_leaves_the_day() -> None:
    assert parse_date("2022-03-02 29:24") == datetime(2022, 3, 2, tzinfo=UTC)


@given(st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1), timezones=st.just(CHINA)))
def test_what_python_writes_is_read_back(moment: datetime) -> None:
    assert parse_date(moment.isoformat(sep=" ")) == moment


@given(st.text(max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    parsed = parse_date(text)
    assert parsed is None or parsed.tzinfo is not None


@pytest.mark.parametrize(
    "text",
    [
        "3. März 2022",
        "3 mars 2022",
        "3 de marzo de 2022",
        "3 de março de 2022",
        "3 marzo 2022",
        "3 maart 2022",
        "3 mrt. 2022",
        "二〇二二年三月三日",
        "二零二二年三月三日",
    ],
)
def test_months_of_other_languages_and_numbers_written_out_are_read(text: str) -> None:
    assert parse_date(text) == datetime(2022, 3, 3, tzinfo=UTC)


def test_tens_in_han_numbers_are_added_up() -> None:
    assert parse_date("二〇二一年十二月三十一日") == datetime(2021, 12, 31, tzinfo=UTC)
    assert parse_date("二〇二〇年十月二十日") == datetime(2020, 10, 20, tzinfo=UTC)
    assert parse_date("1er juillet 2021") == datetime(2021, 7, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3小时前", "2026-01-01T09:30:00+08:00"),
        ("发布于 20 分钟前", "2026-01-01T12:10:00+08:00"),
        ("2 hours ago", "2026-01-01T10:30:00+08:00"),
        ("an hour ago", "2026-01-01T11:30:00+08:00"),
        ("刚刚", "2026-01-01T12:30:00+08:00"),
        ("昨天 17:24", "2025-12-31T17:24:00+08:00"),
        ("前天", "2025-12-30T00:00:00+08:00"),
        ("3天前", "2025-12-29T00:00:00+08:00"),
        ("两天前", "2025-12-30T00:00:00+08:00"),
        ("十五分钟前", "2026-01-01T12:15:00+08:00"),
        ("半小时前", "2026-01-01T12:00:00+08:00"),
        ("今天 09:05", "2026-01-01T09:05:00+08:00"),
        ("today at 9:05", "2026-01-01T09:05:00+08:00"),
        ("a week ago", "2025-12-25T00:00:00+08:00"),
    ],
)
def test_a_relative_date_counts_from_when_it_is_read(text: str, expected: str) -> None:
    now = datetime(2026, 1, 1, 12, 30, tzinfo=CHINA)
    assert relative_date(text, now) == datetime.fromisoformat(expected)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "two hours",
        "他说昨天下过雨",
        "2022-03-02",
        "1.5小时前",
        "agony",
        "9999999999天前",
        "十十天前",
        "今日",
        "Today",
    ],
)
def test_what_is_not_relative_is_none(text: str) -> None:
    assert relative_date(text, datetime(2026, 1, 1, tzinfo=CHINA)) is None
