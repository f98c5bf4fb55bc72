"""What the system lacks, in the names that a package manager knows."""

import platform
import sys
from pathlib import Path

import pytest

from tearsheet.settings import system

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"
ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="shared libraries are packages on Linux only")


@pytest.mark.parametrize(
    ("words", "library"),
    [
        ("libGL.so.1: cannot open shared object file: No such file or directory", "libGL.so.1"),
        ("libnss3.so: cannot open shared object file: No such file or directory", "libnss3.so"),
        ("libglib-2.0.so.0: cannot open shared object file: No such file", "libglib-2.0.so.0"),
        ("No module named 'PySide6'", ""),
        ("/lib/libc.so.6: version `GLIBC_2.34' not found (required by QtCore.so)", ""),
    ],
)
def test_the_missing_library_is_read_out_of_the_error(words: str, library: str) -> None:
    assert system.library_named_in(ImportError(words)) == library


@ON_LINUX
def test_a_library_that_is_there_is_not_missing() -> None:
    assert system.missing({"libc.so.6": "libc6", "libnever.so.1": "libnever1"}) == ("libnever.so.1",)


@ON_LINUX
@pytest.mark.parametrize(
    ("release", "package"),
    [
        ({"VERSION_CODENAME": "bookworm"}, "libasound2"),
        ({"VERSION_CODENAME": "trixie"}, "libasound2t64"),
        ({"VERSION_CODENAME": "wilma", "UBUNTU_CODENAME": "noble"}, "libasound2t64"),
        ({"VERSION_CODENAME": "vanessa", "UBUNTU_CODENAME": "jammy"}, "libasound2"),
    ],
)
def test_a_package_has_the_name_of_its_release(
    release: dict[str, str], package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(platform, "freedesktop_os_release", lambda: release)
    monkeypatch.setattr(Path, "exists", lambda path: path == Path("/usr/bin/apt-get"))
    assert system.packages_with(("libasound.so.2", "libGL.so.1")) == (package, "libgl1")


def test_no_package_is_named_where_there_is_no_apt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "exists", lambda _path: False)
    assert system.packages_with(("libGL.so.1",)) == ()


def test_the_packages_are_those_that_setting_up_installs() -> None:
    lines = (PACKAGING / "debian-run.txt").read_text(encoding="utf-8").splitlines()
    installed = {line.partition("|")[0] for line in lines if line.startswith("lib")}
    assert set((system.QT_LIBRARIES | system.ENGINE_LIBRARIES | system.WINDOW_LIBRARIES).values()) == installed


@ON_LINUX
def test_a_screen_is_x11_wayland_or_what_qt_was_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QT_QPA_PLATFORM")
    assert not system.has_display()
    monkeypatch.setenv("DISPLAY", ":1")
    assert system.has_display() and system.is_x11()
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert system.has_display() and not system.is_x11()
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    assert system.is_x11()
