"""Turn this computer into a list of what Tearsheet finds in order here, and how to mend what is not."""

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryFile
from urllib.parse import urlsplit
from urllib.request import getproxies

from tearsheet.library.sqlite import HAS_CONTENTLESS_DELETE, sqlite
from tearsheet.model.finding import Finding
from tearsheet.settings import system
from tearsheet.sites import broken_rules
from tearsheet.text.upkeep import moment_of
from tearsheet.text.words import _
from tearsheet.workflows.backup import latest
from tearsheet.workflows.desk import Desk
from tearsheet.workflows.obstacles import installing, window_obstacle
from tearsheet.workflows.places import is_library, warning

_PYTHON = (3, 11)
_ROOM = 500_000_000
_LONG_AGO = timedelta(days=7)
_PATIENCE = 60.0
_LOAD_QT = "import PySide6.QtWidgets, PySide6.QtCore; print(PySide6.QtCore.qVersion())"
_LIST_CHINESE_FONTS = """
from PySide6.QtGui import QFontDatabase, QGuiApplication
application = QGuiApplication([])
print(next(iter(QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)), ""))
"""
_LOAD_ENGINE = "import PySide6.QtWebEngineWidgets, PySide6.QtWebEngineCore as e; print(e.qWebEngineChromiumVersion())"


def check(desk: Desk) -> tuple[Finding, ...]:
    """Look at all that Tearsheet needs. Qt is tried in a process of its own; nothing is changed.

    No network is used, unless the library is on a server: that is asked how it stands.
    """
    kept = (*_library(desk), *_rules(desk.rules))
    return (_python(), *_qt(), _screen(), _chinese(), _sqlite(), *kept, _proxy())


def _python() -> Finding:
    words = _("Python {version} on {system}").format(version=platform.python_version(), system=platform.platform())
    return Finding(name="python", ok=sys.version_info >= _PYTHON, words=words)


def _qt() -> Iterator[Finding]:
    lacking = system.missing(system.QT_LIBRARIES)
    said = _outcome(_LOAD_QT)
    if said.ok:
        yield Finding(name="qt", ok=True, words=_("Qt {version} loads.").format(version=said.words))
    else:
        yield Finding(
            name="qt",
            ok=False,
            words=_("Qt does not load, so there is no window: {reason}").format(reason=said.words),
            remedy=installing(lacking),
        )
    said = _outcome(_LOAD_ENGINE)
    if said.ok:
        words = _("The web engine loads (Chromium {version}).").format(version=said.words)
        yield Finding(name="web-engine", ok=True, words=words)
    else:
        yield Finding(
            name="web-engine",
            ok=False,
            words=_(
                "The web engine does not load: articles are shown plainly, and no page is rendered: {reason}"
            ).format(reason=said.words),
            remedy=installing((*lacking, *system.missing(system.ENGINE_LIBRARIES))),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outcome:
    ok: bool
    words: str


def _outcome(program: str) -> _Outcome:
    """Run a little Python in a process of its own, without a screen, and return the last line it said."""
    try:
        result = subprocess.run(
            [sys.executable, "-c", program],
            env=os.environ | ({"QT_QPA_PLATFORM": "offscreen"} if sys.platform == "linux" else {}),
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return _Outcome(ok=False, words=_("no answer within {seconds} seconds").format(seconds=round(_PATIENCE)))
    lines = (result.stdout if result.returncode == 0 else result.stderr).strip().splitlines()
    return _Outcome(ok=result.returncode == 0, words=lines[-1] if lines else "")


def _screen() -> Finding:
    obstacle = window_obstacle()
    return Finding(name="screen", ok=not obstacle, words=obstacle or _("There is a screen for the window."))


def _chinese() -> Finding:
    found = _outcome(_LIST_CHINESE_FONTS)
    if found.ok and found.words:
        words = _("Chinese can be shown, in {font} for one.").format(font=found.words)
        return Finding(name="chinese-font", ok=True, words=words)
    return Finding(
        name="chinese-font",
        ok=False,
        words=_("No font with Chinese characters was found."),
        remedy=_("Install one, such as Noto Sans CJK (the package fonts-noto-cjk on Debian and Ubuntu)."),
    )


def _sqlite() -> Finding:
    version = sqlite.sqlite_version
    if HAS_CONTENTLESS_DELETE:
        return Finding(name="sqlite", ok=True, words=_("SQLite {version}").format(version=version))
    words = _("SQLite {version} is older than 3.43, so the search index takes more room.").format(version=version)
    return Finding(name="sqlite", ok=True, words=words)


def _library(desk: Desk) -> Iterator[Finding]:
    location = desk.location
    if "://" in location:
        from tearsheet.workflows.server_findings import findings  # a library in a folder pays for none of this

        yield from findings(location)
        return
    wanted = Path(location).absolute()
    folder = next(place for place in (wanted, *wanted.parents) if place.exists())
    remedy = _obstacle_to_writing(folder)
    words = _("The library is at {place}.").format(place=location)
    yield Finding(name="library", ok=not remedy, words=words, remedy=remedy)
    free = shutil.disk_usage(folder).free
    yield from _backups(desk)
    yield Finding(
        name="room",
        ok=free >= _ROOM,
        words=_("{megabytes} MB are free there.").format(megabytes=free // 1_000_000),
        remedy="" if free >= _ROOM else _("Make room: what does not fit on the disk cannot be kept."),
    )


def _backups(desk: Desk) -> Iterator[Finding]:
    """Say when the library was last backed up, where there is one, and what speaks against its place."""
    folder = Path(desk.location).expanduser().absolute()
    if not is_library(folder):
        return
    if against := warning(folder):
        yield Finding(name="place", ok=False, words=against)
    last = latest(desk)
    remedy = _("`tearsheet backup` writes one; the window does so once a day.")
    if last is None:
        yield Finding(name="backup", ok=True, words=_("There is no backup of the library yet."), remedy=remedy)
    elif datetime.now(UTC) - last.made > _LONG_AGO:
        words = _("The last backup is older than a week: {moment}.").format(moment=moment_of(last))
        yield Finding(name="backup", ok=False, words=words, remedy=remedy)
    else:
        words = _("The last backup was made on {moment}.").format(moment=moment_of(last))
        yield Finding(name="backup", ok=True, words=words)


def _rules(folder: Path | None) -> Iterator[Finding]:
    if folder is None or not folder.is_dir():
        return
    broken = broken_rules(folder)
    remedy = _("Mend or delete the file in {folder}.").format(folder=folder)
    for reason in broken:
        words = _("A rule of your own is left out: {reason}").format(reason=reason)
        yield Finding(name="site-rule", ok=False, words=words, remedy=remedy)
    if not broken:
        yield Finding(name="site-rules", ok=True, words=_("Your own site rules are in {folder}.").format(folder=folder))


def _obstacle_to_writing(folder: Path) -> str:
    try:
        with TemporaryFile(dir=folder):
            return ""
    except OSError as error:
        return _("It cannot be written to ({reason}); check the folder's rights.").format(reason=error.strerror)


def _proxy() -> Finding:
    proxies = getproxies()
    proxy = proxies.get("https") or proxies.get("http") or proxies.get("all")
    if not proxy:
        return Finding(name="proxy", ok=True, words=_("The network is used without a proxy."))
    parts = urlsplit(proxy)  # the address may hold a password
    return Finding(name="proxy", ok=True, words=_("The network is reached through {host}.").format(host=parts.hostname))
