"""The proxy that every connection of a page goes through."""

import base64
import contextlib
import socket
from collections.abc import Callable, Iterator

import pytest

from tearsheet.browser._proxy import Proxy
from tearsheet.model.errors import Reason, RenderError
from tests.support.scripted_site import Asked, Counter, Reply, Site

HOSTS = {
    "named.example": ("127.0.0.1",),
    "router.example": ("127.0.0.2",),
    "nowhere.example": (),
}


async def resolve(host: str) -> tuple[str, ...]:
    """Answer as a name server that a hostile site runs itself may answer."""
    found = HOSTS.get(host, (host,))
    if not found:
        raise RenderError(Reason.UNKNOWN_HOST, host)
    return found


class Line:
    """A raw connection to the proxy."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=10)

    def say(self, *lines: str) -> "Line":
        self._socket.sendall("".join(f"{line}\r\n" for line in (*lines, "")).encode())
        return self

    def hear(self) -> str:
        """Return all that comes until the other end hangs up."""
        parts = []
        with contextlib.suppress(ConnectionResetError):
            while part := self._socket.recv(65536):
                parts.append(part)
        self._socket.close()
        return b"".join(parts).decode()

    def hear_head(self) -> str:
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            head += self._socket.recv(1)
        return head.decode()


@pytest.fixture
def proxy() -> Iterator[Proxy]:
    running = Proxy(resolve)
    running.open("named.example")
    yield running
    running.close()


@pytest.fixture
def line(proxy: Proxy) -> Callable[[], Line]:
    port = proxy.start()
    return lambda: Line(port)


@pytest.fixture
def story(site: Site) -> Site:
    site.paths["/story"] = Reply(body=b"the story")
    return site


def test_a_request_to_the_named_host_arrives_as_the_site_expects_it(line: Callable[[], Line], story: Site) -> None:
    address = f"named.example:{story.port}"
    answer = line().say(f"GET http://{address}/story?a=b HTTP/1.1", f"Host: {address}", "Proxy-Connection: x").hear()
    assert answer.endswith("the story")
    assert story.asked == [Asked(path="/story?a=b", fields={"Host": address, "Connection": "close"})]


def test_a_tunnel_to_the_named_host_is_one(line: Callable[[], Line], story: Site) -> None:
    tunnel = line().say(f"CONNECT named.example:{story.port} HTTP/1.1")
    assert tunnel.hear_head().startswith("HTTP/1.1 200")
    assert tunnel.say("GET /story HTTP/1.0").hear().endswith("the story")


@pytest.mark.parametrize("host", ["router.example", "127.0.0.2", "127.0.0.1", "10.0.0.1", "[::1]", "169.254.169.254"])
def test_no_other_private_host_is_reached(line: Callable[[], Line], proxy: Proxy, host: str) -> None:
    with Counter("127.0.0.2") as elsewhere:
        assert line().say(f"CONNECT {host}:{elsewhere.port} HTTP/1.1").hear().startswith("HTTP/1.1 502")
        assert line().say(f"GET http://{host}:{elsewhere.port}/ HTTP/1.1").hear() == ""
        assert elsewhere.tcp == 0
        failure = proxy.failure(host.strip("[]"), elsewhere.port)
        assert failure and failure.reason is Reason.PRIVATE_ADDRESS
        assert proxy.refused == (f"{host.strip('[]')}:{elsewhere.port}",)


def test_a_second_request_on_one_connection_cannot_slip_through(line: Callable[[], Line], story: Site) -> None:
    address = f"named.example:{story.port}"
    first = (f"GET http://{address}/story HTTP/1.1", f"Host: {address}", "")
    answer = line().say(*first, "GET http://router.example/ HTTP/1.1", "Host: router.example").hear()
    assert "HTTP/1.1 400" not in answer
    assert [asked.path for asked in story.asked] == ["/story"]


def test_why_a_host_cannot_be_had_is_remembered(line: Callable[[], Line], proxy: Proxy) -> None:
    line().say("CONNECT nowhere.example:443 HTTP/1.1").hear()
    failure = proxy.failure("nowhere.example", 443)
    assert failure and failure.reason is Reason.UNKNOWN_HOST


def test_a_port_where_nobody_listens(line: Callable[[], Line], proxy: Proxy) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    line().say(f"CONNECT named.example:{port} HTTP/1.1").hear()
    failure = proxy.failure("named.example", port)
    assert failure and failure.reason is Reason.UNREACHABLE


def test_between_two_pages_nothing_passes(line: Callable[[], Line], proxy: Proxy, story: Site) -> None:
    tunnel = line().say(f"CONNECT named.example:{story.port} HTTP/1.1")
    tunnel.hear_head()
    proxy.close()
    assert tunnel.hear() == ""
    assert line().say(f"CONNECT named.example:{story.port} HTTP/1.1").hear().startswith("HTTP/1.1 502")
    assert not story.asked


@pytest.mark.parametrize(
    "head", ["GET / HTTP/1.1", "nonsense", "GET ftp://named.example/ HTTP/1.1", "POST http://named.example/ HTTP/1.1"]
)
def test_what_no_proxy_is_asked_gets_no_answer(line: Callable[[], Line], head: str) -> None:
    assert line().say(head, "Transfer-Encoding: chunked").hear() == ""


class TestBehindAnotherProxy:
    """The system's proxy, where there is one, gets every request that may go out."""

    @pytest.fixture
    def other(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
        with Site() as other:
            for name in ("http_proxy", "https_proxy"):
                monkeypatch.setenv(name, f"http://ann:s%40fe@127.0.0.1:{other.port}")
            yield other

    def test_a_request_goes_through_it_with_its_password(self, line: Callable[[], Line], other: Site) -> None:
        other.paths["http://named.example/story"] = Reply(body=b"by another way")
        assert line().say("GET http://named.example/story HTTP/1.1", "Host: named.example").hear().endswith("way")
        password = base64.b64encode(b"ann:s@fe").decode()
        assert other.asked[0].fields["Proxy-Authorization"] == f"Basic {password}"

    def test_a_host_that_only_it_knows_is_left_to_it(self, line: Callable[[], Line], other: Site) -> None:
        other.paths["http://nowhere.example/"] = Reply(body=b"known there")
        assert line().say("GET http://nowhere.example/ HTTP/1.1", "Host: x").hear().endswith("known there")

    def test_a_private_host_is_refused_before_it_is_asked(self, line: Callable[[], Line], other: Site) -> None:
        assert line().say("GET http://router.example/ HTTP/1.1", "Host: x").hear() == ""
        assert not other.asked

    def test_a_tunnel_that_it_refuses_is_told(self, line: Callable[[], Line], proxy: Proxy, other: Site) -> None:
        line().say("CONNECT named.example:443 HTTP/1.1").hear()
        failure = proxy.failure("named.example", 443)
        assert failure and failure.reason is Reason.UNREACHABLE
        assert "501" in failure.detail
        assert not other.asked

    def test_an_exception_to_it_is_heeded(
        self, line: Callable[[], Line], other: Site, story: Site, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("no_proxy", "named.example")
        address = f"named.example:{story.port}"
        assert line().say(f"GET http://{address}/story HTTP/1.1", f"Host: {address}").hear().endswith("the story")
        assert not other.asked

    def test_one_that_speaks_another_tongue_is_not_gone_round(
        self, line: Callable[[], Line], proxy: Proxy, story: Site, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("http_proxy", "socks5://127.0.0.1:1080")
        assert line().say(f"GET http://named.example:{story.port}/story HTTP/1.1", "Host: x").hear() == ""
        failure = proxy.failure("named.example", story.port)
        assert failure and failure.detail == "proxy socks5://127.0.0.1"
        assert not story.asked
