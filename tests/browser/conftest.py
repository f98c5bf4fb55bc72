"""What the tests of rendering share: one browser for all, a site of its own for each."""

from collections.abc import Iterator

import pytest

from tearsheet.browser.client import Renderer
from tests.support.scripted_site import Counter, Site


@pytest.fixture(scope="session")
def renderer() -> Iterator[Renderer]:
    shared = Renderer()
    yield shared
    shared.close()


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as running:
        yield running


@pytest.fixture
def elsewhere() -> Iterator[Counter]:
    """Another private host than the site's, whose visitors are counted."""
    with Counter("127.0.0.2") as counter:
        yield counter
