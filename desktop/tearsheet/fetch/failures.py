"""Turn what went wrong below into a FetchError."""

import http.client
import ssl
from collections.abc import Iterator

import requests
import urllib3.exceptions

from tearsheet.model.errors import FetchError, Reason

# All that requests, urllib3, http.client, ssl and socket raise for a network or a server that misbehaves.
FAILURES = (OSError, http.client.HTTPException, urllib3.exceptions.HTTPError, ValueError)

_LONGEST = 200


def fetch_error(error: BaseException, host: str, *, reading: bool) -> FetchError:
    """Say why a request failed, or, `reading`, why its body did."""
    causes = list(_causes(error))
    for kinds, reason in _REASONS:
        for cause in causes:
            if isinstance(cause, kinds):
                lost = reading and reason is Reason.UNREACHABLE
                return FetchError(Reason.CUT_SHORT if lost else reason, f"{host}: {_said(cause, reason)}")
    return FetchError(Reason.CUT_SHORT if reading else Reason.UNREACHABLE, f"{host}: {_said(causes[-1])}")


# The first line that fits any of an error's causes: a timeout is a TLS error too, and a reset a bad answer.
_REASONS: tuple[tuple[tuple[type[BaseException], ...], Reason], ...] = (
    ((ssl.SSLCertVerificationError,), Reason.TLS),
    ((TimeoutError, requests.Timeout, urllib3.exceptions.TimeoutError), Reason.TOO_SLOW),
    ((ssl.SSLError,), Reason.TLS),
    ((http.client.IncompleteRead, urllib3.exceptions.IncompleteRead), Reason.CUT_SHORT),
    ((ConnectionError,), Reason.UNREACHABLE),
    ((requests.exceptions.InvalidURL,), Reason.NOT_AN_ADDRESS),
    ((http.client.HTTPException, urllib3.exceptions.InvalidHeader, ValueError), Reason.BAD_ANSWER),
)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Walk from an error to what lies under it; urllib3 also hides causes in `reason` and `args`."""
    seen: set[int] = set()
    waiting: list[object] = [error]
    while waiting:
        cause = waiting.pop(0)
        if not isinstance(cause, BaseException) or id(cause) in seen:
            continue
        seen.add(id(cause))
        yield cause
        waiting += [cause.__cause__, cause.__context__, getattr(cause, "reason", None), *cause.args]


def _said(error: BaseException, reason: Reason | None = None) -> str:
    """Return an error's own words, without the names of objects and the bytes that may stand in them."""
    if reason is Reason.TOO_SLOW:
        return "nothing came in time"
    said = getattr(error, "verify_message", "") or getattr(error, "strerror", "") or str(error) or type(error).__name__
    return "".join(character if character.isprintable() else " " for character in said).strip()[:_LONGEST]
