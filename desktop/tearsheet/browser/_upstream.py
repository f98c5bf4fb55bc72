"""Turn a host into the system's proxy for it, if there is one."""

import base64
import urllib.request
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from tearsheet.model.errors import Reason, RenderError

_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True, kw_only=True)
class Upstream:
    """A proxy of the system's. `authorization` is a header line to send it, or empty."""

    host: str
    port: int
    tls: bool
    authorization: str


def upstream(scheme: str, host: str) -> Upstream | None:
    """Return the proxy that the system wants for `host`, None for a direct connection.

    Raises RenderError for a proxy that speaks anything but HTTP.
    """
    proxies = urllib.request.getproxies()
    address = proxies.get(scheme) or proxies.get("all")
    if not address or urllib.request.proxy_bypass(host):
        return None
    parts = urlsplit(address if "://" in address else f"http://{address}")
    if parts.scheme not in _PORTS or not parts.hostname:
        raise RenderError(Reason.UNREACHABLE, f"proxy {parts.scheme}://{parts.hostname}")
    return Upstream(
        host=parts.hostname,
        port=parts.port or _PORTS[parts.scheme],
        tls=parts.scheme == "https",
        authorization=_authorization(parts.username, parts.password),
    )


def _authorization(user: str | None, password: str | None) -> str:
    if user is None:
        return ""
    pair = f"{unquote(user)}:{unquote(password or '')}".encode()
    return f"Proxy-Authorization: Basic {base64.b64encode(pair).decode()}\r\n"
