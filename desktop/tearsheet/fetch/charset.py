"""Turn a page's bytes and its Content-Type into the codec its text is in: mark, header, markup, guess, in that order.

The order is the WHATWG's (Encoding 6, HTML 13.2.3). It differs in one thing: a declaration that the bytes disprove is
not followed (desktop/notes/004-fetch.md says on which evidence).
"""

import re

import webencodings

from tearsheet.fetch.guess import FEW, damage, guess
from tearsheet.fetch.prescan import prescan, xml_encoding
from tearsheet.fetch.sniff import is_text, sniff

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_IN_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([^\s;\"',]+)", re.IGNORECASE)
_STANDARD_HEAD = 1024
# Browsers find a later `meta` while they parse and start again; real pages have it behind long styles and scripts.
_LATE_HEAD = 1 << 19
_DISPROVED = 0.2
# Chinese GBK text of six characters was never valid UTF-8 in 20,000 samples, four characters twice.
_PROOF_OF_UTF8 = 12
_DOUBLE_BYTE = ("gb18030", "big5hkscs", "euc_jp", "cp932", "cp949")
# webencodings knows no reading for x-user-defined that Python can do, and none at all for "replacement".
_PYTHON_NAMES = {"gbk": "gb18030", "x-user-defined": "cp1252", "replacement": ""}


def choose(body: bytes, content_type: str = "") -> str | None:
    """Return the Python codec of a text, None for what is no text.

    A byte order mark comes off with `utf-8-sig` and `utf-16`. gb2312 and gbk are read as gb18030.
    """
    media_type = sniff(body, content_type)
    if not is_text(media_type):
        return None
    for mark, codec in _MARKS:
        if body.startswith(mark):
            return codec
    label = _IN_HEADER.search(content_type)
    header = _codec(label[1]) if label is not None else ""
    markup = _codec(declared(body)) if media_type.endswith(("html", "xml")) else ""
    if header == "cp1252" and markup in _DOUBLE_BYTE and damage(body, markup) < _DISPROVED:
        # Some servers add Latin-1 to everything; no such text reads as double bytes by chance.
        header = markup
    said = header or markup
    return _believed(body, said) if said else guess(body)


def declared(body: bytes) -> str:
    """Return the WHATWG name of the encoding that a document's markup declares, "" without one."""
    return prescan(body[:_STANDARD_HEAD]) or xml_encoding(body[:_STANDARD_HEAD]) or prescan(body[:_LATE_HEAD])


def _codec(label: str) -> str:
    encoding = webencodings.lookup(label)
    if encoding is None:
        return ""
    return _PYTHON_NAMES.get(encoding.name, str(encoding.codec_info.name))


def _believed(body: bytes, said: str) -> str:
    """Return the declared codec, or what the bytes prove it to be instead."""
    if said.startswith("utf-16"):
        return said if b"\0" in body else guess(body)
    if said != "utf-8" and _proves_utf8(body):
        return "utf-8"
    if damage(body, said) < _DISPROVED:
        return said
    better = guess(body)
    return better if damage(body, better) <= FEW else said


def _proves_utf8(body: bytes) -> bool:
    above_ascii = len(body) - len(body.translate(None, bytes(range(0x80, 0x100))))
    return above_ascii >= _PROOF_OF_UTF8 and damage(body, "utf-8") == 0
