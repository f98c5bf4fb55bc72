"""What dev.py asks of apt, on a Debian of three shell scripts: the real one would be changed by its tests."""

import importlib.util
import os
import sys
from pathlib import Path

import pytest

import system_packages

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="apt is Debian's")

DPKG_QUERY = """
shift 2
for name; do grep -qx "$name" {folder}/installed && echo "$name installed" || echo "$name not-installed"; done
"""
APT_CACHE = """
shift
for name; do
  grep -qx "$name" {folder}/known && printf '%s:\\n  Installed: (none)\\n  Candidate: 1.0\\n' "$name"
  grep -qx "$name" {folder}/virtual && printf '%s:\\n  Installed: (none)\\n  Candidate: (none)\\n' "$name"
done
exit 0
"""
APT_GET = """
echo "$@" >> {folder}/asked
case $1 in
  update) cp {folder}/on-the-mirror {folder}/known ;;
  install) for name; do grep -qx "$name" {folder}/known && echo "$name" >> {folder}/installed; done ;;
esac
"""


class Debian:
    """A folder of package names: those installed, those apt knows, and those it would know after an update."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, name: str, *packages: str) -> None:
        (self.folder / name).write_text("".join(f"{package}\n" for package in packages))

    def asked(self) -> list[str]:
        """Return what apt-get was asked, a verb a line."""
        return (self.folder / "asked").read_text().splitlines()


@pytest.fixture
def debian(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Debian:
    for name, script in (("dpkg-query", DPKG_QUERY), ("apt-cache", APT_CACHE), ("apt-get", APT_GET)):
        program = tmp_path / name
        program.write_text("#!/bin/sh" + script.format(folder=tmp_path))
        program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(system_packages, "__file__", str(tmp_path / "system_packages.py"))
    made = Debian(tmp_path)
    for name in ("installed", "known", "virtual", "on-the-mirror", "asked"):
        made.write(name)
    (tmp_path / "debian-run.txt").write_text("# what it needs\nlibgl1\nlibasound2|libasound2t64  # the sound\n")
    return made


def test_nothing_is_asked_when_all_is_there(debian: Debian) -> None:
    debian.write("installed", "libgl1", "libasound2t64")
    assert system_packages.install("run") == ()
    assert debian.asked() == []


def test_what_is_missing_is_installed_under_the_name_this_release_has(debian: Debian) -> None:
    debian.write("known", "libgl1", "libasound2t64")
    debian.write("virtual", "libasound2")
    assert system_packages.install("run") == ()
    [install] = debian.asked()
    assert install.startswith("install --no-install-recommends")
    assert install.endswith("libgl1 libasound2t64")


def test_only_what_is_missing_is_installed(debian: Debian) -> None:
    debian.write("installed", "libgl1")
    debian.write("known", "libgl1", "libasound2")
    assert system_packages.install("run") == ()
    assert debian.asked()[0].endswith("DPkg::Lock::Timeout=300 libasound2")


def test_lists_that_do_not_know_a_package_are_renewed_first(debian: Debian) -> None:
    debian.write("on-the-mirror", "libgl1", "libasound2")
    assert system_packages.install("run") == ()
    assert [line.split()[0] for line in debian.asked()] == ["update", "install"]


def test_what_no_mirror_has_is_named_and_the_rest_is_installed(
    debian: Debian, capsys: pytest.CaptureFixture[str]
) -> None:
    debian.write("on-the-mirror", "libgl1")
    assert system_packages.install("run") == ("libasound2",)
    assert (debian.folder / "installed").read_text() == "libgl1\n"
    assert "Not to be had: libasound2" in capsys.readouterr().err


def test_without_the_right_to_install_the_line_that_does_is_printed(
    debian: Debian, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (debian.folder / "sudo").write_text("#!/bin/sh\nexit 1\n")
    (debian.folder / "sudo").chmod(0o755)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    debian.write("known", "libgl1", "libasound2")
    assert system_packages.install("run") == ("libgl1", "libasound2")
    assert "sudo apt-get install --no-install-recommends libgl1 libasound2\n" in capsys.readouterr().err
    assert debian.asked() == []


def test_another_linux_is_left_alone(debian: Debian, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(debian.folder / "nowhere"))
    assert system_packages.install("run") == ()


def test_debians_python_without_venv_asks_for_it(debian: Debian, monkeypatch: pytest.MonkeyPatch) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "ensurepip" else find(name))
    assert system_packages.wanted("run")[-1] == (f"python3.{sys.version_info.minor}-venv", "python3-venv")
    assert debian.asked() == []
