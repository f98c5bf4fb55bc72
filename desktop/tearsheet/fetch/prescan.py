"""Turn the first bytes of a document into the encoding that its markup declares."""

import re

import webencodings

_COMMENT = re.compile(rb"<!--")
_META = re.compile(rb"<meta(?=[\t\n\f\r /])", re.IGNORECASE)
_TAG = re.compile(rb"</?[A-Za-z][^\t\n\f\r >]*")
_OTHER = re.compile(rb"<[!/?]")
_ATTRIBUTE = re.compile(
    rb"[\t\n\f\r /]*"
    rb"(?P<name>[^\t\n\f\r />][^\t\n\f\r />=]*)"
    rb"(?:[\t\n\f\r ]*=[\t\n\f\r ]*(?:\"(?P<double>[^\"]*)(?:\"|\Z)|'(?P<single>[^']*)(?:'|\Z)"
    rb"|(?P<bare>[^\t\n\f\r >\"'][^\t\n\f\r >]*)?))?"
)
_IN_CONTENT = re.compile(
    rb"charset[\t\n\f\r ]*=[\t\n\f\r ]*"
    rb"(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\t\n\f\r ;\"'][^\t\n\f\r ;]*))"
)
_XML = re.compile(rb"<\?xml[^>]*?encoding[\t\n\r ]*=[\t\n\r ]*(?:\"(?P<double>[^\">]*)\"|'(?P<single>[^'>]*)')[^>]*>")
_WIDE_XML = ((b"<\0?\0x\0", "utf-16le"), (b"\0<\0?\0x", "utf-16be"))


def prescan(head: bytes) -> str:
    """Return the WHATWG name of the encoding that the first usable `meta` element declares, "" without one.

    This is the prescan of the HTML standard (13.2.3.2) over all of `head`; the standard gives it 1,024 bytes.
    """
    at = 0
    while 0 <= at < len(head):
        if _COMMENT.match(head, at):
            at = _past(b"-->", head, at + 2)
        elif meta := _META.match(head, at):
            attributes, at = _attributes(head, meta.end())
            if name := _declared(attributes):
                return name
        elif tag := _TAG.match(head, at):
            _, at = _attributes(head, tag.end())
        elif _OTHER.match(head, at):
            at = _past(b">", head, at)
        else:
            at = head.find(b"<", at + 1)
    return ""


def xml_encoding(head: bytes) -> str:
    """Return the WHATWG name of the encoding in an XML declaration, "" without one."""
    for start, name in _WIDE_XML:
        if head.startswith(start):
            return name
    declaration = _XML.match(head)
    return _never_wide(_name(_value(declaration))) if declaration is not None else ""


def _attributes(head: bytes, at: int) -> tuple[dict[bytes, bytes], int]:
    """Return a tag's attributes, the first of each name, and where it ends; none where the bytes end first."""
    attributes: dict[bytes, bytes] = {}
    while found := _ATTRIBUTE.match(head, at):
        at = found.end()
        attributes.setdefault(found["name"].lower(), _value(found))
    return ({}, at) if at >= len(head) else (attributes, at)


def _declared(attributes: dict[bytes, bytes]) -> str:
    if b"charset" in attributes:
        return _never_wide(_name(attributes[b"charset"]))
    if attributes.get(b"http-equiv", b"").lower() != b"content-type":
        return ""
    content = _IN_CONTENT.search(attributes.get(b"content", b"").lower())
    return _never_wide(_name(_value(content))) if content is not None else ""


def _value(found: re.Match[bytes]) -> bytes:
    return next((value for name, value in found.groupdict().items() if name != "name" and value is not None), b"")


def _name(label: bytes) -> str:
    encoding = webencodings.lookup(label.decode("ascii", "replace"))
    return str(encoding.name) if encoding is not None else ""


def _never_wide(name: str) -> str:
    """Return what a declaration that could be read as ASCII can mean (HTML standard, 13.2.3.2, last steps)."""
    if name in ("utf-16le", "utf-16be"):
        return "utf-8"
    return "windows-1252" if name == "x-user-defined" else name


def _past(end: bytes, head: bytes, start: int) -> int:
    found = head.find(end, start)
    return len(head) if found < 0 else found + len(end)
