"""A library of their own for the tests of this folder."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tearsheet.library import Library, open_library


@pytest.fixture(scope="session")
def new_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed library with nothing in it; making one takes a quarter of a second, copying it does not."""
    folder = tmp_path_factory.mktemp("new") / "library"
    open_library(folder).close()
    return folder


@pytest.fixture
def library(new_library: Path, tmp_path: Path) -> Iterator[Library]:
    shutil.copytree(new_library, tmp_path / "library")
    with open_library(tmp_path / "library") as opened:
        yield opened
