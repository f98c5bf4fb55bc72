"""What the tests of fetching share: the server that misbehaves, a fetcher that gives up soon, and no proxy."""

from collections.abc import Iterator

import pytest

from tearsheet.fetch import Fetcher, Limits
from tests.support.bad_server import BadServer

HERE = "127.0.0.1"
SOON = Limits(seconds=0.6, connect=0.5, idle=0.5)


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def server() -> Iterator[BadServer]:
    with BadServer() as server:
        yield server


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    fetcher = Fetcher()
    yield fetcher
    fetcher.close()


@pytest.fixture
def hasty() -> Iterator[Fetcher]:
    fetcher = Fetcher(limits=SOON)
    yield fetcher
    fetcher.close()
