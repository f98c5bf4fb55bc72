"""Real drags with a real mouse, out of real browsers."""

import json
import os
import socket
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any, TypeVar

import websocket

from tests.support.programs import program
from tests.support.xvfb import Screen

Point = tuple[int, int]
T = TypeVar("T")

_PATIENCE = 60.0
_FIREFOX_PREFERENCES = {
    "browser.shell.checkDefaultBrowser": False,
    "browser.aboutwelcome.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "datareporting.policy.dataSubmissionPolicyBypassNotification": True,
    "browser.startup.homepage_override.mstone": "ignore",
    "termsofuse.bypassNotification": True,
    "browser.preonboarding.enabled": False,
    "remote.prefs.recommended": True,
    "browser.translations.automaticallyPopup": False,
    "browser.tabs.warnOnClose": False,
}
# The middle of the icon left of the address, from the window's top left corner: nothing outside tells where it is.
_CHROMIUM_ICON = (138, 63)

_CHROMIUM_CORNER = """(() => {
  const border = (outerWidth - innerWidth) / 2;
  return document.readyState === "complete" && [screenX + border, screenY + outerHeight - innerHeight - border];
})()"""
_PLACE = """(() => {
  const element = document.getElementById(%s);
  if (!element || document.readyState !== "complete") return null;
  const place = element.getBoundingClientRect();
  return [place.x + Math.min(20, place.width / 2), place.y + place.height / 2];
})()"""
# One of these is shown, which one depends on the version.
_FIREFOX_ICON = """
  const icons = ["trust-icon-container", "identity-icon-box", "tracking-protection-icon-container"];
  const places = icons.map((id) => document.getElementById(id)?.getBoundingClientRect());
  const place = places.find((each) => each && each.width > 0);
  return place && [mozInnerScreenX + place.x + place.width / 2, mozInnerScreenY + place.y + place.height / 2];"""


class Browser:
    """A browser that shows a page. Points are of the screen."""

    def __init__(self, element: Callable[[str], Point], site_icon: Callable[[], Point]) -> None:
        self.element = element
        self.site_icon = site_icon


def wait_for(what: str, look: Callable[[], T | None]) -> T:
    """Return the first thing `look` sees; fails after a minute. What it raises while waiting is not there yet."""
    end = monotonic() + _PATIENCE
    last: Exception | None = None
    while monotonic() < end:
        try:
            seen = look()
            if seen:
                return seen
        except (OSError, ValueError, LookupError, websocket.WebSocketException) as error:
            last = error
        sleep(0.1)
    raise AssertionError(f"waited in vain for {what}") from last


def drag(screen: Screen, begin: Point, end: Point) -> None:
    """Press at `begin`, move as a hand does, let go at `end`: browsers start a drag only after a few small moves."""
    steps: list[str] = [*_move(begin), "sleep", "0.3", "mousedown", "1", "sleep", "0.3"]
    for step in (3, 6, 10, 14, 20):
        steps += [*_move((begin[0] + step, begin[1] + step)), "sleep", "0.05"]
    for step in range(1, 13):
        steps += [*_move(tuple(a + (b - a) * step // 12 for a, b in zip(begin, end, strict=True))), "sleep", "0.04"]
    for step in (1, 2, 3, 4):
        steps += [*_move((end[0] + step, end[1] + step)), "sleep", "0.15"]
    screen.run(program("xdotool"), *steps, "mouseup", "1")


def _move(point: tuple[int, ...]) -> list[str]:
    return ["mousemove", str(point[0]), str(point[1])]


@contextmanager
def chromium(screen: Screen, url: str, folder: Path) -> Iterator[Browser]:
    """Show `url` in Chromium; skips the test where it is not installed."""
    port = _free_port()
    command = [
        program("chromium"),
        *("--no-first-run", "--disable-gpu", "--password-store=basic", "--disable-features=Translate"),
        *("--window-position=0,0", "--window-size=860,800", f"--remote-debugging-port={port}"),
        *(["--no-sandbox"] if os.geteuid() == 0 else []),
        f"--user-data-dir={folder / 'chromium'}",
        url,
    ]

    def evaluate(script: str) -> Any:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/json", timeout=5) as answer:
            page = next(each for each in json.load(answer) if each["type"] == "page" and each["url"].startswith(url))
        connection = websocket.create_connection(page["webSocketDebuggerUrl"], suppress_origin=True, timeout=20)
        try:
            connection.send(
                json.dumps(
                    {"id": 1, "method": "Runtime.evaluate", "params": {"expression": script, "returnByValue": True}}
                )
            )
            return json.loads(connection.recv())["result"]["result"].get("value")
        finally:
            connection.close()

    def corner() -> list[float]:
        return wait_for("Chromium", lambda: evaluate(_CHROMIUM_CORNER))

    def element(name: str) -> Point:
        place = wait_for(f"#{name}", lambda: evaluate(_PLACE % json.dumps(name)))
        return _added(corner(), place)

    with screen.running(command, folder / "chromium.log"):
        yield Browser(element, lambda: _added(evaluate("[screenX, screenY]"), _CHROMIUM_ICON))


@contextmanager
def firefox(screen: Screen, url: str, folder: Path) -> Iterator[Browser]:
    """Show `url` in Firefox; skips the test where it is not installed."""
    port = _free_port()
    profile = folder / "firefox"
    profile.mkdir()
    preferences = {**_FIREFOX_PREFERENCES, "marionette.port": port}
    (profile / "user.js").write_text(
        "".join(f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in preferences.items())
    )
    command = [
        program("firefox-esr"),
        "--no-remote",
        "--profile",
        str(profile),
        "--marionette",
        "-remote-allow-system-access",
    ]

    def evaluate(script: str, context: str) -> Any:
        with _Marionette(port) as marionette:
            marionette.ask("Marionette:SetContext", value=context)
            return marionette.ask("WebDriver:ExecuteScript", script=script, args=[])["value"]

    def element(name: str) -> Point:
        corner = wait_for("Firefox", lambda: evaluate("return [mozInnerScreenX, mozInnerScreenY]", "content"))
        place = wait_for(f"#{name}", lambda: evaluate(f"return {_PLACE % json.dumps(name)}", "content"))
        return _added(corner, place)

    def site_icon() -> Point:
        return _added(wait_for("Firefox", lambda: evaluate(_FIREFOX_ICON, "chrome")), (0, 0))

    with screen.running([*command, "--width", "860", "--height", "800", url], folder / "firefox.log"):
        yield Browser(element, site_icon)


class _Marionette:
    """A session of Firefox's own remote control: each message is its length, a colon and JSON."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=20)
        self._read()

    def __enter__(self) -> "_Marionette":
        self.ask("WebDriver:NewSession")
        return self

    def __exit__(self, *_raised: object) -> None:
        self.ask("WebDriver:DeleteSession")
        self._socket.close()

    def ask(self, command: str, **parameters: Any) -> Any:
        message = json.dumps([0, 1, command, parameters])
        self._socket.sendall(f"{len(message)}:{message}".encode())
        _kind, _number, error, result = self._read()
        if error:
            raise LookupError(error["message"])
        return result

    def _read(self) -> Any:
        length = b""
        while not length.endswith(b":"):
            length += self._received(1)
        return json.loads(self._received(int(length[:-1])))

    def _received(self, count: int) -> bytes:
        data = b""
        while len(data) < count:
            part = self._socket.recv(count - len(data))
            if not part:
                raise ConnectionError("Firefox hung up")
            data += part
        return data


def _added(corner: list[float], place: tuple[float, float] | list[float]) -> Point:
    return round(corner[0] + place[0]), round(corner[1] + place[1])


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])
