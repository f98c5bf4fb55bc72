"""Nothing is clipped: in either language, at 100, 150 and 200 per cent, every button has the room its words ask for."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("scale", ["1", "1.5", "2"])
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_part_has_the_room_its_words_ask_for(language: str, scale: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.clipped", language, str(tmp_path / "library")],
        env={**os.environ, "QT_SCALE_FACTOR": scale, "TEARSHEET_SAFE": "1", "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stdout + done.stderr
