"""Turn the length of a text into the minutes it takes to read."""

_CJK_LANGUAGES = ("zh", "ja", "ko")
# Silent reading: words from Brysbaert 2019, characters from the Chinese reading literature.
_CHARACTERS_A_MINUTE = 400
_WORDS_A_MINUTE = 238


def counts_characters(language: str) -> bool:
    """Say whether the length of a text in this language is told in characters."""
    return language.lower().startswith(_CJK_LANGUAGES)


def minutes_to_read(words: int, language: str) -> int:
    """Return the minutes a text of `words` words takes, a CJK character counting as one; at least 1."""
    return max(1, round(words / (_CHARACTERS_A_MINUTE if counts_characters(language) else _WORDS_A_MINUTE)))
