"""Turn pyproject.toml into the lock files: every version, with the hashes of every platform's wheels."""

import os
import shutil
import subprocess
import tomllib
from pathlib import Path

from environment import ROOT, SetUpFailed, python

_LOCKS = (
    ("run", ()),
    ("test", ("--extra=dev",)),
    ("bench", ("--extra=dev", "--extra=bench", "--constraint=packaging/test.lock")),
)
_COMPILE = (
    *("pip", "compile", "pyproject.toml", "-"),
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--only-binary=:all:",
    "--no-annotate",
    "--no-header",
    "--no-emit-index-url",
    "--no-config",
    "--quiet",
)


def write(arguments: list[str]) -> int:
    """Write all lock files and return uv's exit code; pins that still fit stay, unless `arguments` say --upgrade."""
    build = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]["requires"]
    for name, extras in _LOCKS:
        lock = Path("packaging") / f"{name}.lock"
        command = [_uv(), *_COMPILE, f"--output-file={lock}", *extras, *arguments]
        if code := subprocess.run(command, cwd=ROOT, input="\n".join(build), text=True, env=_environment()).returncode:
            return code
    return 0


def _uv() -> str:
    found = shutil.which("uv") or shutil.which("uv", path=python().parent)
    if found is None:
        raise SetUpFailed("Locking needs uv, which `pipx install uv` installs.")
    return found


def _environment() -> dict[str, str]:
    """Return our environment without what would lock packages that only this computer has."""
    return {name: value for name, value in os.environ.items() if name not in ("UV_FIND_LINKS", "UV_EXTRA_INDEX_URL")}
