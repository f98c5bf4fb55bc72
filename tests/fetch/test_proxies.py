"""The system's proxy is used where the system says so, and never to get past the rule on private addresses."""

import socket
import ssl
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
import trustme

from tearsheet.fetch import Fetcher
from tearsheet.fetch.names import Place
from tearsheet.model.errors import FetchError, Reason
from tests.fetch.conftest import HERE
from tests.support.bad_routes import PAGE
from tests.support.bad_server import BadServer
from tests.support.forward_proxy import ForwardProxy


def nowhere(host: str, port: int) -> Sequence[Place]:
    """Resolve the proxy's own address only, as behind a proxy without a name server."""
    if host != HERE:
        raise socket.gaierror(socket.EAI_AGAIN, "no name server")
    return [Place(socket.AF_INET, (HERE, port))]


@pytest.fixture
def proxy(server: BadServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[ForwardProxy]:
    with ForwardProxy(server.port) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url)
        monkeypatch.setenv("https_proxy", proxy.url)
        yield proxy


def test_a_name_that_only_the_proxy_can_resolve_is_fetched_through_it(proxy: ForwardProxy) -> None:
    page = Fetcher(resolve=nowhere).fetch("http://news.example/page")
    assert (page.text, page.address) == (PAGE, "http://news.example/page")
    assert proxy.asked == ["news.example"]


def test_https_goes_through_a_tunnel(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("news.example").configure_cert(context)
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "ca.pem"))
    with BadServer(tls=context) as server, ForwardProxy(server.port) as proxy:
        monkeypatch.setenv("https_proxy", proxy.url)
        assert Fetcher(resolve=nowhere).fetch("https://news.example/page").text == PAGE
        assert proxy.asked == ["news.example:443"]


def test_this_machine_is_never_reached_through_a_proxy(proxy: ForwardProxy, server: BadServer) -> None:
    for host in (HERE, "localhost", "127.1"):
        assert Fetcher().fetch(server.url("/page", host=host), named_host=host).text == PAGE
    assert proxy.asked == []


def test_an_exception_to_the_proxy_is_honoured(
    proxy: ForwardProxy, server: BadServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("no_proxy", "box.example")
    fetcher = Fetcher(resolve=lambda _host, port: [Place(socket.AF_INET, (HERE, port))])
    assert fetcher.fetch(server.url("/page", host="box.example"), named_host="box.example").text == PAGE
    assert proxy.asked == []


@pytest.mark.parametrize("host", ["10.0.0.1", "169.254.169.254", "[fd00::1]", "0xa.1", "[::ffff:10.0.0.1]"])
def test_a_private_address_is_refused_before_the_proxy_hears_of_it(proxy: ForwardProxy, host: str) -> None:
    with pytest.raises(FetchError) as caught:
        Fetcher().fetch(f"http://{host}/")
    assert caught.value.reason is Reason.PRIVATE_ADDRESS
    assert proxy.asked == []


def test_a_name_that_is_private_here_is_refused_before_the_proxy_hears_of_it(proxy: ForwardProxy) -> None:
    fetcher = Fetcher(resolve=lambda _host, port: [Place(socket.AF_INET, ("10.0.0.1", port))])
    with pytest.raises(FetchError) as caught:
        fetcher.fetch("http://intranet.example/", named_host="news.example")
    assert caught.value.reason is Reason.PRIVATE_ADDRESS
    assert proxy.asked == []


def test_a_private_host_that_was_named_goes_through_the_proxy(proxy: ForwardProxy) -> None:
    assert Fetcher().fetch("http://10.0.0.1/page", named_host="10.0.0.1").text == PAGE
    assert proxy.asked == ["10.0.0.1"]


def test_a_proxy_that_is_not_there_is_unreachable(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as free:
        free.bind((HERE, 0))
        monkeypatch.setenv("http_proxy", f"{HERE}:{free.getsockname()[1]}")
    with pytest.raises(FetchError, match="proxy") as caught:
        Fetcher(resolve=nowhere).fetch("http://news.example/page")
    assert caught.value.reason is Reason.UNREACHABLE


def test_a_proxy_that_refuses_a_tunnel_is_named_in_the_reason(
    server: BadServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ForwardProxy(server.port, refusal="407 Proxy Authentication Required") as proxy:
        monkeypatch.setenv("https_proxy", proxy.url)
        with pytest.raises(FetchError, match="Tunnel connection failed: 407") as caught:
            Fetcher(resolve=nowhere).fetch("https://news.example/page")
    assert caught.value.reason is Reason.UNREACHABLE


def test_a_socks_proxy_is_said_to_be_the_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("all_proxy", "socks5://127.0.0.1:1080")
    with pytest.raises(FetchError, match="SOCKS"):
        Fetcher(resolve=nowhere).fetch("http://news.example/page")
