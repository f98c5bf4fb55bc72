"""The plain view goes through its sentences too."""

from collections.abc import Iterator
from time import monotonic

import pytest
from PySide6.QtWidgets import QTextBrowser
from pytestqt.qtbot import QtBot

from tearsheet.gui.speaking_plain import PlainSentences


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[QTextBrowser]:
    browser = QTextBrowser()
    qtbot.addWidget(browser)
    browser.resize(500, 300)
    browser.show()
    yield browser


def spoken(view: QTextBrowser, most: int = 100) -> list[str]:
    sentences = PlainSentences(view)
    found: list[str] = []
    words = sentences.begin()
    while words is not None and len(found) < most:
        found.append(words)
        words = sentences.step(1)
    return found


def test_sentences_follow_each_other_through_paragraphs(view: QTextBrowser) -> None:
    view.setHtml("<h1>标题</h1><p>走吧。我们走！</p><p>* * *</p><p>One 😀 two. Three.</p>")
    assert spoken(view) == ["标题", "走吧。", "我们走！", "One 😀 two.", "Three."]


def test_it_goes_back_and_not_before_the_first(view: QTextBrowser) -> None:
    view.setHtml("<p>One. Two.</p><p>Three.</p>")
    sentences = PlainSentences(view)
    sentences.begin()
    assert [sentences.step(by) for by in (1, 1, -1, -1, -1, 0)] == ["Two.", "Three.", "Two.", "One.", "One.", "One."]
    assert [sentences.step(by) for by in (1, 1, 1, 1)] == ["Two.", "Three.", None, None]


def test_it_begins_with_the_sentence_that_is_selected(view: QTextBrowser) -> None:
    view.setHtml("<p>One is here. Two is selected. Three.</p>")
    view.setTextCursor(view.document().find("selected"))
    assert PlainSentences(view).begin() == "Two is selected."
    assert not view.textCursor().hasSelection()


def test_what_is_spoken_is_brought_into_view(view: QTextBrowser) -> None:
    view.setHtml("".join(f"<p>Paragraph {n} is short.</p>" for n in range(100)))
    sentences = PlainSentences(view)
    sentences.begin()
    assert view.verticalScrollBar().value() == 0
    for _step in range(40):
        sentences.step(1)
        marked = sentences.selections("light")[0]
        assert 0 <= view.cursorRect(marked.cursor).bottom() <= view.viewport().height()


@pytest.mark.parametrize("text", ["word " * 20_000, "𠮷" * 30_000, "\u200b" * 50_000 + "end", "a\u200b" * 40_000])
def test_a_text_without_an_end_is_spoken_in_pieces(view: QTextBrowser, text: str) -> None:
    view.setPlainText(text)
    began = monotonic()
    found = spoken(view, most=3)
    assert found
    assert all(0 < len(words) <= 401 and words.encode() for words in found)
    assert monotonic() - began < 5
