"""Turn the system's certificate settings into a TLS context."""

import os
import ssl
import sys
from functools import cache
from pathlib import Path

import truststore

from tearsheet.model.errors import FetchError, Reason

_BUNDLES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR")
# Where Linux systems keep their authorities when the OpenSSL that Python carries was built for another place.
_STORES = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
)


def tls_context() -> ssl.SSLContext:
    """Return a context that trusts what the system trusts, or only the bundle that the environment names.

    Raises FetchError TLS for a bundle that cannot be used.
    """
    for name in _BUNDLES:
        bundle = os.environ.get(name, "")
        if bundle and Path(bundle).exists():
            return _only(bundle)
    if sys.platform in ("win32", "darwin"):
        # Not shared: it holds a lock while it shakes hands, and one slow server would stop all the others.
        return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    return _openssl()


@cache
def _only(bundle: str) -> ssl.SSLContext:
    try:
        if Path(bundle).is_dir():
            return ssl.create_default_context(capath=bundle)
        return ssl.create_default_context(cafile=bundle)
    except OSError as error:
        raise FetchError(Reason.TLS, f"{bundle}: {error.strerror or error}") from error


@cache
def _openssl() -> ssl.SSLContext:
    """Return the context of a system whose store is OpenSSL's own: 20 ms to load, so it is shared."""
    context = ssl.create_default_context()
    default = ssl.get_default_verify_paths()
    if default.cafile is None and not (default.capath and any(Path(default.capath).glob("*.0"))):
        store = next((store for store in _STORES if Path(store).is_file()), None)
        if store is not None:
            context.load_verify_locations(cafile=store)
    return context
