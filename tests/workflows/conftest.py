"""A desk over an empty library, and a site with the demo's articles."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tearsheet.resources import resource
from tearsheet.workflows.desk import Desk
from tearsheet.workflows.share_site import ShareSite, read_articles
from tests.support.desks import desk_at


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = desk_at(tmp_path / "library")
    yield made
    made.close()


@pytest.fixture
def site() -> Iterator[ShareSite]:
    with ShareSite(articles=read_articles(resource("demo")), pictures=resource("demo"), complete_data=True) as running:
        yield running
