"""A repository in small: our own packaging/ around a program of three lines, installable without a network."""

import base64
import hashlib
import json
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.source import ROOT

BACKEND = '''
"""A build backend of our own, so that nothing has to be downloaded to install the program."""
import zipfile

ABOUT = "Metadata-Version: 2.1\\nName: tearsheet\\nVersion: 1\\n"
WHEEL = "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n"

def build_editable(folder, config_settings=None, metadata_directory=None):
    name = "tearsheet-1-py3-none-any.whl"
    with zipfile.ZipFile(f"{folder}/{name}", "w") as wheel:
        wheel.writestr("tearsheet.pth", __file__.rpartition("/")[0])
        wheel.writestr("tearsheet-1.dist-info/METADATA", ABOUT)
        wheel.writestr("tearsheet-1.dist-info/WHEEL", WHEEL)
        wheel.writestr("tearsheet-1.dist-info/RECORD", "")
    return name
'''
PROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
[project]
name = "tearsheet"
version = "1"
[tool.hatch]
"""
PROGRAM = """
import json, sys
import ink
print(json.dumps([ink.COLOUR, sys.argv[1:]]))
sys.exit(len(sys.argv[1:]))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    """The small repository. Its environment holds one package, `ink`, in the colour that the lock names."""

    root: Path
    wheels: Path

    def lock(self, name: str, colour: str, *, wrong: bool = False) -> None:
        """Write a lock that pins the ink of a colour, with its hash or a wrong one."""
        version = {"black": "1", "red": "2"}[colour]
        wheel = self.wheels / f"ink-{version}-py3-none-any.whl"
        _write_wheel(wheel, version, colour)
        digest = hashlib.sha256(b"" if wrong else wheel.read_bytes()).hexdigest()
        (self.root / "packaging" / f"{name}.lock").write_text(f"ink=={version} --hash=sha256:{digest}\n")

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start dev.py, with no index and with settings that would lead pip astray."""
        astray = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.wheels), "PIP_TARGET": str(self.root / "elsewhere")}
        return subprocess.Popen(
            [sys.executable, str(self.root / "packaging" / "dev.py"), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, **astray},
        )

    def run(self, *arguments: str) -> tuple[int, str, str]:
        """Run `dev.py run`, and return its exit code, output and messages."""
        process = self.start("run", *arguments)
        output, messages = process.communicate()
        return process.returncode, output, messages

    def colour(self) -> str:
        """Return the colour of the ink that a run finds."""
        code, output, messages = self.run()
        assert code == 0, messages
        return str(json.loads(output)[0])


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return _repository(tmp_path)


@pytest.fixture(scope="session")
def set_up(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A repository that has been set up, which takes seconds; a test that uses it leaves it so."""
    made = _repository(tmp_path_factory.mktemp("set-up"))
    code, _output, messages = made.run()
    assert code == 0, messages
    return made


def _repository(folder: Path) -> Repository:
    root = folder / "repository"
    shutil.copytree(ROOT / "packaging", root / "packaging", ignore=shutil.ignore_patterns("__pycache__", "*.lock"))
    for name in ("run", "test"):
        (root / "packaging" / f"debian-{name}.txt").write_text("# nothing is asked of the system\n")
    (root / "tearsheet").mkdir()
    (root / "tearsheet" / "__main__.py").write_text(PROGRAM)
    (root / "backend.py").write_text(BACKEND)
    (root / "pyproject.toml").write_text(PROJECT)
    made = Repository(root=root, wheels=folder / "wheels")
    made.wheels.mkdir()
    made.lock("run", "black")
    made.lock("test", "black")
    return made


def _write_wheel(path: Path, version: str, colour: str) -> None:
    about = f"ink-{version}.dist-info"
    files = {
        "ink.py": f"COLOUR = {colour!r}\n",
        f"{about}/METADATA": f"Metadata-Version: 2.1\nName: ink\nVersion: {version}\n",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = [f"{name},sha256={_digest(text)},{len(text)}" for name, text in files.items()]
    with zipfile.ZipFile(path, "w") as wheel:
        for name, text in files.items():
            wheel.writestr(zipfile.ZipInfo(name), text)  # without a date, so that a wheel written twice has one hash
        wheel.writestr(zipfile.ZipInfo(f"{about}/RECORD"), "\n".join([*record, f"{about}/RECORD,,", ""]))


def _digest(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
