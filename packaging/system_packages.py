"""Turn a list of Debian packages into installed ones, or into the one line that installs them."""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

from environment import say

Alternatives = tuple[str, ...]

_APT_OPTIONS = ("-y", "-q", "-o", "Acquire::Retries=3", "-o", "DPkg::Lock::Timeout=300")
_INSTALL = ("install", "--no-install-recommends")


def install(*names: str) -> tuple[str, ...]:
    """Install what is missing of packaging/debian-<name>.txt for each of `names`.

    Return the packages that could not be had. Nothing is asked of apt when all are there; without the right to
    install, the line that does it is printed. Elsewhere than on Debian and its kin nothing happens.
    """
    if sys.platform != "linux":
        return ()
    if not (shutil.which("dpkg-query") and shutil.which("apt-get")):
        return ()
    missing = _missing(list(dict.fromkeys(line for name in names for line in wanted(name))))
    if not missing:
        return ()
    apt = _apt()
    if apt is None:
        chosen = _choose(missing)
        say("System packages are missing. This installs them:\n")
        say(f"  sudo apt-get install --no-install-recommends {' '.join(chosen)}\n")
        return chosen
    return _install(apt, missing)


def wanted(name: str) -> list[Alternatives]:
    """Return the lines of packaging/debian-<name>.txt, each the names one package goes by, plus this Python's venv."""
    text = Path(__file__).with_name(f"debian-{name}.txt").read_text(encoding="utf-8")
    lines = [line.partition("#")[0].strip() for line in text.splitlines()]
    packages = [tuple(line.split("|")) for line in lines if line]
    if importlib.util.find_spec("ensurepip") is None:
        packages.append((f"python3.{sys.version_info.minor}-venv", "python3-venv"))
    return packages


def _missing(lines: list[Alternatives]) -> list[Alternatives]:
    names = [name for line in lines for name in line]
    query = ["dpkg-query", "--show", "--showformat=${Package} ${db:Status-Status}\n", *names]
    answer = subprocess.run(query, capture_output=True, text=True, check=False).stdout
    installed = {line.split()[0] for line in answer.splitlines() if line.endswith(" installed")}
    return [line for line in lines if not installed.intersection(line)]


def _apt() -> list[str] | None:
    """Return how to call apt-get with the right to install, or None."""
    quietly = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    if os.geteuid() == 0:
        return quietly
    sudo = ["sudo", "-n"]  # which fails instead of asking for a password
    if shutil.which("sudo") and subprocess.run([*sudo, "true"], capture_output=True, check=False).returncode == 0:
        return [*sudo, *quietly]
    return None


def _choose(missing: list[Alternatives]) -> tuple[str, ...]:
    """Return for each line the first name that apt can install, or the first of all."""
    known = _installable([name for line in missing for name in line])
    return tuple(next((name for name in line if name in known), line[0]) for line in missing)


def _installable(names: list[str]) -> set[str]:
    policy = subprocess.run(
        ["apt-cache", "policy", *names], capture_output=True, text=True, check=False, env={**os.environ, "LC_ALL": "C"}
    )
    known, name = set(), ""
    for line in policy.stdout.splitlines():
        if not line.startswith(" "):
            name = line.rstrip(":")
        elif line.strip().startswith("Candidate:") and not line.endswith("(none)"):
            known.add(name)
    return known


def _install(apt: list[str], missing: list[Alternatives]) -> tuple[str, ...]:
    say(f"Installing system packages: {' '.join(line[0] for line in missing)}")
    if any(not _installable(list(line)) for line in missing):
        _call([*apt, "update", *_APT_OPTIONS])
    available = [name for name in _choose(missing) if _installable([name])]
    if not _call([*apt, *_INSTALL, *_APT_OPTIONS, *available]):
        _call([*apt, "update", *_APT_OPTIONS])  # a list that is out of date names files that are gone
        _call([*apt, *_INSTALL, *_APT_OPTIONS, *available])
    failed = tuple(line[0] for line in _missing(missing))
    if failed:
        say(f"Not to be had: {' '.join(failed)}")
    return failed


def _call(command: list[str]) -> bool:
    result = subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    if result.returncode:
        say("\n".join(result.stdout.splitlines()[-15:]))
    return result.returncode == 0
