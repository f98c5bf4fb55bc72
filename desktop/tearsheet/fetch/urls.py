"""Turn an address as it stands in a link, a header or a page into the one that is asked for."""

import re
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from tearsheet.model.errors import FetchError, Reason
from tearsheet.text.hosts import normal_host

PORTS = {"http": 80, "https": 443}
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_LONGEST = 16_384
# Browsers drop these wherever they stand, and take a backslash for a slash (WHATWG URL, 4.4).
_DROPPED = str.maketrans("", "", "\t\n\r")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """An http or https address taken apart: `url` has a normal host, no user, no fragment, and is ASCII."""

    url: str
    scheme: str
    host: str
    port: int

    @property
    def origin(self) -> str:
        return f"{self.scheme}://{_place(self.scheme, self.host, self.port)}"


def target(url: str, base: str = "") -> Target:
    """Read an address, relative to `base` if there is one, as a browser reads it.

    User and password are left out. Raises FetchError: SCHEME_REFUSED for all but http and https, NOT_AN_ADDRESS.
    """
    cleaned = url.strip("".join(map(chr, range(0x21)))).translate(_DROPPED)
    if len(cleaned) > _LONGEST:
        raise FetchError(Reason.NOT_AN_ADDRESS, f"{cleaned[:80]}…")
    try:
        parts = urlsplit(_slashed(urljoin(base, _slashed(cleaned)) if base else cleaned))
        host, port = parts.hostname, parts.port
        if parts.scheme not in PORTS:
            raise FetchError(Reason.SCHEME_REFUSED, f"{parts.scheme[:40]}:" if parts.scheme else cleaned[:80])
        host = normal_host(host or "")
        path, query = _ascii(parts.path) or "/", _ascii(parts.query)
    except ValueError as error:
        raise FetchError(Reason.NOT_AN_ADDRESS, cleaned[:80]) from error
    port = port or PORTS[parts.scheme]
    asked = urlunsplit((parts.scheme, _place(parts.scheme, host, port), path, query, ""))
    return Target(url=asked, scheme=parts.scheme, host=host, port=port)


def referer_for(asked: Target, referer: str) -> str:
    """Return the Referer header for `asked`, "" for none: what a browser sends of `referer`.

    All of it within its own origin, the origin alone elsewhere, nothing from https to http (Referrer Policy,
    strict-origin-when-cross-origin, the default): a private page's path is nobody else's business, and sites that
    guard their pictures can ask no more of a browser. User and fragment never stand in it.
    """
    try:
        source = target(referer)
    except FetchError:
        return ""
    if source.scheme == "https" and asked.scheme == "http":
        return ""
    return source.url if source.origin == asked.origin else f"{source.origin}/"


def location_text(header: str) -> str:
    """Return a Location header as it was meant: UTF-8 where it is, else its bytes percent-encoded.

    The standard library reads header bytes as Latin-1; a GBK path must reach the server as the bytes it sent.
    """
    raw = header.encode("latin-1", "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return quote(raw, safe=bytes(range(0x21, 0x7F)))


def _slashed(url: str) -> str:
    scheme = _SCHEME.match(url)
    if scheme is not None and scheme[1].lower() not in PORTS:
        return url
    end = min((at for at in (url.find("?"), url.find("#")) if at >= 0), default=len(url))
    return url[:end].replace("\\", "/") + url[end:]


def _place(scheme: str, host: str, port: int) -> str:
    bracketed = f"[{host}]" if ":" in host else host
    return bracketed if port == PORTS[scheme] else f"{bracketed}:{port}"


def _ascii(part: str) -> str:
    """Percent-encode what may not stand in a request, and leave every escape as it is."""
    return quote(part, safe="!$%&'()*+,-./:;=?@[]_~")
