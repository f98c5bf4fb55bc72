"""What is registered is what there is: formats, sources and verbs, in the tuples, in the README, and nowhere else."""

import argparse
import ast
import importlib
import re
from collections.abc import Iterator
from typing import TypeVar

import pytest

from tearsheet.cli.command_line import command_parser
from tearsheet.export import EXPORTERS, Exporter
from tearsheet.importers import IMPORTERS, Importer
from tests.support.source import ROOT, modules

_Registered = TypeVar("_Registered", Exporter, Importer)

README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = "\n".join(block for block in README.split("```")[1::2])


def _written(room: str, kind: type[_Registered]) -> Iterator[_Registered]:
    """Yield every value of that kind that a module of a room makes at its top level."""
    for module in modules():
        if module.room != room:
            continue
        for node in module.tree.body:
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
                value = getattr(importlib.import_module(f"tearsheet.{module.name}"), ast.unparse(node.targets[0]), None)
                if isinstance(value, kind):
                    yield value


def _verbs() -> dict[str, argparse.ArgumentParser]:
    [verbs] = [action for action in command_parser()._actions if isinstance(action, argparse._SubParsersAction)]
    return dict(verbs.choices)


def test_every_exporter_that_is_written_is_registered() -> None:
    assert {exporter.name for exporter in _written("export", Exporter)} == {exporter.name for exporter in EXPORTERS}


def test_every_importer_that_is_written_is_registered() -> None:
    assert {importer.name for importer in _written("importers", Importer)} == {importer.name for importer in IMPORTERS}


def test_exporters_have_names_of_their_own() -> None:
    assert len({exporter.name for exporter in EXPORTERS}) == len(EXPORTERS)


def test_importers_have_names_of_their_own() -> None:
    assert len({importer.name for importer in IMPORTERS}) == len(IMPORTERS)


@pytest.mark.parametrize("exporter", EXPORTERS, ids=lambda exporter: exporter.name)
def test_an_exporter_is_in_the_readme(exporter: Exporter) -> None:
    assert re.search(rf"^\| `?{exporter.name}`? \|", README, re.MULTILINE)


@pytest.mark.parametrize("importer", IMPORTERS, ids=lambda importer: importer.name)
def test_an_importer_is_in_the_readme(importer: Importer) -> None:
    sources = README.partition("## What can be imported")[2]
    assert re.search(rf"^\| `?{importer.name}`? \|", sources, re.MULTILINE)


@pytest.mark.parametrize("verb", _verbs())
def test_a_verb_is_in_the_readme(verb: str) -> None:
    assert re.search(rf"\b{verb}\b", COMMANDS)


def test_the_readme_names_no_verb_that_there_is_not() -> None:
    named = set(re.findall(r"^tearsheet (\w+(?:-\w+)*)", COMMANDS, re.MULTILINE))
    assert named <= _verbs().keys()


@pytest.mark.parametrize("verb", _verbs())
def test_every_option_of_a_verb_says_what_it_does(verb: str) -> None:
    silent = [action.dest for action in _verbs()[verb]._actions if not action.help]
    assert not silent


def test_the_readme_opens_with_the_two_commands() -> None:
    lines = [line for line in README.splitlines() if line][:4]
    assert "python3 packaging/dev.py run" in lines[2]
    assert "python3 packaging/dev.py test" in lines[3]
