"""Turn a case into places, by Tearsheet and by what other programs do: a function a method."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from tearsheet.model.annotation import Anchor, Selector
from tearsheet.text.anchoring import align, anchor, select

_CONTEXT = 32


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a method says that a highlight stands, and whether it is sure of it; None says that it is gone."""

    span: tuple[int, int] | None
    sure: bool = True


Method = Callable[[str, str, Sequence[tuple[int, int]]], Iterable[Placed]]


def tearsheet(old: str, new: str, marked: Sequence[tuple[int, int]]) -> Iterable[Placed]:
    """Align once, then anchor each."""
    alignment = align(old, new)
    for start, end in marked:
        yield _placed(alignment.anchor(_selector(old, start, end)))


def without_old_text(old: str, new: str, marked: Sequence[tuple[int, int]]) -> Iterable[Placed]:
    """Anchor each by its words and what stood around them, as an import must."""
    for start, end in marked:
        yield _placed(anchor(new, _selector(old, start, end)))


def position(_old: str, new: str, marked: Sequence[tuple[int, int]]) -> Iterable[Placed]:
    """Trust the offsets, as Karakeep, Recogito and Zotero do."""
    for start, end in marked:
        yield Placed((start, end) if end <= len(new) else None)


def nearest_exact(old: str, new: str, marked: Sequence[tuple[int, int]]) -> Iterable[Placed]:
    """Take the same words where they stand nearest to the old offset."""
    for start, end in marked:
        places = _all(new, old[start:end])
        place = min(places, key=lambda place: abs(place - start), default=None)
        yield Placed(None if place is None else (place, place + end - start))


def with_context(old: str, new: str, marked: Sequence[tuple[int, int]]) -> Iterable[Placed]:
    """Look for prefix, words and suffix in one piece, as Apache Annotator does."""
    for start, end in marked:
        before = max(0, start - _CONTEXT)
        places = _all(new, old[before : end + _CONTEXT])
        begin = places[0] + start - before if len(places) == 1 else None
        yield Placed(None if begin is None else (begin, begin + end - start))


def quote_matcher(old: str, new: str, marked: Sequence[tuple[int, int]]) -> Iterable[Placed]:
    """Take whatever scores best, without a threshold: Hypothesis' way (its weights, its limit on errors), our words.

    Its client finds approximate matches by Myers' algorithm; here rapidfuzz's best partial match stands for them.
    """
    for start, end in marked:
        quote = old[start:end]
        spans = [((place, place + len(quote)), 0) for place in _all(new, quote)] or _approximate(new, quote)
        before, after = old[max(0, start - _CONTEXT) : start], old[end : end + _CONTEXT]
        score = partial(_score, new, quote, before, after, start)
        best = max(spans, key=lambda each: score(*each), default=None)
        yield Placed(best[0] if best else None)


METHODS: dict[str, Method] = {
    "Tearsheet": tearsheet,
    "Tearsheet, by quote alone": without_old_text,
    "position only": position,
    "nearest exact": nearest_exact,
    "prefix+exact+suffix": with_context,
    "quote matcher, no threshold": quote_matcher,
}


def _selector(old: str, start: int, end: int) -> Selector:
    return select(old, start, end)


def _placed(found: object) -> Placed:
    return Placed((found.start, found.end), found.sure) if isinstance(found, Anchor) else Placed(None)


def _all(text: str, words: str) -> list[int]:
    places = []
    place = text.find(words)
    while place >= 0:
        places.append(place)
        place = text.find(words, place + 1)
    return places


def _approximate(text: str, quote: str) -> list[tuple[tuple[int, int], int]]:
    found = fuzz.partial_ratio_alignment(quote, text)
    if found is None:
        return []
    start, end = found.dest_start, found.dest_end
    errors = Levenshtein.distance(quote, text[start:end])
    return [((start, end), errors)] if errors <= min(256, len(quote) / 2) else []


def _score(text: str, quote: str, before: str, after: str, hint: int, span: tuple[int, int], errors: int) -> float:
    start, end = span
    score = 50 * (1 - errors / len(quote)) + 2 * (1 - abs(start - hint) / len(text))
    score += 20 * _likeness(text[max(0, start - len(before)) : start], before)
    return score + 20 * _likeness(text[end : end + len(after)], after)


def _likeness(text: str, context: str) -> float:
    if not text or not context:
        return 0.0
    return 1 - Levenshtein.distance(text, context) / len(context)
