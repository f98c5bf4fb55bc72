"""Draw what is searched for from a corpus, and find by a plain scan what answers it."""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import pairwise

from tearsheet.model.query import Query
from tearsheet.text.pinyin import as_spelling
from tests.bench.searching.corpus import BETWEEN, DAYS, FIRST, Corpus, Made

EACH = 10
"""Questions of each kind."""

_CJK = "\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_RUN = re.compile(f"[{_CJK}]+|[^\\W_{_CJK}]+")
_LETTER = f"[^\\W_{_CJK}]"
_BETWEEN_WORDS = f"[^\\w{BETWEEN}]*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Words that must stand in an article (`all`), of which one must (`any`), of which none may (`none`)."""

    kind: str
    all: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    none: tuple[str, ...] = ()

    @property
    def query(self) -> Query:
        return Query(
            words=self.all,
            any_of=(tuple(Query(words=(word,)) for word in self.any),) if self.any else (),
            none_of=tuple(Query(words=(word,)) for word in self.none),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """A query that narrows the library by more than words, and whether an article fits it."""

    name: str
    query: Query
    fits: Callable[[Made, str], bool] = field(repr=False)


def questions(corpus: Corpus, seed: int) -> list[Question]:
    """Draw questions of every kind, from the words of the corpus and from passages of its first articles."""
    chance = random.Random(seed)
    made = [corpus.article(number) for number in range(1, 400)]
    chinese = [each.text for each in made if each.language != "en"]
    words = {length: [word for word in corpus.chinese[:6000] if len(word) == length] for length in (1, 2, 3, 4)}
    english = [word for word in corpus.english[30:8000] if len(word) > 4 and not as_spelling(word)]
    phrases = [_english_phrase(chance, made) for _ in range(EACH)]

    def spread(some: Sequence[str]) -> list[str]:
        """Take as many from the common words as from the rare."""
        return [some[int(len(some) * (place / EACH) ** 2)] for place in range(EACH)]

    two = spread(words[2])
    kinds = {
        "1 character": spread(words[1]),
        "2 characters, words": two,
        "2 characters, anywhere": [_passage(chance, chinese, 2) for _ in range(EACH)],
        "3 characters": [_passage(chance, chinese, 3) for _ in range(EACH)],
        "4 characters": [_passage(chance, chinese, 4) for _ in range(EACH)],
        "8 characters": [_passage(chance, chinese, 8) for _ in range(EACH)],
        "mixed script": [
            "a股",
            "b站",
            "2022年",
            "10亿元",
            "nw2022",
            *(_mixed(chance, chinese) for _ in range(EACH - 5)),
        ],
        "an English word": [f"{word} " for word in spread(english)],
        "a beginning": [word[:length] for word, length in zip(spread(english), (1, 2, 3, 4) * EACH, strict=False)],
        "an English phrase": phrases,
    }
    asked = [Question(kind=kind, all=(word,)) for kind, some in kinds.items() for word in some if not as_spelling(word)]
    both = list(pairwise([*two, two[0]]))
    asked += [Question(kind="AND of two", all=pair) for pair in both]
    asked += [Question(kind="AND, one of 1 character", all=(pair[0], kinds["1 character"][3])) for pair in both]
    asked += [Question(kind="OR of two", any=pair) for pair in both]
    asked += [Question(kind="one NOT the other", all=pair[:1], none=pair[1:]) for pair in both]
    return list(dict.fromkeys(asked))


def filters(corpus: Corpus) -> list[Filter]:
    """Return every filter on its own and in combination with a word that stands in many articles."""
    word = next(each for each in corpus.chinese if len(each) == 2)
    since, until = FIRST - timedelta(hours=4), FIRST + timedelta(days=DAYS // 5) - timedelta(hours=4)
    common, middle, rare = corpus.tags[0], corpus.tags[60], corpus.tags[-1]
    source = corpus.sources[20]
    alone = {
        "a tag of many, with its subtree": (Query(tags=(common,)), _tagged(common)),
        "a tag of some": (Query(tags=(middle,)), _tagged(middle)),
        "a tag of few": (Query(tags=(rare,)), _tagged(rare)),
        "a source": (Query(sources=(source,)), lambda made: made.source == source),
        "unread": (Query(read=False), lambda made: not made.read),
        "a fifth of the days": (Query(since=since, until=until), _published(since, until)),
        "unread, a tag, those days": (
            Query(read=False, tags=(common,), since=since, until=until),
            lambda made: not made.read and _tagged(common)(made) and _published(since, until)(made),
        ),
        "a tag without another": (
            Query(tags=(common,), none_of=(Query(tags=(middle,)),)),
            lambda made: _tagged(common)(made) and not _tagged(middle)(made),
        ),
    }
    found = []
    for name, (query, fits) in alone.items():
        found.append(Filter(name=name, query=query, fits=_without_words(fits)))
        found.append(Filter(name=f"a word, {name}", query=_with(query, word), fits=_with_word(fits, word)))
    return found


def scans(question: Question) -> Callable[[str], bool]:
    """Return what says, reading all the folded text of an article, whether it answers the question.

    A word is found by its beginning, and as a whole where it ends in a space. A phrase passes over what stands between
    its words, but not out of its field.
    """
    wanted, choice, unwanted = (tuple(map(_scan, some)) for some in (question.all, question.any, question.none))

    def answers(text: str) -> bool:
        return (
            all(stands(text) for stands in wanted)
            and (not choice or any(stands(text) for stands in choice))
            and not any(stands(text) for stands in unwanted)
        )

    return answers


def _scan(word: str) -> Callable[[str], bool]:
    runs = _RUN.findall(word)
    if len(runs) == 1 and re.match(f"[{_CJK}]", word):
        return lambda text: word in text
    parts = []
    for place, run in enumerate(runs):
        latin = not re.match(f"[{_CJK}]", run)
        is_open = place == len(runs) - 1 and not word.endswith(" ")
        parts.append(f"(?<!{_LETTER}){run}" + ("" if is_open else f"(?!{_LETTER})") if latin else run)
    found = re.compile(_BETWEEN_WORDS.join(parts)).search
    return lambda text: runs[0] in text and found(text) is not None


def _passage(chance: random.Random, texts: Sequence[str], length: int) -> str:
    while True:
        text = chance.choice(texts)
        start = chance.randrange(len(text) - length)
        passage = text[start : start + length]
        if re.fullmatch(f"[{_CJK}]+", passage):
            return passage


def _mixed(chance: random.Random, texts: Sequence[str]) -> str:
    """Return a passage that begins with characters and ends in a whole Latin word, or the other way about."""
    while True:
        found = re.search(
            f"(?:[{_CJK}]{{2}}{_LETTER}{{2,8}}(?!{_LETTER})|(?<!{_LETTER}){_LETTER}{{2,8}}[{_CJK}]{{2}})",
            chance.choice(texts)[chance.randrange(400) :],
        )
        if found:
            return found[0].lower()


def _english_phrase(chance: random.Random, made: Sequence[Made]) -> str:
    texts = [each.text for each in made if each.language == "en"]
    while True:
        words = chance.choice(texts).split()
        start = chance.randrange(len(words) - 3)
        if all(word.isalpha() for word in words[start : start + 3]):
            return " ".join(words[start : start + 3]).lower() + " "


def _tagged(path: str) -> Callable[[Made], bool]:
    return lambda made: any(tag == path or tag.startswith(f"{path}/") for tag in made.tags)


def _published(since: datetime, until: datetime) -> Callable[[Made], bool]:
    return lambda made: since <= made.published < until


def _without_words(fits: Callable[[Made], bool]) -> Callable[[Made, str], bool]:
    return lambda made, _text: fits(made)


def _with_word(fits: Callable[[Made], bool], word: str) -> Callable[[Made, str], bool]:
    return lambda made, text: fits(made) and word in text


def _with(query: Query, word: str) -> Query:
    return replace(query, words=(word,))


def kinds_of(asked: Sequence[Question]) -> Iterator[tuple[str, list[Question]]]:
    """Yield the questions by kind, in the order in which the kinds came."""
    for kind in dict.fromkeys(question.kind for question in asked):
        yield kind, [question for question in asked if question.kind == kind]
