"""Turn an answer's stream into its decoded body, whole or not at all."""

from dataclasses import dataclass

from urllib3.response import BaseHTTPResponse

from tearsheet.fetch.decoding import decoders_for
from tearsheet.fetch.watch import Watch
from tearsheet.model.errors import FetchError, Reason

# Small, so that a step of a bomb unpacks to a few megabytes at most.
_CHUNK = 1 << 13


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """Decoded bytes. `framed` says that their end was announced, so that nothing can be missing."""

    data: bytes
    framed: bool


def read_body(answer: BaseHTTPResponse, limit: int, watch: Watch) -> Body:
    """Read a body of at most `limit` bytes, before decoding as after it.

    Raises FetchError: TOO_BIG, UNKNOWN_ENCODING, BAD_ANSWER, CUT_SHORT, TOO_SLOW; Cancelled; what urllib3 raises.
    """
    decoders = decoders_for(answer.headers.get("content-encoding", ""))
    body = bytearray()
    received = 0
    try:
        while data := answer.read1(_CHUNK, decode_content=False):
            watch.check()
            received += len(data)
            for decoder in decoders:
                data = decoder.feed(data, limit - len(body))
            body += data
            if max(received, len(body)) > limit:
                raise FetchError(Reason.TOO_BIG)
    except FetchError as error:
        if error.reason is Reason.TOO_BIG:
            raise FetchError(Reason.TOO_BIG, f"more than {limit >> 20} MB") from error
        raise
    # An end by closing the connection may be the deadline's doing.
    watch.check()
    if not all(decoder.is_whole() for decoder in decoders):
        raise FetchError(Reason.CUT_SHORT, f"{received} bytes of {answer.headers.get('content-encoding', '')}")
    return Body(data=bytes(body), framed=bool(decoders) or _is_framed(answer))


def _is_framed(answer: BaseHTTPResponse) -> bool:
    headers = answer.headers
    return "content-length" in headers or "chunked" in headers.get("transfer-encoding", "").lower()
