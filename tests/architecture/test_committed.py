"""What must never be committed: a path of somebody's computer, the address of a package index, a secret."""

import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

from tests.support.programs import program
from tests.support.source import ROOT

FORBIDDEN = {
    "a path of one computer": r"(?<![\w.])/(?:work|root|tmp/w)/[\w.]",
    "a package index": r"pypi[.]org|pythonhosted[.]org|--(?:extra-)?index-url[= ]\S|artifact[r]egistry|/simpl[e]/",
    "a mirror of a distribution": r"deb[.]debian[.]org|archive[.]ubuntu[.]com",
    "a private key": r"-----BEGIN [A-Z ]*PRIVATE KEY",
    "a token": r"\bgh[pousr]_\w{36}|\bAKIA[0-9A-Z]{16}\b|\bxox[abp]-\d|\beyJhbGciOi\w{20}",
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_committed_file_holds(what: str) -> None:
    pattern = re.compile(FORBIDDEN[what])
    found = [f"{path.relative_to(ROOT)}: {hit[0]}" for path, text in _texts() if (hit := pattern.search(text))]
    assert not found, f"{what}: {found}"


def test_the_packaging_folder_is_no_package() -> None:
    """With an __init__.py it would stand in for the library `packaging` in whatever runs from the root."""
    assert not (ROOT / "packaging" / "__init__.py").exists()


@cache
def _texts() -> tuple[tuple[Path, str], ...]:
    """Return every file that is committed, or would be by `git add --all`."""
    command = [program("git"), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("this is not a git clone")
    paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    return tuple((path, path.read_text(encoding="utf-8", errors="replace")) for path in paths if path.is_file())
