"""The verdict of `dev.py test`: what passed, what was skipped and why."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from checks import Unproven, Verdict, summary, unproven

PASSED = Verdict(name="format", passed=True, seconds=0.25)
FAILED = Verdict(name="tests", passed=False, seconds=61.0)


def test_the_summary_names_each_verdict_with_its_time() -> None:
    lines = summary([PASSED, FAILED], Unproven(skips=Counter()), ()).splitlines()
    assert "  format  passed       0.2 s" in lines
    assert "  tests   FAILED      61.0 s" in lines
    assert lines[-1] == "No test was skipped."


def test_the_summary_names_what_could_not_be_had_and_what_was_skipped_for_it() -> None:
    text = summary([PASSED], Unproven(skips=Counter({"firefox is not installed": 3})), ("firefox-esr",))
    assert "could not be had: firefox-esr" in text
    assert "Skipped 3: firefox is not installed" in text


def test_the_reasons_come_from_pytest_itself(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(
        "import pytest\n"
        "@pytest.mark.parametrize('n', range(2))\n"
        "def test_skipped(n): pytest.skip('chromium is not installed')\n"
        "@pytest.mark.xfail(reason='a table is lost', strict=True)\n"
        "@pytest.mark.parametrize('n', range(3))\n"
        "def test_expected_to_fail(n): assert False\n"
        "def test_passed(): pass\n"
    )
    report = tmp_path / "report.xml"
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--junitxml={report}", str(tmp_path)]
    subprocess.run(command, cwd=tmp_path, capture_output=True, check=True)
    assert unproven(report) == Unproven(skips=Counter({"chromium is not installed": 2}), expected_failures=3)


@pytest.mark.parametrize(("failures", "counted"), [(1, "1 expected failure"), (29, "29 expected failures")])
def test_expected_failures_are_no_skips(failures: int, counted: str) -> None:
    lines = summary([PASSED], Unproven(skips=Counter(), expected_failures=failures), ()).splitlines()
    assert lines[-2:] == [
        "No test was skipped.",
        f"{counted} (what does not come out yet): see tests/pages/*/wanted.toml, `fails`",
    ]


def test_tests_that_broke_off_are_not_taken_for_tests_without_a_skip(tmp_path: Path) -> None:
    absent = unproven(tmp_path / "absent.xml")
    assert absent is None
    assert "broke off" in summary([FAILED], absent, ())
