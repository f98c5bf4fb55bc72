"""What every test stands on: a home of its own, no screen, and no network but this computer's own."""

import os
import socket
import sys
import tempfile
from collections.abc import Callable
from ipaddress import ip_address
from pathlib import Path

import pytest

from tests.support.databases import lasting_place, new_library, new_place, server

__all__ = ["lasting_place", "new_library", "new_place", "server"]

ROOT = Path(__file__).resolve().parent.parent
_PERSONAL = (
    *("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "LANGUAGE", "LC_ALL", "LC_MESSAGES"),
    *("http_proxy", "https_proxy", "all_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"),
    *(name for name in os.environ if name.startswith("TEARSHEET_") and name != "TEARSHEET_SHARED"),
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--on-screen", action="store_true", help="open windows on the screen that DISPLAY names")


def pytest_configure(config: pytest.Config) -> None:
    """Leave the person's session before anything is imported that looks at it."""
    display = os.environ.get("DISPLAY", "")
    for name in _PERSONAL:
        os.environ.pop(name, None)
    os.environ["LANG"] = "C.UTF-8"
    on_screen = {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    os.environ.update(on_screen if config.getoption("--on-screen") else {"QT_QPA_PLATFORM": "offscreen"})
    if sys.platform == "linux" and os.geteuid() == 0:
        os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"  # Chromium refuses to start as root otherwise
    home = tempfile.TemporaryDirectory(prefix="tearsheet-home-", ignore_cleanup_errors=True)
    config.add_cleanup(home.cleanup)
    _live_in(Path(home.name), os.environ.__setitem__)
    sys.addaudithook(_stay_on_this_computer)


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test an empty home folder, in which everything Tearsheet keeps by default ends up."""
    folder = tmp_path_factory.mktemp("home")
    _live_in(folder, monkeypatch.setenv)
    return folder


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of pages and measurements beside the repository; TEARSHEET_SHARED names another."""
    folder = Path(os.environ.get("TEARSHEET_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip("the folder ../shared is not here")
    return folder


def _live_in(home: Path, set_variable: Callable[[str, str], None]) -> None:
    for name in ("HOME", "USERPROFILE"):
        set_variable(name, str(home))
    for name, folder in (
        ("DATA", ".local/share"),
        ("STATE", ".local/state"),
        ("CONFIG", ".config"),
        ("CACHE", ".cache"),
    ):
        set_variable(f"XDG_{name}_HOME", str(home / folder))
    for name in ("APPDATA", "LOCALAPPDATA", "WIN_PD_OVERRIDE_APPDATA", "WIN_PD_OVERRIDE_LOCAL_APPDATA"):
        set_variable(name, str(home / name))


def _stay_on_this_computer(event: str, arguments: tuple[object, ...]) -> None:
    """Refuse connections that leave this computer (an audit hook: it sees every socket of this process)."""
    if event != "socket.connect" or not isinstance(address := arguments[1], tuple):
        return
    if isinstance(one := arguments[0], socket.socket) and one.type == socket.SOCK_DGRAM:
        return  # connecting a datagram socket sends nothing: it only asks the routing table
    host = str(address[0])
    try:
        local = ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        local = host == "localhost"
    if not local:
        raise RuntimeError(f"a test tried to reach {host}")
