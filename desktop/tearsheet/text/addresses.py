"""Turn what a person typed, pasted or dropped into an address and its identity."""

import re
from urllib.parse import quote, urlsplit, urlunsplit

import idna

from tearsheet.model.errors import AddressError, Reason
from tearsheet.model.page import Address

# Parameters that say who shared a link and where, never which page it is.
_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igsh|igshid|mc_[ce]id|mkt_tok|_hsenc"
    r"|_hsmi|__hs\w+|vero_id|oly_\w+_id|ref_src|ref_url|cmpid|spm|scm|isappinstalled|nsukey|share_?(?:token|from|source"
    r"|medium|plat|platform|session_id|tag|times|id|type|uid|app_id)|shareuid|unique_k|weibo_id|wfr|wx_share\w*|s_channel"
    r"|s_trans|vd_source|xsec_\w+|bd_vid|tt_from|upstream_biz|enter_from|iid|timestamp_share"
)
# `from` is a real parameter on some sites, so only the values that share sheets write are dropped.
_SHARED_FROM = re.compile(
    r"timeline|singlemessage|groupmessage|message|wechat|weixin|weibo|qq|qzone|wx\w*|pyq|moments|share\w*|app\w*|copy\w*"
)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_BARE_HOST = re.compile(
    r"(?:localhost|(?:\d{1,3}\.){3}\d{1,3}|\[[0-9a-fA-F:.]+\]|(?:[^\s/?#@:.]+\.)+[^\s/?#@:.\d]{2,})(?::\d+)?(?:[/?#]|$)"
)
_LOCAL = re.compile(r"localhost|[\d.]+|\[.*\]")
_DEFAULT_PORTS = {"http": 80, "https": 443}
_LONGEST = 16_384


def parse(text: str) -> Address:
    """Read one http or https address; a missing scheme is supplied, tracking parameters are taken off.

    Raises AddressError: NOT_AN_ADDRESS, or SCHEME_REFUSED for file:, javascript:, data: and the like.
    """
    given = text.strip().strip("<>\"'“”‘’\ufeff").strip()
    url = _with_scheme(given)
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise AddressError(Reason.NOT_AN_ADDRESS, given[:200]) from error
    host = _ascii_host(parts.hostname or "", given)
    if parts.scheme.lower() not in _DEFAULT_PORTS:
        raise AddressError(Reason.SCHEME_REFUSED, f"{parts.scheme}:")
    scheme = parts.scheme.lower()
    place = host if port in (None, _DEFAULT_PORTS[scheme]) else f"{host}:{port}"
    path = _encoded(parts.path, "/") or "/"
    query = [pair for pair in parts.query.split("&") if pair and not _is_tracking(pair)]
    # A fragment that is a route names a page of its own; any other is a place in the page.
    route = parts.fragment if parts.fragment.startswith(("!", "/")) else ""
    search, fragment = _encoded("&".join(query), "?/=&+;,"), _encoded(route, "!?/=&+;,")
    return Address(
        url=urlunsplit((scheme, place, path, search, fragment)),
        key=_key(place, path, search, fragment),
    )


def host_of(url: str) -> str:
    """Return the host an address names, lower-case, without its port; empty when it names none."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


def _with_scheme(given: str) -> str:
    if not given or len(given) > _LONGEST or re.search(r"\s", given):
        raise AddressError(Reason.NOT_AN_ADDRESS, given[:200])
    if _BARE_HOST.match(given):
        return f"http://{given}" if _LOCAL.match(given) else f"https://{given}"
    scheme = _SCHEME.match(given)
    if scheme is None:
        raise AddressError(Reason.NOT_AN_ADDRESS, given[:200])
    if scheme[1].lower() not in _DEFAULT_PORTS:
        raise AddressError(Reason.SCHEME_REFUSED, f"{scheme[1].lower()}:")
    return given


def _ascii_host(host: str, given: str) -> str:
    host = host.rstrip(".").lower()
    if not host:
        raise AddressError(Reason.NOT_AN_ADDRESS, given[:200])
    if ":" in host:
        return f"[{host}]"
    if host.isascii():
        if re.fullmatch(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*", host):
            return host
        raise AddressError(Reason.NOT_AN_ADDRESS, given[:200])
    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError as error:
        raise AddressError(Reason.NOT_AN_ADDRESS, given[:200]) from error


def _is_tracking(pair: str) -> bool:
    name, _, value = pair.partition("=")
    name = name.lower()
    return bool(_TRACKING.fullmatch(name) or (name == "from" and _SHARED_FROM.fullmatch(value.lower())))


def _encoded(part: str, safe: str) -> str:
    """Percent-encode what must be, and leave every escape that stands there as it is (a GBK query stays GBK)."""
    return quote(part, safe=safe + "%:@!$'()*~._-")


def _key(place: str, path: str, query: str, fragment: str) -> str:
    """Return what addresses of one page share: scheme, `www.`, a last slash and the order of a query do not count."""
    ordered = "&".join(sorted(query.split("&"))) if query else ""
    key = place.removeprefix("www.") + path.rstrip("/")
    return key + (f"?{ordered}" if ordered else "") + (f"#{fragment}" if fragment else "")
