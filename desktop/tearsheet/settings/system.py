"""Turn what this computer lacks into the names of libraries and packages."""

import os
import re
import sys
from pathlib import Path

QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
}
"""What Qt's widgets load, by soname, with the Debian package that brings it. packaging/debian-run.txt installs them."""

ENGINE_LIBRARIES = {
    "libnss3.so": "libnss3",
    "libasound.so.2": "libasound2",
    "libXcomposite.so.1": "libxcomposite1",
    "libXdamage.so.1": "libxdamage1",
    "libXrandr.so.2": "libxrandr2",
    "libXtst.so.6": "libxtst6",
    "libxkbfile.so.1": "libxkbfile1",
}
"""What the web engine loads beyond that."""

WINDOW_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
"""What a window on an X11 screen loads; without one of them Qt aborts, so they are looked for first."""

_RENAMED = ("libasound2", "libglib2.0-0")
_RELEASES_BEFORE_T64 = ("bullseye", "bookworm", "focal", "jammy")


def missing(libraries: dict[str, str]) -> tuple[str, ...]:
    """Return those of `libraries` that the dynamic linker does not find, by soname; none except on Linux."""
    return tuple(name for name in libraries if not _loads(name)) if sys.platform == "linux" else ()


def library_named_in(error: ImportError) -> str:
    """Return the shared library that an import failed for, or nothing.

    glibc's words are `libGL.so.1: cannot open shared object file: No such file or directory`.
    """
    found = re.match(r"(\S+\.so[.\d]*): cannot open shared object file", str(error))
    return found[1] if found else ""


def packages_with(libraries: tuple[str, ...]) -> tuple[str, ...]:
    """Return the packages that bring `libraries` on this Debian or Ubuntu; nothing on other systems."""
    if not Path("/usr/bin/apt-get").exists():
        return ()
    known = QT_LIBRARIES | ENGINE_LIBRARIES | WINDOW_LIBRARIES
    suffix = "" if _codename() in _RELEASES_BEFORE_T64 else "t64"
    packages = (known[name] for name in libraries if name in known)
    return tuple(package + suffix if package in _RENAMED else package for package in packages)


def has_display() -> bool:
    """Return whether there is a screen for a window, or Qt was told to do without one."""
    if sys.platform != "linux":
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def is_x11() -> bool:
    """Return whether Qt would open its window on an X11 screen."""
    wanted = os.environ.get("QT_QPA_PLATFORM", "")
    on_wayland = bool(os.environ.get("WAYLAND_DISPLAY"))
    return sys.platform == "linux" and (wanted.startswith("xcb") or (not wanted and not on_wayland))


def _loads(library: str) -> bool:
    import ctypes  # not every start looks for a library, and each waits for its imports

    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _codename() -> str:
    """Return the name of the Debian or Ubuntu release that this system is, or is made from."""
    import platform

    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return ""
    names = (release.get(key, "") for key in ("UBUNTU_CODENAME", "DEBIAN_CODENAME", "VERSION_CODENAME"))
    return next((name for name in names if name), "")
