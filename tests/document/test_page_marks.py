"""What a person marked stands in an exported page on its words, and on no others."""

import re
from dataclasses import replace
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.document.canonical import canonical_text
from tearsheet.document.page import article_page
from tearsheet.document.page_marks import with_marks
from tearsheet.document.page_words import PageWords
from tearsheet.document.sanitise import sanitise
from tearsheet.model.annotation import PlacedAnnotation, State
from tearsheet.model.article import Article
from tearsheet.model.ids import AnnotationId
from tests.support.annotated import on_words
from tests.support.reader_articles import BASE, ENGLISH

HTML = (
    "<p>雨停之后，<b>河水</b>退去 &amp; the\n river <em>fell</em>.</p><pre>a\n  b &lt;c&gt;</pre>"
    '<p>Then<img src="https://e.com/gone.png" alt="gone"> 🌊<ruby>漢<rt>かん</rt></ruby> it</p>'
    "<ul><li>x</li><li>y</li></ul>"
)


def article_of(html: str) -> Article:
    return replace(BASE, html=html, text=canonical_text(sanitise(html)))


def page_of(article: Article, *annotations: PlacedAnnotation) -> str:
    page = article_page(article, words=PageWords(), picture_url=lambda _resource: None)
    return with_marks(page, article.text, annotations)


def marked(page: str) -> str:
    found = re.findall(r"<mark[^>]*>(.*?)</mark>", page, re.DOTALL)
    return "".join(unescape(re.sub("<[^>]+>", "", words)) for words in found)


@given(st.data())
def test_any_passage_is_marked_whole_and_alone(data: st.DataObject) -> None:
    article = article_of(data.draw(st.sampled_from([HTML, ENGLISH])))
    start = data.draw(st.integers(0, len(article.text) - 1))
    end = data.draw(st.integers(start + 1, len(article.text)))
    page = page_of(article, on_words(article, start, end, note="", tags=()))
    assert "".join(marked(page).split()) == "".join(article.text[start:end].split())


def test_a_page_without_annotations_stays_as_it_is() -> None:
    article = article_of(ENGLISH)
    assert page_of(article) == article_page(article, words=PageWords(), picture_url=lambda _resource: None)


def test_what_was_written_stands_below_the_text_and_leads_to_its_words() -> None:
    article = article_of(HTML)
    page = page_of(article, on_words(article, 5, 9, note="<b>why</b>\nso", tags=("水",)))
    assert '<mark class="ts-green">河水</mark>' in page
    assert (
        '<mark class="ts-green">退去</mark><sup class="ts-refers"><a href="#written-1" id="marked-1">✎1</a></sup>'
        in page
    )
    listed = page.partition('<section class="ts-written">')[2]
    assert "<blockquote>河水退去</blockquote>" in listed
    assert "&lt;b&gt;why&lt;/b&gt;\nso" in listed
    assert "#水 2026-11-24" in listed
    assert 'href="#marked-1"' in listed


def test_where_two_overlap_the_later_is_on_top() -> None:
    article = article_of("<p>one two three</p>")
    first = on_words(article, 0, 7, note="", tags=())
    second = on_words(article, 4, 13, note="", tags=())
    second = replace(second, annotation=replace(second.annotation, id=AnnotationId(2)))
    page = page_of(article, second, first)
    assert re.findall(r"<mark[^>]*>(.*?)</mark>", page) == ["one", "two three"]


@pytest.mark.parametrize("state", [State.ORPHAN, State.ANCHORED])
def test_a_note_without_words_in_the_text_is_listed(state: State) -> None:
    article = article_of(HTML)
    said = on_words(article, 5, 9, state=state) if state is State.ORPHAN else on_words(article, 0, 0)
    page = page_of(article, said)
    assert "<mark" not in page
    assert "*why*" in page
    assert ("<blockquote>河水退去</blockquote>" in page) is (state is State.ORPHAN)


def test_nothing_is_marked_where_the_page_says_other_words() -> None:
    article = replace(article_of("<p>one two</p>"), text="one too")
    page = page_of(article, on_words(article, 0, 3))
    assert "<mark" not in page
    assert "<blockquote>one</blockquote>" in page
