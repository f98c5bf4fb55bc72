"""Turn the repository into a verdict: style, types and tests, then what they left open and how long it took."""

import subprocess
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from xml.etree import ElementTree

import environment

_TESTS = ("--continue-on-collection-errors", "--durations=10")
_WINDOW = ("tests/gui", "tests/settings", "tests/stories")
"""The tests that open windows, which take as long as all others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How one check ended, and after how many seconds."""

    name: str
    passed: bool
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Unproven:
    """What the tests left open: how many were skipped for which reason, and how many failed as they are expected to."""

    skips: Counter[str]
    expected_failures: int = 0


def run_all(unavailable: tuple[str, ...] = ()) -> int:
    """Run every check, even after one has failed; return 0 when all passed.

    `unavailable` are the system packages that could not be had; the closing summary names them.
    """
    with tempfile.TemporaryDirectory() as folder:
        window, others = Path(folder) / "window.xml", Path(folder) / "others.xml"
        verdicts = [
            _run("format", "ruff", "format", "--check", "."),
            _run("lint", "ruff", "check", "."),
            _run("types", "mypy"),
        ]
        # Side by side, for each uses one core most of the time; what the second says comes behind the first.
        with ThreadPoolExecutor(1) as beside, (Path(folder) / "others.txt").open("w+b") as said:
            apart = [f"--ignore={path}" for path in _WINDOW]
            begun = beside.submit(_run, "others", "pytest", *_TESTS, *apart, f"--junitxml={others}", output=said)
            verdicts.append(_run("window", "pytest", *_TESTS, *_WINDOW, f"--junitxml={window}"))
            verdicts.append(begun.result())
            said.seek(0)
            environment.say(said.read().decode("utf-8", "replace"))
        environment.say(summary(verdicts, unproven(window, others), unavailable))
    return 0 if all(verdict.passed for verdict in verdicts) else 1


def unproven(*reports: Path) -> Unproven | None:
    """Return what pytest's JUnit files say was skipped or failed as expected, which they call skipped too."""
    if not all(report.exists() for report in reports):
        return None
    trees = [ElementTree.parse(report) for report in reports]  # noqa: S314 - pytest wrote them a moment ago
    tests = [test for tree in trees for test in tree.iter("skipped")]
    skips = [test.get("message", "") for test in tests if test.get("type") != "pytest.xfail"]
    return Unproven(skips=Counter(skips), expected_failures=len(tests) - len(skips))


def summary(verdicts: list[Verdict], left: Unproven | None, unavailable: tuple[str, ...]) -> str:
    """Return the closing lines: each check's verdict and time, and what was not checked."""
    lines = ["", "Checks"]
    for verdict in verdicts:
        lines.append(f"  {verdict.name:8}{'passed' if verdict.passed else 'FAILED':8}{verdict.seconds:8.1f} s")
    if unavailable:
        lines.append(f"System packages that could not be had: {', '.join(unavailable)}")
    if left is None:
        lines.append("The tests broke off before they could say what was skipped.")
    else:
        lines += [f"Skipped {count}: {reason}" for reason, count in left.skips.most_common()] or [
            "No test was skipped."
        ]
        lines += _expected(left.expected_failures)
    return "\n".join(lines)


def _expected(failures: int) -> list[str]:
    if not failures:
        return []
    counted = "1 expected failure" if failures == 1 else f"{failures} expected failures"
    return [f"{counted} (what does not come out yet): see tests/pages/*/wanted.toml, `fails`"]


def _run(name: str, *arguments: str, output: IO[bytes] | None = None) -> Verdict:
    environment.say(f"\n{name}: {' '.join(arguments)}")
    command = [str(environment.python()), "-m", *arguments]
    began = time.monotonic()
    result = subprocess.run(
        command,
        cwd=environment.ROOT,
        env=environment.child_environment(),
        stdout=output,
        stderr=subprocess.STDOUT if output is not None else None,
        check=False,
    )
    return Verdict(name=name, passed=result.returncode == 0, seconds=time.monotonic() - began)
