"""Print what the window's list costs over a large library: `python -m tests.bench.list [ARTICLES…]`, or over 100,000.

The real window, without a screen. Of each thing done: how long until its rows are painted, and for how long at most the
window answered nothing meanwhile. The articles have a title and a line of text each; the index is not made, which
`tests.bench.searching` measures.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest

from tearsheet.gui.app import Program, make_application
from tearsheet.library import open_library
from tearsheet.model.query import IndexState, Sort
from tearsheet.settings.preferences import Preferences
from tearsheet.workflows import search
from tests.bench.searching.corpus import FIRST, Corpus, Made
from tests.bench.searching.loading import BATCH, finish, load
from tests.support.desks import desk_at
from tests.support.keepings import keeping

_TITLES = 5_000
_FRAMES = 200
_FRAME = 90  # pixels, as a wheel turned quickly goes
_ROUNDS = 5


class Paused:
    """The longest time in which the window's thread did not come round."""

    def __init__(self) -> None:
        self._last = time.perf_counter()
        self.longest = 0.0
        self._ticking = QTimer(interval=0)
        self._ticking.timeout.connect(self._tick)
        self._ticking.start()

    def stop(self) -> None:
        self._tick()
        self._ticking.stop()

    def _tick(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, now - self._last)
        self._last = now


class List:
    """The list of a program that is open."""

    def __init__(self, place: Path) -> None:
        make_application()
        self.desk = desk_at(place)
        self.program = Program(lambda: self.desk, Preferences(theme="light", language="en"))
        self.program.open_window()
        self.pane = self.program.window.articles
        self.until(lambda: self.program.session is not None and self.are_shown())

    def are_shown(self) -> bool:
        """Whether every row that is in sight has its article."""
        model, view = self.pane.model, self.pane.view
        top, bottom = view.indexAt(view.rect().topLeft()), view.indexAt(view.rect().bottomLeft())
        if not model.ids or not top.isValid():
            return False
        last = bottom.row() if bottom.isValid() else len(model.ids) - 1
        view.viewport().update()
        return all(model.summary(article) is not None for article in model.ids[top.row() : last + 1])

    def until(self, holds: Callable[[], bool], seconds: float = 120) -> None:
        """Let the window live until something holds."""
        end = time.perf_counter() + seconds
        while not holds():
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
            if time.perf_counter() > end:
                sys.exit("the list did not come")

    def measured(self, do: Callable[[], object], holds: Callable[[], bool]) -> tuple[float, float]:
        """Do something and wait until it is seen; return how long that took, and the longest pause, in milliseconds."""
        with _pausing() as paused:
            begun = time.perf_counter()
            do()
            self.until(holds)
            taken = time.perf_counter() - begun
        return taken * 1000, paused.longest * 1000


def main() -> None:
    """Fill a library of each size, and scroll in it."""
    search.prepare = lambda *_given, **_named: IndexState(indexed=0, total=0)
    for size in [int(given) for given in sys.argv[1:]] or [100_000]:
        with TemporaryDirectory(prefix="tearsheet-list-") as folder:
            place = Path(folder) / "library"
            fill(place, size)
            _report(size, place)


def fill(place: Path, size: int) -> None:
    """Write so many articles, of a title and a line."""
    with open_library(place) as library:
        articles = _articles(size)
        while made := list(islice(articles, BATCH)):
            load(library, made, size)
        finish(library)


def _articles(size: int) -> Iterator[Made]:
    corpus = Corpus()
    known = list(corpus.articles(range(1, _TITLES + 1)))
    for number in range(1, size + 1):
        like = known[number * 7919 % _TITLES]
        yield Made(
            number=number,
            title=like.title,
            text=f"{number} {like.text[:80]}",
            source=like.source,
            host=like.host,
            tags=like.tags,
            published=FIRST + timedelta(hours=number * 104_729 % 140_000),
            read=like.read,
            language=like.language,
        )


def _report(size: int, place: Path) -> None:
    begun = time.perf_counter()
    shown = List(place)
    print(f"{size:,} articles, first rows {1000 * (time.perf_counter() - begun):,.0f} ms after the program's start")
    for sort in (Sort.TITLE, Sort.PUBLISHED, Sort.SAVED):
        _tell(f"in another order, by {sort.value}", [_reordered(shown, sort)])
    _tell_frames(shown)
    view = shown.pane.view
    for name, key in (("the last row, by End", Qt.Key.Key_End), ("the first row, by Home", Qt.Key.Key_Home)):
        shown.pane.step(1)
        _tell(name, [shown.measured(lambda key=key: QTest.keyClick(view, key), shown.are_shown)])  # type: ignore[misc]
    _tell("a jump to anywhere", [_jumped(shown, size * part // _ROUNDS) for part in range(_ROUNDS)])
    _tell("a capture comes while the middle is read", [_captured(shown, number) for number in range(_ROUNDS)])
    shown.program.window.close()
    shown.program.close()


def _reordered(shown: List, sort: Sort) -> tuple[float, float]:
    before = shown.pane.model.ids
    signal = shown.pane.sort_chosen
    return shown.measured(lambda: signal.emit(sort), lambda: shown.pane.model.ids != before and shown.are_shown())


def _jumped(shown: List, row: int) -> tuple[float, float]:
    index = shown.pane.model.index(row)
    return shown.measured(lambda: shown.pane.view.scrollTo(index), shown.are_shown)


def _captured(shown: List, number: int) -> tuple[float, float]:
    """Let the window hear of a new article while one in the middle is read, and see that that one stays put."""
    pane = shown.pane
    article = pane.model.ids[len(pane.model.ids) // 2]
    pane.go_to(article)
    session = shown.program.session
    assert session is not None
    shown.until(lambda: session.browsing.article is not None and session.browsing.article.id == article)
    place = pane.view.visualRect(pane.view.currentIndex()).top()
    known = len(pane.model.ids)
    added = shown.desk.library.add(keeping(f"new{number}", f"新文章 {number}"))
    tell = shown.program.window.library_changed.emit
    taken = shown.measured(lambda: tell(added.changes), lambda: len(pane.model.ids) > known and shown.are_shown())
    moved = pane.view.visualRect(pane.view.currentIndex()).top() - place
    if pane.selected != (article,) or pane.current != article:
        print(f"  what was chosen is no longer: {pane.selected}")
    if moved:
        print(f"  the chosen row moved by {moved} pixels")
    return taken


def _tell(name: str, taken: list[tuple[float, float]]) -> None:
    waited, paused = (median(each) for each in zip(*taken, strict=True))
    print(f"  {name:<42} {waited:8.1f} ms, the window paused for {paused:6.1f} ms")


def _tell_frames(shown: List) -> None:
    """Scroll through rows that nobody has seen yet, a frame at a time, and tell the window's own time for each."""
    view, spent = shown.pane.view, []
    for number in range(_FRAMES):
        begun = time.thread_time()
        view.verticalScrollBar().setValue(number * _FRAME)
        view.viewport().repaint()
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
        spent.append((time.thread_time() - begun) * 1000)
    print(f"  {'a frame scrolled':<42} {median(spent):8.1f} ms, at worst {max(spent):.1f} ms, of CPU time")


@contextmanager
def _pausing() -> Iterator[Paused]:
    paused = Paused()
    try:
        yield paused
    finally:
        paused.stop()


if __name__ == "__main__":
    main()
