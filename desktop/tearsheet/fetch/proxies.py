"""Turn the system's proxy settings into the proxy of one address."""

import requests.utils

from tearsheet.fetch.urls import Target
from tearsheet.model.errors import FetchError, Reason
from tearsheet.text.hosts import is_loopback


def proxy_for(asked: Target) -> str:
    """Return the address of the proxy for `asked`, "" for none.

    Environment first, then the settings of Windows or macOS; exceptions to them are honoured. This very machine is
    never reached through a proxy: to it, our 127.0.0.1 would be its own. Raises FetchError for a SOCKS proxy.
    """
    if is_loopback(asked.host):
        return ""
    proxy = requests.utils.select_proxy(asked.url, requests.utils.get_environ_proxies(asked.url)) or ""
    if proxy.lower().startswith("socks"):
        raise FetchError(Reason.UNREACHABLE, "SOCKS proxy")
    return proxy if "://" in proxy or not proxy else f"http://{proxy}"
