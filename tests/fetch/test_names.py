"""A name that is not there is told from a network that is not there."""

import shutil
import socket
import subprocess
import sys
from collections.abc import Sequence
from threading import Event

import pytest

from tearsheet.fetch import Fetcher, Limits
from tearsheet.fetch.names import Place
from tearsheet.model.errors import Cancelled, FetchError, Reason

# In processes of their own: asking for a route looks like a connection, and the tests allow none off this machine.
_UNKNOWN = """
import socket
from tearsheet.fetch import Fetcher
from tearsheet.fetch.names import has_route
from tearsheet.model.errors import FetchError
def resolve(host, port):
    raise socket.gaierror(socket.EAI_NONAME, "not known")
try:
    Fetcher(resolve=resolve).fetch("http://news.example.com/")
except FetchError as error:
    print(error.reason, "unknown-host" if has_route() else "no-network")
"""
_ALONE = """
import socket
from tearsheet.fetch import Fetcher
from tearsheet.model.errors import FetchError
def resolve(host, port):
    raise socket.gaierror(socket.EAI_NONAME, "not known")
try:
    Fetcher(resolve=resolve).fetch("http://news.example.com/")
except FetchError as error:
    print(error.reason)
for url in ("http://news.example.com/", "http://93.184.216.34/", "https://[2606:4700::1111]/", "http://no.invalid/"):
    try:
        Fetcher().fetch(url)
    except FetchError as error:
        print(error.reason)
"""


def reason(host: str, error: Exception) -> Reason:
    def resolve(_host: str, _port: int) -> Sequence[Place]:
        raise error

    with pytest.raises(FetchError) as caught:
        Fetcher(resolve=resolve).fetch(f"http://{host}/")
    assert caught.value.detail == host
    return caught.value.reason


def test_a_resolver_that_cannot_ask_means_no_network() -> None:
    assert reason("news.example.com", socket.gaierror(socket.EAI_AGAIN, "try again")) is Reason.NO_NETWORK


def test_a_name_that_is_not_there_is_an_unknown_host() -> None:
    run = subprocess.run([sys.executable, "-c", _UNKNOWN], capture_output=True, text=True, check=True)
    found, expected = run.stdout.split()
    assert found == expected


@pytest.mark.parametrize("host", ["typo.invalid", "some.test", "news.example"])
def test_a_name_that_cannot_exist_is_unknown_even_without_a_network(host: str) -> None:
    assert reason(host, socket.gaierror(socket.EAI_AGAIN, "try again")) is Reason.UNKNOWN_HOST


def test_a_name_without_an_address_is_an_unknown_host() -> None:
    with pytest.raises(FetchError) as caught:
        Fetcher(resolve=lambda _host, _port: []).fetch("http://news.example.com/")
    assert caught.value.reason is Reason.UNKNOWN_HOST


def test_a_resolver_that_never_answers_is_left_behind() -> None:
    never = Event()

    def resolve(_host: str, _port: int) -> Sequence[Place]:
        never.wait()
        return []

    try:
        with pytest.raises(FetchError) as caught:
            Fetcher(resolve=resolve, limits=Limits(connect=0.2)).fetch("http://news.example.com/")
        assert caught.value.reason is Reason.NO_NETWORK
        cancelled = Event()
        cancelled.set()
        with pytest.raises(Cancelled):
            Fetcher(resolve=resolve, limits=Limits(seconds=600, connect=600)).fetch(
                "http://news.example.com/", cancelled=cancelled
            )
    finally:
        never.set()


def _can_be_alone() -> bool:
    unshare = shutil.which("unshare")
    return unshare is not None and subprocess.run([unshare, "-rn", "true"], capture_output=True).returncode == 0


@pytest.mark.skipif(not _can_be_alone(), reason="needs a network namespace of its own (Linux)")
def test_a_machine_without_a_network_says_so() -> None:
    run = subprocess.run(["unshare", "-rn", sys.executable, "-c", _ALONE], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["no-network"] * 4 + ["unknown-host"]
