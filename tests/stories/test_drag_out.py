"""An article, pulled with a mouse out of the list into another program, arrives there as a note and as a link."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.drag import drag, wait_for
from tests.support.programs import program
from tests.support.windows import library_of
from tests.support.xvfb import Screen, screen

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Xvfb is of Linux")

ROW = (900 + 216 + 150, 20 + 130)
"""A point of the first article, in a window that stands at (900, 20)."""


@pytest.fixture
def display() -> Iterator[Screen]:
    program("xdotool")
    with screen() as shown:
        yield shown


def test_an_article_is_dropped_into_another_program(display: Screen, tmp_path: Path) -> None:
    library_of(tmp_path / "library", ("雨后的旧书市: 上",)).close()
    log, heard = tmp_path / "window.log", tmp_path / "receiver.log"
    command = [sys.executable, "-m", "tearsheet", "--library", str(tmp_path / "library")]
    with display.running(command, log) as running, display.running([sys.executable, "-m", _RECEIVER], heard):
        find = ("xdotool", "search", "--onlyvisible", "--pid", str(running.pid))
        shown = wait_for("the window", lambda: display.run(*find).split())[-1]
        display.run("xdotool", "windowsize", "--sync", shown, "900", "800", "windowmove", shown, "900", "20")
        taken = wait_for("the drop", lambda: _pulled(display, heard))
    assert (taken["plain"], taken["copied"]) == ("https://news.example/雨后的旧书市: 上", True)
    assert ">雨后的旧书市: 上</a>" in taken["html"]
    ((file, text),) = taken["files"].items()
    assert Path(file).name == "雨后的旧书市 - 上.md"
    assert "The text of 雨后的旧书市" in text


_RECEIVER = "tests.support.receiver"


def _pulled(display: Screen, heard: Path) -> dict[str, Any] | None:
    """Pull the first article over, again while the list has not come; return what the other program was given."""
    drag(display, ROW, (200, 200))
    lines = heard.read_text().splitlines()
    taken: dict[str, Any] | None = json.loads(lines[0]) if lines else None
    return taken
