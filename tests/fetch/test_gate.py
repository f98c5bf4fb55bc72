"""A private address is open on the host that the person named and nowhere else, whatever leads there."""

import socket
from collections.abc import Callable, Sequence

import pytest

from tearsheet.fetch import Fetcher, Wanted
from tearsheet.fetch.gate import Gate, PublicNames
from tearsheet.fetch.names import Place
from tearsheet.model.errors import FetchError, Reason
from tests.fetch.conftest import HERE
from tests.support.bad_routes import PAGE
from tests.support.bad_server import BadServer
from tests.support.forward_proxy import ForwardProxy
from tests.text.test_hosts import HOSTILE

PUBLIC = "8.8.8.8"


def answering(*answers: str) -> Callable[[str, int], Sequence[Place]]:
    """Make a resolver that gives names one answer after another (several addresses with commas), the last for ever."""
    left = list(answers)

    def resolve(host: str, port: int) -> Sequence[Place]:
        if host == HERE:
            return [Place(socket.AF_INET, (HERE, port))]
        answer = left.pop(0) if len(left) > 1 else left[0]
        return [
            Place(socket.AF_INET6, (ip, port, 0, 0)) if ":" in ip else Place(socket.AF_INET, (ip, port))
            for ip in answer.split(",")
        ]

    return resolve


def refused(fetcher: Fetcher, url: str, named_host: str = "") -> str:
    with pytest.raises(FetchError) as caught:
        fetcher.fetch(url, named_host=named_host)
    assert caught.value.reason is Reason.PRIVATE_ADDRESS
    return caught.value.detail


@pytest.mark.parametrize("ip", HOSTILE)
def test_no_hostile_address_is_entered(fetcher: Fetcher, ip: str) -> None:
    refused(fetcher, f"http://[{ip}]/" if ":" in ip else f"http://{ip}/", named_host="example.com")


@pytest.mark.parametrize("ip", HOSTILE)
def test_no_name_leads_to_a_hostile_address(ip: str) -> None:
    assert refused(Fetcher(resolve=answering(ip)), "http://news.example/", "other.example") == "news.example"


@pytest.mark.parametrize(
    "spelled", ["127.1", "0x7f.1", "017700000001", "2130706433", "[::ffff:127.0.0.1]", "127.0.0.1."]
)
def test_no_spelling_of_this_machine_is_entered(fetcher: Fetcher, server: BadServer, spelled: str) -> None:
    refused(fetcher, server.url("/page", host=spelled), named_host="example.com")
    assert server.requests == []


@pytest.mark.parametrize(
    ("named", "spelled"),
    [
        (HERE, "127.1"),
        ("0x7f.1", HERE),
        ("[::ffff:127.0.0.1]", HERE),
        ("127.0.0.1.", "2130706433"),
        ("LOCALHOST", "localhost"),
    ],
)
def test_the_named_host_is_open_in_any_spelling(fetcher: Fetcher, server: BadServer, named: str, spelled: str) -> None:
    assert fetcher.fetch(server.url("/page", host=spelled), named_host=named).text == PAGE


def test_one_private_address_among_public_ones_closes_a_name(server: BadServer) -> None:
    refused(Fetcher(resolve=answering(f"{PUBLIC},{HERE}")), server.url("/page", host="news.example"))
    assert server.requests == []


@pytest.mark.parametrize("other", ["localhost", "127.0.0.2", "0", "[::1]", "10.0.0.1", "2852039166"])
def test_a_redirect_from_the_named_host_into_another_private_one_is_refused(
    fetcher: Fetcher, server: BadServer, other: str
) -> None:
    refused(fetcher, server.url(f"/redirect?to={server.url('/secret', host=other)}"), named_host=HERE)
    assert server.paths() == ["/redirect"]


def test_a_redirect_within_the_named_host_is_followed(fetcher: Fetcher, server: BadServer) -> None:
    url = server.url(f"/redirect?to={server.url('/page', host='127.1')}")
    assert fetcher.fetch(url, named_host=HERE).address == server.url("/page")


def test_a_public_page_leads_to_no_private_one(server: BadServer, monkeypatch: pytest.MonkeyPatch) -> None:
    with ForwardProxy(server.port) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url)
        fetcher = Fetcher(resolve=answering(PUBLIC))
        url = f"http://news.example/redirect?to={server.url('/secret')}"
        for wanted in Wanted:
            with pytest.raises(FetchError) as caught:
                fetcher.fetch(url, named_host="news.example", wanted=wanted)
            assert caught.value.reason is Reason.PRIVATE_ADDRESS
    assert server.paths() == ["/redirect", "/redirect"]


def test_the_address_that_was_checked_is_the_one_connected_to(server: BadServer) -> None:
    fetcher = Fetcher(resolve=answering(HERE, "127.9.9.9"))
    assert fetcher.fetch(server.url("/page", host="box.example"), named_host="box.example").text == PAGE


def test_a_name_that_turns_private_is_refused(server: BadServer) -> None:
    fetcher = Fetcher(resolve=answering(HERE))
    refused(fetcher, server.url("/page", host="rebind.example"), named_host="news.example")
    assert server.requests == []


def test_the_named_host_may_not_turn_from_public_to_private(server: BadServer, monkeypatch: pytest.MonkeyPatch) -> None:
    with ForwardProxy(server.port) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url)
        fetcher = Fetcher(resolve=answering(PUBLIC, HERE))
        assert fetcher.fetch("http://news.example/page", named_host="news.example").text == PAGE
        monkeypatch.delenv("http_proxy")
        refused(fetcher, server.url("/picture", host="news.example"), named_host="news.example")
    assert server.paths() == ["/page"]


def test_a_host_that_was_private_all_along_stays_open() -> None:
    gate = Gate("intranet.example", PublicNames())
    gate.check("intranet.example", ["10.0.0.1"])
    gate.check("intranet.example", ["10.0.0.2", PUBLIC])


def test_no_host_is_named_by_nonsense() -> None:
    with pytest.raises(FetchError):
        Gate("a b", PublicNames()).check("", [HERE])
    with pytest.raises(FetchError):
        Gate("", PublicNames()).check("", [HERE])
