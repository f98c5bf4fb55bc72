"""Blocking work leaves the window's thread, and everything it says comes back to it."""

import logging
import threading
from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from tearsheet.gui.background import Background
from tearsheet.model.capture import Progress, Step
from tearsheet.model.errors import Cancelled, Failure, LibraryError, Reason

Report = Callable[[Progress], None]


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    del qtbot  # it makes the application
    made = Background()
    yield made
    made.close()


def test_a_result_arrives_in_the_thread_that_asked(background: Background, qtbot: QtBot) -> None:
    seen: list[tuple[int, bool]] = []
    here = threading.get_ident()
    background.run(lambda: 6 * 7, done=lambda result: seen.append((result, threading.get_ident() == here)))
    qtbot.waitUntil(lambda: seen == [(42, True)])


def test_the_function_runs_in_another_thread(background: Background, qtbot: QtBot) -> None:
    seen: list[int] = []
    background.run(threading.get_ident, done=seen.append)
    qtbot.waitUntil(lambda: len(seen) == 1)
    assert seen != [threading.get_ident()]


def test_an_error_of_ours_arrives_as_its_failure(background: Background, qtbot: QtBot) -> None:
    def fail() -> None:
        raise LibraryError(Reason.DISK_FULL, "here")

    seen: list[Failure] = []
    background.run(fail, failed=seen.append)
    qtbot.waitUntil(lambda: seen == [Failure(reason=Reason.DISK_FULL, detail="here")])


def test_an_error_nobody_foresaw_is_logged_and_said(
    background: Background, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    seen: list[Failure] = []
    background.unexpected.connect(seen.append)
    with caplog.at_level(logging.ERROR):
        background.run(lambda: ["no such key"].index("key"))
        qtbot.waitUntil(lambda: len(seen) == 1)
    assert seen[0].reason is Reason.UNEXPECTED
    assert "ValueError" in caplog.text


def test_progress_arrives_in_order_before_the_result(background: Background, qtbot: QtBot) -> None:
    def work(*, report: Report, cancelled: threading.Event) -> str:
        del cancelled
        for done in range(3):
            report(Progress(step=Step.PICTURES, done=done, total=3))
        return "end"

    seen: list[object] = []
    background.run(work, progress=lambda step: seen.append(step.done), done=seen.append)
    qtbot.waitUntil(lambda: seen == [0, 1, 2, "end"])


def test_what_is_stopped_says_so_to_who_asks(background: Background, qtbot: QtBot) -> None:
    begun = threading.Event()

    def work(*, report: Report, cancelled: threading.Event) -> None:
        del report
        begun.set()
        cancelled.wait()
        raise Cancelled

    seen: list[Failure] = []
    task = background.run(work, progress=lambda _step: None, failed=seen.append, slow=True)
    begun.wait()
    task.cancel()
    qtbot.waitUntil(lambda: [failure.reason for failure in seen] == [Reason.INTERRUPTED])


def test_slow_captures_do_not_keep_the_library_waiting(background: Background, qtbot: QtBot) -> None:
    go_on = threading.Event()
    for _capture in range(10):
        background.run(go_on.wait, slow=True)
    seen: list[str] = []
    background.run(lambda: "read", done=seen.append)
    try:
        qtbot.waitUntil(lambda: seen == ["read"])
    finally:
        go_on.set()


def test_closing_stops_what_runs_and_begins_nothing_new(qtbot: QtBot) -> None:
    del qtbot
    background = Background()
    ended = threading.Event()

    def work(*, report: Report, cancelled: threading.Event) -> None:
        del report
        cancelled.wait()
        ended.set()

    background.run(work, progress=lambda _step: None, slow=True)
    background.close()
    assert ended.is_set()
    seen: list[int] = []
    background.run(lambda: seen.append(1))
    assert seen == []
