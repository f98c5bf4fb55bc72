"""What reading costs: the first article, the next ones, long ones, memory, and what a hostile page gets out.

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
from tearsheet.gui.reader_page import ReadyPage, ready_page
from tearsheet.gui.reader_words import page_words
from tearsheet.gui.web_display import WebDisplay
from tearsheet.model.article import Article
from tearsheet.model.ids import ArticleId
from tests.support.evil_page import CountingServer, evil_body
from tests.support.reader_articles import BASE, article_of_post, english_article

_WORLD = 1
_ROUNDS = 20
_MANY = 500
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


def show(pane: ReaderPane, article: Article | ReadyPage) -> tuple[float, float]:
    """Show an article and return the wall and processor seconds until it is painted."""
    wall, spent, first = perf_counter(), cpu(), pane.display is None
    if isinstance(article, ReadyPage):
        pane.show_page(article)
    else:
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
    times = [show(pane, replace(articles[n % 2], id=ArticleId(n), uid=f"switch{n}")) for n in range(_ROUNDS)]
    walls, spents = zip(*times, strict=True)
    print(
        f"switch, warm: median       {median(walls) * 1e3:6.1f} ms wall, mean {sum(spents) / _ROUNDS * 1e3:.1f} ms CPU"
    )
    for count in (10_000, 100_000):
        _time_long(pane, count)
    _read_many(pane, articles)
    server = CountingServer()
    show(pane, replace(BASE, id=ArticleId(99), html=evil_body(server.url)))
    wait(2500)
    print(f"the evil page              {server.connections} connections, {len(server.requests)} requests")
    pane.close_view()
    wait(200)
    application.quit()


def _long(count: int, number: int = 0) -> Article:
    """Return an article of `count` words in paragraphs of a hundred, with headings, footnotes and a table."""
    words = "the keeper of the lock wrote down how high the water stood " * 9
    parts = [
        f"<h2>Part {number}.{n}</h2><p>{words[: 100 * 5]}<a href='#fn'><sup>{n}</sup></a></p><p>{words}</p>"
        for n in range(count // 200)
    ]
    html = f"{''.join(parts)}<table><tr><th>Hour</th><th>Lock</th></tr>{'<tr><td>1</td><td>2</td></tr>' * 40}</table>"
    note = "<ol><li id='fn'>A note.</li></ol>"
    return replace(BASE, id=ArticleId(1000 + number), uid=f"long{count}-{number}", html=html + note, words=count)


def _time_long(pane: ReaderPane, count: int) -> None:
    words = page_words()
    spans, times = [], []
    for number in range(_ROUNDS if count < 50_000 else 5):
        article = _long(count, number)
        began = perf_counter()
        page = ready_page(article, words=words)
        spans.append(perf_counter() - began)
        times.append(show(pane, page))
    walls, spents = zip(*times, strict=True)
    print(
        f"{count:,} words: made ready {median(spans) * 1e3:.0f} ms in a thread, switch median "
        f"{median(walls) * 1e3:.0f} ms wall, {median(spents) * 1e3:.0f} ms CPU"
    )


def _read_many(pane: ReaderPane, articles: list[Article]) -> None:
    """Read many articles after one another, and say what is kept of them in memory."""
    told = []
    for number in range(_MANY):
        show(pane, replace(articles[number % 2], id=ArticleId(number), uid=f"many{number}"))
        if number + 1 in (50, _MANY // 2, _MANY):
            wait(1000)
            told.append(f"{number + 1}: {pss():.0f} MB")
    print(f"memory after articles      {', '.join(told)}")


if __name__ == "__main__":
    main()
