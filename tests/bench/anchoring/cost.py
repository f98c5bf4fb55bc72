"""Turn lengths of text into CPU time: to align two versions once, and to anchor a highlight then."""

import random
import time
from dataclasses import dataclass
from statistics import median

from tearsheet.text.anchoring import align, select
from tearsheet.text.anchoring.folding import fold
from tests.bench.anchoring.texts import BREAK, made_up

LENGTHS = (5_000, 20_000, 60_000)
_ROUNDS, _HIGHLIGHTS = 5, 200
_EDITED, _RATE = 4, 0.02


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds of CPU. `part`: a quarter of the paragraphs edited, three gone, some moved; `all` of them edited."""

    language: str
    length: int
    part: float
    all: float
    highlight: float


def costs(seed: int) -> list[Cost]:
    """Measure each length in each language."""
    return [_cost(random.Random(seed), language, length) for language in ("en", "zh") for length in LENGTHS]


def _cost(chance: random.Random, language: str, length: int) -> Cost:
    parts, wholes, each = [], [], []
    for _ in range(_ROUNDS):
        text = made_up(chance, language, length)[:length]
        parts.append(_aligning(text, _partly_edited(text, chance)))
        edited = _edited(text, chance)
        wholes.append(_aligning(text, edited))
        each.append(_anchoring(text, edited, chance))
    return Cost(language, length, median(parts), median(wholes), median(each))


def _aligning(old: str, new: str) -> float:
    fold.cache_clear()
    begun = time.process_time()
    align(old, new)
    return 1000 * (time.process_time() - begun)


def _anchoring(old: str, new: str, chance: random.Random) -> float:
    starts = [chance.randrange(len(old) - 200) for _ in range(_HIGHLIGHTS)]
    selectors = [select(old, start, start + chance.randint(2, 200)) for start in starts]
    alignment = align(old, new)
    begun = time.process_time()
    for selector in selectors:
        alignment.anchor(selector)
    return 1000 * (time.process_time() - begun) / _HIGHLIGHTS


def _partly_edited(text: str, chance: random.Random) -> str:
    paragraphs = text.split(BREAK)
    third = len(paragraphs) // 3
    moved = paragraphs[third : third + third // 2]
    chance.shuffle(moved)
    paragraphs[third : third + third // 2] = moved
    del paragraphs[:3]
    return BREAK.join(
        _edited(each, chance) if number % _EDITED == 0 else each for number, each in enumerate(paragraphs)
    )


def _edited(text: str, chance: random.Random) -> str:
    made = []
    for character in text:
        number = chance.random()
        if number >= _RATE:
            made.append(character)
        elif number < _RATE / 2:
            made.append(chance.choice(text))
    return "".join(made)
