"""File names that Windows, macOS and Linux all take, and that nobody is harmed by."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.text.filenames import LIMIT, FileNames, cut, safe_name

HOSTILE = st.text(
    alphabet=st.one_of(
        st.characters(),
        st.sampled_from('../\\:*?"<>|#^[]{}%~ \u202e\u2066\u200d\0\n\r\t.é\u0301👨\u200d👩\u200d👧🇨🇳蓝\ud83dconaux1²'),
    ),
    max_size=120,
)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("蓝海银行：金融活水滴灌小微企业 倾力推进共同富裕", "蓝海银行：金融活水滴灌小微企业 倾力推进共同富裕"),
        ("Foo: Bar", "Foo - Bar"),
        ("12:30 CPU/GPU", "12-30 CPU-GPU"),
        ("../../etc/passwd", "etc-passwd"),
        ("..\\..\\windows", "windows"),
        ('Why "C#" [2022] | a^b?', "Why 'C' (2022) - ab"),
        ("a\u202egnp.exe", "agnp.exe"),
        ("line\r\none\ttwo\u3000three\0", "line one two three"),
        (".hidden. . ", "hidden"),
        ("-rf *", "rf"),
        ("CON", "CON_"),
        ("con.txt", "con_.txt"),
        ("LPT1 .md", "LPT1_ .md"),
        ("Console", "Console"),
        ("COM²", "COM²_"),
        ("", "untitled"),
        ("???", "untitled"),
        ("\u200d", "untitled"),
        ("e\u0301", "é"),
    ],
)
def test_a_title_becomes_a_name_that_reads_like_it(title: str, name: str) -> None:
    assert safe_name(title) == name


@given(HOSTILE, st.integers(min_value=20, max_value=LIMIT), st.sampled_from(["", ".md", ".json"]))
def test_any_title_becomes_a_safe_name(title: str, limit: int, extension: str) -> None:
    name = safe_name(title, limit=limit, extension=extension)
    assert 0 < len(name.encode()) <= limit
    assert not set(name) & set('/\\:*?"<>|#^[]')
    assert all(unicodedata.category(char) not in ("Cc", "Cs", "Co", "Cn") for char in name)
    assert not set(name) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\ufeff")
    assert name[0] not in " .-~"
    assert name[-1] not in " ."
    assert name.split(".")[0].rstrip().lower() not in ("con", "prn", "aux", "nul", "com1", "lpt1", "com²")
    assert unicodedata.is_normalized("NFC", name)
    assert safe_name(name.removesuffix(extension), limit=limit, extension=extension) == name


def test_a_name_is_cut_at_two_hundred_bytes_with_its_extension() -> None:
    name = safe_name("蓝" * 500, extension=".md")
    assert name == "蓝" * 65 + ".md"
    assert len(name.encode()) <= LIMIT


@pytest.mark.parametrize(
    "grapheme", ["👨\u200d👩\u200d👧", "🇨🇳", "e\u0323\u0302", "👍🏽", "각", "\u1112\u1161\u11ab", "☎\ufe0f"]
)
def test_a_cut_never_falls_within_a_grapheme(grapheme: str) -> None:
    for limit in range(1, 60):
        kept = cut("ab" + grapheme * 3, limit)
        assert kept in ("a", "ab", *("ab" + grapheme * count for count in range(1, 4)))


def test_a_grapheme_longer_than_the_name_is_cut_all_the_same() -> None:
    assert len(cut("e" + "\u0323" * 300, 200).encode()) == 199


def test_names_that_differ_only_in_case_or_form_are_told_apart() -> None:
    names = FileNames()
    taken = [
        names.take(title, extension=".md", identity=f"{index}abcdefgh")
        for index, title in enumerate(("Tea", "tea", "TEA"))
    ]
    assert taken == ["Tea", "tea (1abcdefg)", "TEA (2abcdefg)"]


def test_a_name_is_the_same_in_every_export_of_the_same_articles() -> None:
    def once(titles: list[str]) -> list[str]:
        names = FileNames()
        return [
            names.take(title, extension=".md", identity=f"id-{title}-{index}") for index, title in enumerate(titles)
        ]

    assert once(["a", "A", "b"]) == once(["a", "A", "b"])
    assert once(["a", "A", "b"])[:2] == once(["a", "A"])


def test_a_note_never_has_the_name_of_another_notes_folder() -> None:
    names = FileNames()
    assert names.take("a", extension=".md", identity="x") == "a"
    assert names.take("a.md", extension=".md", identity="y") != "a.md"


@given(st.lists(st.tuples(HOSTILE, st.text(max_size=10)), max_size=12))
def test_all_names_of_a_folder_differ_on_a_system_that_ignores_case(articles: list[tuple[str, str]]) -> None:
    names = FileNames()
    taken = [names.take(title, extension=".md", identity=identity) for title, identity in articles]
    assert len({unicodedata.normalize("NFC", name.casefold()) for name in taken}) == len(taken)
    assert all(len(f"{name}.md".encode()) <= LIMIT for name in taken)
