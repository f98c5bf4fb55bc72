"""What a page says is what its note says, whatever signs it uses."""

import os
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tearsheet.export.markdown.writer import markdown
from tests.support.rendered import rendered, structure_of, text_of

GOLDEN = Path(__file__).parent.parent / "golden" / "markdown"
CASES = sorted(GOLDEN.glob("*.html"))

SIGNS = st.lists(
    st.sampled_from(
        [
            *"aB1 中。“”（）《》￥、·…！\u3000\u00a0🎉é*_~`#[]()>!|\\;:.-+=$%^{}@\"'/\n",
            "&amp;",
            "&lt;",
            "1. ",
            "\n# ",
            "&amp;lt;",
        ]
    ),
    max_size=14,
).map("".join)
INLINE = ("strong", "em", "del", "b", "i", "code", "sub", "mark", "span", "u", "q", "small", "kbd")
BLOCK = (
    "p",
    "div",
    "blockquote",
    "h2",
    "ul",
    "ol",
    "li",
    "pre",
    "section",
    "figure",
    "figcaption",
    "dl",
    "dd",
    "center",
)


def wrapped(tags: tuple[str, ...], inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>", st.sampled_from(tags), st.lists(inner, max_size=3)
    )


LINES = st.recursive(
    st.one_of(SIGNS, st.just("<br>")),
    lambda inner: st.one_of(
        wrapped(INLINE, inner),
        st.builds(
            '<a href="https://example.com/{}">{}</a>'.format, st.sampled_from(["", "a)b", "(c)", "x y|*_"]), inner
        ),
    ),
    max_leaves=8,
)
PAGES = st.lists(
    st.recursive(
        LINES,
        lambda inner: st.one_of(
            wrapped(BLOCK, inner),
            wrapped(("strong", "em", "a"), inner),
            st.builds("<table><tr><th>{}</th><td>{}</td></tr><tr><td>{}</td></tr></table>".format, inner, inner, inner),
        ),
        max_leaves=10,
    ),
    max_size=4,
).map("".join)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_page_becomes_the_note_it_should(case: Path) -> None:
    written = markdown(case.read_text(encoding="utf-8")) + "\n"
    golden = case.with_suffix(".md")
    if os.environ.get("WRITE_GOLDEN"):
        golden.write_text(written, encoding="utf-8")
    assert written == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_note_read_by_another_renderer_says_what_its_page_says(case: Path) -> None:
    page = re.sub(r"<(video|audio).*?</\1>", "", case.read_text(encoding="utf-8"))
    assert text_of(rendered(markdown(page))) == text_of(page)


@settings(deadline=None, max_examples=300)
@given(PAGES)
def test_no_signs_in_a_page_change_its_words(page: str) -> None:
    assert text_of(rendered(markdown(page))) == text_of(page)


@settings(deadline=None, max_examples=200)
@given(SIGNS, st.sampled_from(("strong", "em", "del", "code", "sub")), SIGNS, SIGNS)
def test_a_mark_stays_around_its_words_whatever_stands_beside_it(before: str, tag: str, inner: str, after: str) -> None:
    page = f"<p>{before}<{tag}>{inner}</{tag}>{after}</p>"
    assert structure_of(rendered(markdown(page))) == structure_of(page)


def test_depth_costs_no_stack() -> None:
    deep = "<div>" * 3000 + "<blockquote>" * 50 + "bottom" + "</blockquote>" * 50 + "</div>" * 3000
    assert markdown(deep).endswith("> bottom")
    mixed = "<b><div><i><div>" * 2000 + "bottom"
    assert "bottom" in markdown(mixed)


def test_nothing_of_a_hostile_page_is_left_to_run() -> None:
    hostile = (
        '<p onclick="x()">a<script>alert(1)</script></p><a href="javascript:alert(1)">b</a><iframe src="https://e.com/">'
        '</iframe><table><tr><td rowspan="2" onmouseover="x()" style="background:url(https://e.com/)">c</td></tr></table>'
        '<img src="https://e.com/i.png" onerror="x()"><details ontoggle="x()"><summary>d</summary></details>'
        "<p>&lt;script&gt;alert(2)&lt;/script&gt; &lt;img src=x onerror=alert(3)&gt;</p>"
    )
    page = rendered(markdown(hostile))
    assert not re.search(r"<script|<iframe|<[^>]*\son\w+=|<[^>]*javascript:|<[^>]*style=", page)
    assert "&lt;script&gt;alert(2)" in page


def test_pictures_stand_where_they_are_put() -> None:
    page = '<p><img src="https://e.com/1.png" alt="one"><img src="https://e.com/2.png" alt="two"></p>'
    placed = {"https://e.com/1.png": "note/01.png"}
    assert markdown(page, placed.get) == "![one](note/01.png)"


def test_a_page_of_nothing_is_a_note_of_nothing() -> None:
    assert markdown("") == ""
    assert markdown("<p> </p><div><br></div><ul></ul><table></table><h2></h2>") == ""
