"""What became of a text between two versions, passage by passage and word by word."""

from dataclasses import dataclass
from enum import StrEnum


class Fate(StrEnum):
    """What became of a passage: the same words, other words, only in one version, or elsewhere in the other."""

    KEPT = "kept"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED_AWAY = "moved-away"
    MOVED_HERE = "moved-here"


class Change(StrEnum):
    """What became of a run of characters."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Characters in a row with the same fate."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph of the older text, of the newer, or of both; `move` numbers the two ends of a move from 1, else 0."""

    fate: Fate
    pieces: tuple[Piece, ...]
    move: int = 0
