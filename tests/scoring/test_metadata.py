"""When a title, a name or a day counts as right."""

import pytest

from tests.bench.extraction.metadata import same_authors, same_day, same_language, same_title


def test_a_title_is_its_letters_and_digits() -> None:
    assert same_title("“The lock” — 1953", "The Lock: １９５３")
    assert not same_title("The lock", "The lock | The Paper")


@pytest.mark.parametrize(
    "value", ["Ann Lee and Bob Roe", "By Bob Roe, Ann Lee", "Ann Lee;Bob Roe", "Bob Roe & ann lee"]
)
def test_authors_are_a_set_of_names(value: str) -> None:
    assert same_authors("Ann Lee, Bob Roe", value)


@pytest.mark.parametrize("value", ["", "Ann Lee", "Ann Lee, Bob Roe, Staff"])
def test_a_name_too_few_or_too_many_is_wrong(value: str) -> None:
    assert not same_authors("Ann Lee, Bob Roe", value)


def test_chinese_names_are_parted_by_their_own_comma() -> None:
    assert same_authors("李明、王芳", "王芳，李明".replace("，", ","))


def test_a_day_is_right_in_whatever_form_it_stands() -> None:
    assert same_day("2025-08-05", "2025年8月5日")
    assert same_day("2025-08-05", "2025-08-05 23:10:00")


def test_a_day_apart_is_right_only_where_a_time_is_told() -> None:
    assert same_day("2025-08-05", "2025-08-04T23:10:00-07:00")
    assert not same_day("2025-08-05", "2025-08-04")
    assert not same_day("2025-08-05", "2025-08-03T23:10:00-07:00")


def test_no_day_is_never_right() -> None:
    assert not same_day("2025-08-05", "")
    assert not same_day("2025-08-05", "2025-13-45")


def test_a_language_is_its_first_two_letters() -> None:
    assert same_language("zh-CN", "zh-Hans")
    assert not same_language("en", "zh")
