"""A long run: what it finds is gathered and told of now and then, it can be stopped, and its card follows it."""

from collections.abc import Callable, Iterator
from threading import Event

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tearsheet.gui.background import Background
from tearsheet.gui.long_run import LongRun
from tearsheet.gui.sidebar_cards import RunCard, RunWords, going
from tearsheet.model.capture import Progress, Step
from tearsheet.model.changes import Changes
from tearsheet.model.errors import Cancelled, Failure, LibraryError, Reason
from tearsheet.model.ids import ArticleId

Report = Callable[[Progress], None]


@pytest.fixture
def background(qapp: QApplication) -> Iterator[Background]:
    threads = Background(qapp)
    yield threads
    threads.close()


@pytest.fixture
def run(background: Background) -> LongRun[int, Progress]:
    return LongRun(background)


def progress(done: int, total: int, changed: int | None = None) -> Progress:
    return Progress(
        step=Step.READING, done=done, total=total, changed=ArticleId(changed) if changed is not None else None
    )


def counting(report: Report, **_given: object) -> Iterator[int]:
    """Find the numbers up to 500, and write an article for each of the first ten."""
    for number in range(1, 501):
        report(progress(number, 500, number if number <= 10 else None))
        yield number


def waiting(report: Report, cancelled: Event) -> Iterator[int]:
    """Find one thing, and go on until somebody stops it."""
    report(progress(1, 2, 7))
    yield 1
    if not cancelled.wait(10):
        yield 2
    raise Cancelled


def failing(**_given: object) -> Iterator[int]:
    yield 1
    raise LibraryError(Reason.DISK_FULL)


def test_all_that_is_found_is_told_of_in_order_and_not_each_time(qtbot: QtBot, run: LongRun[int, Progress]) -> None:
    told: list[int] = []
    run.changed.connect(lambda: told.append(len(run.found)))
    with qtbot.waitSignal(run.ended) as ended:
        run.begin(counting)
    assert ended.args == [None] and not run.running
    assert run.found == list(range(1, 501)) and run.headway == progress(500, 500)
    assert told[-1] == 500 and len(told) < 50


def test_what_was_written_is_told_of_together_and_at_the_latest_at_the_end(
    qtbot: QtBot, run: LongRun[int, Progress]
) -> None:
    changes: list[Changes] = []
    run.library_changed.connect(changes.append)
    with qtbot.waitSignal(run.ended):
        run.begin(counting)
    assert changes == [Changes(updated=tuple(map(ArticleId, range(1, 11))))]


def test_a_run_that_is_stopped_keeps_what_it_found(qtbot: QtBot, run: LongRun[int, Progress]) -> None:
    run.begin(waiting, progress(0, 2))
    assert run.headway == progress(0, 2)
    qtbot.waitUntil(lambda: run.found == [1])
    with qtbot.waitSignal(run.ended) as ended:
        run.stop()
        assert run.stopping and run.running
    assert ended.args == [Failure(reason=Reason.INTERRUPTED)] and run.found == [1]


def test_a_failure_comes_with_the_end(qtbot: QtBot, run: LongRun[int, Progress]) -> None:
    with qtbot.waitSignal(run.ended) as ended:
        run.begin(failing)
    assert ended.args == [Failure(reason=Reason.DISK_FULL)] and run.found == [1]


def test_the_next_run_begins_with_nothing(qtbot: QtBot, run: LongRun[int, Progress]) -> None:
    for _time in range(2):
        with qtbot.waitSignal(run.ended):
            run.begin(failing)
        assert run.found == [1]


def test_nothing_is_told_to_a_window_that_is_going(qtbot: QtBot, run: LongRun[int, Progress]) -> None:
    told: list[str] = []
    run.ended.connect(lambda _failure: told.append("ended"))
    run.library_changed.connect(lambda _changes: told.append("changed"))
    run.begin(waiting)
    qtbot.waitUntil(lambda: run.found == [1])
    run.leave()
    qtbot.wait(100)
    assert told == [] and not run.running


def test_the_card_says_how_far_it_is_then_what_there_is_to_see_and_its_cross_stops_and_puts_away(
    qtbot: QtBot, run: LongRun[int, Progress]
) -> None:
    def words() -> RunWords | None:
        if run.running:
            return going("Counting", run.headway)
        return RunWords(name="Counted", under=f"{len(run.found)} found", opens=True) if run.found else None

    card = RunCard(None)
    qtbot.addWidget(card)
    card.follow(run, words)
    assert card.isHidden()
    run.begin(waiting)
    qtbot.waitUntil(lambda: card.accessibleName() == "Counting. 1 of 2")
    assert card.accessibleDescription() == "50 %" and card.cross.toolTip() == "Stop"
    with qtbot.waitSignal(run.ended):
        card.cross.click()
        assert card.accessibleName() == "Stopping…. 1 of 2"
    assert card.accessibleName() == "Counted. 1 found" and card.cross.toolTip() == "Close"
    card.cross.click()
    assert card.isHidden() and run.found == []
