"""Turn a package-lock.json into the node_modules it names, where there is npm; nobody has to have it."""

import shutil
import subprocess
import sys
from pathlib import Path

from environment import say

_NAMES = ("package.json", "package-lock.json")


def install(wanted: Path, folder: Path) -> None:
    """Make `folder` hold what the lock in `wanted` names. Without a lock nothing happens; without npm that is said."""
    if not (wanted / "package-lock.json").exists() or _is_there(wanted, folder):
        return
    npm = shutil.which("npm")
    if npm is None:
        say("npm is not installed: what needs Node is left out.")
        return
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in _NAMES:
        shutil.copy(wanted / name, folder)
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    if subprocess.run(command, cwd=folder, stdout=sys.stderr, check=False).returncode:
        (folder / "package-lock.json").unlink()
        say("npm failed: what needs Node is left out.")


def _is_there(wanted: Path, folder: Path) -> bool:
    """Whether `folder` was made from the same files; npm leaves its own lock in node_modules when it is done."""
    return (folder / "node_modules" / ".package-lock.json").exists() and all(
        (folder / name).exists() and (folder / name).read_bytes() == (wanted / name).read_bytes() for name in _NAMES
    )
