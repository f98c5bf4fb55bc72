"""Turn text of an undeclared charset into the codec it was most likely written with.

chardet is imported when it is needed: its tables take a tenth of a second, and few pages need them.
"""

import codecs
import re
from dataclasses import dataclass

import webencodings

FEW = 0.02
"""The damage at which a page is still in its charset: it broke off inside a character, or some bytes are wrong.

Russian in KOI8-R, read as GBK, has seventeen hundredths and more.
"""
_LAST_RESORT = "cp1252"
_ENOUGH = 20_000
_LOOKED_THROUGH = 4 << 20
# Below this many bytes above ASCII chardet is unsure, above it no longer (figures in desktop/notes/004-fetch.md).
_SHORT = 128
_PLAUSIBLE = 0.6
# chardet's names that are no web labels, and one that no web page is written in where it means its neighbour.
_MEANT = {"cp932": "cp932", "cp949": "cp949", "gb2312": "gb18030", "gbk": "gb18030", "maccyrillic": "cp1251"}
# ISO-2022-JP is ASCII with escapes between its character sets.
_TO_KANJI = b"\x1b$B"
_BETWEEN_TAGS = re.compile(rb"[^<>\r\n]+")


@dataclass(frozen=True, slots=True)
class _Rows:
    """Where the frequent characters of a double-byte charset lie: their lead bytes, and what one of them counts."""

    codec: str
    charset: str
    first: int
    last: int
    weight: float


# The first levels of GB 2312, Big5 and JIS X 0208, and the syllables of KS X 1001. A real text is made of them and of
# kana; read by a wrong codec it falls among the rare ones. The Korean rows are the first half of the Chinese ones, so a
# text that fits both is Korean once it is long enough for that not to be chance.
_DOUBLE_BYTE = (
    _Rows("gb18030", "gb2312", 0xB0, 0xD7, 1.0),
    _Rows("big5hkscs", "big5", 0xA4, 0xC6, 1.0),
    _Rows("euc_jp", "euc_jp", 0xB0, 0xCF, 0.8),
    _Rows("cp932", "euc_jp", 0xB0, 0xCF, 0.8),
    _Rows("cp949", "euc_kr", 0xB0, 0xC8, 1.05),
)
_DOUBLE_BYTE_CODECS = frozenset(rows.codec for rows in _DOUBLE_BYTE)
_NOT_CHANCE = 6


def guess(body: bytes) -> str:
    """Return the Python codec that `body`, which declares nothing, was most likely written with."""
    if damage(body, "utf-8") < 0.1:
        return "iso2022_jp" if _TO_KANJI in body and body.isascii() else "utf-8"
    text = _above_ascii(body)
    if not text:
        return _LAST_RESORT
    if len(text) - len(text.translate(None, bytes(range(0x80, 0x100)))) < _SHORT:
        codec, plausibility = _by_frequency(text)
        if plausibility >= _PLAUSIBLE:
            return codec
    found = _by_chardet(text)
    if found not in _DOUBLE_BYTE_CODECS:
        # One broken byte, such as a cut end, and chardet gives a charset up; and it knows no Hong Kong characters.
        codec, plausibility = _by_frequency(text)
        if plausibility >= _PLAUSIBLE:
            return codec
    return found


def damage(body: bytes, codec: str) -> float:
    """Return which share of the characters above ASCII `codec` could not decode, 0 to 1; a cut end is no damage."""
    decoder = codecs.getincrementaldecoder(codec)()
    try:
        text = decoder.decode(body)
    except UnicodeDecodeError:
        text = body.decode(codec, "replace")
        return text.count("\ufffd") / (len(text) - len(text.encode("ascii", "ignore")))
    # Where nothing else is above ASCII, what seems cut is a letter of another charset.
    return 1.0 if text.isascii() and decoder.getstate()[0] else 0.0


def _above_ascii(body: bytes) -> bytes:
    """Return the runs of text that hold bytes above ASCII, so that no script or style stands in their way."""
    kept = bytearray()
    for run in _BETWEEN_TAGS.finditer(body, 0, _LOOKED_THROUGH):
        if not run[0].isascii():
            kept += run[0] + b"\n"
            if len(kept) > _ENOUGH:
                break
    return bytes(kept.removesuffix(b"\n"))


def _by_frequency(text: bytes) -> tuple[str, float]:
    plausible = [(_plausibility(text, rows), rows.codec) for rows in _DOUBLE_BYTE]
    best, codec = max(plausible, key=lambda pair: pair[0])
    return codec, best


def _plausibility(text: bytes, rows: _Rows) -> float:
    if damage(text, rows.codec) > FEW:
        return 0.0
    characters = [character for character in text.decode(rows.codec, "replace") if character > "\x7f"]
    share = sum(_weight(character, rows) for character in characters) / len(characters)
    return min(share, 1.0) if rows.codec == "cp949" and len(characters) < _NOT_CHANCE else share


def _weight(character: str, rows: _Rows) -> float:
    if "\uff61" <= character <= "\uff9f":
        return 0.2
    try:
        lead = character.encode(rows.charset)[0]
    except UnicodeEncodeError:
        return 0.0
    if "\u3040" <= character <= "\u30ff":
        return 1.2 if rows.charset == "euc_jp" else 0.0
    if rows.first <= lead <= rows.last:
        return rows.weight
    return 0.8 if "\u3000" <= character <= "\u303f" or "\uff00" <= character <= "\uff5e" else 0.0


def _by_chardet(text: bytes) -> str:
    import chardet

    found = (chardet.detect(text)["encoding"] or "").lower()
    encoding = webencodings.lookup(found)
    return _MEANT.get(found) or (str(encoding.codec_info.name) if encoding is not None else _LAST_RESORT)
