"""Turn a request into an answer over connections that the door opens."""

from functools import partial
from socket import socket
from typing import Any

from requests import Request, Response
from requests.adapters import HTTPAdapter
from requests.cookies import RequestsCookieJar, extract_cookies_to_jar
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.poolmanager import PoolManager

from tearsheet.fetch.connecting import Door
from tearsheet.fetch.trust import tls_context
from tearsheet.fetch.urls import Target


class _Connection(HTTPConnection):
    def __init__(self, *arguments: Any, door: Door, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._door = door

    def _new_conn(self) -> socket:
        options = self.socket_options or ()
        return self._door.open(self._dns_host, self.port, options, guarded=self.proxy is None)


class _SecureConnection(_Connection, HTTPSConnection):
    pass


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnection


class Transport(HTTPAdapter):
    """One fetch's way to ask: its own connections, its own cookies, nothing kept afterwards.

    It is used without a requests.Session, which reads the whole body of a redirect, decoded and without a limit, even
    when it is told not to follow it.
    """

    def __init__(self, door: Door) -> None:
        self._door = door
        self._cookies = RequestsCookieJar()
        super().__init__(pool_connections=1, pool_maxsize=1)

    def ask(self, asked: Target, headers: dict[str, str], proxy: str) -> Response:
        """Send a GET and return its answer, body unread. Raises what requests and urllib3 raise, and what Door does."""
        request = Request("GET", asked.url, headers=headers, cookies=self._cookies).prepare()
        limits = self._door.limits
        answer = self.send(
            request,
            stream=True,
            timeout=(limits.idle, limits.idle),
            proxies={asked.scheme: proxy} if proxy else None,
        )
        extract_cookies_to_jar(self._cookies, request, answer.raw)  # type: ignore[no-untyped-call]
        return answer

    @property
    def cookies(self) -> tuple[tuple[str, str | None], ...]:
        """What the servers of this fetch set so far."""
        return tuple(sorted((f"{cookie.domain}{cookie.path}{cookie.name}", cookie.value) for cookie in self._cookies))

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **options: Any) -> None:
        super().init_poolmanager(connections, maxsize, block, **options)
        self._guard(self.poolmanager)

    def proxy_manager_for(self, proxy: str, **options: Any) -> PoolManager:
        if proxy.startswith("https"):
            options["proxy_ssl_context"] = tls_context()
        manager: PoolManager = super().proxy_manager_for(proxy, **options)
        self._guard(manager)
        return manager

    def cert_verify(self, conn: object, url: str, verify: object, cert: object) -> None:
        """Leave the context as it is: requests would add its own list of authorities to the system's."""

    def _guard(self, manager: PoolManager) -> None:
        pools: dict[str, Any] = {"http": partial(_Pool, door=self._door), "https": self._secure_pool}
        manager.pool_classes_by_scheme = pools

    def _secure_pool(self, host: str, port: int, **options: Any) -> HTTPSConnectionPool:
        return _SecurePool(host, port, door=self._door, **(options | {"ssl_context": tls_context()}))
