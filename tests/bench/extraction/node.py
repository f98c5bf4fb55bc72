"""Turn a page into an article by way of Node: one process of it, asked in lines of JSON, for as long as we live.

The packages are looked for in the folder that TEARSHEET_BENCH_NODE names, which has one for each bench, else where
`packaging/dev.py bench` has put them.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from tearsheet.model.page import Page
from tests.bench.extraction.output import Output

FOLDERS = Path(os.environ.get("TEARSHEET_BENCH_NODE", Path(sys.prefix) / "node"))


class NodeError(Exception):
    """The program in Node failed on a page."""


def version(package: str, *, bench: str = "extraction") -> str:
    """Return the version of a package that a bench needs, "" where it or Node is not here."""
    about = FOLDERS / bench / "node_modules" / package / "package.json"
    if not about.exists() or shutil.which("node") is None:
        return ""
    return str(json.loads(about.read_text(encoding="utf-8"))["version"])


def reader(peer: str) -> Callable[[Page], Output]:
    """Return what reads a page by a peer of read.mjs."""

    def read(page: Page) -> Output:
        answer = _ask(peer=peer, html=page.text, url=page.address)
        if "error" in answer:
            raise NodeError(answer["error"])
        fields = {name: str(answer.get(name) or "") for name in ("html", "title", "author", "date", "site", "lang")}
        return Output(**fields)

    return read


def clock() -> float:
    """Return the CPU seconds that Node has used."""
    return float(_ask()["cpu"])


def process() -> int:
    """Return the number of Node's process."""
    return _process().pid


def _ask(**question: str) -> dict[str, Any]:
    node = _process()
    assert node.stdin is not None
    assert node.stdout is not None
    node.stdin.write(json.dumps(question) + "\n")
    node.stdin.flush()
    answer = json.loads(node.stdout.readline())
    assert isinstance(answer, dict)
    return answer


@cache
def _process() -> subprocess.Popen[str]:
    command = ["node", str(Path(__file__).with_name("node") / "read.mjs"), str(FOLDERS / "extraction")]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")
