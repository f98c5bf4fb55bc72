"""Turn a file into one that shows whether somebody changed it since: digits of its own SHA-256 stand in a comment."""

import re
from hashlib import sha256

UNSIGNED = "tearsheet:0000000000000000"
"""What `sign` fills in: it begins a line, after the sign that opens a comment in YAML, CSS and JavaScript, or Hugo."""

_SIGNATURE = re.compile(rb"^(# |/\* |\{\{/\* )tearsheet:([0-9a-f]{16})", re.MULTILINE)


def sign(data: bytes) -> bytes:
    """Return `data` with its signature in the place of the first UNSIGNED."""
    return _SIGNATURE.sub(rb"\1tearsheet:" + _digits(data), data, count=1)


def is_untouched(data: bytes) -> bool:
    """Say whether `data` is signed and still as it was when it was; line ends do not count."""
    found = _SIGNATURE.search(data)
    return found is not None and found[2] == _digits(data)


def _digits(data: bytes) -> bytes:
    bare = _SIGNATURE.sub(rb"\1" + UNSIGNED.encode(), data.replace(b"\r\n", b"\n"), count=1)
    return sha256(bare).hexdigest()[:16].encode()
