"""A library of their own for the tests of this folder: in a folder, and on a PostgreSQL server."""

from collections.abc import Iterator

import pytest

from tearsheet.library import Library, open_library


@pytest.fixture
def library(new_place: str) -> Iterator[Library]:
    with open_library(new_place) as opened:
        yield opened
