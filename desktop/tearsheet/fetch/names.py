"""Turn a host's name into its addresses, and a failure to do so into its reason."""

import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from queue import Empty, Queue
from threading import Thread

from tearsheet.fetch.watch import Watch
from tearsheet.model.errors import FetchError, Reason


@dataclass(frozen=True, slots=True)
class Place:
    """An IP address and port to connect to, as the system spells them."""

    family: int
    sockaddr: tuple[str, int] | tuple[str, int, int, int]

    @property
    def ip(self) -> str:
        return self.sockaddr[0]


Resolve = Callable[[str, int], Sequence[Place]]

# RFC 2606 and RFC 6761: no name below these is ever registered, whatever a resolver without a network says.
_NEVER_REGISTERED = (".invalid", ".test", ".example")
# Nothing is sent to these: connecting a datagram socket only asks the system for a route. Both are for documentation.
_ANYWHERE = ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1"))


def system_places(host: str, port: int) -> tuple[Place, ...]:
    """Return the addresses of `host` as the system resolves it. Raises OSError (gaierror), UnicodeError."""
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(Place(family, sockaddr) for family, _, _, _, sockaddr in answers))  # type: ignore[arg-type]


def places_of(host: str, port: int, resolve: Resolve, watch: Watch, seconds: float) -> Sequence[Place]:
    """Return the addresses of `host`, the first of each family in front.

    The system's resolver cannot be interrupted, so it runs in a thread that is left behind when it takes too long.
    Raises FetchError: UNKNOWN_HOST, NO_NETWORK (also when there is no answer in `seconds`); Cancelled.
    """
    answer: Queue[Sequence[Place] | Exception] = Queue()
    Thread(target=_ask, args=(answer, resolve, host, port), name=f"resolve {host}", daemon=True).start()
    found: list[Sequence[Place] | Exception] = []

    def answered(wait: float) -> bool:
        try:
            found.append(answer.get(timeout=wait))
        except Empty:
            return False
        return True

    if not watch.wait_for(answered, seconds):
        raise FetchError(Reason.NO_NETWORK, f"{host}: no answer from the name server in {seconds:g} s")
    places = found[0]
    if isinstance(places, Exception):
        raise FetchError(_reason(host, places), host) from places
    if not places:
        raise FetchError(Reason.UNKNOWN_HOST, host)
    return _alternating(places)


def has_route() -> bool:
    """Tell whether this machine has any way out, by its routing table: not a byte is sent."""
    for family, ip in _ANYWHERE:
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as probe:
                probe.connect((ip, 9))
        except OSError:
            continue
        return True
    return False


def _ask(answer: Queue[Sequence[Place] | Exception], resolve: Resolve, host: str, port: int) -> None:
    try:
        answer.put(resolve(host, port))
    except (OSError, UnicodeError) as error:
        answer.put(error)


def _reason(host: str, error: Exception) -> Reason:
    """Tell a name that is not there from a network that is not there.

    EAI_AGAIN is what glibc says without a name server to ask. Windows and macOS say "no such name" for both, so the
    routing table decides. A name that cannot exist is unknown with or without a network.
    """
    if isinstance(error, UnicodeError) or host.endswith(_NEVER_REGISTERED):
        return Reason.UNKNOWN_HOST
    if getattr(error, "errno", None) == socket.EAI_AGAIN or not has_route():
        return Reason.NO_NETWORK
    return Reason.UNKNOWN_HOST


def _alternating(places: Sequence[Place]) -> list[Place]:
    """Put the first address of every family in front, so that a broken IPv6 costs one attempt (RFC 8305, 4)."""
    first = {place.family: place for place in reversed(places)}
    front = [place for place in places if place is first[place.family]]
    return front + [place for place in places if place not in front]
