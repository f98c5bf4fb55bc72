"""Turn the repository into a verdict: style, types and tests, then what was skipped and how long it took."""

import subprocess
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import environment


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How one check ended, and after how many seconds."""

    name: str
    passed: bool
    seconds: float


def run_all(unavailable: tuple[str, ...] = ()) -> int:
    """Run every check, even after one has failed; return 0 when all passed.

    `unavailable` are the system packages that could not be had; the closing summary names them.
    """
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "tests.xml"
        verdicts = [
            _run("format", "ruff", "format", "--check", "."),
            _run("lint", "ruff", "check", "."),
            _run("types", "mypy"),
            _run("tests", "pytest", "--continue-on-collection-errors", "--durations=10", f"--junitxml={report}"),
        ]
        environment.say(summary(verdicts, skipped(report), unavailable))
    return 0 if all(verdict.passed for verdict in verdicts) else 1


def skipped(report: Path) -> Counter[str] | None:
    """Return the reasons for which tests were skipped and how often, from pytest's JUnit file; None without one."""
    if not report.exists():
        return None
    tests = ElementTree.parse(report).iter("skipped")  # noqa: S314 - pytest wrote it a moment ago
    return Counter(test.get("message", "") for test in tests)


def summary(verdicts: list[Verdict], skips: Counter[str] | None, unavailable: tuple[str, ...]) -> str:
    """Return the closing lines: each check's verdict and time, and what was not checked."""
    lines = ["", "Checks"]
    for verdict in verdicts:
        lines.append(f"  {verdict.name:8}{'passed' if verdict.passed else 'FAILED':8}{verdict.seconds:8.1f} s")
    if unavailable:
        lines.append(f"System packages that could not be had: {', '.join(unavailable)}")
    if skips is None:
        lines.append("The tests broke off before they could say what was skipped.")
    elif not skips:
        lines.append("No test was skipped.")
    else:
        lines += [f"Skipped {count}: {reason}" for reason, count in skips.most_common()]
    return "\n".join(lines)


def _run(name: str, *arguments: str) -> Verdict:
    environment.say(f"\n{name}: {' '.join(arguments)}")
    command = [str(environment.python()), "-m", *arguments]
    began = time.monotonic()
    result = subprocess.run(command, cwd=environment.ROOT, env=environment.child_environment(), check=False)
    return Verdict(name=name, passed=result.returncode == 0, seconds=time.monotonic() - began)
