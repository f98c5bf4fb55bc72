"""Turn texts into cases: a text before and after an edit, its highlights, and where each truly stands after it."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.bench.anchoring.edits import EDITS, ONE_BY_ONE, Paragraphs, Subject, cells
from tests.bench.anchoring.highlights import Highlight, highlights
from tests.bench.anchoring.texts import BREAK, Text

_GONE, _THERE = 0.3, 0.6
"""Shares of a highlight's characters that stay: below the first it is gone, above the second it is there."""


@dataclass(frozen=True, slots=True)
class Truth:
    """Where a highlight stands after the edit; None where it is gone."""

    span: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Case:
    """One edit of one text, and the highlights of which the truth is clear."""

    text: Text
    edit: str
    old: str
    new: str
    marked: Sequence[tuple[Highlight, Truth]]


def cases(texts: Sequence[Text], seed: int) -> Iterator[Case]:
    """Yield every edit of every text."""
    for text in texts:
        chance = random.Random(f"{seed} {text.name}")
        marked = highlights(text, chance)
        others = [other for other in texts if other.language == text.language and other is not text]
        if not marked or not others:
            continue
        for edit in EDITS:
            if edit == "simplified to traditional" and text.language != "zh":
                continue
            for group in [[each] for each in marked] if edit == ONE_BY_ONE else [marked]:
                subject = Subject(text, marked, group[0], others, random.Random(chance.random()))
                yield _case(text, edit, group, EDITS[edit](cells(text), subject))


def _case(text: Text, edit: str, group: Sequence[Highlight], paragraphs: Paragraphs) -> Case:
    characters: list[str] = []
    origins: dict[int, tuple[int, bool]] = {}
    for paragraph in filter(None, paragraphs):
        if characters:
            characters += BREAK
        for character, origin, exchanged in paragraph:
            if origin is not None:
                origins.setdefault(origin, (len(characters), exchanged))
            characters += character
    clear = [(each, truth) for each in group if (truth := _truth(text.whole, each, origins))]
    return Case(text, edit, text.whole, "".join(characters), clear)


def _truth(old: str, highlight: Highlight, origins: dict[int, tuple[int, bool]]) -> Truth | None:
    """Return where `highlight` is, or None where people would not agree: half of it gone, or torn apart by a move."""
    length = highlight.end - highlight.start
    inked = [place for place in range(highlight.start, highlight.end) if not old[place].isspace()]
    stayed = [origins[place] for place in inked if place in origins]
    share = sum(not exchanged for _, exchanged in stayed) / len(inked)
    if share < _GONE:
        return Truth(None)
    places = [place for place, _ in stayed]
    start, end = min(places), max(places) + 1
    if share < _THERE or places != sorted(places) or end - start > 2 * length + 120:
        return None
    return Truth((start, end))
