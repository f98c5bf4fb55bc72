"""Turn a host into a connection to one of its checked addresses."""

import errno
import os
import selectors
import socket
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass

from tearsheet.fetch.gate import Gate
from tearsheet.fetch.limits import Limits
from tearsheet.fetch.names import Place, Resolve, has_route, places_of
from tearsheet.fetch.watch import Watch
from tearsheet.model.errors import FetchError, Reason
from tearsheet.text.hosts import literal_address, normal_host

SocketOptions = Sequence[tuple[int, int, int | bytes]]

_UNDER_WAY = (errno.EINPROGRESS, errno.EWOULDBLOCK, getattr(errno, "WSAEWOULDBLOCK", errno.EWOULDBLOCK))
_NO_WAY_OUT = (errno.ENETUNREACH, errno.ENETDOWN, errno.EHOSTUNREACH, errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT)
# With several addresses none may use up the time of the others.
_LEAST_SHARE = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """The only way out of one fetch: every connection is made here, to an address that was checked a moment ago."""

    gate: Gate
    watch: Watch
    limits: Limits
    resolve: Resolve

    def open(self, host: str, port: int, options: SocketOptions, *, guarded: bool) -> socket.socket:
        """Connect to `host`. Unguarded is for the proxy, which the person chose.

        The name is resolved once, all its addresses are checked, and one of those very addresses is connected to; so
        a name server that answers differently the second time gains nothing.
        Raises FetchError: PRIVATE_ADDRESS, UNKNOWN_HOST, NO_NETWORK, UNREACHABLE, TOO_SLOW; Cancelled.
        """
        places = places_of(host, port, self.resolve, self.watch, self.limits.connect)
        if guarded:
            self.gate.check(normal_host(host), (place.ip for place in places))
        return self._connect(host if guarded else f"proxy {host}", places, options)

    def check_through_proxy(self, host: str, port: int) -> None:
        """Check a host that a proxy will resolve and connect to: an address always, a name where it resolves here.

        Behind a proxy there is often no name server, or one that knows only the network's own names.
        """
        if literal_address(host) is not None:
            self.gate.check(host, [host])
            return
        try:
            places = places_of(host, port, self.resolve, self.watch, self.limits.connect)
        except FetchError as error:
            if error.reason is Reason.TOO_SLOW:
                raise
            return
        self.gate.check(host, (place.ip for place in places))

    def _connect(self, name: str, places: Sequence[Place], options: SocketOptions) -> socket.socket:
        failure: OSError | None = None
        end = time.monotonic() + self.limits.connect
        for place in places:
            left = end - time.monotonic()
            if left <= 0:
                break
            share = max(_LEAST_SHARE, left / 2) if place is not places[-1] else left
            try:
                return self._connect_to(place, min(share, left), options)
            except OSError as error:
                failure = error
        raise FetchError(_reason(failure), f"{name}: {_said(failure)}") from failure

    def _connect_to(self, place: Place, seconds: float, options: SocketOptions) -> socket.socket:
        with ExitStack() as on_failure:
            connection = on_failure.enter_context(socket.socket(place.family, socket.SOCK_STREAM))
            for option in options:
                connection.setsockopt(*option)
            self._await_connection(connection, place, seconds)
            connection.settimeout(self.limits.idle)
            self.watch.hold(connection)
            on_failure.pop_all()
        return connection

    def _await_connection(self, connection: socket.socket, place: Place, seconds: float) -> None:
        connection.setblocking(False)
        code = connection.connect_ex(place.sockaddr)
        if code in _UNDER_WAY:
            with selectors.DefaultSelector() as selector:
                selector.register(connection, selectors.EVENT_WRITE)
                if not self.watch.wait_for(lambda wait: bool(selector.select(wait)), seconds):
                    raise TimeoutError(errno.ETIMEDOUT, f"no answer in {seconds:g} s")
            code = connection.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        if code:
            raise OSError(code, os.strerror(code))


def _reason(failure: OSError | None) -> Reason:
    if failure is not None and failure.errno in _NO_WAY_OUT and not has_route():
        return Reason.NO_NETWORK
    return Reason.UNREACHABLE


def _said(failure: OSError | None) -> str:
    return (failure.strerror or str(failure)) if failure is not None else "no answer"
