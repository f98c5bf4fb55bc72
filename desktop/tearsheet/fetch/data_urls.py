"""Turn a data: address into its bytes."""

import base64
import binascii
from urllib.parse import unquote_to_bytes

from tearsheet.model.errors import FetchError, Reason


def decode_data_url(url: str, limit: int) -> tuple[bytes, str]:
    """Return the bytes of a data: address (RFC 2397) and the media type it claims.

    Raises FetchError: BAD_ANSWER for what is none, TOO_BIG beyond `limit` bytes.
    """
    head, comma, text = url.strip().partition(",")
    if head[:5].lower() != "data:" or not comma:
        raise FetchError(Reason.BAD_ANSWER, "data:")
    # Base64 takes four characters for three bytes, an escape three for one.
    if len(text) > 4 * limit:
        raise FetchError(Reason.TOO_BIG, "data:")
    data = unquote_to_bytes(text)
    if head.lower().endswith(";base64"):
        try:
            data = base64.b64decode(b"".join(data.split()) + b"==")
        except binascii.Error as error:
            raise FetchError(Reason.BAD_ANSWER, "data: base64") from error
    if len(data) > limit:
        raise FetchError(Reason.TOO_BIG, "data:")
    return data, head[5:].partition(";")[0].strip().lower()
