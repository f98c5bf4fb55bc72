"""A part of an address is letters and digits, whatever a title is made of."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.text.filenames import safe_name
from tearsheet.text.slugs import slug, spelled_slug


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("蓝海银行：金融活水滴灌小微企业 倾力推进共同富裕", "蓝海银行-金融活水滴灌小微企业-倾力推进共同富裕"),
        ("a: b — c/“d” ", "a-b-c-d"),
        ("../../etc/passwd", "etc-passwd"),
        ("CON", "CON-1"),
        ("🤔", ""),
        ("مرحبا \u202eبالعالم", "مرحبا-بالعالم"),
        ("हिन्दी", "हिन्दी"),
    ],
)
def test_a_title_keeps_its_letters(title: str, expected: str) -> None:
    assert slug(title) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("大众网", "dazhongwang"),
        ("重庆晚报", "chongqingwanbao"),
        ("朝阳日报", "chaoyangribao"),
        ("中国人民银行", "zhongguorenminyinhang"),
        ("行长要参", "hangzhangyaocan"),
        ("乐清日报", "yueqingribao"),
        ("单县新闻", "shanxianxinwen"),
        ("21世纪经济报道", "21shijijingjibaodao"),
        ("BBC中文网", "bbczhongwenwang"),
        ("The New York Times", "the-new-york-times"),
        ("大眾網", "dazhongwang"),
        ("Коммерсантъ", "коммерсантъ"),
    ],
)
def test_a_mediums_name_is_spelled_out(name: str, expected: str) -> None:
    assert spelled_slug(name) == expected


@given(st.text(max_size=300))
def test_no_slug_means_anything_to_a_system_or_an_address(title: str) -> None:
    made = slug(title)
    assert len(made.encode()) <= 162
    assert made == "" or safe_name(made, fallback="") == made
    assert not re.search(r"^-|-$|--", made)
    assert all(unicodedata.category(char)[0] in "LM" or char == "-" or char.isdigit() for char in made)
    assert slug(made) == made
