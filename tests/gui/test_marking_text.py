"""The text the page is marked by is the article's own, whatever its markup: on all pages made here and on real ones."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest
from pytestqt.qtbot import QtBot

from tearsheet.document.canonical import canonical_text
from tearsheet.document.sanitise import sanitise
from tearsheet.extract import read
from tearsheet.gui.reader import ReaderPane
from tearsheet.gui.reader_page import ready_page
from tearsheet.gui.reader_words import page_words
from tearsheet.gui.web_display import WebDisplay
from tearsheet.model.errors import TearsheetError
from tearsheet.model.page import Page
from tests.support import wanted_pages
from tests.support.keepings import page as page_of
from tests.support.reader_articles import BASE, english_article
from tests.support.reader_panes import reader_pane, shown, value

_REAL = 120


@pytest.fixture
def pane(qtbot: QtBot) -> Iterator[ReaderPane]:
    yield from reader_pane(qtbot)


class Reader:
    """A warm page that says which text it makes of an article."""

    def __init__(self, pane: ReaderPane, qtbot: QtBot) -> None:
        self._bot = qtbot
        self._page = shown(pane, qtbot, BASE)
        assert isinstance(pane.display, WebDisplay)
        self._display = pane.display

    def text(self, html: str, *, text: str = "", script: str = "") -> str:
        article = replace(
            BASE, html=html, text=text or canonical_text(html), metadata=replace(BASE.metadata, language="zh")
        )
        self._display.show_page(ready_page(article, words=page_words(), script=script))
        return str(value(self._bot, self._page, "passages.text()"))

    def value(self, script: str) -> object:
        return value(self._bot, self._page, script)


@pytest.fixture
def reader(pane: ReaderPane, qtbot: QtBot) -> Reader:
    return Reader(pane, qtbot)


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p>One  two\n three </p> <p> </p><p>four</p>",
        "one<br>two<br><br>three<br>",
        "<ul><li>a<ul><li>b</li></ul></li><li><p>c</p></li></ul><dl><dt>d</dt><dd>e</dd></dl>",
        "<table><caption>c</caption><thead><tr><th>a</th><th></th><th>b</th></tr></thead><tr><td><p>1</p><p>2</p></td>"
        "<td><table><tr><td>x</td><td>y</td></tr></table></td></tr></table>after",
        "<pre>\n\n  a\n\tb\n\n</pre><pre><code>\nc</code></pre><pre>d<br>e</pre><pre></pre>f",
        "<ruby>漢<rp>(</rp><rt>hàn</rt><rp>)</rp></ruby>字",
        "<p>　　indented</p><p><b>short</b></p><p>a\u00a0b\u200bc</p>",
        "<p>𠮷野家 e\u0301 👩‍👩‍👧 שלום</p>",
        "<p>x<video src='https://v.example/a.mp4'>fallback</video>y<img src='https://i.example/a.png' alt='no'>z</p>",
        "<details><summary>s</summary>t</details><p>E = <math><mi>m</mi><msup><mi>c</mi><mn>2</mn></msup></math></p>",
        "<pre class='language-python'>def f():\n    return 'x'  # why\n</pre>",
        "<blockquote><p>a</p><p>b</p></blockquote><figure><img src='https://i.example/a.png'><figcaption>c</figcaption></figure>",
    ],
)
def test_every_kind_of_markup_gives_the_same_text_in_the_page(reader: Reader, html: str) -> None:
    clean = sanitise(html)
    assert reader.text(clean) == canonical_text(clean)


def test_the_page_of_an_article_with_everything_has_its_text(reader: Reader) -> None:
    clean = sanitise(english_article().html)
    assert reader.text(clean) == canonical_text(clean)


def test_in_another_script_the_text_has_as_many_characters(reader: Reader) -> None:
    clean = sanitise("<p>銀行發展，𠮷野家；後來的頭髮。</p><pre>發 code</pre>")
    text = canonical_text(clean)
    shown = reader.text(clean, script="simplified")
    assert shown != text and len(shown) == len(text)


def test_the_pages_made_here_have_their_articles_text(reader: Reader) -> None:
    pages = [wanted_pages.page_of(folder, wanted_pages.wanted_of(folder)) for folder in wanted_pages.FOLDERS]
    count, differing = compared(reader, [(each.address, each) for each in pages])
    assert count > 100
    assert not differing


def test_real_pages_have_their_articles_text(reader: Reader, shared: Path) -> None:
    files = sorted((shared / "corpora" / "pages").rglob("*.html.gz"))
    chosen = Random(4).sample(files, min(_REAL, len(files)))
    count, differing = compared(reader, [(str(file), page_of(gzip.decompress(file.read_bytes()))) for file in chosen])
    assert count > _REAL // 2
    assert not differing


def test_a_passage_of_the_page_and_its_place_in_the_text_lead_to_each_other(reader: Reader) -> None:
    clean = sanitise(english_article().html + "<p>𠮷野家𠀋 and so on</p>")
    text = canonical_text(clean)
    assert reader.text(clean) == text
    random, spans = Random(7), []
    for _ in range(300):
        start = random.randrange(len(text))
        end = min(len(text), start + random.randrange(1, 60))
        if text[start:end].strip():
            spans.append((start, end))
    back = """((spans) => JSON.stringify(spans.map(([start, end]) => {
      const range = passages.live(passages.toUnits(start), passages.toUnits(end));
      return range && passages.within(range).map(passages.toPoints);
    })))"""
    found = json.loads(str(reader.value(f"{back}({json.dumps(spans)})")))
    for (start, end), place in zip(spans, found, strict=True):
        # What stands between blocks has no place in the page, so the ends move in over it.
        assert place is not None and start <= place[0] < place[1] <= end
        assert text[start:end].strip() == text[place[0] : place[1]].strip()


def test_the_page_says_what_its_text_is_known_by(reader: Reader) -> None:
    text = "𠮷野家\n\nand so on"
    assert reader.text("<p>𠮷野家</p><p>and so on</p>") == text
    reader.value("passages.known().then((known) => { globalThis.known = known; })")
    known = reader.value("JSON.stringify(globalThis.known)")
    assert json.loads(str(known)) == [len(text), sha256(text.encode()).hexdigest()]


def compared(reader: Reader, pages: list[tuple[str, Page]]) -> tuple[int, list[str]]:
    """Return how many of the pages have an article, and those whose text is another in the reader."""
    count, differing = 0, []
    for name, page in pages:
        try:
            extraction = read((page,), None)
        except TearsheetError:
            continue
        count += 1
        if reader.text(extraction.html, text=extraction.text) != extraction.text:
            differing.append(name)
    return count, differing
