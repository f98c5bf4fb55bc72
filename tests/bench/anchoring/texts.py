"""Turn words, our own page fixtures and, where they are, real pages into texts to highlight and to edit."""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from tests.bench.anchoring.words import CHINESE, ENGLISH
from tests.bench.extraction.corpus import PAGES, is_chinese, read_corpus

BREAK = "\n\n"
HALVES = ("dev", "held-out")
"""Texts to tune on, and texts to report on. Neither has a paragraph of a fixture, or a page, of the other."""
_FIXTURES = Path(__file__).resolve().parents[2] / "pages"
_SENTENCES = {
    "zh": re.compile(r"[^。！？!?]+[。！？!?]*[”」]?|[。！？!?]+"),
    "en": re.compile(r"[^.!?]+[.!?]+[\"”’)]*\s*|[^.!?]+$"),
}
_SHORTEST, _LONGEST = 2_000, 14_000
_MADE_UP = 0.5
"""The share of made-up paragraphs among those from fixtures, which are better prose but few."""


@dataclass(frozen=True, slots=True)
class Text:
    """An article as its paragraphs. `language` is zh or en."""

    name: str
    language: str
    paragraphs: tuple[str, ...]

    @property
    def whole(self) -> str:
        """The canonical text."""
        return BREAK.join(self.paragraphs)

    @property
    def starts(self) -> list[int]:
        """Where in it each paragraph begins."""
        starts, place = [], 0
        for paragraph in self.paragraphs:
            starts.append(place)
            place += len(paragraph) + len(BREAK)
        return starts


def sentences(paragraph: str, language: str) -> list[tuple[int, int]]:
    """Return where each sentence of `paragraph` begins and ends."""
    return [match.span() for match in _SENTENCES[language].finditer(paragraph)]


def own_texts(half: str, seed: int, number: int) -> list[Text]:
    """Return `number` texts of our own making, half of them Chinese. No paragraph of a fixture is in two of them."""
    texts = []
    for language in ("zh", "en"):
        chance = random.Random(f"{seed} {half} {language}")
        prose = list(_fixture_paragraphs(language, half))
        chance.shuffle(prose)
        for place in range(number // 2):
            dealt = prose[place :: number // 2]
            texts.append(Text(f"own-{half}-{language}-{place}", language, tuple(_article(chance, language, dealt))))
    return texts


def real_texts(half: str, number: int) -> list[Text]:
    """Return the texts of real pages, Chinese ones up to half of `number`; none where there are no pages."""
    if not PAGES.exists():
        return []
    texts = [text for text in _real_texts() if _half(text.name) == half]
    chinese = [text for text in texts if text.language == "zh"][: number // 2]
    return chinese + [text for text in texts if text.language == "en"][: number - len(chinese)]


def made_up(chance: random.Random, language: str, length: int) -> str:
    """Return a text of at least `length` characters, for measuring time."""
    paragraphs: list[str] = []
    while sum(map(len, paragraphs)) < length:
        paragraphs.append(_paragraph(chance, language))
    return BREAK.join(paragraphs)


def _article(chance: random.Random, language: str, prose: list[str]) -> Iterator[str]:
    length = chance.randrange(_SHORTEST, _LONGEST) // (3 if language == "zh" else 1)
    while length > 0:
        paragraph = prose.pop() if prose and chance.random() > _MADE_UP else _paragraph(chance, language)
        length -= len(paragraph)
        yield paragraph


def _paragraph(chance: random.Random, language: str) -> str:
    made = [_sentence(chance, language) for _ in range(chance.randint(1, 6))]
    return ("" if language == "zh" else " ").join(made)


def _sentence(chance: random.Random, language: str) -> str:
    words = {
        part: chance.choice(choice.split("|")) for part, choice in (CHINESE if language == "zh" else ENGLISH).items()
    }
    other = chance.choice((CHINESE if language == "zh" else ENGLISH)["who"].split("|"))
    form = chance.choice(_FORMS[language])
    sentence = form.format(**words, other=other, number=chance.randint(2, 990))
    return sentence[0].upper() + sentence[1:]


_FORMS = {
    "en": (
        "{when}, {who} {did} {what}, {why}.",
        "{who} {did} {what} {how}, and {other} did the same.",
        "“{said},” {who} said, “{why}.”",
        "{aside}. {when}, {other} {did} {what}.",
        "According to {who}, {number} people had seen how {other} {did} {what}.",
        "{aside}, {who} wrote, {why}.",
        "Whoever {did} {what} did so {how}; {aside}.",
    ),
    "zh": (
        "{when}{who}{did}{what}，{why}。",
        "{who}{how}{did}{what}，{other}也是如此。",
        "“{said}，”{who}说，“{aside}。”",
        "{aside}。{when}{other}{did}{what}。",
        "据{who}统计，有{number}人看见{other}{did}{what}。",
        "{who}写道：{aside}，{why}。",
        "{why}，{who}还是{did}{what}；{aside}。",
    ),
}


@cache
def _fixture_paragraphs(language: str, half: str) -> Sequence[str]:
    found: dict[str, None] = {}
    for path in sorted(_FIXTURES.glob("*/article.txt")):
        text = path.read_text(encoding="utf-8")
        spoken = "zh" if is_chinese(text) else "en" if _is_english(text) else ""
        for line in text.split("\n"):
            if spoken == language and len(line) >= (8 if language == "zh" else 25) and _half(line) == half:
                found[line.strip()] = None
    return list(found)


@cache
def _real_texts() -> Sequence[Text]:
    texts: dict[str, Text] = {}
    for gold in read_corpus(PAGES):
        lines = [" ".join(line.split()) for line in gold.text.split("\n")]
        paragraphs = tuple(line for line in lines if line)
        length = sum(map(len, paragraphs))
        language = "zh" if is_chinese(gold.text) else "en" if _is_english(gold.text) else ""
        shortest = _SHORTEST // 3 if language == "zh" else _SHORTEST
        if language and shortest < length < _LONGEST and len(paragraphs) >= 8:
            texts[gold.text] = Text(f"{gold.set}-{gold.id}", language, paragraphs)
    return sorted(texts.values(), key=lambda text: sha256(text.name.encode()).digest())


def _is_english(text: str) -> bool:
    letters = sum(character < "\u0250" for character in text)
    return letters > 0.95 * len(text) and len(re.findall(r"\bthe\b", text)) > 2


def _half(name: str) -> str:
    return HALVES[sha256(name.encode()).digest()[0] % 2]
