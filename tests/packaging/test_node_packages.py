"""What a bench needs of npm: the packages of its own lock, once, and nothing that cannot be done without."""

import os
from pathlib import Path

import pytest

import node_packages

pytestmark = pytest.mark.skipif(os.name != "posix", reason="npm is played by a shell script")

NPM = """#!/bin/sh
echo "$@" >> {folder}/asked
mkdir -p node_modules
cp package-lock.json node_modules/.package-lock.json
"""


@pytest.fixture
def wanted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a lock, on a machine with an npm that writes down what it is asked."""
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "npm").write_text(NPM.format(folder=tmp_path))
    (programs / "npm").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    made = tmp_path / "wanted"
    made.mkdir()
    for name in ("package.json", "package-lock.json"):
        (made / name).write_text("{}")
    return made


def asked(tmp_path: Path) -> list[str]:
    return (tmp_path / "asked").read_text().splitlines() if (tmp_path / "asked").exists() else []


def test_a_lock_is_followed_once_and_its_scripts_are_not_run(wanted: Path, tmp_path: Path) -> None:
    for _ in range(2):
        node_packages.install(wanted, tmp_path / "node")
    [line] = asked(tmp_path)
    assert line.startswith("ci --ignore-scripts")
    assert (tmp_path / "node" / "node_modules").is_dir()


def test_another_lock_is_followed_anew(wanted: Path, tmp_path: Path) -> None:
    node_packages.install(wanted, tmp_path / "node")
    (wanted / "package-lock.json").write_text('{"name": "other"}')
    node_packages.install(wanted, tmp_path / "node")
    assert len(asked(tmp_path)) == 2


def test_without_npm_that_is_said_and_nothing_fails(
    wanted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))
    node_packages.install(wanted, tmp_path / "node")
    assert "npm is not installed" in capsys.readouterr().err
    assert not (tmp_path / "node").exists()


def test_where_there_is_no_lock_nothing_is_asked(wanted: Path, tmp_path: Path) -> None:
    (wanted / "package-lock.json").unlink()
    node_packages.install(wanted, tmp_path / "node")
    assert asked(tmp_path) == []
