"""Every way in which a server can misbehave ends in a page or in a reason."""

import socket
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Timer

import pytest

from tearsheet.fetch import Fetcher, Limits, Wanted
from tearsheet.model.errors import Cancelled, FetchError, Reason
from tearsheet.model.page import Method
from tests.fetch.conftest import HERE
from tests.support.bad_routes import CHINESE, PAGE
from tests.support.bad_server import BadServer


def reason(fetcher: Fetcher, url: str, named_host: str = HERE) -> Reason:
    with pytest.raises(FetchError) as caught:
        fetcher.fetch(url, named_host=named_host)
    return caught.value.reason


def test_a_page_comes_with_all_that_is_known_of_it(fetcher: Fetcher, server: BadServer) -> None:
    before = datetime.now(UTC)
    page = fetcher.fetch(server.url("/page#place"), named_host=HERE)
    assert page.body == PAGE.encode()
    assert (page.requested, page.address) == (server.url("/page#place"), server.url("/page"))
    assert (page.status, page.media_type, page.charset, page.method) == (200, "text/html", "utf-8", Method.FETCH)
    assert ("Content-Type", "text/html; charset=utf-8") in page.headers
    assert before <= page.received <= datetime.now(UTC)
    assert (page.redirects, page.maybe_cut_short) == ((), False)
    assert CHINESE in page.text


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/slow-drip", Reason.TOO_SLOW),
        ("/slow-headers", Reason.TOO_SLOW),
        ("/slow-status", Reason.TOO_SLOW),
        ("/silent", Reason.TOO_SLOW),
    ],
)
def test_a_slow_server_is_given_up(hasty: Fetcher, server: BadServer, path: str, expected: Reason) -> None:
    assert reason(hasty, server.url(path)) is expected


def test_a_drip_outlasts_every_idle_timeout_but_not_the_deadline(server: BadServer) -> None:
    patient = Fetcher(limits=Limits(seconds=0.6, idle=30))
    assert reason(patient, server.url("/slow-drip")) is Reason.TOO_SLOW


def test_a_server_that_says_nothing_is_given_up_long_before_the_deadline(server: BadServer) -> None:
    assert reason(Fetcher(limits=Limits(seconds=600, idle=0.2)), server.url("/silent")) is Reason.TOO_SLOW


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/endless", Reason.TOO_BIG),
        ("/bomb", Reason.TOO_BIG),
        ("/bomb-in-bomb", Reason.TOO_BIG),
        ("/zstd-bomb", Reason.TOO_BIG),
        ("/brotli", Reason.UNKNOWN_ENCODING),
        ("/encoded?as=gzip,gzip,gzip,gzip", Reason.UNKNOWN_ENCODING),
        ("/not-gzip", Reason.BAD_ANSWER),
        ("/cut-length", Reason.CUT_SHORT),
        ("/cut-chunk", Reason.CUT_SHORT),
        ("/bad-chunk", Reason.CUT_SHORT),
        ("/cut-gzip", Reason.CUT_SHORT),
        ("/cut-zstd", Reason.CUT_SHORT),
        ("/reset?after=1", Reason.CUT_SHORT),
        ("/reset", Reason.UNREACHABLE),
        ("/hang-up", Reason.UNREACHABLE),
        ("/garbage", Reason.BAD_ANSWER),
        ("/header-bomb", Reason.BAD_ANSWER),
        ("/many-headers", Reason.BAD_ANSWER),
        ("/redirect-loop", Reason.REDIRECT_LOOP),
        ("/redirect-for-ever", Reason.REDIRECT_LOOP),
        ("/redirect-nowhere", Reason.HTTP_ERROR),
        ("/redirect?to=http://[", Reason.BAD_ANSWER),
        ("/redirect?to=file:///etc/passwd", Reason.SCHEME_REFUSED),
        ("/redirect?to=data:text/html,hello", Reason.SCHEME_REFUSED),
        ("/redirect?to=javascript:alert(1)", Reason.SCHEME_REFUSED),
        ("/redirect?to=ftp://example.com/", Reason.SCHEME_REFUSED),
        ("/no-such-route", Reason.NOT_FOUND),
    ],
)
def test_a_server_that_misbehaves_is_refused_with_the_reason(
    fetcher: Fetcher, server: BadServer, path: str, expected: Reason
) -> None:
    assert reason(fetcher, server.url(path)) is expected


def test_a_circle_is_walked_once(fetcher: Fetcher, server: BadServer) -> None:
    assert reason(fetcher, server.url("/redirect-loop")) is Reason.REDIRECT_LOOP
    assert server.paths() == ["/redirect-loop", "/redirect-loop-2"]


@pytest.mark.parametrize("path", ["/redirect-with-bomb", "/redirect-with-endless-body"])
def test_the_body_of_a_redirect_is_never_read(fetcher: Fetcher, server: BadServer, path: str) -> None:
    assert fetcher.fetch(server.url(path), named_host=HERE).text == PAGE


@pytest.mark.parametrize("path", ["/endless", "/bomb"])
def test_a_picture_has_a_limit_of_its_own(server: BadServer, path: str) -> None:
    fetcher = Fetcher(limits=Limits(page_bytes=1 << 40, picture_bytes=1 << 20))
    with pytest.raises(FetchError, match="more than 1 MB"):
        fetcher.fetch(server.url(path), named_host=HERE, wanted=Wanted.PICTURE)


@pytest.mark.parametrize("encoding", ["gzip", "x-gzip", "GZIP", "gzip, gzip", "deflate", "zstd", "deflate, zstd"])
def test_a_body_is_decoded(fetcher: Fetcher, server: BadServer, encoding: str) -> None:
    page = fetcher.fetch(server.url(f"/encoded?as={encoding.replace(' ', '%20')}"), named_host=HERE)
    assert (page.text, page.maybe_cut_short) == (PAGE, False)


@pytest.mark.parametrize(
    "path", ["/encoded?as=identity", "/encoded?as=utf-8", "/raw-deflate", "/gzip-members", "/chunked"]
)
def test_what_servers_really_send_is_understood(fetcher: Fetcher, server: BadServer, path: str) -> None:
    assert fetcher.fetch(server.url(path), named_host=HERE).text == PAGE


def test_a_body_that_only_the_connection_ends_may_be_cut_short(fetcher: Fetcher, server: BadServer) -> None:
    assert fetcher.fetch(server.url("/cut-close"), named_host=HERE).maybe_cut_short
    assert not fetcher.fetch(server.url("/whole-close"), named_host=HERE).maybe_cut_short


def test_a_body_whose_length_was_announced_is_whole_without_its_last_tag(fetcher: Fetcher, server: BadServer) -> None:
    page = fetcher.fetch(server.url("/status?code=200"), named_host=HERE)
    assert page.is_html and b"</html" not in page.body
    assert not page.maybe_cut_short


@pytest.mark.parametrize(("path", "status"), [("/empty", 200), ("/no-content", 204)])
def test_an_empty_answer_is_an_empty_page(fetcher: Fetcher, server: BadServer, path: str, status: int) -> None:
    page = fetcher.fetch(server.url(path), named_host=HERE)
    assert (page.status, page.body) == (status, b"")


def test_a_nul_in_a_header_does_not_get_through(fetcher: Fetcher, server: BadServer) -> None:
    page = fetcher.fetch(server.url("/nul-header"), named_host=HERE)
    assert ("X-Nul", "a b") in page.headers
    assert page.text == PAGE


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (401, Reason.FORBIDDEN),
        (403, Reason.FORBIDDEN),
        (404, Reason.NOT_FOUND),
        (410, Reason.NOT_FOUND),
        (418, Reason.HTTP_ERROR),
        (429, Reason.TOO_MANY_REQUESTS),
        (500, Reason.SERVER_ERROR),
        (503, Reason.SERVER_ERROR),
        (304, Reason.HTTP_ERROR),
        (999, Reason.HTTP_ERROR),
    ],
)
def test_a_status_has_its_reason(fetcher: Fetcher, server: BadServer, code: int, expected: Reason) -> None:
    with pytest.raises(FetchError) as caught:
        fetcher.fetch(server.url(f"/status?code={code}"), named_host=HERE)
    assert (caught.value.reason, caught.value.status) == (expected, code)
    assert str(code) in caught.value.detail


@pytest.mark.parametrize("code", [429, 503])
@pytest.mark.parametrize("wish", ["120", "date"])
def test_the_server_says_when_to_come_back(fetcher: Fetcher, server: BadServer, code: int, wish: str) -> None:
    with pytest.raises(FetchError) as caught:
        fetcher.fetch(server.url(f"/status?code={code}&retry-after={wish}"), named_host=HERE)
    assert caught.value.retry_at is not None
    assert timedelta(0) < caught.value.retry_at - datetime.now(UTC) <= timedelta(seconds=121)


def test_redirects_are_followed_and_remembered(fetcher: Fetcher, server: BadServer) -> None:
    page = fetcher.fetch(server.url("/redirect?times=3&to=/page"), named_host=HERE)
    assert page.address == server.url("/page")
    assert [url.partition("?")[2][:8] for url in page.redirects] == ["times=3&", "times=2&", "times=1&"]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_every_kind_of_redirect_is_followed(fetcher: Fetcher, server: BadServer, status: int) -> None:
    assert fetcher.fetch(server.url(f"/redirect?status={status}&to=/page"), named_host=HERE).text == PAGE


def test_a_redirect_in_gbk_reaches_the_server_as_it_was_sent(fetcher: Fetcher, server: BadServer) -> None:
    assert fetcher.fetch(server.url("/redirect-gbk"), named_host=HERE).address.endswith("/echo?q=%D6%D0%CE%C4")


def test_a_site_that_sets_a_cookie_and_asks_again_is_no_circle(fetcher: Fetcher, server: BadServer) -> None:
    assert fetcher.fetch(server.url("/redirect-with-cookie"), named_host=HERE).text == PAGE


def test_cookies_do_not_outlive_a_fetch(fetcher: Fetcher, server: BadServer) -> None:
    fetcher.fetch(server.url("/redirect-with-cookie"), named_host=HERE)
    assert "cookie" not in fetcher.fetch(server.url("/echo"), named_host=HERE).text


def test_a_request_says_who_asks_and_no_more(
    server: BadServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text(f"machine {HERE} login person password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    fetcher = Fetcher(languages="zh-TW")
    fetcher.fetch(server.url("/page").replace("//", "//person:secret@"), named_host=HERE)
    headers = server.requests[0].headers
    assert "Tearsheet/" in headers["user-agent"] and headers["user-agent"].startswith("Mozilla/5.0")
    assert headers["accept-language"] == "zh-TW"
    assert headers["accept"].startswith("text/html")
    assert headers.keys() == {"host", "user-agent", "accept-language", "accept-encoding", "accept"} | (
        headers.keys() & {"connection"}
    )


def test_a_picture_is_asked_for_with_its_page_as_referer(fetcher: Fetcher, server: BadServer) -> None:
    referer = server.url("/page?id=1#place").replace("//", "//person:secret@")
    page = fetcher.fetch(server.url("/guarded-picture"), named_host=HERE, referer=referer, wanted=Wanted.PICTURE)
    assert page.media_type == "image/png"
    assert server.requests[0].headers["referer"] == server.url("/page?id=1")
    assert server.requests[0].headers["accept"].startswith("image/")


def test_a_closed_port_is_unreachable(fetcher: Fetcher) -> None:
    with socket.socket() as free:
        free.bind((HERE, 0))
        url = f"http://{HERE}:{free.getsockname()[1]}/"
    assert reason(fetcher, url) is Reason.UNREACHABLE


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("file:///etc/passwd", Reason.SCHEME_REFUSED),
        ("javascript:alert(1)", Reason.SCHEME_REFUSED),
        ("data:text/html,hello", Reason.SCHEME_REFUSED),
        ("ftp://example.com/", Reason.SCHEME_REFUSED),
        ("//example.com/", Reason.SCHEME_REFUSED),
        ("http://", Reason.NOT_AN_ADDRESS),
        ("http://[::1", Reason.NOT_AN_ADDRESS),
        ("http://example.com:99999/", Reason.NOT_AN_ADDRESS),
        ("http://a b/", Reason.NOT_AN_ADDRESS),
        ("http://256.1.1.1/", Reason.NOT_AN_ADDRESS),
        (f"http://example.com/{'a' * 20_000}", Reason.NOT_AN_ADDRESS),
        ("http://no-such-host.invalid/", Reason.UNKNOWN_HOST),
        (f"http://{'a' * 64}.com/", Reason.UNKNOWN_HOST),
    ],
)
def test_what_is_no_address_or_no_host_is_refused(fetcher: Fetcher, url: str, expected: Reason) -> None:
    assert reason(fetcher, url) is expected


@pytest.mark.parametrize("path", ["/silent", "/slow-drip", "/slow-headers", "/endless"])
def test_a_person_can_stop_a_fetch(server: BadServer, path: str) -> None:
    cancelled = Event()
    endless = Fetcher(limits=Limits(seconds=600, idle=600, page_bytes=1 << 50))
    Timer(0.1, cancelled.set).start()
    with pytest.raises(Cancelled):
        endless.fetch(server.url(path), named_host=HERE, cancelled=cancelled)


def test_what_is_cancelled_beforehand_asks_for_nothing(fetcher: Fetcher, server: BadServer) -> None:
    cancelled = Event()
    cancelled.set()
    with pytest.raises(Cancelled):
        fetcher.fetch(server.url("/page"), named_host=HERE, cancelled=cancelled)
    assert server.requests == []


def test_closing_stops_what_is_under_way(server: BadServer) -> None:
    fetcher = Fetcher(limits=Limits(seconds=600, idle=600))
    Timer(0.1, fetcher.close).start()
    with pytest.raises(Cancelled):
        fetcher.fetch(server.url("/silent"), named_host=HERE)


def test_no_more_than_two_connections_go_to_one_host(fetcher: Fetcher, server: BadServer) -> None:
    with ThreadPoolExecutor(8) as pool:
        waiting = [pool.submit(fetcher.fetch, server.url("/busy"), named_host=HERE) for _ in range(16)]
        assert {future.result().status for future in waiting} == {200}
    assert server.busy.most == 2


def test_waiting_for_a_turn_costs_none_of_the_time(server: BadServer) -> None:
    fetcher = Fetcher(limits=Limits(seconds=1, per_host=1))
    with ThreadPoolExecutor(3) as pool:
        slow = [pool.submit(reason, fetcher, server.url("/slow-drip")) for _ in range(3)]
        assert [future.result() for future in slow] == [Reason.TOO_SLOW] * 3
    assert server.paths() == ["/slow-drip"] * 3
