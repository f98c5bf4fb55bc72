"""What reading costs: the first article, the next ones, memory, and what a hostile page gets out.

Run it with `python -m tests.bench.reader [POST]`; POST is a Jekyll post to read, an article made here otherwise.
"""

import os
import sys
from dataclasses import replace
from pathlib import Path
from statistics import median
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psutil
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from tearsheet.gui.reader import ReaderPane
from tearsheet.gui.reader_page import ready_page
from tearsheet.gui.reader_words import page_words
from tearsheet.gui.web_display import WebDisplay
from tearsheet.model.article import Article
from tearsheet.model.ids import ArticleId
from tests.support.evil_page import CountingServer, evil_body
from tests.support.reader_articles import BASE, article_of_post, english_article

_WORLD = 1
_ROUNDS = 20
_PAINTED = "requestAnimationFrame(() => requestAnimationFrame(() => { document.title = 'painted' }))"


def cpu() -> float:
    """Return the processor time of this process and its children, in seconds."""
    processes = [psutil.Process(), *psutil.Process().children(recursive=True)]
    return float(sum(sum(process.cpu_times()[:2]) for process in processes))


def pss() -> float:
    """Return the memory of this process and its children, shared pages counted once, in MB."""
    processes = [psutil.Process(), *psutil.Process().children(recursive=True)]
    return float(sum(process.memory_full_info().pss for process in processes)) / 1e6


def wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def show(pane: ReaderPane, article: Article) -> tuple[float, float]:
    """Show an article and return the wall and processor seconds until it is painted."""
    wall, spent, first = perf_counter(), cpu(), pane.display is None
    pane.show_article(article)
    assert isinstance(pane.display, WebDisplay)
    page = pane.display.page()
    loop = QEventLoop()
    page.titleChanged.connect(lambda title: loop.quit() if title == "painted" else None)
    if first:
        page.loadFinished.connect(lambda _ok: page.runJavaScript(_PAINTED, _WORLD))
    else:
        page.runJavaScript(_PAINTED, _WORLD)
    QTimer.singleShot(20_000, loop.quit)
    loop.exec()
    return perf_counter() - wall, cpu() - spent


def main() -> None:
    application = QApplication(sys.argv[:1])
    post = Path(sys.argv[1]).read_text("utf-8") if len(sys.argv) > 1 else ""
    articles = [article_of_post(post) if post else english_article(), english_article()]
    pane = ReaderPane(lambda _sha256: b"")
    pane.resize(900, 900)
    pane.show()
    wait(300)
    print(f"before the first article   {pss():6.0f} MB")
    wall, spent = show(pane, articles[0])
    wait(1500)
    print(f"the first article          {pss():6.0f} MB, {wall * 1e3:.0f} ms wall, {spent * 1e3:.0f} ms CPU")
    words = page_words()
    for name, article in zip(("a post", "an English article"), articles, strict=True):
        began = perf_counter()
        for _ in range(_ROUNDS):
            ready_page(article, words=words)
        print(f"{name}: made ready       {(perf_counter() - began) / _ROUNDS * 1e3:6.1f} ms")
    times = [show(pane, replace(articles[n % 2], id=ArticleId(n))) for n in range(_ROUNDS)]
    walls, spents = zip(*times, strict=True)
    print(
        f"switch, warm: median       {median(walls) * 1e3:6.1f} ms wall, mean {sum(spents) / _ROUNDS * 1e3:.1f} ms CPU"
    )
    server = CountingServer()
    show(pane, replace(BASE, id=ArticleId(99), html=evil_body(server.url)))
    wait(2500)
    print(f"the evil page              {server.connections} connections, {len(server.requests)} requests")
    pane.close_view()
    wait(200)
    application.quit()


if __name__ == "__main__":
    main()
