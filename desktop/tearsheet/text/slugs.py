"""Turn a title or a name into a part of an address that every system and every site generator leaves as it is."""

import re
import unicodedata

from tearsheet.text.filenames import cut, safe_name
from tearsheet.text.pinyin import spelled

_HAN = re.compile("[\u3400-\u9fff]")
LIMIT = 160
"""Bytes of UTF-8 that a slug may have, so that a date, an extension and a mark go with it into a file's name."""


def slug(text: str, *, limit: int = LIMIT) -> str:
    """Return the letters, marks and digits of `text` with a hyphen for whatever is between; empty where it has none."""
    kept = "".join(char if _is_kept(char) else "-" for char in unicodedata.normalize("NFC", text))
    name = cut(re.sub("-{2,}", "-", kept).strip("-"), limit).strip("-")
    # A device of Windows whatever its extension.
    return name if safe_name(name, fallback="") == name else f"{name}-1"


def spelled_slug(text: str, *, limit: int = LIMIT) -> str:
    """Return the slug of `text` in lower case with its Chinese as pinyin: 大众网 gives dazhongwang."""
    return slug(spelled(text), limit=limit).lower()


def news_of(source: str) -> str:
    """Return the tag by which a site lists what a medium published: 大众网 gives 大众网新闻."""
    return f"{source}新闻" if _HAN.search(source) and not source.endswith("新闻") else source


def _is_kept(char: str) -> bool:
    category = unicodedata.category(char)
    return category[0] in "LM" or category == "Nd"
