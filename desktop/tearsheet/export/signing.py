"""Turn a file into one that shows in a comment whether it was changed or moved since, and which article it is of."""

import re
import unicodedata
from hashlib import sha256

UNSIGNED = "tearsheet:0000000000000000"
"""What `sign` fills in: it begins a line, after the sign that opens a comment in YAML, CSS and JavaScript, or Hugo.

In a page of Logseq, which has no comments, it is the value of a property.
"""

_SIGNATURE = re.compile(rb"^(# |/\* |\{\{/\* |signature:: )tearsheet:([0-9a-f]{16})", re.MULTILINE)
_UID = re.compile(rb"^(?:# |signature:: )tearsheet:[0-9a-f]{16} (\w{1,64})(?![\w-])", re.MULTILINE)
_PROPERTIES = re.compile(rb"(?:\xef\xbb\xbf)?(?:[\w-]+:: [^\n]*\n)+")
_PLAIN = re.compile(r"\w{1,64}", re.ASCII)


def unsigned(uid: str) -> str:
    """Return the line of front matter that `sign` fills in, and by which an article's file is known again."""
    return f"# {UNSIGNED} {uid}" if _PLAIN.fullmatch(uid) else f"# {UNSIGNED}"


def unsigned_property(uid: str) -> str:
    """Return the same line as a property of a page in Logseq."""
    return f"signature:: {unsigned(uid).removeprefix('# ')}"


def is_signable(text: str, uid: str) -> bool:
    """Say whether the first signature that a text has room for is that of a file of the article `uid`."""
    found = _SIGNATURE.search(text.encode("utf-8", "replace"))
    lines = (unsigned(uid), unsigned_property(uid))
    return found is not None and any(line.startswith(found[0].decode()) and f"{line}\n" in text for line in lines)


def sign(data: bytes, path: str) -> bytes:
    """Return the `data` that will be at `path`, its signature in the place of the first UNSIGNED."""
    return _SIGNATURE.sub(rb"\1tearsheet:" + _digits(data, path), data, count=1)


def is_untouched(data: bytes, path: str) -> bool:
    """Say whether what is at `path` is signed, and as it was when it was, and where; line ends do not count."""
    found = _SIGNATURE.search(data)
    return found is not None and found[2] == _digits(data, path)


def uid_in(data: bytes) -> str:
    """Return the uid of the article that a file is of, as its front matter or properties have it, "" for none."""
    found = _UID.search(data, 0, _end(data))
    return found[1].decode() if found else ""


def _end(data: bytes) -> int:
    """Return where front matter, or the properties that a page of Logseq begins with, end."""
    if data.startswith((b"---", b"\xef\xbb\xbf---")):
        end = data.find(b"\n---")
        return end if end >= 0 else len(data)
    properties = _PROPERTIES.match(data)
    return properties.end() if properties else 0


def _digits(data: bytes, path: str) -> bytes:
    bare = _SIGNATURE.sub(rb"\1" + UNSIGNED.encode(), data.replace(b"\r\n", b"\n"), count=1)
    # Some file systems give a name back in another form of Unicode than they got it in.
    place = unicodedata.normalize("NFC", path).encode("utf-8", "surrogateescape")
    return sha256(bare + b"\0" + place).hexdigest()[:16].encode()
