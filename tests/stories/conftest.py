"""What the stories share: one renderer for all, a library of its own for each."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tearsheet.browser.client import Renderer
from tearsheet.workflows.desk import Desk
from tests.support.desks import desk_at


@pytest.fixture(scope="session")
def renderer() -> Iterator[Renderer]:
    shared = Renderer()
    yield shared
    shared.close()


@pytest.fixture
def desk(tmp_path: Path, renderer: Renderer) -> Iterator[Desk]:
    made = desk_at(tmp_path / "library", renderer=renderer)
    yield made
    made.close()
