"""What a person marked is marked in the note, on its words, in the program's own signs; what they wrote is below."""

import os
import re
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import cmarkgfm
import lxml.html
import pytest
from cmarkgfm.cmark import Options
from hypothesis import given, settings
from hypothesis import strategies as st

from tearsheet.document.canonical import canonical_text
from tearsheet.document.sanitise import sanitise
from tearsheet.export import EXPORTERS
from tearsheet.export.markdown.checking import _renderer, said
from tearsheet.export.markdown.dialects import DIALECTS, GFM, OBSIDIAN, Dialect
from tearsheet.export.markdown.writer import markdown
from tearsheet.model.annotation import Colour, PlacedAnnotation, State
from tearsheet.model.article import Article
from tearsheet.model.export import AnnotatedArticle, ExportOptions
from tearsheet.model.extraction import Metadata
from tearsheet.model.ids import AnnotationId
from tests.support.annotated import on_words
from tests.support.markdown_cases import CASES
from tests.support.reader_articles import BASE
from tests.support.rendered import text_of

GOLDEN = Path(__file__).parent.parent / "golden" / "markdown"
NAMES = [dialect.name for dialect in DIALECTS]
PAGE = (
    "<h2>高水位</h2><p>The river <b>rose in the <i>night</i></b>, and <a href='https://e.com/town'>the lower town</a> "
    "carried <code>chairs</code> upstairs.</p><p>重点（注意）<strong>河水。</strong>退去 when \\(x^2+1\\) rose.</p>"
    "<ul><li>☑ bread</li><li>tea</li></ul><table><tr><th>day</th><td>a|b</td></tr></table>"
    "<pre><code class='language-py'>a = b\nc == d</code></pre>"
    "<p>It fell.<sup><a id='r1' href='#n1'>[1]</a></sup> Slowly.</p><ol><li id='n1'>Tull, p. 3 "
    "<a href='#r1'>↩</a></li></ol>"
)


def article_of(html: str) -> Article:
    return replace(BASE, html=html, text=canonical_text(sanitise(html)))


def numbered(placed: PlacedAnnotation, number: int, colour: Colour = Colour.GREEN) -> PlacedAnnotation:
    made = replace(placed.annotation, id=AnnotationId(number), uid=f"{number:08x}" * 4, colour=colour)
    return replace(placed, annotation=made)


def on(article: Article, words: str, **more: object) -> PlacedAnnotation:
    start = article.text.index(words)
    return on_words(article, start, start + len(words), **more)  # type: ignore[arg-type]


def written(article: Article, *annotations: PlacedAnnotation, dialect: Dialect = OBSIDIAN) -> str:
    return markdown(article.html, dialect=dialect, text=article.text, annotations=annotations)


def passages(article: Article, *words: str) -> tuple[PlacedAnnotation, ...]:
    return tuple(numbered(on(article, each), number) for number, each in enumerate(words, start=1))


def marked(html: str) -> str:
    """Return what is marked in rendered HTML, without its spaces."""
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    words = (text for mark in root.iter("mark") for text in mark.itertext())
    return re.sub(r"\s", "", "".join(words))


def notes(annotated: Sequence[AnnotatedArticle], **options: str) -> dict[str, str]:
    exporter = next(each for each in EXPORTERS if each.name == "markdown")
    chosen = ExportOptions(values=tuple(options.items()))
    return {file.path: file.data.decode() for file in exporter.export(annotated, chosen, lambda _sha256: b"")}


def river() -> AnnotatedArticle:
    article = replace(
        article_of(PAGE),
        metadata=Metadata(
            title="High [[water]] #1: the “flood”",
            byline="Ambrose Tull",
            source="The Daily Bench",
            published=datetime(1953, 3, 2, 17, 24, 54, tzinfo=timezone(timedelta(hours=8))),
            excerpt='A "line" along every house: {{ x }}',
        ),
        tags=("history/floods", "to read"),
        resources=(),
    )
    across = on(article, "the lower town carried chairs upstairs.\n\n重点", note="Twice:\n\n- *once*\n- again")
    lost = on_words(article, 0, 3, note="", tags=(), state=State.ORPHAN)
    marks = (
        numbered(on_words(article, 0, 0, note="About all of it."), 1),
        numbered(on(article, "rose in the night, and the lower", note="", tags=("水/high", "a]b <i>")), 2, Colour.PINK),
        numbered(across, 3),
        numbered(on(article, "c == d", note="code"), 4),
        numbered(on(article, "fell.[1] Slowly", note="", tags=()), 5, Colour.BLUE),
        numbered(lost, 6),
    )
    return AnnotatedArticle(article=article, annotations=marks)


@pytest.mark.parametrize("dialect", NAMES)
def test_a_note_with_highlights_is_as_it_should_be_in_every_dialect(
    dialect: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    ((_path, note),) = notes([river()], dialect=dialect).items()
    golden = GOLDEN / f"note-{dialect}.md"
    if os.environ.get("WRITE_GOLDEN"):
        golden.write_text(note, encoding="utf-8")
    assert note == golden.read_text(encoding="utf-8")


def test_a_highlight_holds_the_marks_within_it() -> None:
    article = article_of("<p>one <b>two <a href='https://e.com'>three</a></b> <i>four</i>, <code>five</code> six</p>")
    whole = written(article, *passages(article, "one two three four, five"))
    assert whole == "==one **two [three](https://e.com)** *four*, `five`== six"


def test_where_signs_would_not_be_read_there_is_html() -> None:
    article = article_of("<p>重点（注意）内容，a=b</p><h3>x <s>y</s></h3>")
    assert written(article, *passages(article, "（注意）")).startswith("重点<mark>（注意）</mark>内容")
    assert written(article, *passages(article, "b")).startswith("重点（注意）内容，a=<mark>b</mark>")


def test_a_dialect_without_signs_has_html() -> None:
    article = article_of("<p>one <b>two</b></p>")
    assert written(article, *passages(article, "one two"), dialect=GFM) == "<mark>one **two**</mark>"


def test_a_highlight_in_a_listing_leaves_the_listing_as_it_is() -> None:
    article = article_of("<pre><code class='language-py'>a = b\n\nc == d</code></pre>")
    assert written(article, *passages(article, "b\n\nc")) == written(article)


def test_a_highlight_takes_a_formula_whole_or_not_at_all() -> None:
    article = article_of("<p>when \\(x^2+1\\) rose</p>")
    assert written(article, *passages(article, "when \\(x^2")) == "==when $x^2+1$== rose"


def test_a_highlight_on_an_item_leaves_its_box() -> None:
    article = article_of("<ul><li>☑ bread</li></ul>")
    assert written(article, *passages(article, "☑ bread")) == "- [x] ==bread=="


def test_a_page_with_other_words_than_its_text_is_not_marked() -> None:
    article = replace(article_of("<p>one two</p>"), text="something else")
    assert written(article, on_words(article, 0, 9)) == "one two"


@pytest.mark.parametrize("dialect", (OBSIDIAN, GFM), ids=lambda dialect: dialect.name)
@settings(deadline=None, max_examples=150)
@given(st.data())
def test_highlights_change_no_word_and_no_other_sign(dialect: Dialect, data: st.DataObject) -> None:
    html = data.draw(st.one_of(st.just(PAGE), st.sampled_from(list(CASES.values()))))
    article = article_of(html)
    place = st.integers(0, len(article.text))
    ends = [sorted(pair) for pair in data.draw(st.lists(st.tuples(place, place), max_size=4))]
    marks = [numbered(on_words(article, *pair), number) for number, pair in enumerate(ends) if pair[0] < pair[1]]
    (words, signs), (words_without, signs_without) = (
        _said(written(article, *each, dialect=dialect)) for each in (marks, ())
    )
    assert words == words_without
    assert {sign[0] for sign in signs ^ signs_without} <= {"mark"}


def _said(note: str) -> tuple[str, set[tuple[str | int, ...]]]:
    # The renderer knows no footnotes, and would take for a listing what is indented below one.
    flat = re.sub(r"(?m)^(?:\[\^[\w-]+\]: |    )", "", note)
    read = said(lxml.html.fragment_fromstring(_renderer().render(flat), create_parent="div"))
    return re.sub(r"\s", "", read.text), set(read.signs)


@settings(deadline=None, max_examples=100)
@given(st.data())
def test_another_renderer_reads_the_marks_on_just_their_words(data: st.DataObject) -> None:
    article = article_of(
        "<p>The river <b>rose in the <i>night</i></b>, and <a href='https://e.com/t'>重点（注意）</a>内容 "
        "<code>a b</code></p>"
        "<h3>河水。</h3><ul><li>one</li><li>two <s>3</s></li></ul><blockquote><p>q <q>r</q></p></blockquote>"
    )
    start = data.draw(st.integers(0, len(article.text) - 1))
    end = data.draw(st.integers(start + 1, len(article.text)))
    note = written(article, on_words(article, start, end), dialect=GFM)
    html = cmarkgfm.github_flavored_markdown_to_html(note, Options.CMARK_OPT_UNSAFE)
    assert marked(html) == re.sub(r"\s", "", article.text[start:end])
    assert text_of(html) == re.sub(r"\s", "", article.text)


def test_five_thousand_highlights_over_one_another_end() -> None:
    article = article_of("".join(f"<p>{'words of <b>every</b> kind ' * 20}</p>" for _ in range(60)))
    last = len(article.text) - 200
    marks = tuple(
        numbered(on_words(article, start := number * 7 % last, start + 90 + number % 97, note="n"), number + 1)
        for number in range(5000)
    )
    began = time.process_time()
    ((_path, note),) = notes([AnnotatedArticle(article=article, annotations=marks)]).items()
    assert time.process_time() - began < 60
    assert note.count("\n^h-") == 5000


def test_highlights_are_marked_listed_both_or_neither() -> None:
    def note(shown: str) -> str:
        return next(iter(notes([river()], highlights=shown).values()))

    assert ("==**rose" in note("inline"), "## Highlights" in note("inline")) == (True, False)
    assert ("==**rose" in note("list"), "## Highlights" in note("list")) == (False, True)
    assert ("==**rose" in note("none"), "## Highlights" in note("none")) == (False, False)
    assert "**rose in the _night_**, and" in note("none")
    assert "^h-00000003" in note("both")


def test_an_article_without_text_is_a_note_with_what_is_known() -> None:
    article = replace(BASE, html="", text="")
    ((_path, note),) = notes([AnnotatedArticle(article=article, annotations=(on_words(article, 0, 0),))]).items()
    assert note.startswith("---\n")
    assert note.count("## Highlights") == 1
