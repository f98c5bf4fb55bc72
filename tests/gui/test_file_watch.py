"""What another process writes to the library is seen at once, by what the system tells of its file, or by the clock."""

import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from tearsheet.gui.file_watch import FileWatch
from tests.gui.conftest import Open

ROOT = Path(__file__).resolve().parents[2]
NEVER = 600_000
WRITER = """
import sys
from tearsheet.library import open_library
from tests.support.keepings import keeping
with open_library(sys.argv[1]) as library:
    library.add(keeping("other", "The text of another.", title=sys.argv[2]))
"""


def another_process_keeps(title: str, folder: Path) -> None:
    subprocess.run([sys.executable, "-c", WRITER, str(folder), title], cwd=ROOT, check=True, timeout=60)


def told_by_the_system_alone(watch: FileWatch) -> QSignalSpy:
    watch._clock.stop()
    return QSignalSpy(watch.stirred)


def test_a_burst_of_writes_stirs_once(qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "log"
    file.touch()
    parent = QObject()
    watch = FileWatch(file, parent, every=NEVER)
    spy = QSignalSpy(watch.stirred)
    for number in range(20):
        with file.open("a") as log:
            log.write(str(number))
        qtbot.wait(5)
    qtbot.waitUntil(lambda: spy.count() == 1)
    qtbot.wait(400)
    assert spy.count() == 1


def test_a_file_that_is_not_there_is_looked_after_by_the_clock_and_watched_once_it_has_come(
    qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "log"
    parent = QObject()
    watch = FileWatch(file, parent, every=40)
    spy = QSignalSpy(watch.stirred)
    qtbot.waitUntil(lambda: spy.count() >= 2)
    for _time in ("it comes", "it goes and comes again"):
        file.touch()
        qtbot.waitUntil(lambda: watch._told.files() != [])
        file.unlink()
        qtbot.waitUntil(lambda: watch._told.files() == [])


def test_the_window_sees_another_process_write_without_waiting_for_the_clock(open_window: Open, tmp_path: Path) -> None:
    opened = open_window("One")
    watch = opened.session.browsing.findChild(FileWatch)
    assert watch is not None
    told_by_the_system_alone(watch)
    another_process_keeps("Other", tmp_path / "library")
    opened.until_listed("Other", "One")


def test_a_write_of_the_windows_own_process_is_no_news_and_comes_to_rest(open_window: Open) -> None:
    opened = open_window("One")
    watch = opened.session.browsing.findChild(FileWatch)
    assert watch is not None
    stirred = told_by_the_system_alone(watch)
    changed = QSignalSpy(opened.window.library_changed)
    opened.desk.library.mark(opened.ids, favourite=True)
    opened.until(lambda: stirred.count() == 1)
    opened.bot.wait(800)
    assert (stirred.count(), changed.count()) == (1, 0)
