"""Only a certificate that the system, or the bundle in its place, vouches for is accepted."""

import ssl
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Timer

import pytest
import trustme

from tearsheet.fetch import Fetcher, Limits
from tearsheet.fetch.trust import tls_context
from tearsheet.model.errors import Cancelled, FetchError, Reason
from tests.fetch.conftest import HERE
from tests.support.bad_routes import PAGE
from tests.support.bad_server import BadServer

_BUNDLES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR")


@pytest.fixture(autouse=True)
def _no_bundle(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in _BUNDLES:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def bundle(authority: trustme.CA, tmp_path: Path) -> Path:
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    return tmp_path / "ca.pem"


@pytest.fixture
def secure(authority: trustme.CA) -> Iterator[BadServer]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(HERE).configure_cert(context)
    with BadServer(tls=context) as server:
        yield server


def refused(fetcher: Fetcher, url: str, named_host: str = HERE) -> str:
    with pytest.raises(FetchError) as caught:
        fetcher.fetch(url, named_host=named_host)
    assert caught.value.reason is Reason.TLS
    return caught.value.detail


def test_an_unknown_authority_is_not_trusted(fetcher: Fetcher, secure: BadServer) -> None:
    assert "certificate" in refused(fetcher, secure.url("/page"))
    assert secure.requests == []


@pytest.mark.parametrize("name", ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"])
def test_the_bundle_that_the_environment_names_is_trusted(
    fetcher: Fetcher, secure: BadServer, bundle: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, str(bundle))
    assert fetcher.fetch(secure.url("/page"), named_host=HERE).text == PAGE


def test_nothing_is_trusted_beside_the_bundle(
    fetcher: Fetcher, secure: BadServer, bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(bundle))
    fetcher.fetch(secure.url("/page"), named_host=HERE)
    assert len(tls_context().get_ca_certs()) == 1


def test_a_certificate_of_another_host_is_not_trusted(
    fetcher: Fetcher, secure: BadServer, bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(bundle))
    assert "localhost" in refused(fetcher, secure.url("/page", host="localhost"), named_host="localhost")


def test_a_bundle_that_is_none_is_the_reason(
    fetcher: Fetcher, secure: BadServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "broken.pem").write_text("no certificates")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "broken.pem"))
    assert "broken.pem" in refused(fetcher, secure.url("/page"))


def test_a_handshake_that_never_comes_is_given_up(server: BadServer) -> None:
    with pytest.raises(FetchError) as caught:
        Fetcher(limits=Limits(seconds=0.5, idle=600)).fetch(f"https://{HERE}:{server.port}/", named_host=HERE)
    assert caught.value.reason is Reason.TOO_SLOW


def test_a_person_can_stop_during_a_handshake(server: BadServer) -> None:
    cancelled = Event()
    Timer(0.1, cancelled.set).start()
    with pytest.raises(Cancelled):
        Fetcher(limits=Limits(seconds=600, idle=600)).fetch(
            f"https://{HERE}:{server.port}/", named_host=HERE, cancelled=cancelled
        )


@pytest.mark.parametrize("path", ["/slow-drip", "/silent"])
def test_a_deadline_holds_over_tls(secure: BadServer, bundle: Path, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(bundle))
    with pytest.raises(FetchError) as caught:
        Fetcher(limits=Limits(seconds=0.5, idle=600)).fetch(secure.url(path), named_host=HERE)
    assert caught.value.reason is Reason.TOO_SLOW
