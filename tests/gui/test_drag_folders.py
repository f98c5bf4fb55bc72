"""Files of drags do not pile up, whatever becomes of a window."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from shutil import rmtree

import pytest

from tearsheet.gui.drag_folders import PREFIX, DragFolders, sweep

DAY = 24 * 60 * 60
KILLED = """
import os
from tearsheet.gui.drag_folders import DragFolders
folders = DragFolders()
print(folders.new(), flush=True)
os._exit(9)
"""


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Be the system's folder for temporary files."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def aged(folder: Path, days: float) -> Path:
    then = time.time() - days * DAY
    os.utime(folder, (then, then))
    return folder


def test_each_drag_has_a_folder_and_all_are_gone_when_the_window_closes(place: Path) -> None:
    folders = DragFolders()
    one, two = folders.new(), folders.new()
    (one / "a.md").write_text("a")
    assert one != two
    folders.close()
    assert list(place.iterdir()) == []


def test_what_a_killed_window_left_is_gone_a_day_later(place: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", KILLED],
        env={**os.environ, "TMPDIR": str(place), "TEMP": str(place), "TMP": str(place)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    around = Path(ended.stdout.strip()).parent
    assert around.parent == place
    sweep()
    assert around.is_dir()
    aged(around, 1.1)
    sweep()
    assert list(place.iterdir()) == []


def test_nothing_but_our_own_stale_folders_is_touched(place: Path) -> None:
    others = [place / "tearsheet-index-abc", place / "somebody"]
    for folder in others:
        folder.mkdir()
        aged(folder, 30)
    file = place / f"{PREFIX}file"
    file.write_text("a file")
    aged(file, 30)
    linked = place / f"{PREFIX}linked"
    linked.symlink_to(others[1], target_is_directory=True)
    os.utime(linked, (0, 0), follow_symlinks=False)
    sweep()
    assert all(path.exists() for path in (*others, file, linked))


def test_a_window_whose_folder_was_cleared_away_makes_another(place: Path) -> None:
    folders = DragFolders()
    rmtree(folders.new().parent)
    assert folders.new().is_dir()
    folders.close()
    assert list(place.iterdir()) == []


def test_without_a_temporary_folder_there_is_nothing_to_sweep(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    sweep()
