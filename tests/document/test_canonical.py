import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.document.canonical import canonical_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>a</p><p>b</p>", "a\n\nb"),
        ("<div><div><p>a</p></div></div>\n\n<section>b</section>c", "a\n\nb\n\nc"),
        ("<p> a \n b\t<em> c</em>d </p>", "a b cd"),
        ("<p>a<br>b<br> c</p>", "a\nb\nc"),
        ("<p>a<br><br><br>b</p>", "a\n\nb"),
        ("<p></p><p> </p><hr>", ""),
        ("<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul><p>d</p>", "a\nb\n\nc\n\nd"),
        ("<h2>a</h2>b<figure><img alt='no'><figcaption>c</figcaption></figure>", "a\n\nb\n\nc"),
        ("<dl><dt>a</dt><dd>b</dd></dl>", "a\nb"),
    ],
)
def test_blocks_are_parted_by_an_empty_line_and_lines_by_an_end(html: str, text: str) -> None:
    assert canonical_text(html) == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>e", "a\tb\nc\td\n\ne"),
        ("<table><tr><th><p>a</p></th><td><div>b</div></td></tr></table>", "a\tb"),
        ("<table><tr><td>a</td><td></td><td>b</td></tr></table>", "a\tb"),
        ("<table><caption>x</caption><tbody><tr><td>a</td></tr></tbody></table>", "x\na"),
        ("<table><tr><td><table><tr><td>a</td><td>b</td></tr></table></td><td>c</td></tr></table>", "a\tb\n\nc"),
    ],
)
def test_cells_stand_in_their_row(html: str, text: str) -> None:
    assert canonical_text(html) == text


def test_preformatted_text_stays_as_it_is() -> None:
    assert canonical_text("<p>x</p><pre>\n  a\n\n\tb <b> c</b>\n</pre><p> y</p>") == "x\n\n  a\n\n\tb  c\n\ny"


def test_readings_and_what_is_not_shown_are_left_out() -> None:
    assert canonical_text("<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp>字<rt>じ</ruby>を") == "漢字を"
    assert canonical_text("a<script>b</script><style>c</style><video>d<p>e</p></video><!-- f -->g") == "ag"
    assert canonical_text("<img alt='a' title='b'><p>c</p>") == "c"


def test_characters_stay_as_they_are() -> None:
    assert canonical_text("<p>\u3000\u3000段\u00a0落 e\u0301 ﬁ 𠮷 👩\u200d🚀</p>") == (
        "\u3000\u3000段\u00a0落 e\u0301 ﬁ 𠮷 👩\u200d🚀"
    )


def test_references_become_their_characters_once() -> None:
    assert canonical_text("<p>&lt;b&gt; &amp;amp; &nbsp;&#x4e2d;</p>") == "<b> &amp; \u00a0中"


@pytest.mark.parametrize("tag", ["div", "video", "rt", "table", "b", "pre"])
def test_depth_loses_nothing(tag: str) -> None:
    depth = 200_000
    text = canonical_text(f"<p>before</p>{f'<{tag}>' * depth}x{f'</{tag}>' * depth}<p>after</p>")
    assert text.split("\n\n")[0] == "before"
    assert text.split("\n\n")[-1] == "after"


@given(st.lists(st.text(alphabet="ab 中\u3000\n\t<&", max_size=20), max_size=5))
def test_no_line_is_empty_twice_or_has_space_at_its_ends(texts: list[str]) -> None:
    escaped = (text.replace("&", "&amp;").replace("<", "&lt;") for text in texts)
    found = canonical_text("".join(f"<p>{text}</p>" for text in escaped))
    assert "\n\n\n" not in found
    assert all(line == line.strip(" \t") for line in found.split("\n"))


@given(st.text(max_size=100))
def test_escaped_text_comes_back(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    assert canonical_text(f"<p>{escaped}</p>").split() == text.split() or not text.isprintable()
