"""Turn rows of text into columns that stand straight, where a Chinese character takes two places."""

import unicodedata
from collections.abc import Sequence


def aligned(rows: Sequence[Sequence[str]], *, width: int = 0, shrinks: int = 0) -> list[str]:
    """Return rows as lines with their columns aligned, two spaces apart.

    With a `width`, in terminal cells, the column `shrinks` is cut so that lines fit; 0 cuts nothing.
    """
    if not rows:
        return []
    widths = [max(cells(row[column]) for row in rows) for column in range(len(rows[0]))]
    if width:
        others = sum(widths) - widths[shrinks] + 2 * (len(widths) - 1)
        widths[shrinks] = min(widths[shrinks], max(width - others, 16))
    return ["  ".join(_fitted(text, size) for text, size in zip(row, widths, strict=True)).rstrip() for row in rows]


def cells(text: str) -> int:
    """Return how many places of a terminal `text` takes."""
    return sum(_cell(char) for char in text)


def _cell(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _fitted(text: str, size: int) -> str:
    if cells(text) > size:
        kept, room = "", size - 1
        for char in text:
            room -= _cell(char)
            if room < 0:
                break
            kept += char
        text = f"{kept}…"
    return text + " " * (size - cells(text))
