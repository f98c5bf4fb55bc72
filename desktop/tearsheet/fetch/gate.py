"""Turn a host and its addresses into leave to connect, or a refusal."""

import time
from collections.abc import Iterable
from threading import Lock

from tearsheet.model.errors import FetchError, Reason
from tearsheet.text.hosts import is_public, normal_host

_REMEMBERED = 600.0


class PublicNames:
    """Names that lately stood for a public address.

    A person may name a host of their own network, and that very host is open. A public host must not become such a
    host between a page and its pictures because its name server changed its mind (DNS rebinding).
    """

    def __init__(self) -> None:
        self._seen: dict[str, float] = {}
        self._lock = Lock()

    def add(self, host: str) -> None:
        now = time.monotonic()
        with self._lock:
            self._seen = {name: when for name, when in self._seen.items() if now - when < _REMEMBERED}
            self._seen[host] = now

    def __contains__(self, host: str) -> bool:
        with self._lock:
            return time.monotonic() - self._seen.get(host, -_REMEMBERED) < _REMEMBERED


class Gate:
    """The rule on private addresses for one capture: open on the host that the person named, closed elsewhere."""

    def __init__(self, named_host: str, public_names: PublicNames) -> None:
        self._named = _normal(named_host)
        self._public_names = public_names

    def check(self, host: str, addresses: Iterable[str]) -> None:
        """Refuse `host`, in its normal spelling, when any of its addresses may not be entered.

        Raises FetchError PRIVATE_ADDRESS.
        """
        if all(is_public(address) for address in addresses):
            self._public_names.add(host)
        elif host != self._named or host in self._public_names:
            raise FetchError(Reason.PRIVATE_ADDRESS, host)


def _normal(host: str) -> str | None:
    try:
        return normal_host(host)
    except ValueError:
        return None
