"""Open the real window on an article and write what screen readers are told of it: FOLDER, and a Python with gi.

Run by tests.gui.test_accessibility on a screen and a session bus of its own, with Chromium.
"""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer

from tearsheet.gui.app import Program, make_application
from tearsheet.settings.preferences import Preferences
from tests.support.desks import desk_at
from tests.support.keepings import keeping
from tests.support.reader_articles import ENGLISH

ROOT = Path(__file__).resolve().parents[2]
READER = ROOT / "tests" / "support" / "spoken_tree.py"
_LONGEST = 30_000


def main() -> None:
    folder, python = Path(sys.argv[1]), sys.argv[2]
    make_application()
    desk = desk_at(folder / "library")
    kept = keeping("river", "", title="The river at the lock", source="Bench", language="en", tags=("floods",))
    desk.library.add(replace(kept, extraction=replace(kept.extraction, html=ENGLISH, text="The river.", words=2)))
    program = Program(lambda: desk, Preferences(theme="light", language="en"))
    program.open_window()
    while program.session is None or program.session.browsing.counts is None:
        _wait(20)
    session, window = program.session, program.window
    _until(lambda: window.articles.model.ids)
    window.articles.view.grab()
    window.articles.focus_list()
    _until_told(folder / "article.json", python, "What the gauge said")
    listener = subprocess.Popen(
        [python, READER, "announcements", "60"], stdout=(folder / "announced").open("w", encoding="utf-8")
    )
    _until(lambda: "listening" in (folder / "announced").read_text("utf-8"))
    session.toasts.say("“A walk” deleted", action="Undo", then=lambda: None)
    session.capturing.bar.ask()
    session.captures.start("file:///refused")
    _until(lambda: "refused" in (folder / "announced").read_text("utf-8"))
    listener.terminate()
    _until_told(folder / "bar.json", python, "Retry")
    session.capturing.bar.close_bar()
    window.actions_by_name["tag"].trigger()
    _until_told(folder / "sheet.json", python, "Tags of this article")
    session.reader.close_view()
    window.close()
    program.close()


def _until_told(to: Path, python: str, words: str) -> None:
    """Write the tree once it has `words`; as it is after a while without them."""
    for _ in range(60):
        with to.open("w", encoding="utf-8") as out:
            asked = subprocess.Popen([python, READER, "tree", "Tearsheet"], stdout=out)
            while asked.poll() is None:  # the window answers meanwhile
                _wait(20)
        if words in to.read_text("utf-8"):
            return
        _wait(500)


def _until(holds: object) -> None:
    for _ in range(_LONGEST // 50):
        if holds():  # type: ignore[operator]
            return
        _wait(50)


def _wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


if __name__ == "__main__":
    main()
