"""Turn a lock file into an environment at the repository root that holds exactly what it names."""

import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = {"run": ".venv", "test": ".venv", "bench": ".venv-bench"}
"""Where what a lock names is installed. Locks that share a folder agree with each other, so one adds to another."""

_FOREIGN = ("PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV", "__PYVENV_LAUNCHER__")
_REDIRECTIONS = (
    "PIP_CONSTRAINT",
    "PIP_EDITABLE",
    "PIP_PREFIX",
    "PIP_REQUIREMENT",
    "PIP_ROOT",
    "PIP_TARGET",
    "PIP_USER",
)


class SetUpFailed(SystemExit):
    """The environment could not be made. Its text is for the person at the terminal."""


def venv(name: str = "run") -> Path:
    """Return the folder of the environment that packaging/<name>.lock is for."""
    return ROOT / FOLDERS[name]


def python(name: str = "run") -> Path:
    """Return the interpreter of that environment."""
    return _python(venv(name))


def start(*arguments: str, name: str = "run") -> int:
    """Start that environment's Python and return its exit code; on POSIX it takes this process's place.

    So signals, Ctrl-C among them, reach it and nothing else.
    """
    command = [str(python(name)), *arguments]
    if os.name == "posix":
        sys.stdout.flush()
        sys.stderr.flush()
        os.execve(command[0], command, child_environment())  # noqa: S606 - no shell is wanted
    process = subprocess.Popen(command, env=child_environment())
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue  # the child had it too, and decides


def child_environment() -> dict[str, str]:
    """Return our environment without what would make a Python look for modules elsewhere."""
    return {name: value for name, value in os.environ.items() if name not in _FOREIGN}


def prepare(name: str) -> None:
    """Make its environment hold packaging/<name>.lock and Tearsheet itself; one that does is left alone.

    A set-up that was interrupted, or was made for other packages or another Python, is made again from nothing.
    A second process waits for the first. Raises SetUpFailed.
    """
    folder = venv(name)
    folder.mkdir(exist_ok=True)
    with _alone(folder) as lock:
        current = {each: _fingerprint(each) for each in FOLDERS if venv(each) == folder}
        stamped = _stamped(folder)
        if current[name] in stamped:
            return
        if not stamped or not stamped <= set(current.values()):
            stamped = set()
            _make(folder, lock)
        _stamp(folder).unlink(missing_ok=True)
        _install(name, lock)
        _stamp(folder).write_text("\n".join(sorted(stamped | {current[name]})), encoding="utf-8")


def say(text: str) -> None:
    """Tell the person at the terminal; standard output is left to the program."""
    print(text, file=sys.stderr, flush=True)


def _make(folder: Path, lock: IO[bytes]) -> None:
    for child in folder.iterdir():
        if child != _lock_file(folder):
            shutil.rmtree(child) if child.is_dir() and not child.is_symlink() else child.unlink()
    say(f"Making {folder}; the first time downloads about 270 MB.")
    base = getattr(sys, "_base_executable", sys.executable)  # not the one in the .venv that was just emptied
    trouble = "The environment could not be made (on Debian and Ubuntu: sudo apt-get install python3-venv)."
    _run([base, "-m", "venv", str(folder)], trouble, lock)


def _install(name: str, lock: IO[bytes]) -> None:
    pip = [str(python(name)), "-m", "pip", "install", "--no-deps", "--disable-pip-version-check"]
    if not sys.stderr.isatty():
        pip.append("--quiet")
    pins = ROOT / "packaging" / f"{name}.lock"
    trouble = "The packages could not be installed; what pip said stands above. Run the same command again to go on."
    _run([*pip, "--require-hashes", "--only-binary=:all:", "-r", str(pins)], trouble, lock)
    _run([*pip, "--no-build-isolation", "--editable", str(ROOT)], trouble, lock)


def _run(command: list[str], trouble: str, lock: IO[bytes]) -> None:
    """Run a part of the set-up; it holds the lock too, so that one who outlives us is waited for."""
    environment = {name: value for name, value in child_environment().items() if name not in _REDIRECTIONS}
    held = (lock.fileno(),) if os.name == "posix" else ()
    if subprocess.run(command, env=environment, cwd=ROOT, stdout=sys.stderr, pass_fds=held, check=False).returncode:
        raise SetUpFailed(trouble)


def _fingerprint(name: str) -> str:
    """Return what changes when the environment has to: the lock, the project's metadata, Python, and where both lie."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    parts = (
        name,
        (ROOT / "packaging" / f"{name}.lock").read_text(encoding="utf-8"),
        json.dumps([project["build-system"], project["project"], project["tool"]["hatch"]]),
        sys.version,
        sys.base_prefix,
        platform.machine(),
        str(ROOT),
    )
    return f"{name} {hashlib.sha256(repr(parts).encode()).hexdigest()}"


def _python(folder: Path) -> Path:
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _stamp(folder: Path) -> Path:
    return folder / "set-up.txt"


def _stamped(folder: Path) -> set[str]:
    if not (_stamp(folder).exists() and _python(folder).exists()):
        return set()
    return set(_stamp(folder).read_text(encoding="utf-8").splitlines())


def _lock_file(folder: Path) -> Path:
    return folder / "set-up.lock"


@contextmanager
def _alone(folder: Path) -> Iterator[IO[bytes]]:
    with _lock_file(folder).open("a+b") as file:
        if not _try_lock(file):
            say("Another set-up is running; waiting for it.")
            while not _try_lock(file):
                time.sleep(0.2)
        yield file


def _try_lock(file: IO[bytes]) -> bool:
    try:
        if sys.platform == "win32":
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
