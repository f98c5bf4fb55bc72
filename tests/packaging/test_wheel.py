"""A wheel carries everything that the program needs beside its modules."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that the project's wheel was unpacked into."""
    built = tmp_path_factory.mktemp("built")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(built)], cwd=ROOT, check=True)
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(built / "site")
    return built / "site"


def run(installed: Path, *arguments: str) -> str:
    """Run the wheel's program away from the repository, in Chinese."""
    environment = os.environ | {"PYTHONPATH": str(installed), "TEARSHEET_LANGUAGE": "zh_CN"}
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=installed.parent,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_bundled_file_is_in_it(installed: Path) -> None:
    bundled = {path.relative_to(ROOT / "resources") for path in (ROOT / "resources").rglob("*") if path.is_file()}
    kept = installed / "tearsheet" / "_resources"
    assert {path.relative_to(kept) for path in kept.rglob("*") if path.is_file()} == bundled


def test_it_finds_its_files_away_from_the_repository(installed: Path) -> None:
    where = run(installed, "-c", "from tearsheet.resources import resource; print(resource('sites'))")
    assert Path(where.strip()) == installed / "tearsheet" / "_resources" / "sites"


def test_it_makes_a_library_and_speaks_chinese(installed: Path, tmp_path: Path) -> None:
    listed = run(installed, "-m", "tearsheet", "--library", str(tmp_path / "library"), "list")
    assert listed == ""
    assert "资料库" in run(installed, "-m", "tearsheet", "list", "--help")


def test_the_library_migrates_itself_from_it(installed: Path) -> None:
    assert list((installed / "tearsheet" / "library" / "migrations").rglob("*.py"))
