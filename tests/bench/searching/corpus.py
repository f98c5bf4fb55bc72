"""Make up a library's articles, as unevenly worded as real ones: any article by its number, the same for the same seed.

Seven in ten are Chinese: words of a dictionary by Zipf's law, those of the article's subject, pairs that belong
together, a few words of the article's own that come again and again, and Latin letters and numbers between them.
"""

import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import accumulate, pairwise
from pathlib import Path

from pypinyin.phrases_dict import phrases_dict

from tearsheet.text.cjk import fold

REAL = Path(__file__).resolve().parents[4] / "shared" / "corpora" / "pages"
FIRST = datetime(2010, 1, 1, 4, tzinfo=UTC)
DAYS = 16 * 365
BETWEEN = "\x1d"
"""Stands between the fields of an article in `Made.all_text`, so that nothing is found across them."""

_CHINESE = 0.7
_FUNCTION = (
    "的了在是和不有人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产"
    "种面而方后多定行学法所民"
)
_FUNCTION_ENGLISH = (
    *("the", "of", "and", "to", "in", "a", "is", "that", "for", "it", "on", "was", "with", "as", "by", "at", "from"),
    *("be", "are", "this", "have", "or", "an", "not", "which", "but", "had", "his", "they", "one", "were", "all"),
    *("their", "has", "been", "would", "will", "more", "when", "who", "if", "no", "out", "so", "said", "what", "up"),
)
_LATIN = (
    *("GDP", "CPI", "A股", "5G", "AI", "CEO", "IPO", "ETF", "PMI", "B站", "T+1", "3.5%", "2022年", "10亿元", "2021年"),
    *("30%", "12月", "NW2022", "iPhone", "100万", "1.2万亿", "8月", "2023年", "COVID-19", "WTO"),
)
_ROOTS = (
    "财经",
    "科技",
    "社会",
    "国际",
    "体育",
    "文化",
    "健康",
    "教育",
    "news",
    "tech",
    "science",
    "politics",
    "culture",
)
_CONSONANTS = (*"bcdfghjklmnprstvw", "st", "tr", "pl", "gr", "ch", "sh", "th")
_SYLLABLES = [
    start + vowel + end
    for start in _CONSONANTS
    for vowel in "aeiou"
    for end in ("", "n", "r", "s", "t", "l", "m", "ck", "nd")
]
_VOCABULARY = 24_000
_ENGLISH_VOCABULARY = 100_000
_SUBJECTS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """An article made up."""

    number: int
    title: str
    text: str
    source: str
    host: str
    tags: tuple[str, ...]
    published: datetime
    read: bool
    language: str

    @property
    def all_text(self) -> str:
        """All that it is found by, folded."""
        return fold(BETWEEN.join((self.title, self.text, self.source, *self.tags, self.host)))


class Corpus:
    """Articles made up from one seed, by number from one on; `length` is 1 where they are as long as real ones."""

    def __init__(self, seed: int = 1, length: float = 1) -> None:
        chance = random.Random(seed)
        self._seed = seed
        self._length = length
        self.chinese = _chinese_words(chance)
        self.english = _english_words(chance)
        self._zipf = _zipf(len(self.chinese), 1.05)
        self._english_zipf = _zipf(len(self.english), 1.05)
        self._pairs = ["".join(chance.choices(self.chinese, cum_weights=self._zipf, k=2)) for _ in range(_VOCABULARY)]
        self._pair_zipf = _zipf(len(self._pairs), 0.9)
        self._subjects = [chance.sample(range(150, _VOCABULARY), 250) for _ in range(_SUBJECTS)]
        self._subject_zipf = _zipf(250, 0.9)
        self.sources = [
            "".join(chance.sample(self.chinese[80:4000], 2)) + kind
            for kind in ("网", "日报", "晚报")
            for _ in range(400)
        ]
        self._source_zipf = _zipf(len(self.sources), 0.9)
        self._tag_zipf = _zipf(len(self.tags), 0.8)

    @cached_property
    def tags(self) -> list[str]:
        """Every tag in use, the commonest first."""
        below = [f"{root}/{word}" for word in self.chinese[300:324] for root in _ROOTS]
        return [*_ROOTS, *below]

    def articles(self, numbers: Iterable[int]) -> Iterator[Made]:
        return map(self.article, numbers)

    def article(self, number: int) -> Made:
        chance = random.Random(self._seed * 1_000_003 + number)
        chinese = chance.random() < _CHINESE
        subject = chance.randrange(_SUBJECTS)
        words = int(min(max(chance.lognormvariate(6.7, 0.55), 300), 3000) * self._length)
        write = self._write_chinese if chinese else self._write_english
        title = write(chance, subject, chance.randint(6, 13), own=0).rstrip("，。、,. \n").replace("\n", "")
        return Made(
            number=number,
            title=title,
            text=write(chance, subject, words, own=9),
            source=chance.choices(self.sources, cum_weights=self._source_zipf)[0],
            host=f"www.ex{subject}.com",
            tags=tuple(sorted(set(chance.choices(self.tags, cum_weights=self._tag_zipf, k=chance.randint(1, 4))))),
            published=FIRST + timedelta(days=chance.randrange(DAYS)),
            read=chance.random() < 0.6,
            language="zh-CN" if chinese else "en",
        )

    def _write_chinese(self, chance: random.Random, subject: int, count: int, *, own: int) -> str:
        about = [self.chinese[each] for each in self._subjects[subject]]
        repeated = [self.chinese[chance.randrange(100, _VOCABULARY)] for _ in range(own)] or about
        kinds = chance.choices(range(5), weights=(47, 17, 8, 26, 2), k=count)
        drawn = (
            iter(chance.choices(self.chinese, cum_weights=self._zipf, k=count)),
            iter(chance.choices(about, cum_weights=self._subject_zipf, k=count)),
            iter(chance.choices(self._pairs, cum_weights=self._pair_zipf, k=count)),
            iter(chance.choices(repeated, k=count)),
            iter(chance.choices(_LATIN, k=count)),
        )
        marks = chance.choices(("", "，", "。", "、", "。\n"), weights=(84, 10, 4, 1, 1), k=count)
        return "".join(next(drawn[kind]) + mark for kind, mark in zip(kinds, marks, strict=True))

    def _write_english(self, chance: random.Random, subject: int, count: int, *, own: int) -> str:
        about = [self.english[each] for each in self._subjects[subject]]
        words = chance.choices(self.english, cum_weights=self._english_zipf, k=count)
        for place in chance.sample(range(count), count // 6):
            words[place] = chance.choices(about, cum_weights=self._subject_zipf)[0]
        marks = chance.choices((" ", ", ", ". ", ".\n"), weights=(89, 5, 5, 1 if own else 0), k=count)
        return "".join(word + mark for word, mark in zip(words, marks, strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Variety:
    """How many different characters and pairs of characters Chinese texts have for each of their characters."""

    texts: int
    characters: float
    pairs: float


def variety(texts: Iterable[str]) -> Variety | None:
    """Measure the texts of one to four thousand characters, for the share falls with the length."""
    shares = []
    for text in texts:
        han = [character for character in text if "\u4e00" <= character <= "\u9fff"]
        if 1000 <= len(han) <= 4000:
            shares.append((len(set(han)) / len(han), len(set(pairwise(han))) / len(han)))
    if not shares:
        return None
    characters, pairs = (sum(each) / len(shares) for each in zip(*shares, strict=True))
    return Variety(texts=len(shares), characters=characters, pairs=pairs)


def real_chinese() -> Iterator[str]:
    """Yield the texts of the real Chinese pages that there are here."""
    for index in sorted(REAL.glob("*/index.jsonl")):
        with index.open(encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                if row.get("cjk"):
                    yield row.get("text") or ""


def _chinese_words(chance: random.Random) -> list[str]:
    """Return words, the commonest first: single characters, then such as dictionaries have, most of them of two."""
    by_length: dict[int, list[str]] = {2: [], 3: [], 4: []}
    for word in phrases_dict:
        if len(word) in by_length and all("\u4e00" <= character <= "\u9fff" for character in word):
            by_length[len(word)].append(word)
    for words in by_length.values():
        chance.shuffle(words)
    lengths = chance.choices((2, 3, 4), weights=(84, 10, 6), k=_VOCABULARY)
    rest = [by_length[length].pop() for length in lengths if by_length[length]]
    return [*_FUNCTION, *rest]


def _english_words(chance: random.Random) -> list[str]:
    known = dict.fromkeys(_FUNCTION_ENGLISH)
    while len(known) < _ENGLISH_VOCABULARY:
        known["".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4)))] = None
    return list(known)


def _zipf(count: int, power: float) -> list[float]:
    return list(accumulate((rank + 2.7) ** -power for rank in range(1, count + 1)))
