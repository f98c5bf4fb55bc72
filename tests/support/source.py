"""Turn Tearsheet's own source into modules with their imports, for the tests of the architecture."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "desktop" / "tearsheet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """A module of Tearsheet: `name` without the package's own (`text.cjk`), `imports` as full dotted names."""

    name: str
    path: Path
    tree: ast.Module
    imports: frozenset[str]

    @property
    def room(self) -> str:
        return self.name.partition(".")[0]


@cache
def modules() -> tuple[Module, ...]:
    """Return every module of the package, sorted by name."""
    return tuple(_module(path) for path in sorted(PACKAGE.rglob("*.py")))


def rooms() -> tuple[str, ...]:
    """Return the packages directly under Tearsheet's."""
    return tuple(sorted({module.room for module in modules() if module.path.parent != PACKAGE}))


def _module(path: Path) -> Module:
    tree = ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    return Module(name=name, path=path, tree=tree, imports=frozenset(_imports(tree)))


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
