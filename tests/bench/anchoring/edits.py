"""Turn a text into an edited one whose every character knows where it comes from: sixteen kinds of edit.

A cell is a character, its place in the text before (None for what is new), and whether it was exchanged for another.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tearsheet.resources import resource
from tests.bench.anchoring.highlights import Highlight
from tests.bench.anchoring.texts import Text, sentences
from tests.bench.anchoring.words import ADVERTISEMENTS

Cell = tuple[str, int | None, bool]
Paragraph = list[Cell]
Paragraphs = list[Paragraph]


_TRIES = 50


@dataclass(frozen=True, slots=True)
class Subject:
    """What an edit may look at: the text, its highlights, the one to rewrite, other texts, and chance."""

    text: Text
    marked: Sequence[Highlight]
    rewritten: Highlight
    others: Sequence[Text]
    chance: random.Random = field(compare=False)


def cells(text: Text) -> Paragraphs:
    """Return the text as it is."""
    return [
        [(character, start + place, False) for place, character in enumerate(paragraph)]
        for paragraph, start in zip(text.paragraphs, text.starts, strict=True)
    ]


def _misspelt(rate: float) -> Callable[[Paragraphs, Subject], Paragraphs]:
    def edit(paragraphs: Paragraphs, subject: Subject) -> Paragraphs:
        letters = [character for paragraph in paragraphs for character, _, _ in paragraph if character.isalnum()]
        return [[made for cell in each for made in _typo(cell, rate, letters, subject.chance)] for each in paragraphs]

    return edit


def _typo(cell: Cell, rate: float, letters: Sequence[str], chance: random.Random) -> list[Cell]:
    number = chance.random()
    if number < rate * 0.6:
        return [(chance.choice(letters), cell[1], True)]
    if number < rate * 0.8:
        return []
    if number < rate:
        return [cell, (chance.choice(letters), None, False)]
    return [cell]


def _sentences_inserted(share: float) -> Callable[[Paragraphs, Subject], Paragraphs]:
    def edit(paragraphs: Paragraphs, subject: Subject) -> Paragraphs:
        return [_with_sentence(each, subject) if subject.chance.random() < share else each for each in paragraphs]

    return edit


def _with_sentence(paragraph: Paragraph, subject: Subject) -> Paragraph:
    spans = sentences(_string(paragraph), subject.text.language)
    place = subject.chance.choice(spans)[0] if spans else 0
    return paragraph[:place] + _new(_foreign_sentence(subject) + _space(subject)) + paragraph[place:]


def _paragraphs_deleted(share: float) -> Callable[[Paragraphs, Subject], Paragraphs]:
    def edit(paragraphs: Paragraphs, subject: Subject) -> Paragraphs:
        return [each for each in paragraphs if subject.chance.random() >= share] or paragraphs[:1]

    return edit


def _paragraphs_moved(share: float) -> Callable[[Paragraphs, Subject], Paragraphs]:
    def edit(paragraphs: Paragraphs, subject: Subject) -> Paragraphs:
        taken = {number for number in range(len(paragraphs)) if subject.chance.random() < share}
        rest = [each for number, each in enumerate(paragraphs) if number not in taken]
        for number in sorted(taken):
            rest.insert(subject.chance.randint(0, len(rest)), paragraphs[number])
        return rest

    return edit


def _split_and_merged(share: float) -> Callable[[Paragraphs, Subject], Paragraphs]:
    def edit(paragraphs: Paragraphs, subject: Subject) -> Paragraphs:
        made: Paragraphs = []
        for each in paragraphs:
            number = subject.chance.random()
            spans = sentences(_string(each), subject.text.language)
            if number < share and made:
                made[-1] = made[-1] + _new(_space(subject)) + each
            elif number < 2 * share and len(each) > 40 and len(spans) > 1:
                place = subject.chance.choice(spans[1:])[0]
                made += [each[:place], each[place:]]
            else:
                made.append(each)
        return made

    return edit


def _advertised(share: float) -> Callable[[Paragraphs, Subject], Paragraphs]:
    def edit(paragraphs: Paragraphs, subject: Subject) -> Paragraphs:
        made: Paragraphs = []
        for each in paragraphs:
            made.append(each)
            if subject.chance.random() < share:
                made.append(_new(subject.chance.choice(ADVERTISEMENTS[subject.text.language])))
        return made

    return edit


def _summarised(most: int) -> Callable[[Paragraphs, Subject], Paragraphs]:
    def edit(paragraphs: Paragraphs, subject: Subject) -> Paragraphs:
        """Put a box before the text that says once more what is marked."""
        box = []
        for each in subject.chance.sample(subject.marked, min(most, len(subject.marked))):
            words = " ".join(subject.text.whole[each.start : each.end].split("\n"))
            if each.kind in ("short", "repeated"):
                end = "。" if subject.text.language == "zh" else " as seen."
                words = _foreign_sentence(subject)[:20] + words + end
            box.append(_new(words))
        return box + paragraphs

    return edit


_HALF_WIDTH = str.maketrans("，。！？；：“”‘’（）【】—…", ",.!?;:\"\"''()[]-.")
_CURLY = str.maketrans({'"': "”", "'": "’"})


def _restyled(paragraphs: Paragraphs, subject: Subject) -> Paragraphs:
    style = subject.chance.choice(("half width", "spaced", "typographic"))
    return [
        [made for place, cell in enumerate(each) for made in _in_style(style, each, place, cell, subject)]
        for each in paragraphs
    ]


def _in_style(style: str, paragraph: Paragraph, place: int, cell: Cell, subject: Subject) -> list[Cell]:
    character, origin, exchanged = cell
    is_chinese = subject.text.language == "zh"
    following = paragraph[place + 1][0] if place + 1 < len(paragraph) else ""
    if style == "spaced":
        gap = is_chinese and (_meets(character, following) or _meets(following, character))
        gap = gap or (not is_chinese and character == " " and subject.chance.random() < 0.1)
        return [cell, *_new(" " if gap else "")]
    made = character.translate(_HALF_WIDTH) if is_chinese else character.translate(_CURLY)
    if style == "half width":
        if is_chinese and character == " ":
            return []
        if character == "…":
            return [(".", origin, exchanged), *_new("..")]
    else:
        made = made.replace("-", "–").replace(" ", "\xa0")
    return [(made, origin, exchanged)]


def _meets(one: str, other: str) -> bool:
    return "\u4e00" <= one <= "\u9fff" and other.isascii() and other.isalnum()


def _traditional(paragraphs: Paragraphs, _subject: Subject) -> Paragraphs:
    table = _traditional_table()
    return [
        [(character.translate(table), origin, exchanged) for character, origin, exchanged in each]
        for each in paragraphs
    ]


def _traditional_table() -> dict[int, int]:
    lines = resource("cjk/t2s.txt").read_text("utf-8").splitlines()
    traditional, simplified = (line for line in lines if not line.startswith("#"))
    return str.maketrans(simplified, traditional)


def _truncated(paragraphs: Paragraphs, subject: Subject) -> Paragraphs:
    return [*paragraphs[: max(2, len(paragraphs) // 4)], _new(ADVERTISEMENTS[subject.text.language][-1])]


def _replaced(_paragraphs: Paragraphs, subject: Subject) -> Paragraphs:
    return [_new(paragraph) for paragraph in subject.chance.choice(subject.others).paragraphs]


def _rewritten(paragraphs: Paragraphs, subject: Subject) -> Paragraphs:
    """Put a sentence of another text in the place of every sentence that the highlight touches."""
    made: Paragraphs = []
    instead = _new(_other_words(subject))
    for each in paragraphs:
        begin, end = each[0][1], each[-1][1]
        assert begin is not None and end is not None
        if end < subject.rewritten.start or begin >= subject.rewritten.end:
            made.append(each)
            continue
        start, stop = max(0, subject.rewritten.start - begin), min(len(each), subject.rewritten.end - begin)
        for first, last in sentences(_string(each), subject.text.language):
            if first < stop and last > start:
                start, stop = min(start, first), max(stop, last)
        made.append(each[:start] + instead + each[stop:])
        instead = []
    return made


def _other_words(subject: Subject) -> str:
    """Return a sentence that has no half of the highlight's words in it."""
    words = subject.text.whole[subject.rewritten.start : subject.rewritten.end]
    half = (len(words) + 1) // 2
    for _ in range(_TRIES):
        sentence = _foreign_sentence(subject)
        if not any(words[place : place + half] in sentence for place in range(len(words) - half + 1)):
            break
    return sentence


def _mixed(paragraphs: Paragraphs, subject: Subject) -> Paragraphs:
    for edit in _MIXED:
        paragraphs = edit(paragraphs, subject)
    return paragraphs


_MIXED = (
    _misspelt(0.01),
    _sentences_inserted(0.15),
    _paragraphs_deleted(0.1),
    _paragraphs_moved(0.1),
    _summarised(6),
    _advertised(0.3),
    _split_and_merged(0.1),
    _restyled,
)

EDITS: dict[str, Callable[[Paragraphs, Subject], Paragraphs]] = {
    "unchanged": lambda paragraphs, _: paragraphs,
    "typos 1 %": _misspelt(0.01),
    "typos 5 %": _misspelt(0.05),
    "typos 15 %": _misspelt(0.15),
    "sentences inserted": _sentences_inserted(0.4),
    "paragraphs deleted": _paragraphs_deleted(0.25),
    "paragraphs moved": _paragraphs_moved(0.25),
    "split and merged": _split_and_merged(0.2),
    "punctuation and spaces": _restyled,
    "advertisements": _advertised(0.5),
    "summary box": _summarised(8),
    "simplified to traditional": _traditional,
    "truncated": _truncated,
    "everything mixed": _mixed,
    "sentence rewritten": _rewritten,
    "another article": _replaced,
}
ONE_BY_ONE = "sentence rewritten"
"""The edit that is made for each highlight by itself."""


def _new(words: str) -> Paragraph:
    return [(character, None, False) for character in words]


def _string(paragraph: Paragraph) -> str:
    return "".join(character for character, _, _ in paragraph)


def _space(subject: Subject) -> str:
    return "" if subject.text.language == "zh" else " "


def _foreign_sentence(subject: Subject) -> str:
    while True:
        paragraph = subject.chance.choice(subject.chance.choice(subject.others).paragraphs)
        start, end = subject.chance.choice(sentences(paragraph, subject.text.language) or [(0, 0)])
        if end - start > 8:
            return paragraph[start:end].strip()
