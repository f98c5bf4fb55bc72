"""A page that cannot be had fails with its reason; Chromium's own error page is never taken for it."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import suppress

import pytest
import trustme

from tearsheet.browser.client import Renderer
from tearsheet.model.errors import Reason, RenderError
from tests.support.scripted_site import Counter, Reply, Site, page

STORY = "<p>" + "The council met on Tuesday and agreed on the budget for the coming year. " * 5 + "</p>"


def failure(renderer: Renderer, url: str, *, named_host: str = "127.0.0.1", seconds: float = 5) -> RenderError:
    with pytest.raises(RenderError) as failed:
        renderer.render(url, named_host=named_host, seconds=seconds)
    return failed.value


@pytest.fixture
def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@pytest.fixture
def tls_port() -> Iterator[int]:
    """A server whose certificate nobody here trusts."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with suppress(OSError):
            while True:
                connection, _ = listener.accept()
                with suppress(OSError), context.wrap_socket(connection, server_side=True) as secured:
                    secured.recv(1024)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield int(listener.getsockname()[1])
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    thread.join()


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_host_that_nobody_knows(renderer: Renderer, scheme: str) -> None:
    error = failure(renderer, f"{scheme}://nobody.invalid/", named_host="nobody.invalid")
    assert error.reason in (Reason.UNKNOWN_HOST, Reason.NO_NETWORK)
    assert "nobody.invalid" in error.detail


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_port_where_nobody_listens(renderer: Renderer, free_port: int, scheme: str) -> None:
    error = failure(renderer, f"{scheme}://127.0.0.1:{free_port}/")
    assert (error.reason, error.detail) == (Reason.UNREACHABLE, f"127.0.0.1:{free_port}")


def test_a_certificate_that_is_not_trusted(renderer: Renderer, tls_port: int) -> None:
    assert failure(renderer, f"https://127.0.0.1:{tls_port}/").reason is Reason.TLS


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (403, Reason.FORBIDDEN),
        (404, Reason.NOT_FOUND),
        (410, Reason.NOT_FOUND),
        (418, Reason.HTTP_ERROR),
        (429, Reason.TOO_MANY_REQUESTS),
        (500, Reason.SERVER_ERROR),
    ],
)
@pytest.mark.parametrize("body", [STORY, ""], ids=["with a page", "empty"])
def test_a_status_that_says_no(renderer: Renderer, site: Site, status: int, reason: Reason, body: str) -> None:
    site.paths["/"] = page(body, status=status) if body else Reply(body=b"", status=status)
    error = failure(renderer, f"{site.url}/", seconds=8)
    assert (error.reason, error.detail) == (reason, f"HTTP {status}")


def test_a_redirect_loop(renderer: Renderer, site: Site) -> None:
    site.paths["/"] = Reply(body=b"", status=302, fields=(("Location", "/"),))
    assert failure(renderer, f"{site.url}/").reason is Reason.REDIRECT_LOOP


@pytest.mark.parametrize("how", ["http", "script", "meta"])
def test_a_page_that_leads_to_another_private_host(
    renderer: Renderer, site: Site, elsewhere: Counter, how: str
) -> None:
    target = f"http://{elsewhere.place}/"
    site.paths["/"] = {
        "http": Reply(body=b"", status=302, fields=(("Location", target),)),
        "script": page(f"<script>location.href = '{target}'</script>"),
        "meta": page(f"<meta http-equiv=refresh content='0; url={target}'>"),
    }[how]
    error = failure(renderer, f"{site.url}/")
    assert (error.reason, error.detail) == (Reason.PRIVATE_ADDRESS, "127.0.0.2")
    assert elsewhere.tcp == 0


def test_another_name_of_the_named_address_is_another_host(renderer: Renderer, site: Site) -> None:
    site.paths["/"] = Reply(body=b"", status=302, fields=(("Location", f"http://localhost:{site.port}/story"),))
    site.paths["/story"] = page(STORY)
    assert failure(renderer, f"{site.url}/").reason is Reason.PRIVATE_ADDRESS
    assert [asked.path for asked in site.asked] == ["/"]


def test_a_download(renderer: Renderer, site: Site) -> None:
    site.paths["/"] = Reply(body=b"PK", type="application/zip")
    error = failure(renderer, f"{site.url}/")
    assert (error.reason, error.detail) == (Reason.PAGE_FAILED, "127.0.0.1: a download")


def test_downloads_one_after_the_other_do_not_kill_the_process(renderer: Renderer, site: Site) -> None:
    site.paths["/"] = Reply(body=b"PK", type="application/zip")
    assert {failure(renderer, f"{site.url}/").reason for _ in range(10)} == {Reason.PAGE_FAILED}


def test_a_server_that_says_nothing(renderer: Renderer, site: Site) -> None:
    never = threading.Event()
    site.paths["/"] = Reply(body=b"", after=never)
    assert failure(renderer, f"{site.url}/", seconds=1).reason is Reason.TOO_SLOW
    never.set()


def test_a_page_without_text_when_its_time_is_up(renderer: Renderer, site: Site) -> None:
    site.paths["/"] = page("<script>setInterval(() => fetch('/again'), 10)</script>")
    assert failure(renderer, f"{site.url}/", seconds=1).reason is Reason.TOO_SLOW


def test_a_page_that_has_more_text_than_anybody_reads(renderer: Renderer, site: Site) -> None:
    site.paths["/"] = page(
        f"{STORY}<p hidden><script>document.querySelector('[hidden]').textContent = 'x'.repeat(26e6)</script>"
    )
    assert failure(renderer, f"{site.url}/", seconds=20).reason is Reason.TOO_BIG


def test_a_page_whose_scripts_never_end_does_not_spoil_the_next(renderer: Renderer, site: Site) -> None:
    site.paths["/"] = page("<p>x<script>for (;;) {}</script>")
    site.paths["/story"] = page(STORY)
    assert failure(renderer, f"{site.url}/", seconds=1).reason is Reason.RENDERER_HUNG
    assert "agreed on the budget" in renderer.render(f"{site.url}/story", named_host="127.0.0.1").text
