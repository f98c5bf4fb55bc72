"""Turn what became of a text into stretches to show: each change by itself, what is the same folded together."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from tearsheet.gui.moments import number, sentence
from tearsheet.model.comparison import Change, Fate, Passage, Piece
from tearsheet.text.words import _, ngettext

_LONG = 1200
_LEFT = 320
"""So much of a long run of the same words is left at either end of it, within a passage that changed."""

_MOVED_AWAY = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """One passage that is not the same, or all that are between two such."""

    passages: tuple[Passage, ...]

    @property
    def fate(self) -> Fate:
        return self.passages[0].fate

    @property
    def kept(self) -> bool:
        return self.fate is Fate.KEPT


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """Characters in the middle of a passage that are the same and are not shown."""

    count: int


Shown = Piece | Fold


def stretches(passages: Sequence[Passage]) -> tuple[Stretch, ...]:
    """Return the passages with those in a row that are the same together."""
    found: list[Stretch] = []
    for kept, some in groupby(passages, key=lambda passage: passage.fate is Fate.KEPT):
        if kept:
            found.append(Stretch(passages=tuple(some)))
        else:
            found += [Stretch(passages=(passage,)) for passage in some]
    return tuple(found)


def other_end(shown: Sequence[Stretch], at: int) -> int | None:
    """Return where the other end of the move that stands at `at` is."""
    move = shown[at].passages[0].move
    ends = [place for place, stretch in enumerate(shown) if move and stretch.passages[0].move == move]
    return next((place for place in ends if place != at), None)


def shown_pieces(passage: Passage, *, whole: bool) -> tuple[Shown, ...]:
    """Return what is shown of a passage: unless the `whole` is wanted, long runs of the same words are folded."""
    if whole:
        return passage.pieces
    if passage.fate is Fate.MOVED_AWAY and all(piece.change is Change.SAME for piece in passage.pieces):
        return tuple(_beginning(passage))
    if passage.fate in (Fate.ADDED, Fate.REMOVED):
        return passage.pieces
    return tuple(part for piece in passage.pieces for part in _folded(piece))


def in_blocks(passage: Passage, *, whole: bool, most: int) -> Iterator[tuple[Shown, ...]]:
    """Yield what is shown of a passage, at most so many characters at a time."""
    block: list[Shown] = []
    room = most
    for piece in shown_pieces(passage, whole=whole):
        if isinstance(piece, Fold):
            block.append(piece)
            continue
        text = piece.text
        while len(text) > room:
            block.append(Piece(change=piece.change, text=text[:room]))
            yield tuple(block)
            text, block, room = text[room:], [], most
        block.append(Piece(change=piece.change, text=text))
        room -= len(text)
    yield tuple(block)


def label(shown: Sequence[Stretch], at: int) -> str:
    """Return what stands above a change, nothing above words that only changed."""
    match shown[at].fate:
        case Fate.ADDED:
            return _("Added paragraph")
        case Fate.REMOVED:
            return _("Removed paragraph")
        case Fate.MOVED_AWAY | Fate.MOVED_HERE as fate:
            other = other_end(shown, at)
            return _move(fate is Fate.MOVED_HERE, further_down=other is not None and other > at)
        case _:
            return ""


def fold_words(stretch: Stretch) -> str:
    """Return how many paragraphs are the same."""
    count = len(stretch.passages)
    return ngettext("{count} paragraph the same", "{count} paragraphs the same", count).format(count=number(count))


def summary(shown: Sequence[Stretch]) -> str:
    """Return in one line how many passages changed, came, went and moved."""
    fates = Counter(stretch.fate for stretch in shown)
    changed = fates[Fate.CHANGED]
    counted = (
        (ngettext("{count} paragraph changed", "{count} paragraphs changed", changed), changed),
        (_("{count} added"), fates[Fate.ADDED]),
        (_("{count} removed"), fates[Fate.REMOVED]),
        (_("{count} moved"), fates[Fate.MOVED_HERE]),
    )
    return sentence(tuple(words.format(count=number(count)) for words, count in counted if count))


def _move(here: bool, *, further_down: bool) -> str:
    if here:
        return _("Moved here from further down") if further_down else _("Moved here from further up")
    return _("Moved from here to further down") if further_down else _("Moved from here to further up")


def _folded(piece: Piece) -> Iterator[Shown]:
    if piece.change is not Change.SAME or len(piece.text) <= _LONG:
        yield piece
        return
    yield Piece(change=Change.SAME, text=piece.text[:_LEFT])
    yield Fold(count=len(piece.text) - 2 * _LEFT)
    yield Piece(change=Change.SAME, text=piece.text[-_LEFT:])


def _beginning(passage: Passage) -> Iterator[Shown]:
    text = "".join(piece.text for piece in passage.pieces)
    yield Piece(change=Change.SAME, text=text[:_MOVED_AWAY])
    if len(text) > _MOVED_AWAY:
        yield Fold(count=len(text) - _MOVED_AWAY)
