"""The stories of marking hold on a screen, where windows come, take the keyboard and are painted in their own time."""

import subprocess
import sys

import pytest

from tests.conftest import ROOT
from tests.support.xvfb import screen

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Xvfb is of Linux")


@pytest.mark.parametrize("story", ["marking", "highlights", "window_recapture"])
def test_a_story_holds_on_a_screen(story: str) -> None:
    file = f"tests/stories/test_{story}.py"
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--on-screen", file]
    with screen(1440, 900) as shown:
        done = subprocess.run(
            command, env=shown.environment, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False
        )
    assert done.returncode == 0, done.stdout[-3000:]
