"""A connection goes to whichever address of a host answers."""

import socket
from collections.abc import Sequence

from tearsheet.fetch import Fetcher
from tearsheet.fetch.names import Place
from tests.fetch.conftest import HERE
from tests.support.bad_routes import PAGE
from tests.support.bad_server import BadServer


def test_an_address_that_refuses_does_not_hide_one_that_answers(server: BadServer) -> None:
    def resolve(_host: str, port: int) -> Sequence[Place]:
        return [Place(socket.AF_INET6, ("::1", port, 0, 0)), Place(socket.AF_INET, (HERE, port))]

    url = server.url("/page", host="box.example")
    assert Fetcher(resolve=resolve).fetch(url, named_host="box.example").text == PAGE


def test_a_host_name_is_asked_for_by_its_own_name(server: BadServer) -> None:
    def resolve(host: str, port: int) -> Sequence[Place]:
        assert host == "xn--fiq228c.example"
        return [Place(socket.AF_INET, (HERE, port))]

    Fetcher(resolve=resolve).fetch(server.url("/page", host="中文.example"), named_host="中文.EXAMPLE")
    assert server.requests[0].headers["host"] == f"xn--fiq228c.example:{server.port}"
