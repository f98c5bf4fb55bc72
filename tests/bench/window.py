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
# The program as a person starts it. The first paint is followed by the import of the session, in a thread.
_WINDOW = """
import sys
def imported(event, arguments):
    if event == "import" and arguments[0] == "tearsheet.gui.session":
        told()
sys.addaudithook(imported)
from tearsheet.bootstrap import main
main([])
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
                empty = ("empty Qt window", _EMPTY, variables)
                ours = [
                    (f"Tearsheet, {language}", _WINDOW, {**variables, "TEARSHEET_LANGUAGE": language})
                    for language in ("en", "zh_CN")
                ]
                _report(screen, [empty, *ours], home)
        finally:
            if server is not None:
                server[0].terminate()
                server[0].wait()


def _report(screen: str, programs: list[tuple[str, str, dict[str, str]]], home: str) -> None:
    """Run the programs by turns, so that a slow moment of the machine meets all of them, and print the best of each."""
    runs = [[_run(program, home, variables) for _name, program, variables in programs] for _turn in range(_RUNS)]
    floor = 0.0
    for name, *some in zip((name for name, _program, _variables in programs), *runs, strict=True):
        best = {key: min(run[key] for run in some) for key in some[0]}
        floor = floor or best["cpu"]
        print(
            f"{screen:10} {name:18} {best['cpu']:5.0f} ms CPU ({best['cpu'] / floor:.2f})  "
            f"{best['pss']:5.1f} MB PSS  {best['rss']:5.1f} MB RSS"
        )


def _run(program: str, home: str, variables: dict[str, str]) -> dict[str, float]:
    # Compiled modules are kept, as an installed program has them, wherever this process keeps its own.
    environment = {**os.environ, "HOME": home, "XDG_CONFIG_HOME": home, "PYTHONPYCACHEPREFIX": home, **variables}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE + program], env=environment, capture_output=True, text=True, check=True
    )
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


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
