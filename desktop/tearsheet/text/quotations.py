"""Turn words as a person types them, or another program hands them over, into the places of a text where they stand."""

from collections.abc import Iterator, Sequence
from itertools import takewhile

from tearsheet.text.cjk import fold

Place = tuple[int, int]


def places_of(quote: str, text: str) -> tuple[Place, ...]:
    """Return where `text` says `quote`: as it stands, else in the same letters, set with other spaces or signs."""
    literal = tuple((start, start + len(quote)) for start in _all(quote, text))
    if literal:
        return literal
    wanted, _ = _letters(quote)
    letters, places = _letters(text)
    return tuple((places[at], places[at + len(wanted) - 1] + 1) for at in _all(wanted, letters))


def nearest(text: str, places: Sequence[Place], *, prefix: str, suffix: str) -> Place | None:
    """Return the only place, or the one of several whose surroundings are more as said than those of any other."""
    if len(places) == 1:
        return places[0]
    fitting = sorted(((_fit(text, place, prefix, suffix), place) for place in places), reverse=True)
    if not fitting or fitting[0][0] == 0 or fitting[0][0] == fitting[1][0]:
        return None
    return fitting[0][1]


def same_letters(one: str, other: str) -> bool:
    """Say whether two texts differ in nothing but spaces, signs, case, width and script."""
    return _letters(one)[0] == _letters(other)[0]


def _fit(text: str, place: Place, prefix: str, suffix: str) -> int:
    """Return how many letters around a place are as said, counted from the place outwards."""
    before, _ = _letters(text[max(0, place[0] - 4 * len(prefix)) : place[0]])
    after, _ = _letters(text[place[1] : place[1] + 4 * len(suffix)])
    return _alike(reversed(_letters(prefix)[0]), reversed(before)) + _alike(_letters(suffix)[0], after)


def _alike(one: Iterator[str] | str, other: Iterator[str] | str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _letters(text: str) -> tuple[str, list[int]]:
    """Return the folded letters and digits of `text`, and where each comes from."""
    folded = {char: "".join(filter(str.isalnum, fold(char))) for char in set(text)}
    pieces = [folded[char] for char in text]
    return "".join(pieces), [place for place, piece in enumerate(pieces) for _ in piece]


def _all(wanted: str, text: str) -> Iterator[int]:
    at = text.find(wanted) if wanted else -1
    while at >= 0:
        yield at
        at = text.find(wanted, at + 1)
