"""The page goes through its sentences to be spoken, in any language and in pages made to keep it busy."""

import json
from collections.abc import Iterator
from dataclasses import replace
from time import monotonic

import pytest
from PySide6.QtWebEngineCore import QWebEnginePage
from pytestqt.qtbot import QtBot

from tearsheet.document.canonical import canonical_text
from tearsheet.gui.reader import ReaderPane
from tearsheet.gui.reader_display import Display
from tests.support.reader_articles import BASE
from tests.support.reader_panes import reader_pane, shown, value

_MOST = 401
_MARKED = "JSON.stringify([...(CSS.highlights.get('spoken') ?? [])].map(String))"


class Page:
    """A page of some markup, and the sentences it gives."""

    def __init__(self, pane: ReaderPane, qtbot: QtBot) -> None:
        self._pane, self._bot = pane, qtbot
        self._page: QWebEnginePage | None = None

    def show(self, html: str, language: str = "en") -> None:
        metadata = replace(BASE.metadata, language=language)
        self._page = shown(
            self._pane, self._bot, replace(BASE, html=html, text=canonical_text(html), metadata=metadata)
        )

    @property
    def display(self) -> Display:
        assert self._pane.display is not None
        return self._pane.display

    def value(self, script: str) -> object:
        assert self._page is not None
        return value(self._bot, self._page, script)

    def asked(self, call: str) -> str | None:
        answer = json.loads(str(self.value(f"JSON.stringify(speaking.{call})")))
        assert answer is None or isinstance(answer, str)
        return answer

    def all(self, most: int = 100) -> list[str]:
        found: list[str] = []
        words = self.asked("begin()")
        while words is not None and len(found) < most:
            found.append(words)
            words = self.asked("step(1)")
        return found


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[Page]:
    for pane in reader_pane(qtbot):
        yield Page(pane, qtbot)


def test_sentences_are_those_of_the_language(page: Page) -> None:
    page.show("<p>她说：“走吧。”我们就走了！你呢？</p><h2>下一节</h2><p>第二段。</p>", "zh-Hans")
    assert page.all() == ["她说：“走吧。”", "我们就走了！", "你呢？", "下一节", "第二段。"]


def test_what_has_no_letter_is_passed_over(page: Page) -> None:
    page.show("<p>One.</p><p>* * *</p><hr><p>— 😀 …</p><table><tr><td>Two</td><td></td><td>3</td></tr></table>")
    assert page.all() == ["One.", "Two", "3"]


def test_the_sentence_is_marked_and_the_page_is_not_altered(page: Page) -> None:
    page.show("<p>First <b>one of</b> all. Second <i>one</i>.</p>")
    before = page.value("reader.page.innerHTML")
    assert page.asked("begin()") == "First one of all."
    assert page.asked("step(1)") == "Second one."
    assert json.loads(str(page.value(_MARKED))) == ["Second one."]
    assert page.value("reader.page.innerHTML") == before
    page.asked("forget()")
    assert json.loads(str(page.value(_MARKED))) == []


def test_it_goes_back_and_not_before_the_first(page: Page) -> None:
    page.show("<p>One. Two.</p><p>Three.</p>")
    assert page.all() == ["One.", "Two.", "Three."]
    page.asked("begin()")
    assert [page.asked(f"step({by})") for by in (1, 1, -1, -1, -1, 0)] == [
        "Two.",
        "Three.",
        "Two.",
        "One.",
        "One.",
        "One.",
    ]


def test_it_begins_with_the_sentence_that_is_selected(page: Page) -> None:
    page.show("<p>One is here. Two is selected. Three.</p>")
    page.value("getSelection().selectAllChildren(document.querySelector('.ts-body p')) ?? 0")
    page.value(
        "getSelection().setBaseAndExtent(...[18, 21].flatMap((at) => [reader.texts(reader.body())[0], at])) ?? 0"
    )
    assert page.asked("begin()") == "Two is selected."
    assert page.value("getSelection().isCollapsed") is True


def test_it_begins_on_the_screen_and_scrolls_only_for_what_is_not_there(page: Page) -> None:
    page.show("".join(f"<p>Paragraph {n} is short.</p>" for n in range(200)))
    page.value("scrollTo(0, 3000) ?? 0")
    first = page.asked("begin()")
    assert first is not None
    assert page.value("scrollY") == 3000
    page.asked("step(1)")
    assert page.value("scrollY") == 3000
    for _step in range(25):
        page.asked("step(1)")
    assert page.value("scrollY") != 3000
    assert page.value("[...CSS.highlights.get('spoken')][0].getBoundingClientRect().bottom < innerHeight") is True


def test_a_sentence_that_is_folded_away_is_opened(page: Page) -> None:
    page.show("<p>One.</p><details><summary>More</summary><p>Hidden.</p></details>")
    assert page.all() == ["One.", "More", "Hidden."]


@pytest.mark.parametrize(
    "text",
    [
        "word " * 200_000,
        "a" * 1_000_000,
        "漢" * 500_000,
        "𠮷" * 250_000,
        "a\u200b\u200b" * 300_000,
        "\u200b" * 500_000 + "end",
        "\u202eשלום " * 5_000,
        "a\u0301" * 40_000,
        "x. " * 200_000,
    ],
    ids=["words", "letters", "characters", "astral", "zero-width", "nothing", "backwards", "combining", "short"],
)
def test_a_page_without_an_end_is_spoken_in_pieces_and_holds_nobody_up(page: Page, text: str) -> None:
    page.show(f"<p>{text}</p>")
    page.asked("begin()")
    began = monotonic()
    for by in (1, 1, -1):
        words = page.asked(f"step({by})")
        assert words is None or 0 < len(words) <= _MOST
        if words is not None:
            words.encode()  # no half of a character
    assert monotonic() - began < 5


def test_pieces_leave_nothing_out(page: Page) -> None:
    text = " ".join(f"w{n}" for n in range(400))
    page.show(f"<p>{text}</p>")
    assert " ".join(page.all()) == text


def test_the_window_is_told_the_words_and_when_there_are_no_more(page: Page, qtbot: QtBot) -> None:
    page.show("<p>One. Two.</p>")
    told: list[str | None] = []
    display = page.display
    display.first_sentence(told.append)
    for _step in range(2):
        display.next_sentence(1, told.append)
    qtbot.waitUntil(lambda: len(told) == 3, timeout=10_000)
    assert told == ["One.", "Two.", None]


def test_another_page_forgets_the_sentence(page: Page) -> None:
    page.show("<p>One. Two.</p>")
    page.asked("begin()")
    page.show("<p>Other. Words.</p>")
    assert page.asked("step(1)") is None
    assert json.loads(str(page.value(_MARKED))) == []
