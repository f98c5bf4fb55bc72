"""Print every figure of this machine, or write them into the README: `python -m tests.bench [--write]`."""

import os
import platform
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
_FIGURES = ("line", "window", "reader", "render", "library")
_BEGIN, _END = "<!-- figures: python -m tests.bench --write -->\n", "<!-- end of figures -->\n"


def main() -> None:
    written = f"```\n{_machine()}\n"
    for name in _FIGURES:
        print(f"{name} …", file=sys.stderr)
        done = subprocess.run(
            [sys.executable, "-m", f"tests.bench.{name}"], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False
        )
        said = done.stdout.strip() or "no figures here"
        written += f"\n{name}\n" + "".join(f"  {line}\n" for line in said.splitlines())
    written += "```\n"
    if sys.argv[1:] == ["--write"]:
        _write(written)
    else:
        print(written)


def _machine() -> str:
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def _write(figures: str) -> None:
    readme = ROOT / "README.md"
    before, rest = readme.read_text(encoding="utf-8").split(_BEGIN)
    readme.write_text(before + _BEGIN + figures + _END + rest.split(_END)[1], encoding="utf-8")


if __name__ == "__main__":
    main()
