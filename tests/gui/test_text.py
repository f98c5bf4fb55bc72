"""Dates, lengths, tags and lines as the panes write them."""

from datetime import UTC, datetime

import pytest
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tearsheet.gui import fonts, paint
from tearsheet.gui.moments import day, minutes, sentence
from tearsheet.gui.tag_field import TagField, tags_in
from tearsheet.text.words import use_language

TODAY = datetime(2026, 3, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "moment", "words"),
    [
        ("en", datetime(2026, 3, 2, tzinfo=UTC), "2 Mar"),
        ("en", datetime(2022, 12, 31, tzinfo=UTC), "31 Dec 2022"),
        ("zh_CN", datetime(2026, 3, 2, tzinfo=UTC), "3月2日"),
        ("zh_CN", datetime(2022, 12, 31, tzinfo=UTC), "2022年12月31日"),
    ],
)
def test_a_year_is_named_only_when_it_is_another(language: str, moment: datetime, words: str) -> None:
    use_language(language)
    try:
        assert day(moment, TODAY) == words
    finally:
        use_language("en")


@pytest.mark.parametrize(
    ("words", "language", "shown"),
    [(0, "en", ""), (10, "en", "1 min"), (2300, "en", "10 min"), (2300, "zh-CN", "6 min")],
)
def test_chinese_is_counted_in_characters(words: int, language: str, shown: str) -> None:
    assert minutes(words, language) == shown


def test_what_there_is_is_joined() -> None:
    assert sentence(("大众网", "", "3月2日")) == "大众网 · 3月2日"


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("a, b", ("a", "b")),
        ("财经/宏观，城市；#设计、a", ("财经/宏观", "城市", "设计", "a")),
        (" a / b ,, a/b, ", ("a/b",)),
        ("two words, /x/", ("two words", "x")),
        ("", ()),
    ],
)
def test_commas_of_any_kind_part_tags(text: str, tags: tuple[str, ...]) -> None:
    assert tags_in(text) == tags


def test_the_tag_that_is_typed_is_completed(qtbot: QtBot) -> None:
    field = TagField()
    qtbot.addWidget(field)
    field.know(("财经/宏观", "economy", "ecology"))
    field.setText("a, ")
    field.show()
    QTest.keyClicks(field, "eco")
    assert field.completions() == ("economy", "ecology")
    field.complete("economy")
    assert field.tags == ("a", "economy")


def test_a_title_breaks_into_whole_lines_and_says_that_it_goes_on(qtbot: QtBot) -> None:
    del qtbot
    font = fonts.ui(14)
    shown = paint.lines("金融活水滴灌小微企业倾力推进共同富裕" * 4, font, 200, 2)
    assert len(shown) == 2 and shown[1].endswith("…")
    assert paint.lines("short", font, 200, 2) == ("short",)


def test_letters_outside_the_first_plane_are_not_cut_in_half(qtbot: QtBot) -> None:
    del qtbot
    shown = paint.lines("🎉" * 60, fonts.ui(14), 200, 3)
    assert set("".join(shown)) <= {"🎉", "…"}


@pytest.mark.usefixtures("qtbot")
@pytest.mark.parametrize(
    ("text", "straight"),
    [
        ("Here’s what “l’été” brings the consumers’ hands", "Here's what \"l'été\" brings the consumers' hands"),
        ("It’s 一句“报”话", "It's 一句“报”话"),
    ],
)
def test_a_latin_quote_is_never_as_wide_as_a_chinese_letter(text: str, straight: str) -> None:
    font = fonts.ui()
    narrow = QFontMetricsF(font).horizontalAdvance("’") < 0.6 * font.pixelSize()
    assert " ".join(paint.lines(text, font, 1000, 1)) == (text if narrow else straight)
