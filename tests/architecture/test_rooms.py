"""The rooms of the design, held: who may import whom, and which room a library lives in."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.source import ROOT, Module, modules, rooms

DOORS = {
    "gui": {"gui", "workflows", "model", "text", "settings", "resources"},
    "cli": {"cli", "workflows", "model", "text", "settings"},
    "bridge": {"bridge", "model"},
    "model": {"model"},
}
"""Rooms that may import fewer of the others than the layers of pyproject.toml allow."""

HOMES = {
    "PySide6": {"gui", "browser"},
    "sqlalchemy": {"library"},
    "alembic": {"library"},
    "pysqlite3": {"library"},
    "psycopg": {"library"},
    "requests": {"fetch"},
    "urllib3": {"fetch"},
    "keyring": {"settings"},
    "platformdirs": {"settings"},
    "readability": {"extract"},
    "nh3": {"document"},
    "pygments": {"document"},
    "yaml": {"importers"},
    "jinja2": {"export"},
    "lxml": {"extract", "document", "export", "importers", "sites", "fetch"},
}
"""The only rooms that may import a library, so that it can be exchanged there."""

STANDARD_LIBRARY_ONLY = ("model", "bridge")


def test_imports_go_down_only_and_neighbours_do_not_know_each_other() -> None:
    linter = shutil.which("lint-imports", path=Path(sys.executable).parent)
    assert linter, "import-linter is not installed"
    result = subprocess.run([linter, "--no-cache", "--no-logo"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize("room", [room for room in DOORS if room in rooms()])
def test_a_front_door_knows_only_the_rooms_it_knocks_at(room: str) -> None:
    for module in _of(room):
        known = {name.split(".")[1] for name in module.imports if name.startswith("tearsheet.")}
        assert known <= DOORS[room], f"{module.name} imports {sorted(known - DOORS[room])}"


@pytest.mark.parametrize("library", HOMES)
def test_a_library_is_imported_only_at_home(library: str) -> None:
    guests = {module.name for module in modules() if module.room not in HOMES[library] and library in _roots(module)}
    assert not guests, f"{library} belongs to {sorted(HOMES[library])}"


@pytest.mark.parametrize("room", [room for room in STANDARD_LIBRARY_ONLY if room in rooms()])
def test_a_room_at_the_bottom_needs_nothing_installed(room: str) -> None:
    for module in _of(room):
        assert _roots(module) <= sys.stdlib_module_names | {"tearsheet"}, module.name


def test_asking_for_a_page_to_be_rendered_does_not_load_qt() -> None:
    """In browser, Qt is for the renderer's own process alone: `__main__` and the modules marked with an underscore."""
    for module in _of("browser"):
        if not module.name.rpartition(".")[2].startswith("_"):
            marked = {name for name in module.imports if name.startswith("tearsheet.browser._")}
            assert not marked and "PySide6" not in _roots(module), module.name


@pytest.mark.parametrize("room", rooms())
def test_no_room_is_empty(room: str) -> None:
    assert any(module.path.name != "__init__.py" and module.tree.body[1:] for module in _of(room))


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.name or "tearsheet")
def test_a_module_opens_by_saying_in_one_line_what_it_does(module: Module) -> None:
    lines = module.path.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith('"""'), "a module opens with its docstring"
    assert lines[0].removeprefix('"""').strip().rstrip('"').endswith((".", ":", "?")), "its first line is a sentence"
    assert lines[0].endswith('"""') or lines[1] == "", "more follows after an empty line"


def _of(room: str) -> list[Module]:
    return [module for module in modules() if module.room == room]


def _roots(module: Module) -> set[str]:
    return {name.partition(".")[0] for name in module.imports}
