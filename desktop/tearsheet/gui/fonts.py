"""Turn a size and a weight into a font that has Latin and Chinese letters on this system."""

import sys
from functools import cache

from PySide6.QtGui import QFont

from tearsheet.text.words import language

_SANS = {
    "darwin": ((".AppleSystemUIFont",), ("PingFang SC",)),
    "win32": (("Segoe UI Variable Text", "Segoe UI"), ("Microsoft YaHei UI", "Microsoft YaHei")),
    "linux": (("Inter", "Noto Sans", "Cantarell"), ("Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei")),
}
_SERIF = {
    "darwin": (("New York", "Georgia"), ("Songti SC",)),
    "win32": (("Georgia",), ("SimSun",)),
    "linux": (("Noto Serif", "Source Serif 4"), ("Noto Serif CJK SC", "Source Han Serif SC")),
}
_FIXED = {
    "darwin": (("SF Mono", "Menlo"), ("PingFang SC",)),
    "win32": (("Cascadia Mono", "Consolas"), ("Microsoft YaHei",)),
    "linux": (("Noto Sans Mono", "DejaVu Sans Mono"), ("Noto Sans CJK SC", "Source Han Sans SC")),
}
_FALLBACK = ("DejaVu Sans",)

SMALL, TEXT, LARGE = 12, 13, 14


def ui(size: int = TEXT, *, strong: bool = False) -> QFont:
    """Return the font of everything but headlines, `size` in pixels."""
    return _font(_families("sans", language()), size, strong)


def display(size: int) -> QFont:
    """Return the serif of the few large words the window itself speaks."""
    return _font(_families("serif", language()), size, strong=True)


def reading(size: int) -> QFont:
    """Return the serif that the window sets passages of articles in."""
    return _font(_families("serif", language()), size, strong=False)


def fixed(size: int) -> QFont:
    """Return the font of files: letters of one width."""
    latin, chinese = _FIXED.get(sys.platform, _FIXED["linux"])
    return _font((*latin, *chinese, *_FALLBACK), size, strong=False)


@cache
def _families(kind: str, tongue: str) -> tuple[str, ...]:
    """Chinese faces go first in Chinese, so that quotation marks and dashes have their full width."""
    table = _SANS if kind == "sans" else _SERIF
    latin, chinese = table.get(sys.platform, table["linux"])
    return (*chinese, *latin, *_FALLBACK) if tongue == "zh_CN" else (*latin, *chinese, *_FALLBACK)


@cache
def _font(families: tuple[str, ...], size: int, strong: bool) -> QFont:
    font = QFont()
    font.setFamilies(list(families))
    font.setPixelSize(size)
    font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font
