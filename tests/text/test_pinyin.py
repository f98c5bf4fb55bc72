"""What Chinese titles are sorted by, and what is typed in Latin letters to find them."""

import subprocess
import sys
from functools import cache

import pytest

from tearsheet.resources import resource
from tearsheet.text.pinyin import as_spelling, sort_key, spellings


@pytest.mark.parametrize(
    "in_order",
    [
        ["阿里", "Banana", "北京", "长江", "重庆", "大众网", "上海", "银行", "重要", "Zoo"],
        ["西", "西安", "先", "新"],
        ["妈", "麻", "马", "骂", "吗"],
        ["路", "乱", "绿"],
        ["第2章", "第10章", "第100章"],
        ["2022年3月2日", "2022年3月12日", "2022年12月1日"],
        ["9 lives", "10 lives", "a life"],
        ["“长江”日报", "重庆晚报"],
        ["《安徽》", "北京"],
        ["Eclair", "Élan", "Éty", "Fan"],
        ["Zoo", "ゼロ", "한국"],
    ],
)
def test_titles_are_sorted_as_they_are_read(in_order: list[str]) -> None:
    keys = [sort_key(title) for title in in_order]
    assert keys == sorted(set(keys))


def test_what_sounds_alike_is_kept_together_by_its_character() -> None:
    assert sorted(["事务", "视图", "事故", "视为"], key=sort_key) == ["事故", "事务", "视图", "视为"]


def test_nothing_to_sort_by_comes_last() -> None:
    assert sorted(["", "𠮷", "…？", "𪜀", "大"], key=sort_key)[-2:] == ["", "…？"]


def test_traditional_characters_capitals_and_width_make_no_difference() -> None:
    assert sort_key("大眾網 ＡＢＣ") == sort_key("大众网 abc")


def test_marks_and_apostrophes_make_no_difference() -> None:
    assert sort_key("Don’t -- panic!") == sort_key("dont panic")


@pytest.mark.parametrize(
    ("text", "found_by"),
    [
        ("大众网", ["dazhongwang", "dzw", "zhongwang", "zw", "wang", "w"]),
        ("重庆", ["chongqing", "cq", "qing", "q"]),
        ("银行", ["yinhang", "yh", "hang", "h"]),
        ("长江", ["changjiang", "cj", "jiang", "j"]),
        ("行长", ["hangzhang", "hz", "zhang", "z"]),
        ("女排", ["nvpai", "np", "pai", "p"]),
        ("A股", ["gu", "g"]),
        ("人人", ["renren", "rr", "ren", "r"]),
        ("Plain", []),
        ("ゼロ é", []),
    ],
)
def test_a_name_is_found_by_its_pinyin_and_by_its_initials(text: str, found_by: list[str]) -> None:
    assert spellings(text).split() == found_by


def test_a_long_title_is_found_from_any_of_its_characters_on() -> None:
    found = spellings("中华人民共和国万岁").split()

    assert "zhonghuarenmingongheguowan" in found and "zhrmghgw" in found
    assert "hrmghgws" in found and "gonghe" not in found
    assert any(token.startswith("gonghe") for token in found)


def test_every_character_has_a_place_and_a_spelling() -> None:
    every = "".join(map(chr, [*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000), *range(0x20000, 0x20100)]))

    for start in range(0, len(every), 500):
        assert sort_key(every[start : start + 500])
        assert spellings(every[start : start + 500])
    assert spellings("𪜀") == "𪜀"  # of which nothing is known


@pytest.mark.parametrize(
    ("typed", "token"),
    [
        ("dazhong", "dazhong"),
        ("DaZhong", "dazhong"),
        ("dazhongw", "dazhongw"),
        ("dazhongwan", "dazhongwan"),
        ("beijing", "beijing"),
        ("xian", "xian"),
        ("xi'an", "xian"),
        ("Xi’an", "xian"),
        ("xi'an's", "xians"),
        ("nver", "nver"),
        ("nü'er", "nver"),
        ("nuebie", "nvebie"),
        ("dzw", "dzw"),
        ("rmrb", "rmrb"),
        ("zw", "zw"),
    ],
)
def test_letters_that_can_be_pinyin_are_looked_for_as_such(typed: str, token: str) -> None:
    assert as_spelling(typed) == token


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "",
            "a",
            "w",
            "wang",
            "dazh",
            "change",
            "women",
            "China",
            "data",
            "machine",
            "GDP",
            "html",
            "my",
            "tv",
            "government",
        ),
        *("x'y", "xi'", "'an", "xig'an", "bei jing", "beijing1", "大众", "дача", "naïve"),
    ],
)
def test_other_letters_are_not(typed: str) -> None:
    assert as_spelling(typed) is None


@pytest.mark.parametrize("text", ["大众网", "重庆银行", "长江日报", "西部时报", "绿色女排", "战略", "人民日报"])
def test_what_a_title_is_found_by_is_what_is_looked_for(text: str) -> None:
    pinyin, initials = spellings(text).split()[:2]

    assert as_spelling(pinyin) == pinyin and as_spelling(initials) == initials


def test_every_word_meant_as_english_would_else_be_taken_for_pinyin(monkeypatch: pytest.MonkeyPatch) -> None:
    named = [
        word
        for line in resource("cjk/not_pinyin.txt").read_text("utf-8").splitlines()
        if not line.startswith("#")
        for word in line.split()
    ]
    assert named == sorted(set(named))
    monkeypatch.setattr("tearsheet.text.pinyin._english", cache(frozenset))
    assert [word for word in named if as_spelling(word) is None] == []


def test_texts_without_han_and_what_is_typed_do_without_the_dictionary() -> None:
    script = (
        "import sys; from tearsheet.text.pinyin import *; "
        "sort_key('Plain é カナ 12'); spellings('é カナ'); as_spelling('dazhong'); print('pypinyin' in sys.modules)"
    )
    assert (
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout == "False\n"
    )
