"""Turn Chinese into its other script, a character for a character, so that every place in a text stays that place."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from tearsheet.resources import resource

SIMPLIFIED, TRADITIONAL = "simplified", "traditional"
_LANGUAGES = {SIMPLIFIED: "zh-Hans", TRADITIONAL: "zh-Hant"}
_SAMPLE = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """Characters, the words they get wrong, and what finds where such a word may begin."""

    characters: dict[int, int]
    words: Mapping[str, str]
    starts: re.Pattern[str]
    longest: int


def converted(text: str, script: str) -> str:
    """Return `text` as it is shown in `script`; as it is for any other name. Length and places never change."""
    if script not in _LANGUAGES or text.isascii():
        return text
    table = _table(script)
    shown = text.translate(table.characters)
    parts: list[str] = []
    done = 0
    for start in table.starts.finditer(text):
        at = start.start()
        if at < done:
            continue
        word = next((text[at : at + n] for n in range(table.longest, 1, -1) if text[at : at + n] in table.words), "")
        if word:
            parts += (shown[done:at], table.words[word])
            done = at + len(word)
    return "".join((*parts, shown[done:])) if parts else shown


def language_in(script: str, language: str) -> str:
    """Return the BCP 47 tag of what is shown: another script has other glyphs."""
    return _LANGUAGES.get(script, language) if language.lower().startswith("zh") else language


def script_of(text: str) -> str:
    """Return the script a Chinese text is written in, "" where its characters do not say."""
    sample = set(text[:_SAMPLE])
    traditional, simplified = (
        {chr(character) for character in _table(other).characters} for other in (SIMPLIFIED, TRADITIONAL)
    )
    only_traditional, only_simplified = sample & (traditional - simplified), sample & (simplified - traditional)
    if len(only_traditional) == len(only_simplified):
        return ""
    return TRADITIONAL if len(only_traditional) > len(only_simplified) else SIMPLIFIED


@cache
def _table(script: str) -> _Table:
    if script == TRADITIONAL:
        characters, shown, words, written = _lines("s2t")
    else:
        characters, shown = _lines("t2s")
        more, more_shown, words, written = _lines("t2s_words")
        characters, shown = characters + more, shown + more_shown
    # In UTF-16 too, which web pages and Qt count in, every character keeps its length.
    pairs = {ord(a): ord(b) for a, b in zip(characters, shown, strict=True) if (a > "\uffff") == (b > "\uffff")}
    known = dict(zip(words.split(" "), written.split(" "), strict=True))
    starts = re.compile(f"[{re.escape(''.join({word[0] for word in known}))}]")
    return _Table(characters=pairs, words=known, starts=starts, longest=max(map(len, known)))


def _lines(name: str) -> list[str]:
    lines = resource(f"cjk/{name}.txt").read_text("utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]
