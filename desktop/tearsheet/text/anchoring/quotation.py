"""Turn a quotation and its surroundings, made on a text that is not known, into its place in a text, or an orphan."""

from collections.abc import Iterator
from functools import lru_cache
from statistics import median_low

from tearsheet.model.annotation import Anchor, Orphan, Selector
from tearsheet.text.anchoring.folding import fold, weight
from tearsheet.text.anchoring.graphemes import cluster_end, cluster_start
from tearsheet.text.anchoring.mapping import Mapping
from tearsheet.text.anchoring.runs import grams, once

_MOST_OCCURRENCES = 1_000
_AGREES = 0.6
"""How like the surroundings must be to speak for a place."""
_AHEAD = 0.3
"""By how much the surroundings of one place must be more like than those of another."""
_TELLING = 40.0
"""Letters of a quotation that speaks for itself where nothing around it is as it was."""
_LONGEST_SEARCHED = 400_000
_THERE = 0.6

Span = tuple[int, int]


def anchor(text: str, selector: Selector) -> Anchor | Orphan:
    """Return the one place of `text` that `selector` fits; where several fit equally well, or none, an orphan.

    It is sure where the words stand once and what is around them agrees, as far as the selector says it. The offsets
    only tell which of several is an orphan's `nearest`.
    """
    places = occurrences(text, selector.exact)
    spans = [(place, place + len(selector.exact)) for place in places] or _same_wording(text, selector.exact)
    if not spans:
        return _misquoted(text, selector)
    likeness = {span: _likeness(text, selector, span) for span in spans}
    best, *others = sorted(spans, key=lambda span: -sum(likeness[span]))
    agrees = max(likeness[best], default=1.0) >= _AGREES
    is_ahead = all(sum(likeness[best]) - sum(likeness[other]) >= _AHEAD for other in others[:1])
    if not is_ahead or not (agrees or (not others and weight(selector.exact) >= _TELLING)):
        nearest = min(spans, key=lambda span: abs(span[0] - selector.start))
        return Orphan(nearest=_placed(text, nearest, sure=False))
    return _placed(text, best, sure=min(likeness[best], default=1.0) >= _AGREES)


def occurrences(text: str, words: str) -> Iterator[int]:
    """Yield where `words` stand in `text`, not more than a thousand places."""
    place = text.find(words) if words else -1
    for _ in range(_MOST_OCCURRENCES):
        if place < 0:
            return
        yield place
        place = text.find(words, place + 1)


def _same_wording(text: str, words: str) -> list[Span]:
    """Return where `text` says the same in another house style."""
    folded, wanted = fold(text), fold(words).chars.strip("\n")
    return [
        (folded.places[place], folded.places[place + len(wanted) - 1] + 1)
        for place in occurrences(folded.chars, wanted)
    ]


def _likeness(text: str, selector: Selector, span: Span) -> tuple[float, ...]:
    """Return how like what stands before and after `span` is to what the selector says, for each that it says."""
    start, end = span
    sides = []
    if selector.prefix.strip():
        sides.append(_like(selector.prefix, text[max(0, start - len(selector.prefix)) : start]))
    if selector.suffix.strip():
        sides.append(_like(selector.suffix, text[end : end + len(selector.suffix)]))
    return tuple(sides)


def _like(said: str, found: str) -> float:
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(fold(said).chars, fold(found).chars)


def _misquoted(text: str, selector: Selector) -> Anchor | Orphan:
    """Return where most of the words stand in one place, never sure."""
    said = selector.prefix + selector.exact + selector.suffix
    begin, end = _neighbourhood(text, said)
    if begin == end:
        return Orphan()
    start = len(selector.prefix)
    image = Mapping(said, text[begin:end]).image(start, start + len(selector.exact))
    if image is None:
        return Orphan()
    place = _placed(text, (begin + image.start, begin + image.end), sure=False)
    return place if image.share >= _THERE else Orphan(nearest=place)


def _neighbourhood(text: str, said: str) -> Span:
    """Return the piece of `text` that has most of the short pieces of `said`, twice as long on each side."""
    if len(text) > _LONGEST_SEARCHED:
        return 0, 0
    wording, places = fold(text), _grams_of(text)
    wanted = fold(said).chars
    begins = [places[gram] - place for gram, place in grams(wanted, 0, len(wanted)) if gram in places]
    if not begins:
        return 0, 0
    begin = median_low(begins)
    first = max(0, begin - len(wanted))
    last = min(len(wording.chars), begin + 2 * len(wanted)) - 1
    return wording.places[min(first, last)], wording.places[last] + 1


@lru_cache(2)
def _grams_of(text: str) -> dict[str, int]:
    chars = fold(text).chars
    return once(grams(chars, 0, len(chars)))


def _placed(text: str, span: Span, *, sure: bool) -> Anchor:
    return Anchor(start=cluster_start(text, span[0]), end=cluster_end(text, span[1]), sure=sure)
