"""Turn pages into the same pages in each charset that they might have been written in, declaring none."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from tearsheet.resources import resource

_BEYOND = 0.02
"""The share of its letters that a page in a charset of its time writes as references; with more it is none of them."""

_DECLARATIONS = re.compile(r"\A\s*<\?xml[^>]*\?>|<meta\b[^>]*\bcharset\b[^>]*>", re.IGNORECASE)
_HAN, _KANA, _HANGUL = "[\u3400-\u9fff]", "[\u3040-\u30ff]", "[\uac00-\ud7af]"
_LETTERS = re.compile(f"{_HAN}|{_KANA}|{_HANGUL}")
# A browser reads the smaller of two charsets by the larger (Encoding, 4.2).
_READ_BY = {"gbk": "gb18030", "big5": "big5hkscs", "euc_kr": "cp949"}


class Written(NamedTuple):
    """A page in a charset: its bytes, the codec that reads them, and the text that this makes of them."""

    charset: str
    codec: str
    data: bytes
    text: str

    @property
    def cut(self) -> bytes:
        """The bytes up to the middle of the letter in the middle."""
        places = [letter.end() for letter in _LETTERS.finditer(self.text)]
        return self.text[: places[len(places) // 2]].encode(self.codec)[:-1]


def is_cjk(text: str) -> bool:
    """Whether more than a fifth of `text` is Chinese, Japanese or Korean."""
    return 5 * len(_LETTERS.findall(text)) > len(text)


def undeclared(page: str) -> str:
    """Return `page` without what says which charset it is in."""
    return _DECLARATIONS.sub("", page.lstrip("\ufeff"))


def in_its_charsets(page: str) -> Iterator[Written]:
    """Yield `page` in each charset that it may be in; in Big5 by the traditional forms of its characters."""
    letters = "".join(_LETTERS.findall(page))
    charsets: tuple[str, ...] = ("gb18030", "gbk", "big5", "big5hkscs")
    if len(re.findall(_KANA, letters)) > 0.1 * len(letters):
        charsets = ("cp932", "euc_jp")
    elif len(re.findall(_HANGUL, letters)) > 0.5 * len(letters):
        charsets = ("cp949", "euc_kr")
    for charset in ("utf-8", *charsets):
        forms = _traditional() if charset.startswith("big5") else {}
        if _fits(letters.translate(forms), charset):
            data = page.translate(forms).encode(charset, "xmlcharrefreplace")
            codec = _READ_BY.get(charset, charset)
            yield Written(charset, codec, data, data.decode(codec))


def _fits(letters: str, charset: str) -> bool:
    beyond = sum(not letter.encode(charset, "ignore") for letter in letters)
    return beyond <= _BEYOND * len(letters)


@cache
def _traditional() -> dict[int, str]:
    """Return for each simplified character the most frequent traditional one: Big5 is ordered by frequency."""
    lines = resource("cjk/t2s.txt").read_text(encoding="utf-8").splitlines()
    traditional, simplified = (line for line in lines if not line.startswith("#"))
    found: dict[str, str] = {}
    for one, other in zip(traditional, simplified, strict=True):
        if one.encode("big5", "ignore") and (other not in found or one.encode("big5") < found[other].encode("big5")):
            found[other] = one
    return {ord(other): one for other, one in found.items() if not other.encode("big5", "ignore")}
