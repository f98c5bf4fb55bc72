"""Turn a title into a file name that every system takes."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import count

LIMIT = 200
"""Bytes of UTF-8 that a name may have: ext4 and APFS stop at 255, and sync programs add to names."""

_REPLACED = str.maketrans({"/": "-", "\\": "-", "|": "-", "[": "(", "]": ")", '"': "'"})
_REMOVED = re.compile(r"[<>?*#^]")
# Reserved by Windows, whatever follows the first dot.
_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|clock\$|(?:com|lpt)[0-9¹²³])(?=\s*(?:\.|$))", re.IGNORECASE)
# Not seen, not allowed or dangerous in a name: controls, surrogates, private and unassigned code points, and format
# characters (bidirectional overrides), but for the two joiners that spelling needs.
_INVISIBLE = ("Cc", "Cf", "Cs", "Co", "Cn")
_JOINERS = "\u200c\u200d"


def safe_name(title: str, *, limit: int = LIMIT, extension: str = "", fallback: str = "untitled") -> str:
    """Return `title` as a name of at most `limit` UTF-8 bytes, `extension` (such as `.md`) included.

    The strictest rules of Windows, macOS, Linux and Obsidian all hold, because folders are synced: no separators,
    reserved characters, device names, controls or bidirectional overrides, no dot or space at an end, no leading
    hyphen, NFC, cut only between graphemes.
    """
    name = unicodedata.normalize("NFC", _visible(title))
    name = re.sub(r"\s*:\s+", " - ", name).replace(":", "-").translate(_REPLACED)
    name = _edges_off(re.sub(r"\s+", " ", _REMOVED.sub("", name)))
    name = _DEVICE.sub(r"\1_", name, count=1) if _DEVICE.match(name) else name
    return (_edges_off(cut(name, limit - len(extension.encode()))) or fallback) + extension


class FileNames:
    """The names given within one folder: each is given once, whatever the case of its letters."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, title: str, *, extension: str, identity: str, limit: int = LIMIT) -> str:
        """Return a name without its extension that nothing else in the folder has, with or without `extension`.

        The first to come keeps its plain name; another of the same name gets the first letters of `identity` too,
        so that it has the same name in every export in which both stand.
        """
        names = names_for(title, extension=extension, identity=identity, limit=limit)
        stem = next(name for name in names if not self._taken & same_name(name, extension))
        self._taken |= same_name(stem, extension)
        return stem


def names_for(title: str, *, extension: str, identity: str, limit: int = LIMIT) -> Iterator[str]:
    """Yield the names that a file may have, without its extension: the plain one, then some with an id behind."""
    yield safe_name(title, limit=limit - len(extension.encode()))
    for length in count(8):
        mark = f" ({safe_name(identity[:length])}{'' if length <= len(identity) else length})"
        yield safe_name(title, limit=limit - len((mark + extension).encode())) + mark


def same_name(stem: str, extension: str) -> frozenset[str]:
    """Return what a name, with and without `extension`, has in common with all that are one file somewhere."""
    return frozenset((_fold(stem), _fold(stem + extension)))


def cut(text: str, limit: int) -> str:
    """Return the start of `text` that has at most `limit` UTF-8 bytes and does not end within a grapheme."""
    if len(text.encode()) <= limit:
        return text
    end = len(text.encode()[: max(limit, 0)].decode("utf-8", "ignore"))
    whole = end
    while whole and _joined(text, whole):
        whole -= 1
    return text[: whole or end]  # one grapheme longer than the limit is cut within itself


def _joined(text: str, place: int) -> bool:
    """Say whether the characters on both sides of `place` are one grapheme (the rules of UAX 29 that names meet)."""
    before, after = text[place - 1], text[place]
    if unicodedata.category(after) in ("Mn", "Me", "Mc") or after in _JOINERS or before == "\u200d":
        return True
    if "\U0001f3fb" <= after <= "\U0001f3ff" or "\U000e0020" <= after <= "\U000e007f":
        return True
    if "\u1100" <= before <= "\u11ff" and "\u1160" <= after <= "\u11ff":
        return True
    return _is_flag_letter(after) and _flag_letters_before(text, place) % 2 == 1


def _is_flag_letter(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def _flag_letters_before(text: str, place: int) -> int:
    count = 0
    while count < place and _is_flag_letter(text[place - 1 - count]):
        count += 1
    return count


def _visible(text: str) -> str:
    return "".join(
        " " if char.isspace() else char
        for char in text
        if char.isspace() or char in _JOINERS or unicodedata.category(char) not in _INVISIBLE
    )


def _edges_off(name: str) -> str:
    return name.lstrip(" .-~" + _JOINERS).rstrip(" ." + _JOINERS)


def _fold(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
