"""Real browsers on a screen of their own, and a hand that drags from one window to another."""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import websocket

Point = tuple[int, int]

_PATIENCE = 60.0
_FIREFOX_PREFERENCES = (
    'user_pref("browser.shell.checkDefaultBrowser", false);\n'
    'user_pref("browser.aboutwelcome.enabled", false);\n'
    'user_pref("datareporting.policy.dataSubmissionEnabled", false);\n'
    'user_pref("datareporting.policy.dataSubmissionPolicyBypassNotification", true);\n'
    'user_pref("browser.startup.homepage_override.mstone", "ignore");\n'
    'user_pref("termsofuse.bypassNotification", true);\n'
    'user_pref("browser.preonboarding.enabled", false);\n'
    'user_pref("browser.translations.automaticallyPopup", false);\n'
)


class Browser(Protocol):
    """A browser with one page open."""

    def link(self) -> Point:
        """Return where the page's element #link is on the screen."""

    def site_icon(self) -> Point:
        """Return where the icon left of the address is on the screen."""


class Screen:
    """An X server without a window manager."""

    def __init__(self, processes: list[subprocess.Popen[bytes]]) -> None:
        reader, writer = os.pipe()
        command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1900x900x24", "-nolisten", "tcp"]
        processes.append(subprocess.Popen(command, pass_fds=(writer,), stderr=subprocess.DEVNULL))
        os.close(writer)
        with os.fdopen(reader) as answer:
            self.display = f":{answer.readline().strip()}"
        self.processes = processes
        self.home = Path(tempfile.mkdtemp(prefix="tearsheet-browser-"))

    def start(self, command: Sequence[str], **variables: str) -> None:
        """Start a program on this screen, with a home folder of its own."""
        environment = {**os.environ, "DISPLAY": self.display, "HOME": str(self.home), **variables}
        self.processes.append(
            subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        )

    def hand(self, *arguments: str) -> str:
        """Let xdotool do something and return what it says."""
        environment = {**os.environ, "DISPLAY": self.display}
        done = subprocess.run(["xdotool", *arguments], env=environment, capture_output=True, text=True, check=False)
        return done.stdout

    def drag(self, start: Point, end: Point) -> None:
        """Drag slowly enough for both windows to take notice."""
        self.hand("mousemove", str(start[0]), str(start[1]), "sleep", "0.3", "mousedown", "1", "sleep", "0.3")
        for way in (3, 6, 10, 14, 20):
            self.hand("mousemove", str(start[0] + way), str(start[1] + way), "sleep", "0.05")
        for step in range(1, 13):
            x, y = (start[axis] + (end[axis] - start[axis]) * step // 12 for axis in (0, 1))
            self.hand("mousemove", str(x), str(y), "sleep", "0.05")
        for way in range(1, 5):
            self.hand("mousemove", str(end[0] + way), str(end[1] + way), "sleep", "0.15")
        self.hand("mouseup", "1")


@contextmanager
def screen() -> Iterator[Screen]:
    """Give out a screen, and end everything that was started on it."""
    processes: list[subprocess.Popen[bytes]] = []
    made = Screen(processes)
    try:
        yield made
    finally:
        for process in reversed(processes):
            process.terminate()
        for process in processes:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        shutil.rmtree(made.home, ignore_errors=True)


class Chromium:
    """Chromium, asked through its debugging port."""

    def __init__(self, on: Screen, url: str) -> None:
        self._port = _free_port()
        self._url = url
        on.start(
            [
                *("chromium", "--no-sandbox", "--no-first-run", "--disable-gpu", "--password-store=basic"),
                *("--disable-features=Translate", f"--user-data-dir={on.home}/chromium", "--window-position=0,0"),
                *("--window-size=860,800", f"--remote-debugging-port={self._port}", url),
            ]
        )

    def link(self) -> Point:
        middle = self._ask(
            "(() => { const r = document.getElementById('link').getBoundingClientRect();"
            " const edge = (outerWidth - innerWidth) / 2;"
            " return [screenX + edge + r.x + 20, screenY + outerHeight - innerHeight - edge + r.y + r.height / 2]; })()"
        )
        return round(middle[0]), round(middle[1])

    def site_icon(self) -> Point:
        # It is no part of the page, so nothing can be asked: under the tabs, after the toolbar's three buttons.
        left, top = self._ask("[screenX, screenY]")
        return round(left) + 138, round(top) + 63

    def _ask(self, expression: str) -> list[float]:
        with urllib.request.urlopen(f"http://127.0.0.1:{self._port}/json", timeout=5) as answer:
            pages = [page for page in json.load(answer) if page["type"] == "page" and self._url in page["url"]]
        line = websocket.create_connection(pages[0]["webSocketDebuggerUrl"], suppress_origin=True, timeout=10)
        question = {"id": 1, "method": "Runtime.evaluate", "params": {"expression": expression, "returnByValue": True}}
        line.send(json.dumps(question))
        while (message := json.loads(line.recv())).get("id") != 1:
            pass
        line.close()
        value: list[float] = message["result"]["result"]["value"]
        return value


class Firefox:
    """Firefox, asked through Marionette."""

    def __init__(self, on: Screen, url: str) -> None:
        self._port = _free_port()
        self._url = url
        profile = on.home / "firefox"
        profile.mkdir()
        (profile / "user.js").write_text(f'{_FIREFOX_PREFERENCES}user_pref("marionette.port", {self._port});\n')
        on.start(
            [
                *("firefox-esr", "--no-remote", "--profile", str(profile), "--marionette"),
                *("-remote-allow-system-access", "--width", "860", "--height", "800", url),
            ]
        )

    def link(self) -> Point:
        return self._ask(
            "const r = document.getElementById('link').getBoundingClientRect();"
            "return [mozInnerScreenX + r.x + 20, mozInnerScreenY + r.y + r.height / 2]",
            "content",
        )

    def site_icon(self) -> Point:
        return self._ask(
            "const icons = ['identity-icon', 'trust-icon'].map(id => document.getElementById(id));"
            "const boxes = icons.map(icon => icon?.getBoundingClientRect());"
            "const r = boxes.find(box => box?.width > 0);"
            "return [window.mozInnerScreenX + r.x + r.width / 2, window.mozInnerScreenY + r.y + r.height / 2]",
            "chrome",
        )

    def _ask(self, script: str, context: str) -> Point:
        with socket.create_connection(("127.0.0.1", self._port), timeout=20) as line:
            _heard(line)  # Firefox begins with saying what it is
            _said(line, 1, "WebDriver:NewSession", {})
            _said(line, 2, "Marionette:SetContext", {"value": context})
            x, y = _said(line, 3, "WebDriver:ExecuteScript", {"script": script, "args": []})["value"]
            _said(line, 4, "WebDriver:DeleteSession", {})
        return round(x), round(y)


def _said(line: socket.socket, number: int, command: str, parameters: dict[str, object]) -> dict[str, Any]:
    """Say a command in Marionette's protocol (length, colon, JSON) and return the answer's value."""
    message = json.dumps([0, number, command, parameters]).encode()
    line.sendall(b"%d:%s" % (len(message), message))
    _kind, _number, error, result = _heard(line)
    if error:
        raise OSError(error["message"])
    answer: dict[str, Any] = result
    return answer


def _heard(line: socket.socket) -> Any:
    heard = b""
    while b":" not in heard or len(heard) < heard.index(b":") + 1 + int(heard.partition(b":")[0]):
        more = line.recv(65_536)
        if not more:
            raise OSError("Firefox hung up")
        heard += more
    return json.loads(heard.partition(b":")[2])


def eventually(ask: Callable[[], Point]) -> Point:
    """Return the answer once it can be had and has come to rest."""
    before: Point | None = None
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            now = ask()
            if now == before:
                return now
            before = now
        except Exception as error:  # a browser that is starting fails in every way there is
            if time.monotonic() > end:
                raise TimeoutError from error
        time.sleep(0.5)


def open_window(on: Screen, library: Path) -> Point:
    """Open the program on the right half of a screen; return a point inside its window."""
    on.start([sys.executable, "-m", "tearsheet", "--library", str(library)], QT_QPA_PLATFORM="xcb")
    end = time.monotonic() + _PATIENCE
    while not (found := on.hand("search", "--onlyvisible", "--name", "Tearsheet").split()):
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.2)
    on.hand("windowmove", found[-1], "900", "0")
    on.hand("windowsize", found[-1], "960", "860")
    return 1500, 600


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
