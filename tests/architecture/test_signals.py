"""The Qt we pin, held to what an unlucky one did."""

import subprocess
import sys
import tomllib

from packaging.requirements import Requirement

from tests.support.source import ROOT

EMIT = """
from PySide6.QtCore import QObject, Signal

class Bell(QObject):
    rung = Signal(object)

heard = []
bell = Bell()
bell.rung.connect(heard.append)
for number in range(20_000):
    bell.rung.emit(number)
assert len(heard) == 20_000
"""


def test_twenty_thousand_signals_are_emitted_without_a_crash() -> None:
    """PySide6 6.12.0 under Python 3.11 dies after about 570 (desktop/notes/003-pyside-6-11.md)."""
    result = subprocess.run([sys.executable, "-c", EMIT], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr


def test_pyside_stays_below_the_release_that_loses_references() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pinned = [Requirement(line) for line in project["dependencies"] if line.startswith("PySide6")]
    assert len(pinned) == 2
    for requirement in pinned:
        assert requirement.specifier.contains("6.11.3")
        assert not requirement.specifier.contains("6.12.0")
