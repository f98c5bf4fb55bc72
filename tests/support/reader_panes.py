"""A real reader pane in a window of its own, and what its page says."""

import os
import signal
from collections.abc import Callable, Iterator

from PySide6.QtWebEngineCore import QWebEnginePage
from pytestqt.qtbot import QtBot

from tearsheet.gui.reader import ReaderPane
from tearsheet.gui.web_display import WebDisplay
from tearsheet.model.article import Article
from tearsheet.model.ids import Sha256
from tearsheet.settings.reading_places import ReadingPlace

WORLD = 1
"""The reader's own world, in which scripts run."""


def reader_pane(
    qtbot: QtBot,
    open_blob: Callable[[Sha256], bytes] = lambda _sha256: b"",
    *,
    place_of: Callable[[str], ReadingPlace | None] = lambda _key: None,
) -> Iterator[ReaderPane]:
    """Give a pane out, and end its view before Chromium's profile is missed."""
    reader = ReaderPane(open_blob, place_of=place_of)
    qtbot.addWidget(reader)
    reader.resize(700, 600)
    reader.show()
    yield reader
    if isinstance(reader.display, WebDisplay):
        with qtbot.waitSignal(reader.display.widget().destroyed, timeout=10_000):
            reader.close_view()


_SETTLE = """
document.documentElement.dataset.settled = "";
(() => {
  const began = performance.now();
  const frame = () => {
    if (performance.now() - began < 1300) requestAnimationFrame(frame);
    else document.documentElement.dataset.settled = "yes";
  };
  frame();
})()
"""


def settle(qtbot: QtBot, page: QWebEnginePage) -> None:
    """Wait until the page has drawn frames for longer than its refreshes wait: what it does, it has done by then."""
    answers: list[object] = []
    page.runJavaScript(_SETTLE, WORLD)

    def settled() -> bool:
        page.runJavaScript("document.documentElement.dataset.settled", WORLD, answers.append)
        return "yes" in answers

    qtbot.waitUntil(settled, timeout=20_000)


def shown(pane: ReaderPane, qtbot: QtBot, article: Article) -> QWebEnginePage:
    pane.show_article(article)
    assert isinstance(pane.display, WebDisplay)
    page = pane.display.page()
    titles: list[object] = []

    def there() -> bool:
        page.runJavaScript("document.querySelector('.ts-foot') && document.title", WORLD, titles.append)
        return article.metadata.title in titles

    qtbot.waitUntil(there, timeout=20_000)
    settle(qtbot, page)
    return page


def value(qtbot: QtBot, page: QWebEnginePage, script: str) -> object:
    answers: list[object] = []
    page.runJavaScript(script, WORLD, answers.append)
    qtbot.waitUntil(lambda: bool(answers), timeout=10_000)
    return answers[0]


def kill_renderer(qtbot: QtBot, page: QWebEnginePage) -> None:
    """End the page's process as the system does when memory runs out."""
    qtbot.waitUntil(lambda: page.renderProcessPid() > 0, timeout=10_000)
    with qtbot.waitSignal(page.renderProcessTerminated, timeout=10_000):
        os.kill(page.renderProcessPid(), signal.SIGKILL)
