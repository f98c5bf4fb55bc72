"""Columns stand straight in a terminal, where a Chinese character is two places wide."""

from tearsheet.cli.table import aligned, cells


def test_wide_characters_count_as_two_and_marks_as_none() -> None:
    assert cells("中文ab") == 6
    assert cells("e\u0301") == 1
    assert cells("，。") == 4


def test_every_column_begins_at_one_place() -> None:
    lines = aligned([("1", "春茶上市", "x"), ("22", "Tides", "y")])
    assert [cells(line[: line.index(end)]) for line, end in zip(lines, "xy", strict=True)] == [14, 14]


def test_one_column_gives_way_to_the_width_of_the_terminal() -> None:
    (line,) = aligned([("1", "蓝海银行金融活水滴灌小微企业倾力推进共同富裕", "大众网")], width=40, shrinks=1)
    assert cells(line) <= 40
    assert line.endswith("大众网")
    assert "…" in line


def test_no_rows_are_no_lines() -> None:
    assert aligned([]) == []
