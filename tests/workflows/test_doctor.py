"""What the doctor finds, on this computer as it is and on one with something missing."""

import os
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest

from tearsheet.model.finding import Finding
from tearsheet.settings import system
from tearsheet.workflows import doctor
from tearsheet.workflows.desk import Desk
from tearsheet.workflows.doctor import check
from tearsheet.workflows.obstacles import missing_library_words, window_obstacle


def _found(location: Path | str) -> dict[str, Finding]:
    desk = Desk(location=str(location), library=_unused, fetcher=_unused, renderer=_unused)
    return {finding.name: finding for finding in check(desk)}


def _unused() -> NoReturn:
    raise AssertionError("the doctor opens nothing")


def test_each_thing_is_looked_at_once_and_said_in_words(tmp_path: Path) -> None:
    findings = _found(tmp_path / "library")
    assert list(findings) == [
        "python",
        "qt",
        "web-engine",
        "screen",
        "chinese-font",
        "sqlite",
        "library",
        "room",
        "proxy",
    ]
    assert all(finding.words for finding in findings.values())


def test_qt_is_tried_in_a_process_of_its_own(tmp_path: Path) -> None:
    """The command line asks, and must not pay for Qt afterwards."""
    program = (
        "import sys\n"
        "from tearsheet.bootstrap import desk\n"
        "from tearsheet.workflows.doctor import check\n"
        f"findings = {{finding.name: finding for finding in check(desk({str(tmp_path / 'library')!r}))}}\n"
        "assert findings['qt'].ok, findings['qt'].words\n"
        "assert not [name for name in sys.modules if name.startswith('PySide6')]\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_nothing_is_made_by_looking(tmp_path: Path) -> None:
    finding = _found(tmp_path / "not" / "yet" / "library")["library"]
    assert finding.ok
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="a folder of Windows has no such rights")
def test_a_folder_that_cannot_be_written_to_is_said_so(tmp_path: Path) -> None:
    if os.geteuid() == 0:  # root writes everywhere else
        finding = _found("/proc/tearsheet")["library"]
    else:
        tmp_path.chmod(0o500)
        finding = _found(tmp_path / "library")["library"]
    assert not finding.ok
    assert "cannot be written" in finding.remedy


def test_a_full_disk_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_ROOM", 10**18)
    finding = _found(tmp_path)["room"]
    assert not finding.ok and finding.remedy


def test_a_library_on_a_server_has_no_folder_to_look_at() -> None:
    found = _found("postgresql+psycopg://someone@/library?host=/nowhere")
    assert not {"library", "room"} & found.keys()
    assert not found["server"].ok and "does not answer" in found["server"].words


def test_a_proxy_is_named_without_its_password(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://someone:secret@proxy.example:3128")
    words = _found(tmp_path)["proxy"].words
    assert "proxy.example" in words
    assert "secret" not in words


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there always is one")
def test_no_screen_is_an_obstacle_to_the_window(monkeypatch: pytest.MonkeyPatch) -> None:
    assert window_obstacle() == ""
    monkeypatch.delenv("QT_QPA_PLATFORM")
    assert "no screen" in window_obstacle()


@pytest.mark.skipif(sys.platform != "linux", reason="shared libraries are packages on Linux only")
def test_a_missing_library_gives_the_line_that_installs_it_and_all_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "ENGINE_LIBRARIES", {"libnever.so.1": "libnever1"})
    monkeypatch.setattr(system, "packages_with", lambda libraries: tuple(f"the-one-with-{name}" for name in libraries))
    words = missing_library_words(ImportError("libGL.so.1: cannot open shared object file: No such file or directory"))
    assert "libGL.so.1, libnever.so.1" in words
    assert "sudo apt-get install the-one-with-libGL.so.1 the-one-with-libnever.so.1" in words


def test_another_import_error_is_quoted() -> None:
    assert "No module named 'PySide6'" in missing_library_words(ImportError("No module named 'PySide6'"))


def test_a_rule_of_ones_own_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text("no toml", encoding="utf-8")
    desk = Desk(location=str(tmp_path), library=_unused, fetcher=_unused, renderer=_unused, rules=tmp_path)
    (finding,) = [finding for finding in check(desk) if finding.name == "site-rule"]
    assert not finding.ok and "mine.toml" in finding.words and str(tmp_path) in finding.remedy
