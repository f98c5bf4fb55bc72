"""Chinese is shown in its other script, and every place in the text stays what it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.text.scripts import converted, language_in, script_of

CHINESE = st.text(st.characters(min_codepoint=0x3000, max_codepoint=0x2FFFF, exclude_categories=["Cs"]))


@pytest.mark.parametrize(
    ("written", "traditional"),
    [
        ("蓝海银行：金融活水滴灌小微企业", "藍海銀行：金融活水滴灌小微企業"),
        ("皇后的头发与后来的发展", "皇后的頭髮與後來的發展"),
        ("公里以外的面条，面对面子", "公里以外的麵條，面對面子"),
        ("干部干预干净的饼干", "幹部干預乾淨的餅乾"),
        ("复杂的回复与重复", "複雜的回覆與重複"),
        ("历史与日历，台风与阳台", "歷史與日曆，颱風與陽臺"),
        ("只有一只猫", "只有一隻貓"),
        ("为了群众的口袋里", "為了群眾的口袋裡"),
    ],
)
def test_ambiguous_characters_are_told_by_their_words(written: str, traditional: str) -> None:
    assert converted(written, "traditional") == traditional


@pytest.mark.parametrize(
    ("written", "simplified"),
    [("乾坤與乾淨", "乾坤与干净"), ("臺灣的頭髮", "台湾的头发"), ("著名的作家看著", "著名的作家看着")],
)
def test_the_way_back_knows_words_too(written: str, simplified: str) -> None:
    assert converted(written, "simplified") == simplified


@given(CHINESE, st.sampled_from(["simplified", "traditional"]))
def test_no_place_moves_in_code_points_or_in_utf_16(text: str, script: str) -> None:
    shown = converted(text, script)
    assert len(shown) == len(text)
    assert [len(a.encode("utf-16-le")) for a in shown] == [len(a.encode("utf-16-le")) for a in text]


def test_nothing_chosen_and_nonsense_leave_the_text_as_it_was_written() -> None:
    assert converted("头发", "") == converted("头发", "klingon") == "头发"


@pytest.mark.parametrize(("text", "script"), [("头发发展", "simplified"), ("頭髮發展", "traditional"), ("山水", "")])
def test_a_text_says_which_script_it_is_in(text: str, script: str) -> None:
    assert script_of(text) == script


def test_another_script_is_set_in_its_own_glyphs() -> None:
    assert language_in("traditional", "zh-CN") == "zh-Hant"
    assert language_in("simplified", "zh-TW") == "zh-Hans"
    assert language_in("traditional", "ja") == "ja"
    assert language_in("", "zh-CN") == "zh-CN"
