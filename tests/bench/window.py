"""Measure what the window costs until it is first painted: CPU time of the process from its start, and memory.

Run `python -m tests.bench.window`. Each line is the best of several fresh processes; an empty Qt window stands
beside it, for that is the floor.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

_RUNS = 5
_MEASURE = """
import json, os, sys, time
def told():
    cpu = time.process_time() * 1000
    memory = {}
    for line in open("/proc/self/smaps_rollup"):
        name, _, rest = line.partition(":")
        if name in ("Pss", "Rss"):
            memory[name.lower()] = int(rest.split()[0]) / 1024
    print(json.dumps({"cpu": cpu, **memory}), flush=True)
    os._exit(0)
"""
_EMPTY = """
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        told()
application = QApplication([])
window = Window()
window.resize(1440, 900)
window.show()
application.exec()
"""
_WINDOW = """
from tearsheet.settings.preferences import Preferences
from tearsheet.text.words import use_language
use_language("{language}")
from tearsheet.gui.app import Program, make_application
from PySide6.QtCore import QTimer
application = make_application()
program = Program(lambda: None, Preferences())
program._load = lambda: None
program.window.first_painted.connect(told)
program.window.show()
application.exec()
"""


def main() -> None:
    """Print the figures, without a screen and, where there is Xvfb, with one."""
    screens = [("offscreen", {"QT_QPA_PLATFORM": "offscreen"})]
    with TemporaryDirectory() as home:
        server = _xvfb()
        if server is not None:
            screens.append(("Xvfb", {"QT_QPA_PLATFORM": "xcb", "DISPLAY": server[1]}))
        try:
            for screen, variables in screens:
                _report(screen, "empty Qt window", _EMPTY, home, variables)
                for language in ("en", "zh_CN"):
                    _report(screen, f"Tearsheet, {language}", _WINDOW.format(language=language), home, variables)
        finally:
            if server is not None:
                server[0].terminate()
                server[0].wait()


def _report(screen: str, name: str, program: str, home: str, variables: dict[str, str]) -> None:
    # Compiled modules are kept, as an installed program has them, wherever this process keeps its own.
    environment = {**os.environ, "HOME": home, "XDG_CONFIG_HOME": home, "PYTHONPYCACHEPREFIX": home, **variables}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    runs = []
    for _run in range(_RUNS):
        done = subprocess.run(
            [sys.executable, "-c", _MEASURE + program], env=environment, capture_output=True, text=True, check=True
        )
        runs.append(json.loads(done.stdout))
    best = {key: min(run[key] for run in runs) for key in runs[0]}
    print(f"{screen:10} {name:18} {best['cpu']:5.0f} ms CPU  {best['pss']:5.1f} MB PSS  {best['rss']:5.1f} MB RSS")


def _xvfb() -> tuple[subprocess.Popen[bytes], str] | None:
    program = shutil.which("Xvfb")
    if program is None:
        return None
    reader, writer = os.pipe()
    server = subprocess.Popen(
        [program, "-displayfd", str(writer), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"],
        pass_fds=(writer,),
        stderr=subprocess.DEVNULL,
    )
    os.close(writer)
    with os.fdopen(reader) as answer:
        number = answer.readline().strip()
    time.sleep(0.2)
    return server, f":{number}"


if __name__ == "__main__":
    if not Path("/proc/self/smaps_rollup").exists():
        sys.exit("The figures come from Linux's /proc.")
    main()
