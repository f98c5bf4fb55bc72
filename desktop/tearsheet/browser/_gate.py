"""Turn a host that a rendered page asks for into the addresses it may be connected to."""

import asyncio
import socket
from collections.abc import Awaitable, Callable

from tearsheet.model.errors import Reason, RenderError
from tearsheet.text.hosts import is_public, normal_host

Resolve = Callable[[str], Awaitable[tuple[str, ...]]]


async def resolve(host: str) -> tuple[str, ...]:
    """Return the IP addresses of `host` as the system knows them. Raises RenderError."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as error:
        offline = isinstance(error, socket.gaierror) and error.errno == socket.EAI_AGAIN
        raise RenderError(Reason.NO_NETWORK if offline else Reason.UNKNOWN_HOST, host) from error
    return tuple(dict.fromkeys(str(address[4][0]) for address in found))


class Gate:
    """The hosts one rendered page may reach.

    Every host is resolved once a page and its addresses kept, so that no later answer of its name server leads
    elsewhere. A private address is open only on the host that the person named, and only where that host has no
    public one, nor had one before: `public_names` outlives the page.
    """

    def __init__(self, named_host: str, public_names: set[str], resolve: Resolve = resolve) -> None:
        self._named_host = _normal(named_host)
        self._public_names = public_names
        self._resolve = resolve
        self._known: dict[str, asyncio.Task[tuple[str, ...]]] = {}

    async def addresses(self, host: str) -> tuple[str, ...]:
        """Return the addresses `host` may be connected to, at least one. Raises RenderError."""
        name = _normal(host)
        if not name:
            raise RenderError(Reason.UNKNOWN_HOST, host)
        if name not in self._known:
            self._known[name] = asyncio.ensure_future(self._resolve(name))
        found = await asyncio.shield(self._known[name])
        public = tuple(address for address in found if is_public(address))
        if public:
            self._public_names.add(name)
            return public
        if name == self._named_host and name not in self._public_names:
            return found
        raise RenderError(Reason.PRIVATE_ADDRESS, name)


def _normal(host: str) -> str:
    """Return the one spelling of `host`, empty for what is none."""
    try:
        return normal_host(host)
    except ValueError:
        return ""
