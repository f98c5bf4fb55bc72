"""What starting Tearsheet may cost: the command line never pays for Qt."""

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize(
    "verb", [("--version",), ("formats",), ("list",), ("queue",), ("doctor",)], ids=lambda verb: verb[0]
)
def test_the_command_line_never_loads_qt(verb: tuple[str, ...], tmp_path: Path) -> None:
    imported = _imported_by("-m", "tearsheet", "--library", str(tmp_path / "library"), *verb)
    assert "tearsheet.cli" in imported
    assert not [name for name in imported if name.startswith(("PySide6", "shiboken6", "tearsheet.gui"))]


def test_a_list_pays_neither_for_the_network_nor_for_reading_pages(tmp_path: Path) -> None:
    library = str(tmp_path / "library")
    _imported_by("-m", "tearsheet", "--library", library, "list")  # the first makes the library
    imported = _imported_by("-m", "tearsheet", "--library", library, "list")
    assert not imported & {"requests", "urllib3", "readability", "lxml", "nh3", "alembic", "tearsheet.browser.client"}
    assert not imported & {"psycopg", "keyring", "sqlalchemy.dialects.postgresql", "tearsheet.library.server.server"}
    # Nor for the other verbs, site rules, and classes that no row of a list is made of.
    assert not imported & {"tearsheet.cli.capturing", "tearsheet.sites", "tearsheet.model.extraction", "polib", "idna"}


def test_who_reads_pages_and_exports_does_not_pay_for_what_reads_and_writes_notes() -> None:
    imported = _imported_by("-c", "import tearsheet.workflows.importing, tearsheet.workflows.export")
    assert not imported & {"markdown_it", "yaml", "jinja2"}


def _imported_by(*arguments: str) -> set[str]:
    """Return the modules that Python imported on the way (python -X importtime writes them to standard error)."""
    command = [sys.executable, "-X", "importtime", *arguments]
    result = subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    assert result.returncode in (0, 1), result.stderr[-2000:]
    lines = [line for line in result.stderr.splitlines() if line.startswith("import time:")]
    return {line.rpartition("|")[2].strip() for line in lines}
