"""The window is painted before anything heavy is loaded, and says so where it cannot be."""

import os
import subprocess
import sys

import pytest

from tearsheet.gui import icons
from tearsheet.gui.app import make_application
from tearsheet.gui.commands import commands
from tearsheet.gui.scope import Section
from tearsheet.model.errors import Reason, TearsheetError
from tearsheet.resources import resource

HEAVY = ("sqlalchemy", "alembic", "requests", "lxml", "PySide6.QtWebEngineCore", "tearsheet.workflows", "PySide6.QtQml")
NEEDLESS = ("QStyle", "QWizard", "QFileDialog")
PAINTED = f"""
import os, sys
from PySide6 import QtWidgets
from tearsheet.gui.app import Program, make_application
from tearsheet.settings.preferences import Preferences
application = make_application()
program = Program(lambda: None, Preferences())
def painted():
    print([name for name in {HEAVY!r} if name in sys.modules])
    print([name for name in {NEEDLESS!r} if name in vars(QtWidgets)], flush=True)
    os._exit(0)
program.window.first_painted.connect(painted)
program.window.show()
application.exec()
"""
STARTED = f"""
import os, sys
def imported(event, arguments):
    if event == "import" and arguments[0] == "tearsheet.gui.session":  # what follows the first paint, in a thread
        heavy = set({HEAVY!r}) - {{"tearsheet.workflows"}}  # of which a start needs the light ones
        print([name for name in sys.modules if name in heavy], flush=True)
        os._exit(0)
sys.addaudithook(imported)
from tearsheet.bootstrap import main
main([])
"""


def test_the_first_paint_loads_neither_databases_nor_the_web_nor_makes_qt_ready_for_what_is_not_seen() -> None:
    """Python's side of a Qt class is made when it is first met, and QStyle's alone takes 12 ms."""
    done = subprocess.run([sys.executable, "-c", PAINTED], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.split("\n") == ["[]", "[]", ""]


def test_neither_does_the_way_from_the_command_to_the_first_paint() -> None:
    done = subprocess.run([sys.executable, "-c", STARTED], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
def test_without_a_screen_it_says_so_before_qt_would_abort() -> None:
    program = (
        "from tearsheet.gui.app import make_application\n"
        "from tearsheet.model.errors import TearsheetError\n"
        "try: make_application()\n"
        "except TearsheetError as error: print(error.reason)"
    )
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip() == Reason.NO_DISPLAY


def test_an_explicit_platform_counts_as_a_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    try:
        assert make_application() is not None
    except TearsheetError:
        pytest.fail("offscreen is a platform")


def test_every_icon_that_is_named_is_drawn() -> None:
    named = {command.icon for command in commands() if command.icon}
    named |= {section.value for section in Section if section not in (Section.TAG, Section.SOURCE)}
    for name in named:
        drawn = icons.pixmap(name, "#b8432f", 16).toImage()
        inked = sum(drawn.pixelColor(x, y).alpha() > 0 for x in range(16) for y in range(16))
        assert inked > 12, name


def test_icons_take_the_colour_they_are_given() -> None:
    for path in resource("icons").glob("*.svg"):
        if path.stem != "tearsheet":
            assert "currentColor" in path.read_text("utf-8"), path.name
