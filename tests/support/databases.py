"""A library for a test: in a folder and on a PostgreSQL server, or in the one of the two that the test is about.

The program is imported by those who ask: the root conftest imports this module before anything else.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.support.postgres import PostgresServer

in_a_folder = pytest.mark.parametrize("new_place", ["folder"], indirect=True)
"""For tests of files, and of what SQLite does."""

on_a_server = pytest.mark.parametrize("new_place", ["server"], indirect=True)
"""For tests of what a PostgreSQL server does."""

in_a_lasting_folder = pytest.mark.parametrize("lasting_place", ["folder"], indirect=True)
"""For tests of what SQLite does with a library that several tests share."""


@pytest.fixture(scope="session")
def new_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed library with nothing in it; making one takes a quarter of a second, copying it does not."""
    from tearsheet.library import open_library

    folder = tmp_path_factory.mktemp("new") / "library"
    open_library(folder).close()
    return folder


@pytest.fixture(scope="session")
def server() -> "Iterator[PostgresServer]":
    """A PostgreSQL server; skips the test where it is not installed."""
    from tests.support.postgres import postgres_server

    with postgres_server() as started:
        yield started


@pytest.fixture(params=["folder", "server"])
def new_place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a library with nothing in it is: the test is run for a folder and for a server."""
    if request.param == "folder":
        shutil.copytree(request.getfixturevalue("new_library"), tmp_path / "library")
        yield str(tmp_path / "library")
        return
    server: PostgresServer = request.getfixturevalue("server")
    place = server.new_library()
    yield place
    server.drop(place)


@pytest.fixture(scope="module", params=["folder", "server"])
def lasting_place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a new library is, for all tests of a module, which are run for a folder and for a server."""
    if request.param == "folder":
        yield str(tmp_path_factory.mktemp("lasting") / "library")
        return
    server: PostgresServer = request.getfixturevalue("server")
    place = server.new_library()
    yield place
    server.drop(place)
